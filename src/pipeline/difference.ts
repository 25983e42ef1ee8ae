import { type Compared, compareFiles, type Difference } from '../diff/compare.js'
import type { Comparable } from '../diff/kinds.js'
import { pdfAsSvg } from '../diff/pdf/assvg.js'
import { comparePixels } from '../diff/pictures/compare.js'
import type { Tolerance } from '../diff/tolerance.js'
import { triptych } from '../figure/triptych.js'
import { render } from '../render/index.js'
import { rasterizeSvg } from '../render/rasterize.js'

/** A PNG file, or in words why there is none; neither for what is no picture. */
export interface DifferencePicture {
  readonly png?: Uint8Array
  readonly warning?: string
}

/** A PNG file with what was expected, what differs and what is there side by side. */
export async function drawDifference(title: string, difference: Difference): Promise<DifferencePicture> {
  const { message, pictures } = difference
  if (pictures === undefined) return {}
  const panels = [
    { name: 'expected', ...pictures.expected },
    { name: 'difference', ...pictures.difference },
    { name: 'actual', ...pictures.actual },
  ]
  try {
    return { png: await render(triptych(title, message, panels), 'png', { scale: 1 }) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { warning: `the picture of the difference cannot be drawn: ${why}` }
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
  if (difference === undefined || (kind !== 'svg' && kind !== 'pdf')) return difference
  try {
    const drawing = ({ bytes }: Compared) => (kind === 'pdf' ? Buffer.from(pdfAsSvg(bytes)) : bytes)
    const [a, b] = await Promise.all([rasterizeSvg(drawing(expected)), rasterizeSvg(drawing(actual))])
    const { picture } = comparePixels(a, b, tolerance.threshold)
    return { ...difference, pictures: { expected: a, difference: picture, actual: b } }
  } catch {
    // The difference is said in words; a file that cannot be drawn has no picture.
    return difference
  }
}
