import { pointAt, pointCount, stepOf, type Trajectory } from '../records/trajectory.js'
import { visibleJson } from '../words/visible.js'

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

type Head = Readonly<Record<string, unknown>>

/** A trajectory file: the head (what was run and how it ended) and `points` and `values`, one entry a point. */
export function trajectoryJson(head: Head, t: Trajectory): string {
  return `${object({ ...head, ...data(t) }, '')}\n`
}

/** A file of several trajectories: the head, and under `runs` each one's own head, `points` and `values`. */
export function trajectoriesJson(
  head: Head,
  runs: readonly { readonly head: Head; readonly trajectory: Trajectory }[],
): string {
  const { runs: _, ...common } = head
  const own = runs.map(run => `    ${object({ ...run.head, ...data(run.trajectory) }, '    ')}`)
  return `${object(common, '').slice(0, -2)},\n  "runs": [\n${own.join(',\n')}\n  ]\n}\n`
}

function data(t: Trajectory) {
  const points = Array.from({ length: pointCount(t) }, (_, k) => pointAt(t, k).map(jsonNumber))
  return { ...(t.steps && { steps: [...t.steps] }), points, values: Array.from(t.values, jsonNumber) }
}

/** A JSON object, one line a key. */
function object(value: Head, indent: string): string {
  const text = (v: unknown) => visibleJson(JSON.stringify(v))
  const lines = Object.entries(value).map(([key, v]) => `${indent}  ${text(key)}: ${text(v)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}

/** A number in CSV: infinities and NaN as `inf`, `-inf`, `nan`, which numpy, pandas and R read. */
export function csvNumber(value: number): string {
  return Number.isFinite(value) ? String(shortest(value)) : String(value).toLowerCase().replace('infinity', 'inf')
}

/** A text as a CSV field (RFC 4180). */
export function csvText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** `step,x,y,value`, one line a point. */
export function trajectoryCsv(t: Trajectory): string {
  return `step,x,y,value\n${csvLines(t).join('\n')}\n`
}

/** `run,step,x,y,value`, one line a point; `run` is the trajectory's label. */
export function trajectoriesCsv(runs: readonly { readonly label: string; readonly trajectory: Trajectory }[]): string {
  const lines = runs.flatMap(({ label, trajectory }) => csvLines(trajectory).map(line => `${csvText(label)},${line}`))
  return `run,step,x,y,value\n${lines.join('\n')}\n`
}

function csvLines(t: Trajectory): readonly string[] {
  return Array.from({ length: pointCount(t) }, (_, k) =>
    [stepOf(t, k), ...[...pointAt(t, k), t.values[k] ?? Number.NaN].map(csvNumber)].join(','),
  )
}
