import { type Face, fontFile } from '../io/fonts.js'
import type { TextShape } from '../records/scene.js'
import type { Typeface } from '../records/typeface.js'
import { readTrueType, type TrueTypeFont } from './fonts/truetype.js'

const fonts = new Map<Face, TrueTypeFont>()

/** A bundled font, parsed once a process. */
export function font(face: Face): TrueTypeFont {
  const known = fonts.get(face)
  if (known !== undefined) return known
  const parsed = readTrueType(fontFile(face))
  fonts.set(face, parsed)
  return parsed
}

/** The face of a text; there is no bold italic, bold wins. */
export function faceOf({ weight, italic }: TextShape): Face {
  return weight === 'bold' ? 'bold' : italic ? 'italic' : 'regular'
}

/** Height of capitals and digits over the font size: 1490 of 2048 units in every bundled face. */
const capHeight = 1490 / 2048

/**
 * The y of a text's alphabetic baseline: computed here, as renderers differ in what they call the middle. A level one lies on
 * a half pixel, a whole one in a picture at scale 2: browsers move baselines to whole pixels.
 */
export function baselineOf({ at, baseline, size, rotate }: TextShape): number {
  const y = at[1] + { alphabetic: 0, middle: (capHeight / 2) * size, hanging: capHeight * size }[baseline]
  return rotate === 0 ? Math.round(2 * y) / 2 : y
}

/** A letter of a text: a glyph of the bundled font, or a character of the user's; and its distance from the text's start. */
export interface Letter {
  readonly x: number
  readonly codePoint: number
  /** Undefined: the user's font has it. */
  readonly glyph?: number
}

/** The letters of a text and its width in pixels. */
export function layOut(
  text: TextShape,
  typeface: Typeface | undefined,
): { readonly letters: readonly Letter[]; readonly width: number } {
  const face = font(faceOf(text))
  const unit = text.size / face.unitsPerEm
  let width = 0
  const letters = Array.from(text.text, (character): Letter => {
    const codePoint = character.codePointAt(0) ?? 0
    const x = width
    const own = typeface?.advanceOf(codePoint)
    if (own !== undefined) {
      width += own * text.size
      return { x, codePoint }
    }
    const glyph = face.glyphOf(codePoint)
    width += face.advanceOf(glyph) * unit
    return { x, codePoint, glyph }
  })
  return { letters, width }
}
