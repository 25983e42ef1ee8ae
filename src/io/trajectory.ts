import { pointAt, pointCount, type Trajectory } from '../trajectory.js'

/** The shortest decimal that names the same float32: 0.1, not 0.10000000149011612. */
export function shortest(value: number): number {
  if (!Number.isFinite(value)) return value
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number(value.toPrecision(9))
}

/** A number as JSON; infinities and NaN, which JSON lacks, by name. */
export function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? shortest(value) : String(value)
}

/** A trajectory file: the head (what was run and how it ended) and `points` and `values`, one entry a point. */
export function trajectoryJson(head: Readonly<Record<string, unknown>>, t: Trajectory): string {
  const points = Array.from({ length: pointCount(t) }, (_, k) => pointAt(t, k).map(jsonNumber))
  const values = Array.from(t.values, jsonNumber)
  const body = Object.entries({ ...head, points, values }).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  )
  return `{\n${body.join(',\n')}\n}\n`
}

/** `step,x,y,value`, one line a point; infinities and NaN as `inf`, `-inf`, `nan`, which numpy, pandas and R read. */
export function trajectoryCsv(t: Trajectory): string {
  const cell = (v: number) =>
    Number.isFinite(v) ? String(shortest(v)) : String(v).toLowerCase().replace('infinity', 'inf')
  const lines = Array.from({ length: pointCount(t) }, (_, k) =>
    [k, ...[...pointAt(t, k), t.values[k] ?? Number.NaN].map(cell)].join(','),
  )
  return `step,x,y,value\n${lines.join('\n')}\n`
}
