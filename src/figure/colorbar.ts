import type { Box } from '../geometry.js'
import type { Color, Shape } from '../scene.js'
import { axisColor } from './axes.js'
import { formatNumber, tickFormatter } from './numberformat.js'
import { text } from './text.js'
import type { ValueScale } from './valuescale.js'

/** The values at a colour bar's ticks, and their labels. */
export function colorbarTicks(scale: ValueScale, count: number): { values: readonly number[]; labels: string[] } {
  const values = scale.roundValues(count).filter(v => scale.position(v) >= 0 && scale.position(v) <= 1)
  const label = scale.kind === 'linear' ? tickFormatter(values) : (v: number) => formatNumber(v)
  return { values, labels: values.map(label) }
}

/** The palette's colours, lowest value below, with ticks at true values. */
export function colorbar(
  box: Box,
  scale: ValueScale,
  colors: readonly Color[],
  ticks: { readonly values: readonly number[]; readonly labels: readonly string[] },
  size: number,
  unit: number,
): Shape[] {
  const pixels = new Uint8ClampedArray(4 * colors.length)
  colors.forEach((color, i) => {
    const at = 4 * (colors.length - 1 - i)
    for (let c = 0; c < 3; c++) pixels[at + c] = Number.parseInt(color.slice(1 + 2 * c, 3 + 2 * c), 16)
    pixels[at + 3] = 255
  })
  const right = box.left + box.width
  const heights = ticks.values.map(v => box.top + box.height * (1 - scale.position(v)))
  return [
    { kind: 'raster', box, columns: 1, rows: colors.length, pixels, smooth: false },
    { kind: 'rect', box, stroke: { color: axisColor, width: unit } },
    {
      kind: 'path',
      lines: heights.map(y => ({ points: [[right, y] as const, [right + 4 * unit, y] as const], closed: false })),
      stroke: { color: axisColor, width: unit },
    },
    ...heights.map((y, i) => text([right + 8 * unit, y], ticks.labels[i] ?? '', size, { baseline: 'middle' })),
  ]
}
