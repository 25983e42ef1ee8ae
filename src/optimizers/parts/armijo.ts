import type { Point } from '../../records/geometry.js'
import { type Asking, ask } from '../types.js'
import { moved } from './vectors.js'

/**
 * Backtracking (Nocedal & Wright 2006, algorithm 3.1): the first of t, ρ t, ρ² t, … with sufficient decrease,
 * f(x + t d) ≤ f(x) + c1 t gᵀd. Undefined where no such step moves the point in float32, the engine's precision: the noise of
 * rounding has then been reached. A value that is not a number never suffices. Along a direction that is not finite there is
 * nothing to try: the first step is taken, to a point that is not finite either, which ends the run as diverged.
 */
export function* backtrack(
  from: { readonly point: Point; readonly value: number; readonly slope: number },
  d: Point,
  { first, shrink, c1 }: { readonly first: number; readonly shrink: number; readonly c1: number },
): Asking<Point | undefined> {
  const seen = ([x, y]: Point) => [Math.fround(x), Math.fround(y)] as const
  const [x, y] = seen(from.point)
  if (!d.every(Number.isFinite)) return moved(from.point, first, d)
  for (let t = first; ; t *= shrink) {
    const to = moved(from.point, t, d)
    const [u, v] = seen(to)
    if (u === x && v === y) return undefined
    const { value } = yield ask.value(to)
    if (value <= from.value + c1 * t * from.slope) return to
  }
}
