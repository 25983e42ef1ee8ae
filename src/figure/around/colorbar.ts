import type { Box } from '../../geometry.js'
import type { Color, Shape } from '../../scene.js'
import type { ValueScale } from '../ground/valuescale.js'
import { axisColor, type Tick, type Ticks, ticksAt } from './axes.js'
import { tickLabels, valueLabels } from './numberformat.js'
import { text } from './text.js'

/** Ticks at about `count` round values of a scale, labelled with the true values; with an offset where there is a name to say it. */
export function valueTicks(scale: ValueScale, count: number, named: boolean): Ticks {
  const values = scale.roundValues(count).filter(v => scale.position(v) >= -1e-9 && scale.position(v) <= 1 + 1e-9)
  // One notation along a scale: 10⁵ beside 30000 would look like different things.
  const large = values.some(v => Math.abs(v) >= 1e5) ? 1e4 : 1e5
  const written = scale.kind === 'linear' ? tickLabels(values, named) : valueLabels(values, named, 4, large)
  return ticksAt(values, scale.position, written)
}

/** The palette's colors, the lowest value below, with ticks to the right. */
export function colorbar(
  box: Box,
  colors: readonly Color[],
  ticks: readonly Tick[],
  size: number,
  unit: number,
): Shape[] {
  // From the lowest color up, each from its lower end to the top: no seams, and crisp where viewers smooth pictures.
  const steps = colors.map((fill, i): Shape => {
    const height = box.height * (1 - i / colors.length)
    return { kind: 'rect', box: { ...box, height }, fill }
  })
  const right = box.left + box.width
  const placed = ticks.map(({ position, label }) => ({ y: box.top + box.height * (1 - position), label }))
  return [
    ...steps,
    { kind: 'rect', box, stroke: { color: axisColor, width: unit } },
    {
      kind: 'path',
      lines: placed.map(({ y }) => ({ points: [[right, y] as const, [right + 4 * unit, y] as const], closed: false })),
      stroke: { color: axisColor, width: unit },
    },
    ...placed.map(({ y, label }) => text([right + 8 * unit, y], label, size, { baseline: 'middle' })),
  ]
}
