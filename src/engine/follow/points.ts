import type { Point } from '../../records/geometry.js'
import type { Goal } from '../../records/goal.js'
import { type Evaluations, evaluationCount, firstPoints, type Trajectory } from '../../records/trajectory.js'
import type { Run } from '../run.js'
import { recorder } from './recording.js'

/** The points of a run, and its trajectory, given the values at them. */
export interface Followed {
  /** x0, y0, x1, y1, … */
  readonly points: Float32Array
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
  const at = new Float32Array(2)
  const points = new Float32Array(2 * (steps + 1))
  const spent = new Uint32Array(steps + 1)
  let before: Point | undefined
  let point = roundedPoint(run.start)
  let evaluations = count()
  let step = 0
  let reached: Trajectory['reached']
  for (; ; step++) {
    at.set(point)
    to.points(step, at, 0, 1)
    if (!to.alive()) break
    const goal = seen?.(point, before)
    points.set(point, 2 * step)
    spent[step] = evaluationCount(evaluations)
    before = point
    if (goal !== undefined) reached = { goal: goal.text, step }
    if (step === steps || goal !== undefined) break
    const next = roundedPoint(yield)
    const asked = count()
    // Under a budget a step that costs nothing is the last: the optimizer has converged.
    if (budget !== undefined && (evaluationCount(asked) > budget || isSame(asked, evaluations))) break
    evaluations = asked
    point = next
  }
  // A point that is no longer finite is none of the path's.
  const kept = to.alive() ? step + 1 : step
  return {
    points: points.subarray(0, 2 * kept),
    trajectory(values) {
      for (let k = 0; k < kept; k++) to.values(k, values, k)
      const [trajectory] = to.trajectories(() => evaluations).map(t => firstPoints(t, step + 1))
      if (trajectory === undefined) throw new Error('one lane has one trajectory')
      return { ...trajectory, spent: spent.slice(0, kept), ...(reached && { reached }) }
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
