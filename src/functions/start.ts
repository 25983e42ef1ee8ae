import { randomSource } from '../random.js'
import type { Domain, Interval, Point } from '../records/geometry.js'

/** A start drawn uniformly from a domain: the same point on every machine for the same seed. */
export function randomStart(domain: Domain, seed: number): Point {
  const random = randomSource(seed)
  const within = ([min, max]: Interval) => min + random() * (max - min)
  const x = within(domain.x)
  return [x, within(domain.y)]
}
