import { type Comparable, type Compared, compareFiles, type Difference } from '../../diff/compare.js'
import { comparePixels } from '../../diff/comparepixels.js'
import type { Tolerance } from '../../diff/tolerance.js'
import { triptych } from '../../figure/triptych.js'
import { render } from '../../render/index.js'
import { rasterizeSvg } from '../../render/rasterize.js'
import { warn } from '../talk/terminal.js'

/**
 * A PNG file with what was expected, what differs and what is there side by side; undefined for what is no picture, and,
 * with a warning, where it cannot be drawn.
 */
export async function differencePng(title: string, difference: Difference): Promise<Uint8Array | undefined> {
  const { message, pictures } = difference
  if (pictures === undefined) return undefined
  const panels = [
    { name: 'expected', ...pictures.expected },
    { name: 'difference', ...pictures.difference },
    { name: 'actual', ...pictures.actual },
  ]
  try {
    return await render(triptych(title, message, panels), 'png', { scale: 1 })
  } catch (error) {
    warn(`the picture of the difference cannot be drawn: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

/** How two files differ, with pictures wherever they can be had; undefined where they show the same. */
export async function differenceOf(
  kind: Comparable,
  expected: Compared,
  actual: Compared,
  tolerance: Tolerance,
): Promise<Difference | undefined> {
  const difference = compareFiles(kind, expected, actual, tolerance)
  if (difference === undefined || kind !== 'svg') return difference
  try {
    const [a, b] = await Promise.all([rasterizeSvg(expected.bytes), rasterizeSvg(actual.bytes)])
    const { picture } = comparePixels(a, b, tolerance.threshold)
    return { ...difference, pictures: { expected: a, difference: picture, actual: b } }
  } catch {
    // The difference is said in words; an SVG file that cannot be drawn has no picture.
    return difference
  }
}
