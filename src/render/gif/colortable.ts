import { gifenc, type Rgb } from './gifenc.js'

/** Colors of a picture that has few, and the nearest of them for any other. */
export interface ColorTable {
  readonly colors: Rgb[]
  /** The index of the nearest color of an RGBA word (little-endian). */
  indexOf(word: number): number
}

/**
 * The palette of some pictures, RGBA words: the most frequent colors exactly, so that flat areas keep theirs, and the rest
 * shared out by gifenc's quantizer. Fully opaque pixels are assumed.
 */
export function sharedColors(pictures: readonly Uint32Array[], size: number): ColorTable {
  const counts = new Map<number, number>()
  for (const words of pictures) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const frequent = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([word]) => word)
  const exact = frequent.slice(0, counts.size <= size ? size : size >> 1)
  const rest = frequent.slice(exact.length)
  const colors = exact.map(rgbOf)
  if (rest.length > 0) {
    // Each color once: antialiased edges have many that are rare, and all of them matter alike.
    const pixels = new Uint8ClampedArray(Uint32Array.from(rest).buffer)
    colors.push(...gifenc().quantize(pixels, size - colors.length, { format: 'rgb565' }))
  }
  const known = new Map(exact.map((word, i) => [word, i]))
  return {
    colors,
    indexOf(word) {
      const found = known.get(word)
      if (found !== undefined) return found
      const index = nearest(colors, rgbOf(word))
      known.set(word, index)
      return index
    },
  }
}

function rgbOf(word: number): Rgb {
  return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255]
}

function nearest(colors: readonly Rgb[], [r, g, b]: Rgb): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  colors.forEach(([red, green, blue], i) => {
    // Weights as in the luma of Rec. 601, squared roughly: green counts most.
    const distance = 3 * (red - r) ** 2 + 6 * (green - g) ** 2 + (blue - b) ** 2
    if (distance < least) {
      least = distance
      best = i
    }
  })
  return best
}
