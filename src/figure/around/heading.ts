import type { Shape } from '../../scene.js'
import type { FigureContent } from '../../style.js'
import type { Measures } from './layout.js'
import { fitText, text } from './text.js'

/** What stands above a figure; empty texts take no room. */
export type Heading = Pick<FigureContent, 'title' | 'subtitle'>

/** The height of a heading and the gap below it. */
export function headingHeight({ title, subtitle }: Heading, m: Measures): number {
  const lines =
    (title === '' || m.size === 'tiny' ? 0 : 1.1 * m.title) + (hasSubtitle(subtitle, m) ? 1.5 * m.subtitle : 0)
  return lines === 0 ? 0 : lines + 8 * m.unit
}

function hasSubtitle(subtitle: string, m: Measures): boolean {
  return subtitle !== '' && m.size === 'full'
}

/** Title and subtitle from a left edge, shortened to a width. */
export function heading({ title, subtitle }: Heading, left: number, width: number, m: Measures): Shape[] {
  const shapes: Shape[] = []
  let y = m.margin
  if (title !== '' && m.size !== 'tiny') {
    y += 0.85 * m.title
    shapes.push(text([left, y], fitText(title, width, m.title, 'bold'), m.title, { weight: 'bold', color: '#111111' }))
    y += 0.25 * m.title
  }
  if (hasSubtitle(subtitle, m)) {
    y += 1.2 * m.subtitle
    shapes.push(text([left, y], fitText(subtitle, width, m.subtitle), m.subtitle, { color: '#555555' }))
  }
  return shapes.filter(shape => shape.kind !== 'text' || shape.text !== '')
}
