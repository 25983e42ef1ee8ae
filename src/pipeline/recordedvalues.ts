import type { Recorded } from '../optimizers/recorded.js'
import { stepOf, type Trajectory } from '../records/trajectory.js'
import { counted, shortNumber } from '../words/words.js'

/** Values of two implementations in two arithmetics are nearer than this where they are of one function. */
const tolerance = 1e-3

/**
 * What there is to say where the values of a file are not those of the function. Near 0 a value is what rounding leaves of
 * larger numbers, and is looked at less closely.
 */
export function valueRemarks({ path }: Recorded, t: Trajectory, fn: string): readonly string[] {
  const { values: told } = path
  if (told === undefined) return []
  const known = told.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
  const highest = t.values.reduce((high, value) => (Number.isFinite(value) ? Math.max(high, Math.abs(value)) : high), 0)
  const floor = 0.01 * Math.min(1, highest)
  const differ = (given: number, value: number) =>
    !Number.isNaN(given) &&
    given !== value &&
    !(Math.abs(given - value) <= tolerance * Math.max(floor, Math.abs(given), Math.abs(value)))
  const wrong = told.reduce((count, given, k) => count + (differ(given, t.values[k] ?? Number.NaN) ? 1 : 0), 0)
  if (wrong === 0) return []
  const late = told.some((given, k) => k > 0 && differ(given, t.values[k - 1] ?? Number.NaN))
  const first = told.findIndex((given, k) => differ(given, t.values[k] ?? Number.NaN))
  const place = `${shortNumber(told[first] ?? Number.NaN)} at step ${stepOf(t, first)}, where ${fn} is ${shortNumber(t.values[first] ?? Number.NaN)}`
  const why =
    !late && known > 2 ? 'they are those of the points one step before' : 'another function, or other parameters?'
  return [`its values are not those of ${fn} at ${wrong} of ${counted(known, 'point')}: ${place}; ${why}`]
}
