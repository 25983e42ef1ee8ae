import { UsageError } from '../../errors.js'
import type { RecordedFile, RecordedPath } from '../../records/recorded.js'
import { parseNumber } from '../../words/numbers.js'
import { counted } from '../../words/words.js'

/** One recorded point, not checked yet; `undefined` is what the file does not have. */
export interface Row {
  readonly x: unknown
  readonly y: unknown
  readonly step?: unknown
  readonly value?: unknown
  /** Which of several paths it is of. */
  readonly run?: unknown
}

/** Where something is wrong: in line 7 of a file, or point 7 of a list. */
export type Fail = (problem: string, hint?: string) => never

/** The errors of a file, `mine.csv:7: …`; `line` is where. */
export function failing(source: string, line: () => number): Fail {
  return (problem, hint) => {
    throw new UsageError(`${source}:${line()}: ${problem}`, hint)
  }
}

/** What the columns, or the keys, of a recorded path are called; the first that is there counts. */
const names: Readonly<Record<keyof Row, readonly string[]>> = {
  x: ['x'],
  y: ['y'],
  step: ['step'],
  value: ['value', 'loss', 'f'],
  run: ['run'],
}

/** Which of a file's columns or keys means what, and those that mean nothing here. */
export type Columns = { readonly [K in keyof Row]?: number } & { readonly unused: readonly string[] }

/** Finds columns by their names, in any case. One that is there twice fails. */
export function columnsOf(header: readonly string[], fail: Fail): Columns {
  const plain = header.map(name => name.trim().toLowerCase())
  const found: Partial<Record<keyof Row, number>> = {}
  for (const key of Object.keys(names) as (keyof Row)[]) {
    const name = names[key].find(one => plain.includes(one))
    if (name === undefined) continue
    found[key] = plain.indexOf(name)
    if (plain.lastIndexOf(name) !== found[key]) fail(`the column ${name} is there twice`)
  }
  const used = Object.values(found)
  return { ...found, unused: header.map(name => name.trim()).filter((name, i) => name !== '' && !used.includes(i)) }
}

/** `the columns time, note are not used`. */
export function unusedNote(what: string, unused: readonly string[]): readonly string[] {
  if (unused.length === 0) return []
  const [shown, more] = [unused.slice(0, 6).join(', '), unused.length - 6]
  const list = more > 0 ? `${shown} and ${more} more` : shown
  return [`the ${what}${unused.length === 1 ? '' : 's'} ${list} ${unused.length === 1 ? 'is' : 'are'} not used`]
}

/** A number as files have it: also the text of one, `nan`, `inf`, and what R and JSON have in their place. */
function numberOf(raw: unknown): number | undefined {
  if (typeof raw === 'number') return raw
  if (raw === null) return Number.NaN
  if (typeof raw !== 'string') return undefined
  return /^\s*[-+]?(?:nan|na|null)\s*$/i.test(raw) ? Number.NaN : parseNumber(raw)
}

function shown(raw: unknown): string {
  if (raw === undefined || raw === '') return 'nothing'
  const text = (typeof raw === 'string' ? `"${raw}"` : (JSON.stringify(raw) ?? String(raw))).replaceAll(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** Takes points one by one, checks each, and makes paths of them: one, or one for each `run` that the rows name. */
export interface Gathering {
  add(row: Row, fail: Fail): void
  /** The paths; fails where there is none. `notes` are what else there is to say. */
  done(fail: Fail, notes?: readonly string[]): RecordedFile
}

export function gathering(): Gathering {
  const paths = new Map<string, Gathered>()
  return {
    add(row, fail) {
      const run = row.run === undefined ? '' : String(row.run)
      const path = paths.get(run) ?? gathered()
      paths.set(run, path)
      path.add(row, fail)
    },
    done(fail, notes = []) {
      if (paths.size === 0) fail('expected points, got none')
      const all = [...paths].map(([run, path]) => path.done(run === '' ? undefined : run))
      return { paths: all.map(one => one.path), notes: [...notes, ...all.flatMap(one => one.notes)] }
    },
  }
}

interface Gathered {
  add(row: Row, fail: Fail): void
  done(label: string | undefined): { readonly path: RecordedPath; readonly notes: readonly string[] }
}

/** One path in the making. */
function gathered(): Gathered {
  const points = growing(size => new Float32Array(size))
  const steps = growing(size => new Uint32Array(size))
  const values = growing(size => new Float32Array(size))
  let last = -1
  let valued = false
  let diverged: number | undefined
  let beyond = 0

  return {
    add(row, fail) {
      const [x, y] = [coordinate('x', row.x, fail), coordinate('y', row.y, fail)]
      const step = row.step === undefined ? last + 1 : stepAfter(last, row.step, fail)
      const value = row.value === undefined || row.value === '' ? Number.NaN : numberOf(row.value)
      if (value === undefined) return fail(`value: expected a number, got ${shown(row.value)}`)
      last = step
      if (diverged !== undefined) {
        if (Number.isFinite(x) && Number.isFinite(y)) beyond++
        return undefined
      }
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        if (points.length() === 0) fail(`the first point: expected finite numbers, got (${x}, ${y})`)
        diverged = step
        return undefined
      }
      points.push(x)
      points.push(y)
      steps.push(step)
      values.push(value)
      valued ||= row.value !== undefined && row.value !== ''
      return undefined
    },
    done(label) {
      const notes =
        beyond === 0
          ? []
          : [
              `${counted(beyond, 'point')} behind step ${diverged}, which is not finite, ${beyond === 1 ? 'is' : 'are'} left out`,
            ]
      return {
        path: {
          ...(label !== undefined && { label }),
          points: points.all(),
          steps: steps.all(),
          ...(valued && { values: values.all() }),
          ...(diverged !== undefined && { diverged }),
        },
        notes: label === undefined ? notes : notes.map(note => `${label}: ${note}`),
      }
    },
  }
}

/** A coordinate in float32, as the engine has it. */
function coordinate(name: string, raw: unknown, fail: Fail): number {
  const value = numberOf(raw)
  return value === undefined ? fail(`${name}: expected a number, got ${shown(raw)}`) : Math.fround(value)
}

/** Steps are counted in 32 bits. */
const mostSteps = 2 ** 32 - 1

function stepAfter(last: number, raw: unknown, fail: Fail): number {
  const step = numberOf(raw)
  if (step !== undefined && Number.isInteger(step) && step > last && step <= mostSteps) return step
  const expected = last < 0 ? 'a whole number from 0' : `a whole number above ${last}, the step before`
  return fail(`step: expected ${expected}, got ${shown(raw)}`)
}

/** A typed array that grows as numbers come. */
function growing<A extends Float32Array | Uint32Array>(make: (size: number) => A) {
  let array = make(1024)
  let count = 0
  return {
    length: () => count,
    push(value: number) {
      if (count === array.length) {
        const larger = make(2 * count)
        larger.set(array)
        array = larger
      }
      array[count++] = value
    },
    all: () => array.slice(0, count) as A,
  }
}
