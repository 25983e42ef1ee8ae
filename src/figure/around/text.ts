import type { Point } from '../../geometry.js'
import type { TextShape } from '../../scene.js'
import { advances, codePoints } from './advances.js'

const indexOf = new Map(codePoints.map((codePoint, i) => [codePoint, i]))

/** The advance of a character the font lacks: its box's, 1/2048 em. */
const missing = 1344

/** A text with the defaults of a figure: regular, dark grey, from its start on the baseline. */
export function text(at: Point, content: string, size: number, more: Partial<TextShape> = {}): TextShape {
  return {
    kind: 'text',
    at,
    text: content,
    size,
    weight: 'regular',
    italic: false,
    color: '#262626',
    anchor: 'start',
    baseline: 'alphabetic',
    rotate: 0,
    ...more,
  }
}

/** The width of a text in pixels: the sum of its advances, which is exact for the bundled fonts (they have no kerning). */
export function textWidth(content: string, size: number, face: keyof typeof advances = 'regular'): number {
  let units = 0
  for (const character of content) {
    const i = indexOf.get(character.codePointAt(0) ?? 0)
    units += i === undefined ? missing : (advances[face][i] ?? missing)
  }
  return (units / 2048) * size
}

/** The characters that the bundled fonts lack, each once: a PNG has a box in their place. */
export function missingCharacters(content: string): string {
  return [...new Set(content)].filter(character => !indexOf.has(character.codePointAt(0) ?? 0)).join('')
}

/** The text, or as much of it as fits a width, ended by an ellipsis; empty where not even three characters fit. */
export function fitText(content: string, width: number, size: number, face: keyof typeof advances = 'regular'): string {
  if (textWidth(content, size, face) <= width) return content
  // The longest beginning that fits: what is added only makes it wider.
  let [beginning, fitting] = ['', '']
  for (const character of content) {
    beginning += character
    const shortened = `${beginning.trimEnd()}…`
    if (textWidth(shortened, size, face) > width) break
    fitting = shortened
  }
  return Array.from(fitting).length > 3 ? fitting : ''
}
