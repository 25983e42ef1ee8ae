import { bisectRight } from 'd3-array'
import { UsageError } from '../../errors.js'
import type { Interval } from '../../records/geometry.js'
import type { ColorScale } from '../../records/style.js'
import { formatNumber } from '../around/numberformat.js'
import { coarse, digits, roundedDown, roundedUp } from './roundvalues.js'
import { poleShare, quantile, type ValueRange } from './valuerange.js'
import { type Base, linearScale, logScale, noBase, symlogScale, type ValueScale } from './valuescale.js'

/** What is asked of a scale, and what is known beside the values it shows. */
export interface ScaleWish {
  readonly kind: ColorScale
  /** The lowest value that the function is known to have. */
  readonly known?: number | undefined
  /** From where to where the scale reaches, where somebody says so. */
  readonly ends?: Interval | undefined
  /** The palette has a middle, which belongs to 0. */
  readonly diverging?: boolean
  /** Values that are to be told apart, such as those of the ground below a path. */
  readonly shown?: readonly number[]
  /** The values are few, each of its own: those of a path by step, those of a sweep. */
  readonly curve?: boolean
}

/** A scale, and where values lie beyond its ends. */
export interface ChosenScale extends ValueScale {
  readonly below: boolean
  readonly above: boolean
  /** The ends that values are cut at because there is a pole beyond. */
  readonly cut: { readonly low: boolean; readonly high: boolean }
  /** Somebody has said where it ends. */
  readonly asked: boolean
}

/** The scale of some values. */
export function valueScale(range: ValueRange, wish: ScaleWish): ChosenScale {
  const known = wish.known !== undefined && Number.isFinite(wish.known) ? wish.known : undefined
  const poles = wish.ends === undefined ? (range.poles ?? noPoles) : noPoles
  const within = wish.ends ?? [
    poles.low
      ? quantile(range, poleShare, range.low)
      : wish.curve
        ? range.low
        : Math.min(range.low, known ?? range.low),
    poles.high ? quantile(range, 1 - poleShare, range.high) : range.high,
  ]
  const base = wish.ends !== undefined && wish.ends[0] > 0 ? noBase : baseOf(range, known, wish)
  const scale = scaleOf(range, within, base, known, wish)
  const slack = 1e-6 * (scale.high - scale.low)
  const cut = scale.kind === 'log' ? noPoles : poles
  return {
    ...scale,
    below:
      Math.min(range.low, wish.curve ? range.low : (known ?? range.low)) <
      scale.low - (scale.kind === 'log' ? 0 : slack),
    above: range.high > scale.high + slack,
    cut,
    asked: wish.ends !== undefined,
  }
}

const noPoles = { low: false, high: false } as const

function scaleOf(
  range: ValueRange,
  within: Interval,
  base: Base,
  known: number | undefined,
  wish: ScaleWish,
): ValueScale {
  const [low, high] = within
  if (low === high) return linearScale(low, high)
  switch (wish.kind === 'auto' ? suited(range, within, base, wish) : wish.kind) {
    case 'linear':
      return linearScale(low, high)
    case 'symlog':
      return symlogOf(range, within, wish.ends !== undefined)
    case 'log':
      return logScale(base, wish.ends ? heightsAsked(wish.ends, base) : heightsOf(range, base, known, wish))
  }
}

/**
 * Logarithmic where the middle value lies in the lowest sixth of the range: a linear scale would then spend most colors on a
 * rim. So is a curve whose values span decades: two for the most part, or three down to its lowest. Where values run off on
 * both sides of 0, and half of them take a hundredth of the range, logarithmic on both sides.
 */
function suited(range: ValueRange, [low, high]: Interval, base: Base, wish: ScaleWish): 'linear' | 'log' | 'symlog' {
  const inside = wish.ends ? range.sample.filter(value => value >= low && value <= high) : range.sample
  const among = (share: number) => quantile({ ...range, sample: inside }, share, low)
  const crossing = low < 0 && high > 0
  const half = among(0.75) - among(0.25)
  if (!wish.curve && crossing && half < (high - low) / 100 && Math.min(-low, high) > (high - low) / 10) return 'symlog'
  const [few, median, most] = [among(0.1), among(0.5), among(0.9)].map(value => value - base.value)
  const skewed = among(0.5) - low < (high - low) / 6
  const spans = (from = 0, times: number) => from > 0 && (most ?? 0) > times * from
  const lowest = (inside[0] ?? 0) - base.value
  const decades = wish.curve === true && (spans(few, 100) || spans(lowest, 1000))
  // A plane that mostly is at its lowest has no heights to take logarithms of; a path that stays there has come from some.
  const flat = !wish.curve && ((median ?? 0) <= 0 || among(0.5) <= low)
  // Of a curve that stays within half a decade the logarithm looks as the value does, and has worse numbers beside it.
  const even = wish.curve === true && lowest > 0 && high - base.value < Math.sqrt(10) * lowest
  if (!(skewed || decades) || flat || even) return 'linear'
  if (wish.ends !== undefined && low <= base.value) return 'linear'
  // Of a path without a known minimum, the logarithm of the height above its own lowest point would show a fall to nothing.
  const unknown = wish.curve === true && base.name === 'lowest'
  if (unknown) return crossing ? 'symlog' : 'linear'
  return wish.diverging && crossing ? 'symlog' : 'log'
}

/** A difference that rounding may make, as a share of the range. */
const rounding = 1e-6

/** What a logarithmic scale measures from: 0 where values are positive and not much the same; else the lowest value there is. */
function baseOf({ low, high }: ValueRange, known: number | undefined, { curve }: ScaleWish): Base {
  const atKnown = known !== undefined && low >= known - rounding * (high - low)
  const lowest = atKnown ? known : low
  // What is a little below 0 by rounding only has its minimum there.
  if (Math.abs(lowest) <= rounding * high && high > 0) return noBase
  // Near a minimum above 0 the logarithm of the value itself no longer falls.
  const arrived = curve === true && atKnown && low - known < known / 10
  if (lowest > 0 && high >= 2 * lowest && !arrived) return noBase
  return { value: lowest, name: atKnown ? 'min' : 'lowest' }
}

/** The heights between ends that somebody asks for; throws a UsageError where the lower one has no logarithm. */
function heightsAsked([low, high]: Interval, base: Base): Interval {
  if (low > base.value) return [low - base.value, high - base.value]
  const from = base.name === '0' ? '0' : `the lowest value, ${formatNumber(base.value, 7)}`
  throw new UsageError(
    `value-range: a logarithmic scale begins above ${from}, got ${formatNumber(low, 7)}`,
    'Choose a higher beginning, or another --color-scale.',
  )
}

/** So small a part of a plane is a dot in its picture. */
const dot = 1e-3

/** Below the lowest value seen lies the unknown: of heights above it only so much is shown. */
const seen = 1e-4

/**
 * From which height to which a logarithmic scale reaches: up to the highest; down to the one below which a dot of the plane
 * lies, or a tenth of the ground below the path. What is lower is shown, too, where it takes a tenth of the scale at most.
 * Curves are shown whole, down to where float32 no longer tells a value from the base: 24 bits below it, or at 2⁻¹²⁶.
 */
function heightsOf(range: ValueRange, base: Base, known: number | undefined, wish: ScaleWish): Interval {
  const top = range.high - base.value
  const { sample } = range
  const above = bisectRight(sample, base.value)
  const lowest = Math.min(range.low, known ?? range.low) - base.value
  const first = (sample[above] ?? range.high) - base.value
  const smallest = first < top ? first : top / 10
  const noise = Math.max(Math.abs(base.value) * 2 ** -24, 2 ** -126, base.name === 'lowest' ? seen * top : 0)
  if (wish.curve) {
    // One that arrives at the base in a few steps has come down as far as float32 has digits.
    const arrived = range.low - base.value <= noise ? Math.min(smallest, top * 2 ** -24) : smallest
    return roundedOut([Math.max(arrived, Math.min(noise, top / 10)), top])
  }
  const crowd = (sample[above + Math.floor(dot * (sample.length - above))] ?? base.value + smallest) - base.value
  const path = (wish.shown ?? [])
    .map(value => value - base.value)
    .filter(height => height > 0)
    .sort((a, b) => a - b)
  const trodden = Math.max(path[Math.floor(0.1 * path.length)] ?? crowd, crowd ** 2 / top)
  const from = Math.min(crowd, trodden)
  const last = lowest > 0 ? lowest : smallest
  const decades = (low: number, high: number) => Math.log10(high / low)
  if (last > noise && decades(last, from) <= decades(last, top) / 10) return roundedOut([last, top])
  const bottom = roundedDown(Math.min(Math.max(from, noise), top / 2))
  return roundedOut([lowest > 0 ? Math.max(lowest, bottom) : bottom, top])
}

/** Where ticks would leave a tenth of a logarithmic scale at an end without one, it reaches to the next. */
function roundedOut([bottom, top]: Interval): Interval {
  const span = Math.log10(top / bottom)
  // A shorter one has more ticks, up to nine a decade; the shortest has them at even distances.
  if (span < 0.9) return [bottom, top]
  const mantissas = span < 1.7 ? digits : coarse
  const low = roundedDown(bottom, mantissas)
  const missing = Math.log10(roundedUp(bottom, mantissas) / bottom) > span / 10
  return [missing ? low : bottom, outward(top, span, mantissas)]
}

/** The size of an end, or the next round one where the last round one is more than a tenth of a span away. */
function outward(size: number, span: number, mantissas: readonly number[] = coarse): number {
  return Math.log10(size / roundedDown(size, mantissas)) > span / 10 ? roundedUp(size, mantissas) : size
}

/** A scale for both signs; where nobody says where it ends it has 0, and round ends where ticks would be missing there. */
function symlogOf(range: ValueRange, [low, high]: Interval, asked: boolean): ValueScale {
  const threshold = thresholdOf(range, [low, high])
  if (asked) return symlogScale([low, high], threshold)
  const least = low > 0 && low < threshold ? 0 : low
  const most = high < 0 && high > -threshold ? 0 : high
  // In decades: from 0 to the threshold the scale takes as much as from there to e times as far.
  const { position } = symlogScale([least, most], threshold)
  const span = Math.LOG10E / (position(threshold) - position(0))
  const end = (size: number) => {
    if (size > threshold) return outward(size, span)
    return size > 0 && (size / threshold) * Math.LOG10E > span / 10 ? threshold : size
  }
  return symlogScale([least < 0 ? -end(-least) : least, most > 0 ? end(most) : most], threshold)
}

/** Up to where a scale for both signs is linear: the power of ten below which a quarter of the values lie, at most. */
function thresholdOf({ sample }: ValueRange, [low, high]: Interval): number {
  const largest = Math.max(Math.abs(low), Math.abs(high))
  const sizes = sample.map(Math.abs).sort()
  const quarter = sizes[Math.floor(0.25 * (sizes.length - 1))] ?? 0
  const smallest = sizes.find(size => size > 0) ?? largest
  const size = Math.min(Math.max(quarter, smallest, 2 ** -126), largest)
  return Number(`1e${Math.floor(Math.log10(size))}`)
}
