import type { Domain, Point } from '../../records/geometry.js'
import { checkResolved } from '../../resolution.js'
import { alike } from '../../words/nearest.js'
import { parseNumber, toNumber } from '../../words/numbers.js'
import { isDomain, type Parse, refuse, type Shape, shaped } from './kinds.js'

/** `1,2` or [1, 2]: so many numbers that float32 has, too; undefined for anything else. */
function numbers(raw: unknown, count: number): readonly number[] | undefined {
  const items = itemsOf(raw)
  const values = items
    .map(toNumber)
    .filter(v => v !== undefined)
    .filter(v => Number.isFinite(Math.fround(v)))
  return values.length === count && items.length === count ? values : undefined
}

/** In single precision there is none larger. */
const largest = 3.4028234663852886e38

/** What was expected of items; that none is larger than there can be, where one is. */
function expectedOf(expected: string, items: readonly unknown[]): string {
  const isLarger = (item: unknown) => Math.abs(Number(typeof item === 'string' ? parseNumber(item) : item)) > largest
  return items.some(isLarger) ? `${expected}, none above 3.4e38 in size` : expected
}

/** What stands between the commas of a text, or in a list. */
function itemsOf(raw: unknown): readonly unknown[] {
  return typeof raw === 'string' ? raw.split(',') : Array.isArray(raw) ? raw : []
}

/** So many numbers: a list, or a text with commas. */
function numbersShape(count: number): Shape {
  const number = '\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*'
  const pattern = `^${Array.from({ length: count }, () => number).join(',')}$`
  return { anyOf: [{ type: 'string', pattern }, numberList(count)] }
}

function numberList(count: number): Shape {
  return { type: 'array', items: { type: 'number' }, minItems: count, maxItems: count }
}

/** A start: X,Y or `random`. */
export const startPoint: Parse<Point | 'random'> = shaped(
  { anyOf: [{ const: 'random' }, numbersShape(2)] },
  (raw, name) => {
    if (typeof raw === 'string' && alike(raw, ['random'])) return 'random'
    const [x, y] = numbers(raw, 2) ?? []
    return x !== undefined && y !== undefined
      ? [x, y]
      : refuse(name, expectedOf('two numbers X,Y or "random"', itemsOf(raw)), raw)
  },
)

/** Two numbers, the lower one first. */
export const interval: Parse<readonly [number, number]> = shaped(numbersShape(2), (raw, name) => {
  const [low, high] = numbers(raw, 2) ?? []
  if (low === undefined || high === undefined) return refuse(name, expectedOf('two numbers LO,HI', itemsOf(raw)), raw)
  return low < high ? [low, high] : refuse(name, 'LO below HI', raw)
})

const intervals = { type: 'object', properties: { x: numberList(2), y: numberList(2) }, required: ['x', 'y'] }

/** Two intervals of four sides; where they are not four, or not in order, it is said what was expected. */
function between(sides: readonly number[] | undefined, expected: string, raw: unknown, name: string): Domain {
  const [xmin, xmax, ymin, ymax] = sides ?? []
  if (xmin === undefined || xmax === undefined || ymin === undefined || ymax === undefined)
    return refuse(name, expected, raw)
  if (!(xmin < xmax)) return refuse(name, 'XMIN below XMAX', raw)
  if (!(ymin < ymax)) return refuse(name, 'YMIN below YMAX', raw)
  return { x: [xmin, xmax], y: [ymin, ymax] }
}

/** A part of the plane to look at. */
export const domain: Parse<Domain> = shaped({ anyOf: [numbersShape(4), intervals] }, (raw, name) => {
  const items = isDomain(raw) ? [...raw.x, ...raw.y] : itemsOf(raw)
  const part = between(numbers(items, 4), expectedOf('four numbers XMIN,XMAX,YMIN,YMAX', items), raw, name)
  checkResolved(part, name)
  return part
})

const side = { anyOf: [{ type: 'number' }, { type: 'string', pattern: '^\\s*[-+]?\\.?([iI][nN][fF]|\\d).*$' }] }

/** A box of the plane, a side of which may be infinite. */
export const box: Parse<Domain> = shaped(
  {
    anyOf: [
      { type: 'string', pattern: '^[^,]+(,[^,]+){3}$' },
      { type: 'array', items: side, minItems: 4, maxItems: 4 },
      intervals,
    ],
  },
  (raw, name) => {
    const items = itemsOf(isDomain(raw) ? [...raw.x, ...raw.y] : raw)
    const sides = items.map(item => (typeof item === 'string' ? parseNumber(item) : item)).filter(isSide)
    const whole = items.length === 4 && sides.length === 4
    if (whole && !sides.some(Number.isFinite)) refuse(name, 'at least one side that is finite', raw)
    const finite = items.filter(item => toNumber(item) !== undefined)
    const expected = expectedOf('four numbers XMIN,XMAX,YMIN,YMAX, inf for none', finite)
    return between(whole ? sides : undefined, expected, raw, name)
  },
)

/** What bounds a coordinate: a number that float32 has, too, or an infinity that was meant. */
function isSide(value: unknown): value is number {
  return (
    typeof value === 'number' && Number.isFinite(value) === Number.isFinite(Math.fround(value)) && !Number.isNaN(value)
  )
}
