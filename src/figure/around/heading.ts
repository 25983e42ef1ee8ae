import type { Point } from '../../records/geometry.js'
import type { Shape } from '../../records/scene.js'
import type { FigureContent } from '../../records/style.js'
import type { Measures } from './layout.js'
import { fitText, text, textWidth, wrapText } from './text.js'

/** What stands above a figure; empty texts take no room. */
export type Heading = Pick<FigureContent, 'title' | 'subtitle'>

/** A heading on lines. */
export interface HeadingLines {
  readonly title: readonly string[]
  readonly subtitle: readonly string[]
}

/** The distance of lines, in their size. */
const titleStep = 1.25
const subtitleStep = 1.4

/** The share of a figure's height that a title may take, and a subtitle; each has one line at least. */
const titleShare = 0.2
const subtitleShare = 0.09

/** A heading on lines of a width in a figure of a height; a small figure shortens what it has no room for. */
export function headingLines({ title, subtitle }: Heading, width: number, height: number, m: Measures): HeadingLines {
  const most = (share: number, step: number) => Math.max(1, Math.floor((share * height) / step))
  const titles = most(titleShare, titleStep * m.title)
  const subtitles = most(subtitleShare, subtitleStep * m.subtitle)
  return {
    title:
      title === '' || m.size === 'tiny'
        ? []
        : m.size === 'full'
          ? wrapText(title, width, m.title, titles, { ...m, face: 'bold' })
          : title.split('\n', titles).map(line => fitText(line, width, m.title, { ...m, face: 'bold' })),
    subtitle: subtitle === '' || m.size !== 'full' ? [] : wrapText(subtitle, width, m.subtitle, subtitles, m),
  }
}

/** The height of a heading and the gap below it. */
export function headingHeight({ title, subtitle }: HeadingLines, m: Measures): number {
  const titles = title.length === 0 ? 0 : (1.1 + titleStep * (title.length - 1)) * m.title
  const subtitles = subtitle.length === 0 ? 0 : (1.5 + subtitleStep * (subtitle.length - 1)) * m.subtitle
  return titles + subtitles === 0 ? 0 : titles + subtitles + 8 * m.unit
}

/** The width of the longest line of a heading. */
export function headingWidth({ title, subtitle }: HeadingLines, m: Measures): number {
  const titles = title.map(line => textWidth(line, m.title, { ...m, face: 'bold' }))
  return [...titles, ...subtitle.map(line => textWidth(line, m.subtitle, m))].reduce((a, b) => Math.max(a, b), 0)
}

/** Title and subtitle from their top left corner. */
export function heading({ title, subtitle }: HeadingLines, [left, top]: Point, m: Measures): Shape[] {
  const shapes: Shape[] = []
  let y = top
  if (title.length > 0) {
    y += 0.85 * m.title
    for (const [i, line] of title.entries()) {
      if (i > 0) y += titleStep * m.title
      shapes.push(text([left, y], line, m.title, { weight: 'bold', color: '#111111' }))
    }
    y += 0.25 * m.title
  }
  subtitle.forEach((line, i) => {
    y += (i === 0 ? 1.2 : subtitleStep) * m.subtitle
    shapes.push(text([left, y], line, m.subtitle, { color: '#555555' }))
  })
  return shapes.filter(shape => shape.kind !== 'text' || shape.text !== '')
}
