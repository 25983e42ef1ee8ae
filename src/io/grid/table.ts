import { UsageError } from '../../errors.js'
import type { Interval } from '../../records/geometry.js'
import type { Grid } from '../../records/grid.js'

/** A slope at the edge is that of a parabola. */
const fewest = 3
/** A graph has them all as a constant. */
const most = 1_000_000

/** Values with where they lie, in any direction: rows by `y`, in each of them columns by `x`. */
export interface Table {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly values: Float64Array
}

/** The grid of a table. One too small or too large, or of unequal steps, is a UsageError that names the file. */
export function gridOf(file: string, { x, y, values }: Table): Grid {
  const [columns, rows] = [x.length, y.length]
  checkSize(file, columns, rows)
  const [across, up] = [evenly(file, 'x', x), evenly(file, 'y', y)]
  const ordered = new Float64Array(columns * rows)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [i, j] = [up.descends ? rows - 1 - row : row, across.descends ? columns - 1 - column : column]
      ordered[row * columns + column] = values[i * columns + j] ?? Number.NaN
    }
  return { domain: { x: across.interval, y: up.interval }, columns, rows, values: ordered }
}

export function checkSize(file: string, columns: number, rows: number): void {
  if (columns < fewest || rows < fewest)
    throw new UsageError(`${file}: expected at least ${fewest} × ${fewest} values, got ${columns} × ${rows}`)
  if (columns * rows > most)
    throw new UsageError(`${file}: ${columns} × ${rows} values are more than ${most}`, 'Take every second of them.')
}

/** The interval that places at equal steps span. Rounded ones, to a thousandth of a step, are equal enough. */
function evenly(
  file: string,
  axis: string,
  places: readonly number[],
): { readonly interval: Interval; readonly descends: boolean } {
  const [first = Number.NaN, last = Number.NaN] = [places[0], places.at(-1)]
  const step = (last - first) / (places.length - 1)
  const uneven = places.findIndex((place, i) => !(Math.abs(place - (first + i * step)) <= 1e-3 * Math.abs(step)))
  if (step === 0 || uneven >= 0)
    throw new UsageError(
      `${file}: ${axis}: expected equal steps from ${first} to ${last}, got ${places[Math.max(0, uneven)]} as the ${ordinal(uneven + 1)}`,
      'What is interpolated lies on a grid of equal steps.',
    )
  return { interval: step > 0 ? [first, last] : [last, first], descends: step < 0 }
}

function ordinal(n: number): string {
  const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}

/** Whether a value has a place in single precision. */
export const isFiniteSingle = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(Math.fround(value))
