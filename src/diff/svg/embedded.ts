import { comparePixels } from '../pictures/compare.js'
import { decodePng } from '../pictures/decodepng.js'
import { allowedPixels, type Tolerance } from '../tolerance.js'
import { unpackedFont } from './fonts.js'
import { quoted, type Telling } from './values.js'

const data = /^\s*data:([^;,]*)[^,]*?(;base64)?,(.*)$/s

interface Embedded {
  readonly type: string
  readonly bytes: Buffer
}

/** What a data URI holds; undefined for another address. */
function embeddedIn(uri: string): Embedded | undefined {
  const [, type, base64, content = ''] = data.exec(uri) ?? []
  if (type === undefined) return undefined
  return { type, bytes: base64 === undefined ? Buffer.from(decoded(content)) : Buffer.from(content, 'base64') }
}

function decoded(content: string): string {
  try {
    return decodeURIComponent(content)
  } catch {
    return content
  }
}

/** How two references differ, embedded PNG pictures by their pixels; undefined where they show the same. */
export function compareReferences(a: string, b: string, tolerance: Tolerance): Telling | undefined {
  if (a === b) return undefined
  const [expected, actual] = [embeddedIn(a), embeddedIn(b)]
  if (expected === undefined || actual === undefined) return () => `${quoted(a, b)} expected, got ${quoted(b, a)}`
  if (expected.bytes.equals(actual.bytes)) return undefined
  if (expected.type !== actual.type) return () => `${expected.type} expected, got ${actual.type}`
  return expected.type === 'image/png'
    ? compareRasters(expected.bytes, actual.bytes, tolerance)
    : () => 'the embedded content differs'
}

function compareRasters(a: Uint8Array, b: Uint8Array, tolerance: Tolerance): Telling | undefined {
  try {
    const [expected, actual] = [decodePng(a), decodePng(b)]
    if (expected.width !== actual.width || expected.height !== actual.height)
      return () => `${expected.width}×${expected.height} cells expected, got ${actual.width}×${actual.height}`
    const { count } = comparePixels(expected, actual, tolerance.threshold)
    const cells = expected.width * expected.height
    return count <= allowedPixels(tolerance, cells) ? undefined : () => `${count} of ${cells} cells have another color`
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return () => `an embedded picture cannot be read: ${why}`
  }
}

/** A style sheet: its rules without the fonts, and the fonts. */
interface Sheet {
  readonly rules: string
  readonly fonts: readonly string[]
}

function sheetOf(css: string): Sheet {
  const seen = css.replaceAll(/\/\*.*?\*\//gs, ' ')
  const plain = (text: string) =>
    text
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/ ?([{}:;,]) ?/g, '$1')
      .replaceAll("'", '"')
      .trim()
  const face = /@font-face\s*\{[^}]*\}/g
  return {
    rules: plain(seen.replaceAll(face, '')),
    fonts: (seen.match(face) ?? []).map(rule => unpackedFont(plain(rule))).sort(),
  }
}

/** How two style sheets differ: in their rules, and in the fonts they embed. */
export function compareSheets(a: string, b: string): { readonly rules?: Telling; readonly fonts?: Telling } {
  const [expected, actual] = [sheetOf(a), sheetOf(b)]
  const { rules } = expected
  return {
    ...(rules !== actual.rules && {
      rules: () => `${quoted(rules, actual.rules)} expected, got ${quoted(actual.rules, rules)}`,
    }),
    ...(expected.fonts.join() !== actual.fonts.join() && { fonts: () => 'the embedded font differs' }),
  }
}
