import { comparePixels } from './comparepixels.js'
import { decodePng } from './decodepng.js'
import { distanceOfPaths, pathLines } from './pathdistance.js'
import { allowedPixels, type Tolerance } from './tolerance.js'

/** Attributes that say where something lies, in pixels; all others are compared as text. */
const geometric = new Set(['x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'width', 'height', 'points', 'transform'])

/** A tag with its attributes, or the text between two tags. */
type Token = { readonly tag: string; readonly attributes: readonly (readonly [string, string])[] } | string

/**
 * How two SVG files differ, in words; undefined where they show the same. Elements, texts and colors are compared exactly,
 * positions with a tolerance, lines by how far apart they are drawn, embedded PNG pictures by their pixels. The stored
 * recipe and the description are not compared: they are not seen.
 */
export function compareSvg(expected: string, actual: string, tolerance: Tolerance): string | undefined {
  const [a, b] = [tokens(expected), tokens(actual)]
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = compareToken(a[i], b[i], tolerance)
    if (difference !== undefined) return difference
  }
  return undefined
}

function tokens(svg: string): readonly Token[] {
  const seen = svg.replace(/<(metadata|desc)[\s>][\s\S]*?<\/\1>/g, '')
  return seen.split(/(<[^>]*>)/).flatMap((part): Token[] => {
    if (!part.startsWith('<')) return part.trim() === '' ? [] : [part.trim()]
    const attributes = [...part.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    )
    return [{ tag: /^<[/!?]?[\w:-]*/.exec(part)?.[0] ?? '<', attributes }]
  })
}

function compareToken(a: Token | undefined, b: Token | undefined, tolerance: Tolerance): string | undefined {
  if (a === undefined || b === undefined || typeof a === 'string' || typeof b === 'string')
    return a === b ? undefined : typeof a === 'string' && typeof b === 'string' ? textual(a, b) : structural(a, b)
  if (a.tag !== b.tag || a.attributes.length !== b.attributes.length) return structural(a, b)
  for (const [i, [name, value]] of a.attributes.entries()) {
    const [otherName, other] = b.attributes[i] ?? ['', '']
    const difference = name === otherName ? compareAttribute(name, value, other, tolerance) : `got ${otherName}`
    if (difference !== undefined) return `${name} of ${a.tag}>: ${difference}`
  }
  return undefined
}

function compareAttribute(name: string, a: string, b: string, tolerance: Tolerance): string | undefined {
  if (a === b) return undefined
  if (name === 'd') return compareLines(a, b, tolerance)
  if (name.endsWith('href') && [a, b].every(value => value.startsWith(pngData))) return compareRasters(a, b, tolerance)
  const near = geometric.has(name) && numbersNear(a, b, tolerance.distance)
  return near ? undefined : textual(a, b)
}

function compareLines(a: string, b: string, { distance }: Tolerance): string | undefined {
  const [lines, others] = [pathLines(a), pathLines(b)]
  if (lines === undefined || others === undefined) return numbersNear(a, b, distance) ? undefined : textual(a, b)
  const apart = distanceOfPaths(lines, others)
  return apart <= distance ? undefined : `the lines are up to ${Number(apart.toPrecision(3))} px apart`
}

const pngData = 'data:image/png;base64,'

function compareRasters(a: string, b: string, tolerance: Tolerance): string | undefined {
  const [expected, actual] = [a, b].map(uri => decodePng(Buffer.from(uri.slice(pngData.length), 'base64')))
  if (expected === undefined || actual === undefined) return undefined
  const { count } = comparePixels(expected, actual, tolerance.threshold)
  const cells = expected.width * expected.height
  return count <= allowedPixels(tolerance, cells) ? undefined : `${count} of ${cells} cells have another color`
}

/** Whether two texts are the same but for numbers that are near. */
function numbersNear(a: string, b: string, distance: number): boolean {
  const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi
  if (a.replaceAll(number, '#') !== b.replaceAll(number, '#')) return false
  const [x, y] = [a, b].map(text => (text.match(number) ?? []).map(Number))
  return x?.every((value, i) => Math.abs(value - (y?.[i] ?? Number.NaN)) <= distance) ?? false
}

function structural(a: Token | undefined, b: Token | undefined): string {
  return `${nameOf(a)} expected, got ${nameOf(b)}`
}

function nameOf(token: Token | undefined): string {
  if (token === undefined) return 'the end'
  return typeof token === 'string' ? 'a text' : `${token.tag}>`
}

/** How two texts differ, from a little before the first difference on. */
function textual(a: string, b: string): string {
  let first = 0
  while (first < a.length && a[first] === b[first]) first++
  const from = Math.max(0, first - 12)
  const part = (text: string) => {
    const shown = text.slice(from, from + 40)
    return `"${from > 0 ? '…' : ''}${shown}${from + 40 < text.length ? '…' : ''}"`
  }
  return `${part(a)} expected, got ${part(b)}`
}
