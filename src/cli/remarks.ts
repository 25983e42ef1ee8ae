import type { Domain } from '../geometry.js'
import { inside } from '../geometry.js'
import { bestStep, pointAt, pointCount, type Trajectory } from '../trajectory.js'
import { shortNumber } from './terminal.js'

/** The first point inside a domain; null where the path never enters. */
export function firstInside(t: Trajectory, domain: Domain): number | null {
  for (let k = 0; k < pointCount(t); k++) if (inside(domain, pointAt(t, k))) return k
  return null
}

/**
 * What a user must be told without asking: the run diverged, the path never enters the picture, the value is still
 * falling or bouncing at the end. One sentence each, with what to try.
 */
export function remarks(t: Trajectory, shown: Domain): readonly string[] {
  const said: string[] = []
  const last = pointAt(t, pointCount(t) - 1)
  if (t.outcome.kind === 'diverged')
    said.push(`the run diverged at step ${t.outcome.step}: the point is no longer finite; try a smaller learning rate`)
  if (firstInside(t, shown) === null) {
    const [x, y] = last.map(shortNumber)
    said.push(
      `the path never enters the picture: it ends at (${x}, ${y}); try --view all, a larger --lr or more --steps`,
    )
  }
  if (t.outcome.kind === 'finished') said.push(...restlessness(t))
  return said
}

/** Whether the last tenth of the path (at least ten steps) still falls or bounces, measured against the whole fall. */
function restlessness(t: Trajectory): readonly string[] {
  const { values } = t
  const window = Math.max(10, Math.floor(values.length / 10))
  if (values.length < 2 * window) return []
  const tail = values.subarray(values.length - window - 1)
  const best = values[bestStep(t)] ?? Number.NaN
  const [start = Number.NaN] = values
  const [from = Number.NaN] = tail
  const to = tail[tail.length - 1] ?? Number.NaN
  const whole = start - best
  if (!(whole > 0) || !Number.isFinite(from) || !Number.isFinite(to)) return []
  let ups = 0
  for (let k = 1; k < tail.length; k++) ups += Math.max(0, (tail[k] ?? 0) - (tail[k - 1] ?? 0))
  if (ups > 0.02 * whole && to > best + 0.01 * whole)
    return [
      `still bouncing at the end: the best value, ${shortNumber(best)}, was at step ${bestStep(t)}; try a smaller --lr`,
    ]
  if (from - to > 0.02 * whole)
    return [
      `still descending at the end: ${shortNumber(from)} to ${shortNumber(to)} in the last ${window} steps; try more --steps or a larger --lr`,
    ]
  return []
}
