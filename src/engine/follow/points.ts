import type { Point } from '../../records/geometry.js'
import type { Goal } from '../../records/goal.js'
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
 * evaluated so far, `seen` which goal is reached at a point, given the one before: the run ends there.
 */
export function* following(
  run: Run,
  count: () => Evaluations,
  seen?: (point: Point, before: Point | undefined) => Goal | undefined,
): Generator<void, Followed, Point> {
  const { steps, budget } = run
  const to = recorder(1, steps)
  const points: Point[] = []
  const spent: number[] = []
  let point = roundedPoint(run.start)
  let evaluations = count()
  let step = 0
  let reached: Trajectory['reached']
  for (; ; step++) {
    to.points(step, Float32Array.of(...point), 0, 1)
    if (!to.alive()) break
    const goal = seen?.(point, points.at(-1))
    points.push(point)
    spent.push(evaluationCount(evaluations))
    if (goal !== undefined) reached = { goal: goal.text, step }
    if (step === steps || goal !== undefined) break
    const next = roundedPoint(yield)
    const asked = count()
    // Under a budget a step that costs nothing is the last: the optimizer has converged.
    if (budget !== undefined && (evaluationCount(asked) > budget || isSame(asked, evaluations))) break
    evaluations = asked
    point = next
  }
  return {
    points,
    trajectory(values) {
      for (const at of points.keys()) to.values(at, values, at)
      const [trajectory] = to.trajectories(() => evaluations).map(t => firstPoints(t, step + 1))
      if (trajectory === undefined) throw new Error('one lane has one trajectory')
      return { ...trajectory, spent: Uint32Array.from(spent), ...(reached && { reached }) }
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
