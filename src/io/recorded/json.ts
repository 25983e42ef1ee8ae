import { UsageError } from '../../errors.js'
import type { RecordedFile } from '../../records/recorded.js'
import { counted } from '../../words/words.js'
import { type JsonPath, lineAt } from './jsonline.js'
import { jsonProblem } from './jsonproblem.js'
import { parseJsonValue } from './jsonvalue.js'
import { isObject, pointReader, shown } from './points.js'
import { columnsOf, type Fail, failing, gathering, unusedNote } from './rows.js'

/** A document, and how to fail at a place in it. */
interface Document {
  readonly failAt: (path: JsonPath) => Fail
}

/**
 * The paths of a JSON text: a list of points; an object with `points`, or with x and y as lists, and perhaps steps and values;
 * or with `runs`, a list of such objects with a `label`, as a comparison's file has it.
 */
export function parseJson(source: string, text: string): RecordedFile {
  const value = parseJsonValue(text)
  if (value === undefined) {
    const { line, message } = jsonProblem(text)
    throw new UsageError(`${source}:${line}: ${message}`)
  }
  const document: Document = { failAt: path => failing(source, () => lineAt(text, path)) }
  const { json } = value
  const runs = isObject(json) ? json.runs : undefined
  if (!Array.isArray(runs)) return pathsOf(document, json, [])
  if (runs.length === 0) document.failAt(['runs'])('runs: expected at least one')
  const files = runs.map((run: unknown, i) => labeled(run, pathsOf(document, run, ['runs', i])))
  return { paths: files.flatMap(file => file.paths), notes: [...new Set(files.flatMap(file => file.notes))] }
}

function labeled(run: unknown, file: RecordedFile): RecordedFile {
  const label = isObject(run) && typeof run.label === 'string' ? run.label : undefined
  return label === undefined ? file : { ...file, paths: file.paths.map(path => ({ label, ...path })) }
}

/** The paths of one value: a list of points, or an object that has one in any of the ways. */
function pathsOf(document: Document, json: unknown, at: JsonPath): RecordedFile {
  if (Array.isArray(json)) return pointsOf(document, json, at)
  if (!isObject(json)) return document.failAt(at)(`expected points, [[x, y], …], got ${shown(json)}`)
  if (Array.isArray(json.points)) return pointsOf(document, json.points, [...at, 'points'], json, at)
  if ('points' in json) document.failAt([...at, 'points'])(`points: expected a list, got ${shown(json.points)}`)
  return columnLists(document, json, at)
}

function pointsOf(
  document: Document,
  points: readonly unknown[],
  at: JsonPath,
  beside: Readonly<Record<string, unknown>> = {},
  above: JsonPath = at,
): RecordedFile {
  const steps = listBeside(document, beside, ['steps', 'step'], points.length, above)
  const values = listBeside(document, beside, ['values', 'value', 'loss', 'f'], points.length, above)
  const to = gathering()
  const read = pointReader()
  points.forEach((point, i) => {
    const fail = document.failAt([...at, i])
    const row = read.row(point, fail)
    to.add({ ...row, ...(steps && { step: steps[i] }), ...(values && { value: values[i] }) }, fail)
  })
  return to.done(document.failAt(at), unusedNote('key', read.unused()))
}

/** A list as long as the points, under the first of some keys that holds one. */
function listBeside(
  { failAt }: Document,
  beside: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  count: number,
  above: JsonPath,
): readonly unknown[] | undefined {
  const key = keys.find(one => Array.isArray(beside[one]))
  const list = key === undefined ? undefined : beside[key]
  if (key === undefined || !Array.isArray(list) || list.length === count) return Array.isArray(list) ? list : undefined
  return failAt([...above, key])(`${key}: expected ${counted(count, 'number')}, one a point, got ${list.length}`)
}

/** `{"x": […], "y": […]}`: columns; and a single point, whose x and y are numbers. */
function columnLists(document: Document, json: Readonly<Record<string, unknown>>, at: JsonPath): RecordedFile {
  const fail = document.failAt(at)
  const keys = Object.keys(json)
  const { x, y, step, value, unused } = columnsOf(keys, fail)
  if (x === undefined || y === undefined)
    return fail(`expected points, or x and y, got ${keys.length === 0 ? 'nothing' : keys.slice(0, 8).join(', ')}`)
  const listOf = (column: number | undefined) => (column === undefined ? undefined : json[keys[column] ?? ''])
  const [xs, ys] = [listOf(x), listOf(y)]
  if (!Array.isArray(xs) || !Array.isArray(ys)) return pointsOf(document, [json], at)
  if (xs.length !== ys.length) fail(`y: expected ${counted(xs.length, 'number')}, as x has, got ${ys.length}`)
  const beside = { steps: listOf(step) ?? json.steps, values: listOf(value) ?? json.values }
  const file = pointsOf(
    document,
    xs.map((one: unknown, i) => [one, ys[i]]),
    [...at, keys[x] ?? 'x'],
    beside,
    at,
  )
  const known = ['steps', 'values', 'label']
  return {
    ...file,
    notes: [
      ...file.notes,
      ...unusedNote(
        'key',
        unused.filter(key => !known.includes(key)),
      ),
    ],
  }
}
