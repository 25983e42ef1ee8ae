import type { Point } from '../../records/geometry.js'
import { type Evaluations, evaluationCount, firstPoints, type Trajectory } from '../../records/trajectory.js'
import type { Run } from '../run.js'
import type { Asked } from './oracle.js'
import { recorder } from './recording.js'

/** The trajectory of a run whose points come one by one: whenever it wants the next one it yields, and is given it. */
export function* following(run: Run, { oracle, count }: Asked): Generator<void, readonly Trajectory[], Point> {
  const { steps, budget } = run
  const to = recorder(1, steps)
  const followed: Point[] = []
  let point = roundedPoint(run.start)
  let evaluations = count()
  let step = 0
  for (; ; step++) {
    to.points(step, Float32Array.of(...point), 0, 1)
    if (!to.alive()) break
    followed.push(point)
    if (step === steps) break
    const next = roundedPoint(yield)
    const spent = count()
    // Under a budget a step that costs nothing is the last: the optimizer has converged.
    if (budget !== undefined && (evaluationCount(spent) > budget || isSame(spent, evaluations))) break
    evaluations = spent
    point = next
  }
  for (const [at, where] of followed.entries()) to.values(at, Float32Array.of(oracle.value(where)), 0)
  return to.trajectories(() => evaluations).map(t => firstPoints(t, step + 1))
}

function isSame(a: Evaluations, b: Evaluations): boolean {
  return evaluationCount(a) === evaluationCount(b)
}

/** A point as the engine has it, in float32. */
export function roundedPoint([x, y]: Point): Point {
  return [Math.fround(x), Math.fround(y)]
}
