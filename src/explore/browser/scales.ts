/** Places on a slider, 0 to 1000, for the values of a number. */
export interface Scale {
  place(value: number): number
  /** A short value: three digits say as much as a slider can. */
  value(place: number): number
}

/** A number as it is typed: 1e-6 rather than 0.000001. */
export function numberText(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value)
}

/** A number that has a control. */
export interface Ranged {
  readonly kind: 'real' | 'count'
  readonly default: number
  readonly min?: number
  readonly max?: number
}

export const places = 1000

const clamp = (place: number) => Math.max(0, Math.min(places, place))
const short = (value: number) => Number(value.toPrecision(3))

/** Evenly from one value to another. */
function linear(from: number, to: number, whole: boolean): Scale {
  const round = whole ? Math.round : short
  return {
    place: value => clamp(((value - from) / (to - from)) * places),
    value: place => round(from + ((to - from) * place) / places),
  }
}

/** Decade by decade; the left end is 0 where that is allowed. */
function logarithmic(from: number, to: number, zero: boolean, whole: boolean): Scale {
  const span = Math.log(to / from)
  const round = whole ? Math.round : short
  return {
    place: value => (value <= 0 ? 0 : clamp(Math.max(zero ? 1 : 0, (Math.log(value / from) / span) * places))),
    value: place => (zero && place <= 0 ? 0 : round(from * Math.exp((span * place) / places))),
  }
}

/** For what is meant by how far it is from 1: 0, 0.9, 0.99, 0.999 are evenly apart. */
function towardsOne(decades: number): Scale {
  return {
    place: value => clamp((-Math.log10(Math.max(1e-12, 1 - value)) / decades) * places),
    value: place => {
      const away = 10 ** ((-decades * place) / places)
      return Number((1 - Number(away.toPrecision(3))).toPrecision(6))
    },
  }
}

/**
 * The scale that fits a number: logarithmic for rates and other positive numbers without end, by the distance from 1 for
 * decays, else linear; undefined where its range has no end that a slider could have.
 */
export function scaleFor({ kind, default: standard, min, max }: Ranged): Scale | undefined {
  const whole = kind === 'count'
  if (!whole && min === 0 && max === 1 && (standard === 0 || standard >= 0.5)) return towardsOne(4)
  if (min !== undefined && max !== undefined && Number.isFinite(standard))
    return min > 0 && max / min > 100 ? logarithmic(min, max, false, whole) : linear(min, max, whole)
  if (min === undefined || min < 0 || !Number.isFinite(standard)) return undefined
  if (whole) return logarithmic(Math.max(1, min), Math.max(100, 20 * standard), min === 0, true)
  if (standard === 0) return logarithmic(1e-5, max ?? 10, true, false)
  return logarithmic(
    Math.max(min, standard / 1000),
    Math.min(max ?? Number.POSITIVE_INFINITY, standard * 1000),
    min === 0,
    false,
  )
}
