import { ticks } from 'd3-array'
import type { SweepAxis } from '../../records/sweep.js'
import { distinctDigits } from '../../words/digits.js'
import { type Ticks, ticksAt } from '../around/axes.js'
import { formatNumber, tickLabels, valueLabels } from '../around/numberformat.js'
import { coarse, exponentsFrom } from '../ground/roundvalues.js'

/** Where the values of a sweep's axis stand, 0…1 along it. */
export interface SweepScale {
  /** The position of the value of an index. */
  at(index: number): number
  /** Ticks for an axis of a length in pixels, about `room` pixels apart; all values of a list. */
  ticks(length: number, room: number, named: boolean): Ticks
}

/** The scale of an axis that leaves a margin, a share of the whole, at both ends. */
export function sweepScale({ values, spacing }: SweepAxis, margin: number): SweepScale {
  const inner = (u: number) => margin + (1 - 2 * margin) * u
  const [first, last] = [values[0], values.at(-1)]
  if (spacing === 'list' || typeof first !== 'number' || typeof last !== 'number') {
    const at = (i: number) => inner(values.length === 1 ? 0.5 : i / (values.length - 1))
    const digits = distinctDigits(values.filter(value => typeof value === 'number'))
    const label = (value: (typeof values)[number]) =>
      typeof value === 'number' ? formatNumber(value, digits) : String(value)
    return {
      at,
      ticks: () => ({ marks: values.map((value, i) => ({ position: at(i), label: label(value) })), offset: 0 }),
    }
  }
  const map = spacing === 'log' ? Math.log : (v: number) => v
  const along = (v: number) => inner((map(v) - map(first)) / (map(last) - map(first)))
  return {
    at: i => along(Number(values[i])),
    ticks(length, room, named) {
      const tens = spacing === 'log' ? powers(first, last) : []
      if (tens.length > 1) return ticksAt(tens, along, valueLabels(tens, 1e5))
      const round = ticks(first, last, Math.max(2, Math.floor(length / room)))
      return ticksAt(round, along, tickLabels(round, named))
    },
  }
}

/** The powers of ten between two numbers, and 2 and 5 times them where there are less than four. */
function powers(low: number, high: number): readonly number[] {
  const exponents = exponentsFrom(Math.floor(Math.log10(low)), Math.floor(Math.log10(high)))
  const within = (mantissas: readonly number[]) =>
    exponents
      .flatMap(e => mantissas.map(m => Number(`${m}e${e}`)))
      .filter(v => v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9))
  const tens = within([1])
  return tens.length >= 4 ? tens : within(coarse)
}
