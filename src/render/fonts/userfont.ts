import type { Font, Glyph } from 'opentype.js'
import { UsageError } from '../../errors.js'
import { sha256 } from '../../io/files/digest.js'
import type { OutlineStep, Typeface } from '../../records/typeface.js'
import { reassembled } from './subset.js'

type OpenType = typeof import('opentype.js')

/** opentype.js, loaded with the first font of a user's: most figures have none. */
async function loadOpenType(): Promise<OpenType> {
  const module: OpenType & { readonly default?: OpenType } = await import('opentype.js')
  return module.default ?? module
}

/** A font of the user's from its file's content, TrueType or OpenType; a UsageError names a file that is none. */
export async function readTypeface(name: string, bytes: Uint8Array): Promise<Typeface> {
  const opentype = await loadOpenType()
  const font = parse(opentype, name, bytes)
  const glyphs = new Map<number, Glyph | undefined>()
  const glyphOf = (codePoint: number): Glyph | undefined => {
    if (!glyphs.has(codePoint)) {
      const character = String.fromCodePoint(codePoint)
      glyphs.set(codePoint, font.hasChar(character) ? font.charToGlyph(character) : undefined)
    }
    return glyphs.get(codePoint)
  }
  const typeface: Typeface = {
    family: `Optviz ${(await sha256(bytes)).slice(0, 12)}`,
    advanceOf(codePoint) {
      const glyph = glyphOf(codePoint)
      return glyph && (glyph.advanceWidth ?? 0) / font.unitsPerEm
    },
    outlineOf: codePoint => outline(glyphOf(codePoint), font.unitsPerEm),
    subset: codePoints => subset(opentype, font, codePoints, glyphOf),
  }
  checkGlyphs(name, typeface)
  return typeface
}

function parse(opentype: OpenType, name: string, bytes: Uint8Array): Font {
  try {
    const font = opentype.parse(Uint8Array.from(bytes).buffer)
    if (font.unitsPerEm > 0 && font.numGlyphs > 0) return font
  } catch {
    // What a parser stumbles over says nothing to who named the wrong file.
  }
  throw new UsageError(`${name} is no font that can be read`, 'Expected a TrueType or OpenType file: .ttf or .otf.')
}

/** A damaged font is told where it is named, not when its letters are drawn. */
function checkGlyphs(name: string, typeface: Typeface): void {
  try {
    const known = Array.from({ length: 95 }, (_, i) => 32 + i).filter(c => typeface.advanceOf(c) !== undefined)
    for (const codePoint of known) typeface.outlineOf(codePoint)
    typeface.subset(known)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${name}: the font is damaged: ${reason}`)
  }
}

function outline(glyph: Glyph | undefined, unitsPerEm: number): readonly OutlineStep[] {
  const at = (value: number) => value / unitsPerEm
  return (glyph?.path.commands ?? []).map((command): OutlineStep => {
    switch (command.type) {
      case 'M':
        return { kind: 'move', x: at(command.x), y: at(command.y) }
      case 'L':
        return { kind: 'line', x: at(command.x), y: at(command.y) }
      case 'Q':
        return { kind: 'quadratic', x: at(command.x), y: at(command.y), x1: at(command.x1), y1: at(command.y1) }
      case 'C': {
        const [x1, y1, x2, y2] = [command.x1, command.y1, command.x2, command.y2].map(at)
        return { kind: 'cubic', x: at(command.x), y: at(command.y), x1: x1 ?? 0, y1: y1 ?? 0, x2: x2 ?? 0, y2: y2 ?? 0 }
      }
      default:
        return { kind: 'close' }
    }
  })
}

/** A font file with some glyphs: no kerning and no ligatures, so that a text is as wide as its letters. */
function subset(
  { Font, Glyph, Path }: OpenType,
  font: Font,
  codePoints: readonly number[],
  glyphOf: (codePoint: number) => Glyph | undefined,
): Uint8Array {
  const { unitsPerEm, ascender, descender } = font
  const missing = new Glyph({ name: '.notdef', unicode: 0, advanceWidth: unitsPerEm / 2, path: new Path() })
  // A glyph may stand for several characters, and says only one of them.
  const kept = codePoints.flatMap(codePoint => {
    const glyph = glyphOf(codePoint)
    if (glyph === undefined) return []
    const { advanceWidth = 0, path } = glyph
    return [new Glyph({ name: `u${codePoint.toString(16)}`, unicode: codePoint, advanceWidth, path })]
  })
  const made = new Font({
    ...{ familyName: 'Optviz', styleName: 'Regular', unitsPerEm, ascender, descender },
    glyphs: [missing, ...kept],
  })
  return reassembled(new Uint8Array(made.toArrayBuffer()))
}
