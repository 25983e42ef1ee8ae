import type { TestFunction } from '../functions/types.js'
import type { RecordedPath } from '../records/recorded.js'
import { type Trajectory, uncounted } from '../records/trajectory.js'
import type { Backend } from './backend.js'
import { valueAt } from './follow/evaluate.js'
import { paddedWidth } from './lanes.js'
import { scoped, tensorOps } from './tensors/ops.js'

/** A recorded path with the function's values at its points. */
export function withValues(backend: Backend, fn: TestFunction, path: RecordedPath): Trajectory {
  return { ...asRecorded(path), values: valuesAt(backend, fn, path.points) }
}

/** A recorded path but for its values. */
export function asRecorded({ points, steps, diverged }: RecordedPath): Omit<Trajectory, 'values'> {
  const thinned = steps.some((step, k) => step !== k)
  return {
    points,
    evaluations: uncounted,
    outcome: diverged === undefined ? { kind: 'finished' } : { kind: 'diverged', step: diverged },
    ...(thinned && { steps }),
  }
}

/** So many points are lanes of one evaluation: a tensor of more is slower to make than its parts. */
const most = 2 ** 16

/** The values of a function at points x0, y0, x1, y1, …, as runs that came there would have them. */
function valuesAt({ tf, name }: Backend, fn: TestFunction, points: Float32Array): Float32Array {
  const values = new Float32Array(points.length / 2)
  for (let from = 0; from < values.length; from += most) {
    const part = points.subarray(2 * from, 2 * (from + most))
    const count = part.length / 2
    const width = paddedWidth(name, count)
    const params = new Float32Array(2 * width)
    for (let lane = 0; lane < width; lane++) {
      const k = Math.min(lane, count - 1)
      params[lane] = part[2 * k] ?? Number.NaN
      params[width + lane] = part[2 * k + 1] ?? Number.NaN
    }
    const all = scoped(tf, () => valueAt(tf, tensorOps(tf), fn, tf.tensor2d(params, [2, width])).dataSync<'float32'>())
    values.set(all.subarray(0, count), from)
  }
  return values
}
