import type { PopulationAt } from '../records/population.js'
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

/** Numbers that are told of each point beside its place and value, by name: a list of a JSON file, a column of a CSV file. */
export type Beside = Readonly<Record<string, Float32Array>>

/** One of several trajectories in a file. */
interface Labeled {
  readonly label: string
  readonly trajectory: Trajectory
  readonly beside?: Beside
}

/** A trajectory file: the head (what was run and how it ended) and `points` and `values`, one entry a point, and what is beside them. */
export function trajectoryJson(head: Head, t: Trajectory, beside?: Beside): string {
  return `${object({ ...head, ...data(t, beside) }, '')}\n`
}

/** A file of several trajectories: the head, and under `runs` each one's own head, `points` and `values`. */
export function trajectoriesJson(
  head: Head,
  runs: readonly (Omit<Labeled, 'label'> & { readonly head: Head })[],
): string {
  const { runs: _, ...common } = head
  const own = runs.map(({ head, trajectory, beside }) => {
    return `    ${object({ ...head, ...data(trajectory, beside) }, '    ')}`
  })
  return `${object(common, '').slice(0, -2)},\n  "runs": [\n${own.join(',\n')}\n  ]\n}\n`
}

function data(t: Trajectory, beside: Beside = {}) {
  const points = Array.from({ length: pointCount(t) }, (_, k) => pointAt(t, k).map(jsonNumber))
  const more = Object.entries(beside).map(([name, numbers]) => [name, Array.from(numbers, jsonNumber)])
  const values = Array.from(t.values, jsonNumber)
  const populations = t.populations?.map(populationRecord)
  return {
    ...(t.steps && { steps: [...t.steps] }),
    points,
    values,
    ...Object.fromEntries(more),
    ...(populations && { populations }),
  }
}

/** A population in JSON: its step, its points and, where it has one, its ellipse: the centre and the covariance xx, xy, yy. */
function populationRecord({ step, points, ellipse }: PopulationAt) {
  const number = (value: number) => jsonNumber(Math.fround(value))
  return {
    step,
    points: points.map(point => point.map(number)),
    ...(ellipse && {
      ellipse: { center: ellipse.center.map(number), covariance: [ellipse.xx, ellipse.xy, ellipse.yy].map(number) },
    }),
  }
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

/** `step,x,y,value` and what is beside them, one line a point. */
export function trajectoryCsv(t: Trajectory, beside: Beside = {}): string {
  const names = Object.keys(beside)
  return `${['step,x,y,value', ...names].join(',')}\n${csvLines(t, names, beside).join('\n')}\n`
}

/** `run,step,x,y,value` and what is beside them, one line a point; `run` is the trajectory's label. */
export function trajectoriesCsv(runs: readonly Labeled[]): string {
  const names = [...new Set(runs.flatMap(({ beside = {} }) => Object.keys(beside)))]
  const lines = runs.flatMap(({ label, trajectory, beside = {} }) =>
    csvLines(trajectory, names, beside).map(line => `${csvText(label)},${line}`),
  )
  return `${['run,step,x,y,value', ...names].join(',')}\n${lines.join('\n')}\n`
}

/** A line a point; empty cells where nothing is known. */
function csvLines(t: Trajectory, names: readonly string[], beside: Beside): readonly string[] {
  const columns = names.map(name => beside[name])
  return Array.from({ length: pointCount(t) }, (_, k) => {
    const own = [...pointAt(t, k), t.values[k] ?? Number.NaN].map(csvNumber)
    const more = columns.map(column => (column === undefined ? '' : csvNumber(column[k] ?? Number.NaN)))
    return [stepOf(t, k), ...own, ...more].join(',')
  })
}
