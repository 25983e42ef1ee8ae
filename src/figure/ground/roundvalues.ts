/** Round values from low to high, ascending. */
export type RoundValues = readonly number[]

/** What powers of ten are multiplied by for round values on a logarithmic scale: of some decades, or of one or two. */
export const coarse = [1, 2, 5] as const
export const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** The largest round value that is not above a positive one. */
export function roundedDown(value: number, mantissas: readonly number[] = coarse): number {
  return roundAround(value, mantissas).findLast(round => round <= value) ?? value
}

/** The smallest round value that is not below a positive one. */
export function roundedUp(value: number, mantissas: readonly number[] = coarse): number {
  return roundAround(value, mantissas).find(round => round >= value) ?? value
}

function roundAround(value: number, mantissas: readonly number[]): readonly number[] {
  const exponent = Math.floor(Math.log10(value))
  return [exponent - 1, exponent, exponent + 1].flatMap(e => mantissas.map(m => Number(`${m}e${e}`)))
}

/** Nobody reads more ticks or contours than this. */
const mostValues = 1100

/** The sequences of round values that a scale has, from coarse to fine: the usual ones, and those for where they do not do. */
export interface Sequences {
  readonly usual: readonly RoundValues[]
  readonly others: readonly RoundValues[]
}

/**
 * The sequences on a linear scale: multiples of 1, 2 or 5 times a power of ten. What ticks, contours and their labels show is of
 * one sequence, or of two of which one holds the other.
 */
export function linearSequences(low: number, high: number): Sequences {
  return { usual: evenSequences(low, high), others: [] }
}

function evenSequences(low: number, high: number): readonly RoundValues[] {
  const span = high - low
  if (!(span > 0)) return [[low]]
  const coarsest = Math.floor(Math.log10(span)) + 1
  return [0, 1, 2, 3, 4, 5]
    .flatMap(down => ([5, 2, 1] as const).map(mantissa => multiples(mantissa, coarsest - down, low, high)))
    .filter(values => values.length > 0 && values.length <= mostValues)
}

/** The multiples of `mantissa`·10^`exponent` from low to high, each the double nearest to what it is written as. */
function multiples(mantissa: number, exponent: number, low: number, high: number): RoundValues {
  const step = Number(`${mantissa}e${exponent}`)
  const slack = 1e-9
  const first = Math.ceil(low / step - slack)
  const last = Math.floor(high / step + slack)
  if (last - first > mostValues) return []
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(`${(first + i) * mantissa}e${exponent}`),
  )
}

/**
 * The sequences on a logarithmic scale, 0 < low < high: every sixteenth, eighth … power of ten, each one, and 1, 2, 5 times
 * each; others have 1 to 9 times each or, on two decades at most, even distances: 1, 2, 5, 10 alone would leave gaps there.
 */
export function logSequences(low: number, high: number): Sequences {
  const decades = Math.log10(high / low)
  const within = (values: RoundValues) => values.filter(v => v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9))
  const sequences = powerSequences(exponentsFrom(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)))).map(within)
  return {
    usual: sequences.filter(hasAny),
    others: [within(digitsOf(low, high)), ...(decades > 2 ? [] : evenSequences(low, high))].filter(hasAny),
  }
}

/** The sequences on a scale that is linear up to `threshold`, a power of ten, on both sides of 0 and logarithmic beyond. */
export function symlogSequences(low: number, high: number, threshold: number): Sequences {
  const within = (values: RoundValues) => values.filter(v => v >= low && v <= high)
  const least = Math.round(Math.log10(threshold))
  const largest = Math.max(least, Math.ceil(Math.log10(Math.max(-low, high))))
  const exponents = exponentsFrom(least, largest)
  // Near 0 there is no room: every fourth power of ten begins two above the threshold.
  const sequences = powerSequences(exponents, least).map(values =>
    within([...values.map(value => -value).reverse(), 0, ...values]),
  )
  const narrow =
    Math.max(-low, high) <= 10 * threshold || (low > 0 && high <= 100 * low) || (high < 0 && low >= 100 * high)
  return { usual: sequences.filter(hasAny), others: narrow ? evenSequences(low, high) : [] }
}

function hasAny(values: RoundValues): boolean {
  return values.length > 0
}

/** The whole numbers from the first to the last. */
export function exponentsFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** Powers of ten: every sixteenth … each, and with their multiples by 2 and 5; none so near a threshold as to each other. */
function powerSequences(exponents: readonly number[], threshold = Number.NEGATIVE_INFINITY): readonly RoundValues[] {
  const powers = [16, 8, 4, 2, 1].map(every =>
    exponents.filter(e => e % every === 0 && e >= threshold + Math.floor(every / 2)).map(e => Number(`1e${e}`)),
  )
  return [...powers, exponents.flatMap(e => coarse.map(m => Number(`${m}e${e}`)))]
}

/** 1 to 9 times each power of ten. */
function digitsOf(low: number, high: number): RoundValues {
  return exponentsFrom(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))).flatMap(e =>
    digits.map(digit => Number(`${digit}e${e}`)),
  )
}

/** What values are chosen for. */
export interface Wanted {
  /** About how many. */
  readonly count: number
  /** They are to reach over the whole scale, however many it takes, as ticks do. */
  readonly reach?: boolean
  /** The least distance between two of them, in positions. */
  readonly apart?: number
  /** Values that the chosen ones hold, or are among. */
  readonly beside?: RoundValues
}

/** Sequences of values, each with its positions on a scale. */
export type PlacedSequences = readonly {
  readonly values: RoundValues
  readonly at: readonly number[]
  readonly usual: boolean
}[]

export function placed({ usual, others }: Sequences, position: (value: number) => number): PlacedSequences {
  const place = (usual: boolean) => (values: RoundValues) => ({ values, at: values.map(position), usual })
  return [...usual.map(place(true)), ...others.map(place(false))]
}

/**
 * Of some sequences, the one of about `count` values. One that is to reach does over the whole scale, of which `position` tells 0
 * to 1, and leaves no third of it without a value; where none does, the one that does best. One of the usual ones, unless they
 * do not reach, or twice as many are wanted.
 */
export function chosenValues(
  places: PlacedSequences,
  position: (value: number) => number,
  { count, reach = false, apart = 0, beside = [] }: Wanted,
): RoundValues {
  const fitting = places.filter(({ at }) => at.every((p, i) => i === 0 || p - (at[i - 1] ?? 0) >= apart))
  const inner = (values: RoundValues) => values.filter(value => isWithin(position(value)))
  const nested = fitting.filter(({ values }) => isNested(inner(values), inner(beside)))
  // Where none of a family fits, a tick that is no contour is better than no tick.
  const usable = nested.length > 0 ? nested : fitting
  const about = ({ values }: PlacedSequences[number]) => 2 * values.length > count && values.length < 2 * count
  const reaching = usable.filter(one => (reach || about(one)) && widestGap(one.at) <= 1 / 3 && extent(one.at) >= 0.8)
  const first = reaching.filter(({ values, usual }) => usual && 2 * values.length > count)
  const covering = first.length > 0 ? first : reaching
  const off = ({ length }: RoundValues) => Math.abs(Math.log(length / count))
  const pool = covering.length > 0 ? covering : usable
  const score = ({ values, at }: PlacedSequences[number]) =>
    covering.length > 0 || !reach ? off(values) : widestGap(at) - extent(at)
  const [any, ...more] = pool
  return any === undefined ? [] : more.reduce((best, one) => (score(one) < score(best) - 1e-9 ? one : best), any).values
}

/** Whether a position is between a scale's ends, where contours lie. */
export function isWithin(position: number): boolean {
  return position > 1e-9 && position < 1 - 1e-9
}

function isNested(some: RoundValues, others: RoundValues): boolean {
  const [fewer, more] = some.length < others.length ? [some, new Set(others)] : [others, new Set(some)]
  return fewer.every(value => more.has(value))
}

/** The widest stretch without a value, between two or at an end. */
function widestGap(at: readonly number[]): number {
  const [first = 1, last = 0] = [at[0], at.at(-1)]
  return at.slice(1).reduce((widest, p, i) => Math.max(widest, p - (at[i] ?? p)), Math.max(first, 1 - last))
}

/** From the first value to the last. */
function extent(at: readonly number[]): number {
  return (at.at(-1) ?? 0) - (at[0] ?? 0)
}
