import { randomSource } from '../../src/random.js'

/** Random choices, the same for the same seed. */
export interface Dice {
  /** Uniform in [0, 1). */
  next(): number
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T
  /** So many of a list, each at most once, in their order. */
  some<T>(list: readonly T[], most: number): readonly T[]
}

export function dice(seed: number): Dice {
  const next = randomSource(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: probability => next() < probability,
    pick: list => {
      if (list.length === 0) throw new Error('there is nothing to pick from')
      return list[below(list.length)] as (typeof list)[number]
    },
    some: (list, most) => {
      const chosen = new Set<number>()
      for (let i = below(most + 1); i > 0 && list.length > 0; i--) chosen.add(below(list.length))
      return list.filter((_, i) => chosen.has(i))
    },
  }
}
