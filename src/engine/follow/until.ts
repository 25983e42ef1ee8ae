import type { TestFunction } from '../../functions/types.js'
import type { Point } from '../../records/geometry.js'
import type { Goal } from '../../records/goal.js'
import { type Evaluations, firstPoints, pointAt, pointCount, type Trajectory } from '../../records/trajectory.js'
import type { Backend } from '../backend.js'
import { gradientsAt } from '../gradients.js'
import type { Run } from '../run.js'
import type { Glance } from './oracle.js'

/** The first of the goals that holds at a point, given what is seen there and, but at the start, the point before. */
function goalAt(goals: readonly Goal[], { value, gradient }: Glance, point: Point, before?: Point): Goal | undefined {
  const measured = ({ of }: Goal): number => {
    if (of === 'f') return value()
    if (of === 'grad') return Math.hypot(...gradient())
    return before === undefined ? Number.NaN : Math.hypot(point[0] - before[0], point[1] - before[1])
  }
  return goals.find(goal => measured(goal) < goal.below)
}

/** Which of a run's goals is reached at a point; undefined where it has none. */
export function goalSeen({ until }: Run, glance: (at: Point) => Glance) {
  return until && ((point: Point, before?: Point) => goalAt(until, glance(point), point, before))
}

/** Gradients are computed at so many points at once. */
const together = 1024

/** A trajectory up to the first point where a goal holds, given what a number of steps cost; all of it where none does. */
export function untilReached(
  backend: Backend,
  fn: TestFunction,
  goals: readonly Goal[],
  t: Trajectory,
  cost: (taken: number) => Evaluations,
): Trajectory {
  let [gradients, from]: [readonly Point[], number] = [[], 0]
  const gradient = (k: number): Point => {
    if (k >= from + gradients.length) {
      from = k
      const count = Math.min(together, pointCount(t) - k)
      gradients = gradientsAt(
        backend,
        fn,
        Array.from({ length: count }, (_, i) => pointAt(t, k + i)),
      )
    }
    return gradients[k - from] ?? [Number.NaN, Number.NaN]
  }
  for (let k = 0; k < pointCount(t); k++) {
    const seen = { value: () => t.values[k] ?? Number.NaN, gradient: () => gradient(k) }
    const goal = goalAt(goals, seen, pointAt(t, k), k === 0 ? undefined : pointAt(t, k - 1))
    if (goal === undefined) continue
    const reached = { goal: goal.text, step: k }
    return { ...firstPoints(t, k + 1), evaluations: cost(k), outcome: { kind: 'finished' }, reached }
  }
  return t
}
