import type { Domain, Point } from '../records/geometry.js'
import { digitsIn, digitsWithin } from './digits.js'

/** A count with its noun: `1 step`, `2 steps`; `text` is the count as it is written. */
export function counted(count: number, noun: string, text = String(count)): string {
  return `${text} ${noun}${count === 1 ? '' : 's'}`
}

/** A time that has passed: `0.35 s`, `2.4 s`, `48 s`, `2 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 0.0005) return 'under 1 ms'
  if (seconds < 1) return `${Number(seconds.toPrecision(2))} s`
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** A number for people: four significant digits, or as many as are asked for. */
export function shortNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value)
  const rounded = Number(value.toPrecision(digits))
  const size = Math.abs(rounded)
  return size !== 0 && (size < 1e-4 || size >= (digits > 6 ? 1e9 : 1e6)) ? rounded.toExponential() : String(rounded)
}

/** A number with four digits, and as many more as tell it from what is around it, within an extent. */
export function numberWithin(value: number, extent: number): string {
  return shortNumber(value, digitsWithin(value, extent))
}

/** `(20, -3.5)`: a point with digits enough to tell it from others of a domain. */
export function placeWords([u, v]: Point, { x, y }: Domain): string {
  return `(${shortNumber(u, digitsIn(u, x))}, ${shortNumber(v, digitsIn(v, y))})`
}
