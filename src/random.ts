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
