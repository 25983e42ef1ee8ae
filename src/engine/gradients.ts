import type { TestFunction } from '../functions/types.js'
import type { Point } from '../records/geometry.js'
import type { Backend } from './backend.js'
import { evaluate } from './follow/evaluate.js'
import { tensorOps } from './tensors/ops.js'

/** The objective's gradients at points, in their order: all in one evaluation. */
export function gradientsAt({ tf }: Backend, fn: TestFunction, points: readonly Point[]): readonly Point[] {
  if (points.length === 0) return []
  const flat = tf.tidy(() => {
    const params = tf.tensor2d([points.map(([x]) => x), points.map(([, y]) => y)])
    return evaluate(tf, tensorOps(tf), fn, params).gradient.dataSync<'float32'>()
  })
  return points.map((_, i) => [flat[i] ?? Number.NaN, flat[points.length + i] ?? Number.NaN])
}
