import type { Point } from '../../records/geometry.js'
import type { TextShape } from '../../records/scene.js'
import type { Typeface } from '../../records/typeface.js'
import { advances, codePoints } from './advances.js'

type Face = keyof typeof advances

const indexOf = new Map(codePoints.map((codePoint, i) => [codePoint, i]))

/** The advance of a character the font lacks: its box's, 1/2048 em. */
const missing = 1344

/**
 * A text as it is drawn, on one line: letters with their accents as one where they can be, a blank for every kind of white
 * space and control character, and nothing for what has no shape.
 */
export function drawable(content: string): string {
  if (/^[ -~]*$/.test(content)) return content
  return content
    .normalize('NFC')
    .replaceAll(/\r\n|[\p{Cc}\p{Zl}\p{Zp}]|(?!\u00a0)\p{Zs}/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Variation_Selector}]/gu, '')
}

/** A text with the defaults of a figure: regular, dark grey, from its start on the baseline. */
export function text(at: Point, content: string, size: number, more: Partial<TextShape> = {}): TextShape {
  return {
    kind: 'text',
    at,
    text: drawable(content),
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

/** How a text is set: the face of the bundled font, and the font of the user's that comes before it. */
export interface Setting {
  readonly face?: Face
  readonly typeface?: Typeface | undefined
}

/** The width of a text in pixels: the sum of its advances, which is exact where a font has no kerning, as all here. */
export function textWidth(content: string, size: number, { face = 'regular', typeface }: Setting = {}): number {
  let [units, ems] = [0, 0]
  for (const character of drawable(content)) {
    const codePoint = character.codePointAt(0) ?? 0
    const own = typeface?.advanceOf(codePoint)
    const i = own === undefined ? indexOf.get(codePoint) : undefined
    if (own !== undefined) ems += own
    else units += i === undefined ? missing : (advances[face][i] ?? missing)
  }
  return (units / 2048 + ems) * size
}

/** The characters that neither the bundled fonts nor the user's have, each once: a PNG has a box in their place. */
export function missingCharacters(content: string, typeface?: Typeface): string {
  const has = (codePoint: number) => indexOf.has(codePoint) || typeface?.advanceOf(codePoint) !== undefined
  return [...new Set(drawable(content))].filter(character => !has(character.codePointAt(0) ?? 0)).join('')
}

/** The text, or as much of it as fits a width, ended by an ellipsis; empty where not even three characters fit. */
export function fitText(content: string, width: number, size: number, setting: Setting = {}): string {
  if (textWidth(content, size, setting) <= width) return content
  const fitting = ended(content, width, size, setting)
  return Array.from(fitting).length > 3 ? fitting : ''
}

/** The first of some wordings that fits a width; where none does, as much of the last one as fits. */
export function fitWording(wordings: readonly string[], width: number, size: number, setting: Setting = {}): string {
  const fitting = wordings.find(wording => textWidth(wording, size, setting) <= width)
  return fitting ?? fitText(wordings.at(-1) ?? '', width, size, setting)
}

/** The longest beginning that fits with an ellipsis after it. */
function ended(content: string, width: number, size: number, setting: Setting): string {
  let [beginning, fitting] = ['', '']
  for (const character of content) {
    beginning += character
    const shortened = `${beginning.trimEnd()}…`
    if (textWidth(shortened, size, setting) > width) break
    fitting = shortened
  }
  return fitting
}

/**
 * A text on lines of a width, `most` at most: broken where it says so, at blanks, and within words that are too long. An
 * ellipsis ends the last line where more would follow. No line where not even three characters fit.
 */
export function wrapText(
  content: string,
  width: number,
  size: number,
  most: number,
  setting: Setting = {},
): readonly string[] {
  if (fitText(content.slice(0, 4), width, size, setting) === '') return []
  const lines: string[] = []
  let rest = content.split('\n').map(line => drawable(line).trim())
  while (rest.length > 0) {
    const [paragraph = '', ...following] = rest
    if (lines.length === most) {
      const all = [lines.pop() ?? '', ...rest].join(' ')
      return [...lines, textWidth(all, size, setting) <= width ? all : ended(all, width, size, setting)]
    }
    const line = beginningOf(paragraph, width, size, setting)
    lines.push(line.trimEnd())
    const more = paragraph.slice(line.length).trimStart()
    rest = more === '' ? following : [more, ...following]
  }
  return lines
}

/**
 * As much of a text as fits on a line: whole words, or a part of the first one where that is longer. A value stays with its name,
 * as in `f = 3`.
 */
function beginningOf(content: string, width: number, size: number, setting: Setting): string {
  let [line, upToBlank] = ['', '']
  for (const character of content) {
    if (character === ' ' && !line.endsWith('=') && !content.startsWith(' =', line.length)) upToBlank = line
    if (line !== '' && textWidth(line + character, size, setting) > width)
      return character === ' ' && upToBlank === line ? line : upToBlank || line
    line += character
  }
  return line
}
