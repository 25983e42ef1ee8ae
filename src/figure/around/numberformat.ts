import { max } from 'd3-array'
import { format } from 'd3-format'
import type { Domain, Point } from '../../records/geometry.js'
import { digitsIn, distinctDigits, extentOf } from '../../words/digits.js'
import { formatNumber, formatWithin, powerOfTen } from '../../words/typeset.js'

export { formatNumber, formatWithin }

/** How the values along an axis or a bar are written. */
export interface Labels {
  /** One a value; no two values have the same. */
  readonly labels: readonly string[]
  /** What is to be added to what is written; it stands with the axis's name. */
  readonly offset: number
}

/** Values with more digits than this have what they share taken off, where that can be said; fewer where they are long anyway. */
function mostDigits(values: readonly number[]): number {
  const largest = max(values, Math.abs) ?? 0
  return largest < 1e-2 ? 4 : largest < 1e6 ? 6 : 3
}

/** From which size on numbers are written with powers of ten: one notation in a figure, as 10⁵ beside 30000 would look odd. */
export type Notation = 1e4 | 1e5

/** The notation for numbers up to a size. */
export function notationFor(largest: number): Notation {
  return largest >= 1e5 ? 1e4 : 1e5
}

/** A value of the function, with digits enough within an extent, as a figure writes numbers. */
export function valueText(value: number, extent: number, notation: Notation): string {
  return formatWithin(value, extent, 4, notation)
}

/** The labels of the ticks of a linear axis: as many decimals as they need, the same for all. */
export function tickLabels(values: readonly number[], withOffset: boolean, notation: Notation = 1e5): Labels {
  if (!withOffset || distinctDigits(values, 1) <= mostDigits(values))
    return { labels: linear(values, notation), offset: 0 }
  const offset = sharedPart(values)
  const rest = values.map(value => cleaned(value - offset, extentOf(values)))
  return { labels: linear(rest, notation), offset }
}

/** The labels of values that are not evenly spaced: as many digits as tell them apart. */
export function valueLabels(values: readonly number[], notation: Notation): Labels {
  const digits = distinctDigits(values)
  return { labels: values.map(value => formatNumber(value, digits, notation)), offset: 0 }
}

/** What values near each other share, as a number with few digits: 10⁶ for what lies from 999,998 to 1,000,003. */
function sharedPart(values: readonly number[]): number {
  const unit = 10 ** Math.ceil(Math.log10(extentOf(values)))
  const [first = 0] = values
  const last = values.at(-1) ?? first
  const candidates = [unit, 10 * unit].flatMap((step, more) =>
    [first, last].map(value => {
      const shared = Number((Math.round(value / step) * step).toPrecision(15))
      return { shared, length: shared.toExponential().replace(/e.*/, '').length + more }
    }),
  )
  return candidates.reduce((best, one) => (one.length < best.length ? one : best)).shared
}

/** A difference without what its subtraction left in the last places. */
function cleaned(difference: number, extent: number): number {
  const unit = 10 ** (Math.floor(Math.log10(extent)) - 7)
  return Number((Math.round(difference / unit) * unit).toPrecision(12)) + 0
}

function linear(values: readonly number[], notation: Notation): readonly string[] {
  const largest = max(values, Math.abs) ?? 0
  const digits = distinctDigits(values, 1)
  // A power of ten is shorter than 200000, and 200500 than 2.005×10⁵.
  const plain = largest >= 1e-2 && (largest < notation || (digits > 3 && largest < 1e7))
  if (values.length < 2 || !plain) return values.map(value => formatNumber(value, Math.max(6, digits), notation))
  const apart = extentOf(values) / (values.length - 1)
  const decimals = (d: number) => values.every(v => Math.abs(Number(v.toFixed(d)) - v) <= apart / 50)
  const fixed = Array.from({ length: 20 }, (_, d) => d).find(decimals) ?? 20
  return values.map(format(`.${fixed}f`))
}

/** A name and what is taken off its values: `x − 10⁶`. */
export function nameWithOffset(name: string, offset: number): string {
  if (offset === 0 || name === '') return name
  const size = Math.abs(offset)
  const [plain, power] = [String(size), scientific(size)]
  return `${name} ${offset > 0 ? '−' : '+'} ${plain.includes('e') || power.length < plain.length ? power : plain}`
}

/** All digits of a number, by a power of ten. */
function scientific(size: number): string {
  const [mantissa = '', exponent = '0'] = size.toExponential().split('e')
  return mantissa === '1' ? powerOfTen(Number(exponent)) : `${mantissa}×${powerOfTen(Number(exponent))}`
}

/** `(20, −3.5)`: a point with digits enough to tell it from others of a domain. */
export function placeWithin([x, y]: Point, domain: Domain): string {
  return `(${formatNumber(x, digitsIn(x, domain.x, 3))}, ${formatNumber(y, digitsIn(y, domain.y, 3))})`
}
