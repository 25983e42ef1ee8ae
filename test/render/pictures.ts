import { mkdirSync, writeFileSync } from 'node:fs'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

/** Failed comparisons leave a picture of three here: expected, difference, actual. */
const triptychs = new URL('../../build/pictures/', import.meta.url)

/** How alike two pictures must be; the two numbers are apart, as one says what a difference is and one how many may be. */
export interface Tolerance {
  /** A pixel differs if its color does by more than this (0…1, pixelmatch's OKLab distance); edges' antialiasing is left out. */
  readonly perPixel: number
  /** The share of pixels that may differ. */
  readonly share: number
}

/** Compares two PNG files. Returns what differs in words, or undefined where they are alike. */
export function difference(
  name: string,
  expected: Uint8Array,
  actual: Uint8Array,
  tolerance: Tolerance,
): string | undefined {
  const [a, b] = [PNG.sync.read(Buffer.from(expected)), PNG.sync.read(Buffer.from(actual))]
  if (a.width !== b.width || a.height !== b.height)
    return `${name}: ${a.width} × ${a.height} expected, ${b.width} × ${b.height} drawn`
  const map = new PNG({ width: a.width, height: a.height })
  const count = pixelmatch(a.data, b.data, map.data, a.width, a.height, {
    threshold: tolerance.perPixel,
    includeAA: false,
  })
  const allowed = Math.floor(tolerance.share * a.width * a.height)
  if (count <= allowed) return undefined
  mkdirSync(triptychs, { recursive: true })
  const file = new URL(`${name}.png`, triptychs)
  writeFileSync(file, PNG.sync.write(sideBySide([a, map, b])))
  return `${name}: ${count} pixels differ, ${allowed} may; see build/pictures/${name}.png (expected, difference, actual)`
}

function sideBySide(pictures: readonly PNG[]): PNG {
  const width = pictures.reduce((sum, picture) => sum + picture.width, 0)
  const all = new PNG({ width, height: Math.max(...pictures.map(picture => picture.height)) })
  let left = 0
  for (const picture of pictures) {
    PNG.bitblt(picture, all, 0, 0, picture.width, picture.height, left, 0)
    left += picture.width
  }
  return all
}
