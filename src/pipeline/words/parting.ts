import { jsonNumber } from '../../io/trajectory.js'
import { outcomeOf, pointAt, pointCount, stepOf, type Trajectory } from '../../records/trajectory.js'
import { counted, shortNumber } from '../../words/words.js'

/** Where a path parts from the one that it is compared with: points after the same number of steps are held together. */
export interface Parting {
  /** What the other path is called. */
  readonly from: string
  readonly tolerance: number
  /** How many points could be compared. */
  readonly compared: number
  /** The first step at which they are further apart than the tolerance; undefined where they never are. */
  readonly step?: number
  /** The largest distance, and the first step at which they are so far apart. */
  readonly largest: { readonly distance: number; readonly step: number }
}

/** Compares a path with a reference, relative to the larger of the two points, absolutely where both are below 1. */
export function partingOf(path: Trajectory, reference: Trajectory, from: string, tolerance: number): Parting {
  let [compared, step, distance, at]: [number, number | undefined, number, number] = [0, undefined, -1, 0]
  for (let i = 0, k = 0; i < pointCount(path) && k < pointCount(reference); ) {
    const [a, b] = [stepOf(path, i), stepOf(reference, k)]
    if (a < b) i++
    else if (b < a) k++
    else {
      const [[x, y], [u, v]] = [pointAt(path, i++), pointAt(reference, k++)]
      const apart = Math.hypot(x - u, y - v)
      compared++
      if (apart > distance) [distance, at] = [apart, a]
      if (apart > tolerance * Math.max(1, Math.hypot(x, y), Math.hypot(u, v))) step ??= a
    }
  }
  const end = divergence(path, reference)
  if (end !== undefined && (step === undefined || end < step)) step = end
  if (end !== undefined) [distance, at] = [Number.POSITIVE_INFINITY, end]
  return { from, tolerance, compared, ...(step !== undefined && { step }), largest: { distance, step: at } }
}

/** The step at which one of two paths is no longer finite while the other goes on. */
function divergence(a: Trajectory, b: Trajectory): number | undefined {
  const steps = [a, b].map(({ outcome }) => (outcome.kind === 'diverged' ? outcome.step : Number.POSITIVE_INFINITY))
  const [first = 0, second = 0] = steps
  if (first === second) return undefined
  const [step, other] = first < second ? [first, b] : [second, a]
  return stepOf(other, pointCount(other) - 1) >= step ? step : undefined
}

/** A parting as documents have it. */
export function partingHead({ from, tolerance, compared, step, largest }: Parting) {
  return {
    ...{ from, tolerance, compared, step: step ?? null },
    largest: compared === 0 ? null : { distance: jsonNumber(largest.distance), step: largest.step },
  }
}

/** `parts from AdamW at step 12; largest distance 0.31, at step 40; 200 points compared`. */
export function partingText({ from, compared, step, largest, tolerance }: Parting): string {
  if (compared === 0 && step === undefined) return `has no step in common with ${from}`
  const first =
    step === undefined ? `never parts from ${from} (tolerance ${tolerance})` : `parts from ${from} at step ${step}`
  const place = largest.distance > 0 ? `, at step ${largest.step}` : ''
  return `${first}; largest distance ${shortNumber(largest.distance)}${place}; ${counted(compared, 'point')} compared`
}

/** What there is to say where two paths do not begin in one place, or have too little in common. */
export function partingRemarks(parting: Parting, path: Trajectory, reference: Trajectory): readonly string[] {
  const { from, compared, step } = parting
  if (compared === 0) return [`no step is in ${from}, too, so nothing can be compared`]
  const [start, other] = [pointAt(path, 0), pointAt(reference, 0)].map(point => point.map(value => shortNumber(value)))
  if (stepOf(path, 0) === 0 && step === 0)
    return [
      `it starts at (${start?.join(', ')}), and ${from} at (${other?.join(', ')}); try --start ${pointAt(path, 0).map(jsonNumber).join(',')}`,
    ]
  const [mine, theirs] = [path, reference].map(t => stepOf(t, pointCount(t) - 1))
  const ended = [path, reference].some(t => outcomeOf(t).kind === 'diverged')
  return mine === theirs || ended || step !== undefined || mine === undefined || theirs === undefined
    ? []
    : [`only the first ${counted(Math.min(mine, theirs), 'step')} are compared: it has ${mine}, and ${from} ${theirs}`]
}
