import { UsageError } from '../../errors.js'
import { functions } from '../../functions/index.js'
import type { Terms, TestFunction } from '../../functions/types.js'
import { type Choice, type Count, type Flag, formatRange, type Real } from '../../optimizers/hyperparameters.js'
import { optimizers } from '../../optimizers/index.js'
import type { Cost, Optimizer } from '../../optimizers/types.js'
import { loadAny } from '../../pipeline/modules.js'
import type { Domain } from '../../records/geometry.js'
import { schedules } from '../../schedules/index.js'
import type { Schedule } from '../../schedules/types.js'
import { isModuleName } from '../../spec/fields/entries.js'
import { refuseAbsent } from '../../spec/names.js'
import { alike, suggestion } from '../../words/nearest.js'
import { shortNumber } from '../../words/words.js'
import { columns, print, printJson, styled } from '../talk/terminal.js'

/** `optviz show`: all about one optimizer or one function, built in or in a module, or about one schedule. */
export async function show(name: string, { json = false }: { json?: boolean }): Promise<void> {
  const found = isModuleName(name) ? await loadAny(name) : builtIn(name)
  if (json) printJson(process.stdout, found, infinityAsText)
  else print(process.stdout, textOf(found))
}

function textOf(found: Optimizer | TestFunction | Schedule): readonly string[] {
  if ('rates' in found) return scheduleText(found)
  return 'kind' in found ? optimizerText(found) : functionText(found)
}

function builtIn(name: string): Optimizer | TestFunction | Schedule {
  const all = [...optimizers, ...functions, ...schedules]
  const names = all.map(entry => entry.name)
  const own = alike(name, names)
  const found = all.find(entry => entry.name === own)
  if (found !== undefined) return found
  refuseAbsent(name)
  const hint = 'See: optviz list optimizers, optviz list functions, optviz list schedules'
  throw new UsageError(`unknown name "${name}"${suggestion(name, names)}`, hint)
}

function heading(text: string): string {
  return styled(process.stdout, 'bold', text)
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map(line => `  ${line}`)
}

function optimizerText(o: Optimizer): readonly string[] {
  const rows = Object.entries(o.hyperparameters).map(([key, p]) => [
    key,
    typeof p.default === 'number' ? shortNumber(p.default) : String(p.default),
    allowed(p),
    p.doc,
  ])
  return [
    `${heading(o.name)}  ${o.title}, ${o.group}`,
    ...indented(o.equation.split('\n')),
    heading(rows.length === 0 ? 'No hyperparameters' : 'Hyperparameters'),
    ...(rows.length === 0 ? [] : indented(columns([['', 'default', 'range', ''], ...rows]))),
    `${heading('A step costs')} ${costText(o.cost)}`,
    ...(o.population ? [`${heading('Shown by --show population')} ${o.population}`] : []),
    ...(o.bounds ? [`${heading('Bounds')} ${o.bounds}`] : []),
    `${heading('Follows')} ${o.reference}`,
    ...(o.divergences ? [`${heading('Differences')} ${o.divergences}`] : []),
  ]
}

function scheduleText({ name, title, equation, parameters, reference, divergences }: Schedule): readonly string[] {
  const rows = Object.entries(parameters).map(([key, p]) => [
    key,
    'shown' in p ? p.shown : typeof p.default === 'number' ? shortNumber(p.default) : String(p.default),
    p.kind === 'steps' ? 'ascending steps' : allowed(p),
    p.doc,
  ])
  return [
    `${heading(name)}  ${title}`,
    ...indented(equation.split('\n')),
    heading('Parameters'),
    ...indented(columns([['', 'default', 'range', ''], ...rows])),
    ...('steps' in parameters ? [] : indented(['steps=N: how long it lasts where another schedule follows'])),
    `${heading('Follows')} ${reference}`,
    ...(divergences ? [`${heading('Differences')} ${divergences}`] : []),
  ]
}

function dataTitle({ data, columns = [] }: Terms): string {
  return `Data: ${data.length} rows (${columns.join(', ')}); --batch-size takes some of them at a step`
}

/** Data, five rows a line. */
function dataRows({ data }: Terms): readonly string[] {
  const rows = data.map(row => `(${row.join(', ')})`)
  return columns(Array.from({ length: Math.ceil(rows.length / 5) }, (_, i) => rows.slice(5 * i, 5 * i + 5)))
}

/** The values a hyperparameter may take: a range, or the choices. */
function allowed(
  p: Pick<Flag, 'kind'> | Pick<Choice, 'kind' | 'choices'> | Pick<Real | Count, 'kind' | 'range'>,
): string {
  if (p.kind === 'flag') return 'true, false'
  return p.kind === 'choice' ? p.choices.join(', ') : formatRange(p.range)
}

/** JSON has no infinity: open ranges, and the logarithm of 0. */
function infinityAsText(_: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? String(value) : value
}

function costText({ values, gradients, hessianVectors, note }: Cost): string {
  const counted = [
    [values, 'value'],
    [gradients, 'value and gradient'],
    [hessianVectors, 'Hessian–vector product'],
  ] as const
  const parts = counted.filter(([n]) => n !== undefined && n > 0).map(([n, what]) => `${n} × ${what}`)
  return [parts.join(', '), note].filter(Boolean).join('; ')
}

function functionText(f: TestFunction): readonly string[] {
  const span = ({ x, y }: Domain) => `x ${x[0]} … ${x[1]}, y ${y[0]} … ${y[1]}`
  const parameters = Object.entries(f.parameters ?? {}).map(([name, { default: value, range, doc }]) => [
    `--param ${name}=${value}`,
    `${doc}, from ${range[0]} to ${range[1]}`,
  ])
  const minima = f.minima.map(({ at, value }) => [`(${at.join(', ')})`, `f = ${value}`])
  return [
    `${heading(f.name)}  ${f.title}, ${f.group}`,
    ...indented(f.formula.split('\n')),
    ...columns([
      [heading('Domain'), span(f.domain)],
      ...(f.closeUp ? [[heading('Pictures'), span(f.closeUp)]] : []),
      [heading('Start'), `(${f.start.join(', ')})`],
      [heading('Smooth'), f.smooth ? 'yes' : 'no'],
      [heading('Source'), f.reference],
      ...(f.notes ? [[heading('Note'), f.notes]] : []),
    ]),
    ...(f.terms === undefined ? [] : [heading(dataTitle(f.terms)), ...indented(dataRows(f.terms))]),
    ...(parameters.length > 0 ? [heading('Parameters'), ...indented(columns(parameters))] : []),
    heading(minima.length === 0 ? 'No minimum' : `Known global ${minima.length === 1 ? 'minimum' : 'minima'}`),
    ...indented(columns(minima)),
  ]
}
