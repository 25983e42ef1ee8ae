import { once } from '../../once.js'
import type { Interval } from '../../records/geometry.js'
import {
  chosenValues,
  linearSequences,
  logSequences,
  placed,
  type RoundValues,
  symlogSequences,
  type Wanted,
} from './roundvalues.js'

/** What ticks, contours and labels are measured from: 0, the known minimum, or the lowest value seen. */
export interface Base {
  readonly value: number
  readonly name: '0' | 'min' | 'lowest'
}

/** Heights are measured from 0 where they are the values themselves. */
export const noBase: Base = { value: 0, name: '0' }

/** Maps the objective's values to positions along the palette, 0…1, and back; knows round values in between. */
export interface ValueScale {
  readonly kind: 'linear' | 'log' | 'symlog'
  /** The values at the positions 0 and 1, low ≤ high. */
  readonly low: number
  readonly high: number
  /** Round values and labels are of the height above it; 0 unless the scale is logarithmic. */
  readonly base: Base
  /** Up to this distance from 0 a `symlog` scale is linear. */
  readonly threshold?: number
  /** 0 at low, 1 at high; outside them beyond. Never infinite. */
  position(value: number): number
  valueAt(position: number): number
  /** Round heights above the base, ascending: one sequence for ticks, contours and labels. */
  roundHeights(wanted: Wanted): RoundValues
}

/** The position of a height above a scale's base. */
export function positionOf(scale: ValueScale, height: number): number {
  return scale.position(scale.base.value + height)
}

/** A constant is shown by the palette's middle. */
export function linearScale(low: number, high: number): ValueScale {
  const span = high - low
  if (span === 0) {
    return {
      ...{ kind: 'linear', low, high, base: noBase },
      position: value => 0.5 + (value - low),
      valueAt: position => low + (position - 0.5),
      roundHeights: () => [low],
    }
  }
  const position = (value: number) => (value - low) / span
  const sequences = once(() => placed(linearSequences(low, high), position))
  return {
    ...{ kind: 'linear', low, high, base: noBase, position },
    valueAt: p => low + p * span,
    roundHeights: wanted => chosenValues(sequences(), position, wanted),
  }
}

/** So many decades below the lowest height shown all others lie, 0 among them. */
const decadesBelow = 3

/** The logarithm of the height above a base, for heights from `bottom` to `top`. */
export function logScale(base: Base, [bottom, top]: Interval): ValueScale {
  const least = Math.log(bottom)
  const span = Math.log(top) - least
  const lowest = bottom * 10 ** -decadesBelow
  const placedAt = (height: number) => (Math.log(Math.max(height, lowest)) - least) / span
  const sequences = once(() => placed(logSequences(bottom, top), placedAt))
  return {
    ...{ kind: 'log', low: base.value + bottom, high: base.value + top, base },
    position: value => placedAt(value - base.value),
    valueAt: p => base.value + Math.exp(least + p * span),
    roundHeights: wanted => chosenValues(sequences(), placedAt, wanted),
  }
}

/** Linear up to a distance from 0, a power of ten, and logarithmic beyond, without a bend where one becomes the other. */
export function symlogScale([low, high]: Interval, threshold: number): ValueScale {
  const bent = (value: number) => {
    const size = Math.abs(value) / threshold
    return size <= 1 ? value / threshold : Math.sign(value) * (1 + Math.log(size))
  }
  const unbent = (u: number) => threshold * (Math.abs(u) <= 1 ? u : Math.sign(u) * Math.exp(Math.abs(u) - 1))
  const least = bent(low)
  const span = bent(high) - least
  const position = (value: number) => (bent(value) - least) / span
  const sequences = once(() => placed(symlogSequences(low, high, threshold), position))
  return {
    ...{ kind: 'symlog', low, high, base: noBase, threshold, position },
    valueAt: p => unbent(least + p * span),
    roundHeights: wanted => chosenValues(sequences(), position, wanted),
  }
}
