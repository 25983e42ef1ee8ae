import { rgb } from 'd3-color'
import { near } from '../tally.js'
import type { Tolerance } from '../tolerance.js'
import { distanceOfPaths, pathLines } from './pathdistance.js'

/** What differs of two values, in words; asked for only where it is told. */
export type Telling = () => string

/** Shapes whose places are in pixels; those of gradients and the like may be shares. */
const shapes: ReadonlySet<string> = new Set(
  'svg rect circle ellipse line polyline polygon text tspan image use clipPath foreignObject'.split(' '),
)

/** Attributes whose numbers are names. */
const named = /^(?:id|class|href|role|lang|data-.*|aria-.*)$/

/** Attributes that say where something lies. */
const geometric: ReadonlySet<string> = new Set(
  'x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points viewBox'.split(' '),
)

const colored: ReadonlySet<string> = new Set(['fill', 'stroke', 'color', 'stop-color', 'flood-color', 'lighting-color'])

/**
 * How two values of an element's attribute differ; undefined where they show the same. A pixel of the element is `scale`
 * pixels of the picture.
 */
export function compareValues(
  element: string,
  name: string,
  a: string | undefined,
  b: string | undefined,
  tolerance: Tolerance,
  scale: number,
): Telling | undefined {
  if (a === b) return undefined
  const told = () => `${quoted(a, b)} expected, got ${quoted(b, a)}`
  if (a === undefined || b === undefined) return told
  const distance = scale > 0 ? tolerance.distance / scale : Number.POSITIVE_INFINITY
  if (name === 'd') return compareLines(a, b, distance)
  const placed = geometric.has(name) && shapes.has(element)
  const [lengths, others] = named.test(name) ? [] : [lengthsOf(a), lengthsOf(b)]
  if (lengths !== undefined && others !== undefined) {
    const same = (x: Length, y: Length | undefined) =>
      x.unit === y?.unit &&
      (placed && x.unit === '' ? Math.abs(x.value - y.value) <= distance : near(x.value, y.value, tolerance.numbers))
    return lengths.length === others.length && lengths.every((x, i) => same(x, others[i])) ? undefined : told
  }
  return canonical(name, a) === canonical(name, b) ? undefined : told
}

interface Length {
  readonly value: number
  /** Empty for pixels. */
  readonly unit: string
}

const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`
const length = new RegExp(`(${number})(%|[a-z]+)?`, 'gi')

/** Numbers with their units; undefined for any other text. */
function lengthsOf(text: string): readonly Length[] | undefined {
  if (!/^[\s,]*$/.test(text.replaceAll(length, ''))) return undefined
  return [...text.matchAll(length)].map(([, value, unit = '']) => ({
    value: Number(value),
    unit: unit === 'px' ? '' : unit,
  }))
}

/** One way to write what can be written in several. */
function canonical(name: string, value: string): string {
  const spaced = value.trim().replaceAll(/\s+/g, ' ')
  if (colored.has(name)) {
    const color = rgb(spaced)
    return Number.isNaN(color.r) ? spaced : color.formatHex8()
  }
  return name.startsWith('font') ? spaced.replaceAll(/\s*,\s*/g, ',').replaceAll(/["']/g, '') : spaced
}

function compareLines(a: string, b: string, distance: number): Telling | undefined {
  const [lines, others] = [pathLines(a), pathLines(b)]
  if (lines === undefined || others === undefined)
    return sameCommands(a, b, distance) ? undefined : () => `${quoted(a, b)} expected, got ${quoted(b, a)}`
  if (distanceOfPaths(lines, others, distance) <= distance) return undefined
  return () => `the lines are up to ${Number(distanceOfPaths(lines, others).toPrecision(3))} px apart`
}

/** Whether two paths have the same commands with numbers that are near. */
function sameCommands(a: string, b: string, distance: number): boolean {
  const parts = (data: string) => data.match(new RegExp(`${number}|[^\\s,]`, 'gi')) ?? []
  const [x, y] = [parts(a), parts(b)]
  return (
    x.length === y.length && x.every((part, i) => part === y[i] || Math.abs(Number(part) - Number(y[i])) <= distance)
  )
}

/** A value, from a little before the place on where it differs from another; without what no person reads. */
export function quoted(value: string | undefined, other: string | undefined): string {
  if (value === undefined) return 'nothing'
  const [text, than] = [value, other ?? ''].map(v => v.replaceAll(/data:[^)"'\s]*/g, 'data:…').replaceAll(/\s+/g, ' '))
  const [shown = '', compared = ''] = [text, than]
  let first = 0
  while (first < shown.length && shown[first] === compared[first]) first++
  const from = first > 28 ? first - 12 : 0
  return `"${from > 0 ? '…' : ''}${shown.slice(from, from + 40)}${from + 40 < shown.length ? '…' : ''}"`
}
