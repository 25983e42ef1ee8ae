import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A source of numbers uniform in [0, 1), the same on every machine for the same seed. */
export function randomSource(seed: number): () => number {
  const generator = xoroshiro128plus(seed)
  // 27 + 26 bits make a double's 53.
  return () => {
    const high = generator.next() >>> 5
    const low = generator.next() >>> 6
    return (high * 2 ** 26 + low) / 2 ** 53
  }
}
