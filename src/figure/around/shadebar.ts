import type { Shape } from '../../records/scene.js'
import { marker } from '../paths/markers.js'
import type { Shades } from '../paths/shades.js'
import { axisColor, thinTicks } from './axes.js'
import type { CaptionItem } from './caption.js'
import type { Measures } from './layout.js'
import type { Legend, LegendRow } from './legend.js'
import { nameWithOffset } from './numberformat.js'
import { text, textWidth } from './text.js'

/** In the place of a legend: a small level bar with the shades of paths, from the lowest value of what they differ in to the highest. */
export function fitShadeBar({ name, ramp, scale }: Shades, width: number, _: number, m: Measures): Legend {
  const { unit, letter, label: size } = m
  const { marks, offset } = scale.ticks(200 * letter, 40 * letter, true)
  const shown = nameWithOffset(name, offset)
  const before = textWidth(shown, 1.1 * size, { ...m, face: 'italic' }) + 10 * letter
  // Room for half a label behind the end.
  const length = Math.max(1, Math.min(260 * letter, width - before - 2 * size))
  const height = 11 * letter
  return {
    width: before + length + 2 * size,
    height: height + 8 * letter + 1.5 * size,
    hidden: 0,
    shapes(left, top) {
      const box = { left: left + before, top: top + 2 * letter, width: length, height }
      const bottom = box.top + height
      const ticks = thinTicks(marks, length, size, m).map(({ position, label }) => ({
        x: box.left + position * length,
        label,
      }))
      return [
        text([left, box.top + height / 2], shown, 1.1 * size, { italic: true, baseline: 'middle' }),
        // From the lowest color on, each to the end: no seams.
        ...ramp.map((fill, i): Shape => {
          const from = (i / ramp.length) * length
          return { kind: 'rect', box: { ...box, left: box.left + from, width: length - from }, fill }
        }),
        { kind: 'rect', box, stroke: { color: axisColor, width: unit } },
        {
          kind: 'path',
          lines: ticks.map(({ x }) => ({
            points: [
              [x, bottom],
              [x, bottom + 4 * letter],
            ] as const,
            closed: false,
          })),
          stroke: { color: axisColor, width: unit },
        },
        ...ticks.map(({ x, label }) =>
          text([x, bottom + 6 * letter], label, size, { anchor: 'middle', baseline: 'hanging' }),
        ),
      ]
    },
  }
}

/** What a bar does not say of its paths: which ends lowest, which highest, and how many diverged. */
export function shadeNotes(rows: readonly LegendRow[], m: Measures): readonly CaptionItem[] {
  const finished = rows.filter(({ diverged }) => !diverged)
  const lost = rows.length - finished.length
  const item = (row: LegendRow | undefined, text: string): readonly CaptionItem[] =>
    row === undefined
      ? []
      : [
          {
            text: `${row.label} ends ${text}, ${row.final}`,
            mark: at => marker(row.look.endShape, at, 4.2 * m.letter, row.look.endColor),
          },
        ]
  return [
    ...item(finished[0], 'lowest'),
    ...(finished.length > 1 ? item(finished.at(-1), 'highest') : []),
    ...(lost === 0 ? [] : [{ text: `${lost} of ${rows.length} diverged` }]),
  ]
}
