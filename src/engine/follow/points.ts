import type { Point } from '../../records/geometry.js'
import { type Evaluations, evaluationCount, firstPoints, type Trajectory } from '../../records/trajectory.js'
import type { Run } from '../run.js'
import { recorder } from './recording.js'

/** The points of a run, and its trajectory, given the values at them. */
export interface Followed {
  readonly points: readonly Point[]
  trajectory(values: Float32Array): Trajectory
}

/**
 * Follows a run whose points come one by one: whenever it wants the next one it yields, and is given it. `count` says what was
 * evaluated so far.
 */
export function* following(run: Run, count: () => Evaluations): Generator<void, Followed, Point> {
  const { steps, budget } = run
  const to = recorder(1, steps)
  const points: Point[] = []
  let point = roundedPoint(run.start)
  let evaluations = count()
  let step = 0
  for (; ; step++) {
    to.points(step, Float32Array.of(...point), 0, 1)
    if (!to.alive()) break
    points.push(point)
    if (step === steps) break
    const next = roundedPoint(yield)
    const spent = count()
    // Under a budget a step that costs nothing is the last: the optimizer has converged.
    if (budget !== undefined && (evaluationCount(spent) > budget || isSame(spent, evaluations))) break
    evaluations = spent
    point = next
  }
  return {
    points,
    trajectory(values) {
      for (const at of points.keys()) to.values(at, values, at)
      const [trajectory] = to.trajectories(() => evaluations).map(t => firstPoints(t, step + 1))
      if (trajectory === undefined) throw new Error('one lane has one trajectory')
      return trajectory
    },
  }
}

function isSame(a: Evaluations, b: Evaluations): boolean {
  return evaluationCount(a) === evaluationCount(b)
}

/** A point as the engine has it, in float32. */
export function roundedPoint([x, y]: Point): Point {
  return [Math.fround(x), Math.fround(y)]
}
