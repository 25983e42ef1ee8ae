/** What is drawn from numbers uniform in [0, 1), in an order that references can be given, too. */
import type { Point } from '../../records/geometry.js'

/** A standard normal vector by Box & Muller's transformation: its direction is uniform, whatever its length. */
export function normal(random: () => number): Point {
  const length = Math.sqrt(-2 * Math.log(1 - random()))
  const angle = 2 * Math.PI * random()
  return [length * Math.cos(angle), length * Math.sin(angle)]
}

/** A whole number from 0 on, below `count`. */
export function index(random: () => number, count: number): number {
  return Math.min(count - 1, Math.floor(random() * count))
}

/** `chosen` different whole numbers from 0 on, below `count`: the beginning of a shuffle (Fisher & Yates). */
export function several(random: () => number, count: number, chosen: number): readonly number[] {
  const all = Array.from({ length: count }, (_, i) => i)
  for (let i = 0; i < Math.min(chosen, count); i++) {
    const j = i + index(random, count - i)
    const [a = i, b = j] = [all[i], all[j]]
    all[i] = b
    all[j] = a
  }
  return all.slice(0, chosen)
}
