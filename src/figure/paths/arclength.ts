import type { Point } from '../../records/geometry.js'
import { countUpTo } from '../bisect.js'

/** Positions along a polyline by the length of the way. */
export class ArcLength {
  readonly total: number
  readonly #lengths: Float64Array
  readonly #points: readonly Point[]

  constructor(points: readonly Point[]) {
    this.#points = points
    this.#lengths = new Float64Array(points.length)
    let total = 0
    points.forEach((point, i) => {
      const previous = points[i - 1] ?? point
      total += Math.hypot(point[0] - previous[0], point[1] - previous[1])
      this.#lengths[i] = total
    })
    this.total = total
  }

  /** The length of the way to point i. */
  lengthAt(i: number): number {
    return this.#lengths[i] ?? this.total
  }

  /** The point after a length of the way. */
  at(s: number): Point {
    const lengths = this.#lengths
    const last = lengths.length - 1
    const high = Math.min(last, Math.max(1, countUpTo(lengths, s)))
    const low = Math.max(0, high - 1)
    const [a, b] = [this.#points[low] ?? [0, 0], this.#points[high] ?? [0, 0]]
    const [from, to] = [lengths[low] ?? 0, lengths[high] ?? 0]
    const t = to > from ? Math.max(0, Math.min(1, (s - from) / (to - from))) : 0
    return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]
  }
}
