import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** The generator's first outputs still show the seed's bits. */
const warmUp = 16

/** A source of numbers uniform in [0, 1), the same on every machine for the same seed. */
export function randomSource(seed: number): () => number {
  const generator = xoroshiro128plus(scatter(seed))
  for (let i = 0; i < warmUp; i++) generator.next()
  // 27 + 26 bits make a double's 53.
  return () => {
    const high = generator.next() >>> 5
    const low = generator.next() >>> 6
    return (high * 2 ** 26 + low) / 2 ** 53
  }
}

/**
 * Spreads seeds over all 32 bits, so that near ones begin streams that have nothing in common: the generator is linear.
 * This is the finalizer of MurmurHash3 (A. Appleby, public domain), a bijection; golden ratio added, as it keeps 0.
 */
function scatter(seed: number): number {
  let h = seed + 0x9e3779b9
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/**
 * Pairs of independent normal numbers, of mean 0 and deviation 1, by Marsaglia's polar method. It needs a square root, which IEEE
 * 754 prescribes to the last bit, and a logarithm, which no machine's library rounds like another's: here it is made of sums,
 * products and quotients.
 */
export function normalSource(random: () => number): () => readonly [number, number] {
  return () => {
    for (;;) {
      const u = 2 * random() - 1
      const v = 2 * random() - 1
      const square = u * u + v * v
      if (square >= 1 || square === 0) continue
      const factor = Math.sqrt((-2 * logarithm(square)) / square)
      return [u * factor, v * factor]
    }
  }
}

/** The odd terms of 2 artanh z = 2 (z + z³/3 + z⁵/5 + …), of the last first; |z| ≤ 0.172 needs no more for a double. */
const oddTerms = Array.from({ length: 11 }, (_, i) => 2 / (21 - 2 * i))

/** The natural logarithm of a number between 0 and 1. */
function logarithm(x: number): number {
  let mantissa = x
  let halvings = 0
  for (; mantissa < Math.SQRT1_2; halvings++) mantissa *= 2
  const z = (mantissa - 1) / (mantissa + 1)
  let sum = 0
  for (const term of oddTerms) sum = sum * z * z + term
  return z * sum - halvings * Math.LN2
}
