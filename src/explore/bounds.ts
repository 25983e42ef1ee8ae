import { UsageError } from '../errors.js'
import { type Given, type Key, kebab, type Settings } from '../spec/fields/fields.js'
import { figureFields, scaleOf } from '../spec/fields/figure.js'
import { pixelsOf } from '../spec/fields/size.js'
import { mostRuns, type PageRun, type PageState, runKinds } from './protocol.js'

/** No request has more of these than this, or than the command line gave itself. */
export const most = {
  steps: 20_000,
  budget: 200_000,
  repeat: 100,
  resolution: 1000,
  levels: 256,
  scale: 4,
  dpi: 600,
} as const

/** A figure's longest side, in pixels at scale 1. */
const longestSide = 4000

/** A file's longest side: its pixels in memory are a hundred million. */
const longestFileSide = 10_000

/** Letters of a formula, a title, a schedule. */
const longestText = 2000

/** What a page may set, beside what a run has of its own: what names no file, and how nothing is computed. */
const open: readonly Key[] = [
  ...(['fn', 'expr', 'param', 'objective', 'domain', 'bounds'] as const),
  ...(['steps', 'budget', 'schedule', 'noise', 'batchSize', 'until', 'start', 'seed', 'repeat', 'tolerance'] as const),
  ...(Object.keys(figureFields) as Key[]).filter(key => key !== 'font'),
]

/** What a page may say only as the command line did: it is the name of a file. */
const fixed: readonly Key[] = ['fnModule', 'fnData', 'font']

/** Whether a setting is the page's to change; the others are as the command line said. */
export function isOpen(key: Key): boolean {
  return open.includes(key) || fixed.includes(key)
}

/** Reads what came from a page; what is no state is a UsageError. */
export function readState(body: unknown): PageState {
  if (!isRecord(body)) throw new UsageError('expected settings and runs')
  const { settings, runs } = body
  if (!isTexts(settings)) throw new UsageError('settings: expected texts by their names')
  if (!Array.isArray(runs) || !runs.every(isRun)) throw new UsageError('runs: expected a list of runs')
  if (runs.length === 0) throw new UsageError('nothing is run: expected an optimizer')
  if (runs.length > mostRuns) throw new UsageError(`runs: expected at most ${mostRuns}, got ${runs.length}`)
  const texts = [settings, ...runs.map(({ own }) => own)].flatMap(Object.values)
  if (texts.some(text => text.length > longestText))
    throw new UsageError(`expected texts of at most ${longestText} letters`)
  return { settings, runs }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every(one => typeof one === 'string')
}

function isRun(value: unknown): value is PageRun {
  if (!isRecord(value)) return false
  const { by, name, own } = value
  return runKinds.some(kind => kind === by) && typeof name === 'string' && isTexts(own)
}

/** Refuses settings of a page that only the command line may say, and more work than a request may ask for. */
export function checkBounds(given: Given, commandLine: Given): void {
  const shut = (Object.keys(given) as Key[]).find(key => given[key] !== undefined && !isOpen(key))
  if (shut !== undefined) throw new UsageError(`${kebab(shut)}: only the command line says this`)
  for (const key of fixed)
    if (given[key] !== undefined && given[key] !== commandLine[key])
      throw new UsageError(`${kebab(key)}: only the command line names files`)
  if (given.theme !== undefined && /[/\\.]/.test(given.theme))
    throw new UsageError('theme: only the command line names files')
  checkWork(given, commandLine)
}

/** The same of a run's own settings. */
export function checkWork(given: Given, commandLine: Given): void {
  for (const [key, limit] of Object.entries(most) as [keyof typeof most, number][]) {
    const [value, own] = [given[key], commandLine[key]].map(v => (typeof v === 'number' ? v : 0))
    if (value !== undefined && value > Math.max(limit, own ?? 0))
      throw new UsageError(
        `${kebab(key)}: expected at most ${limit} here, got ${value}`,
        'The command has no such limit.',
      )
  }
  if (given.size === undefined || String(given.size) === String(commandLine.size)) return
  if (pixelsOf(given.size).some(side => side > longestSide))
    throw new UsageError(`size: expected at most ${longestSide} pixels a side here`, 'The command has no such limit.')
}

/** Refuses a file of more pixels than a request may ask for, of the settings that all come to, unless the command line said so. */
export function checkPixels(settings: Settings, commandLine: Settings): void {
  const sideOf = (one: Settings) => {
    const [width, height] = pixelsOf(one.size)
    return Math.max(width, height) * scaleOf(one, 'png')
  }
  const side = Math.round(sideOf(settings))
  if (side > Math.max(longestFileSide, Math.round(sideOf(commandLine))))
    throw new UsageError(
      `size: expected at most ${longestFileSide} pixels a side of a file here, got ${side}`,
      'A smaller scale, or fewer dots to the inch; the command has no such limit.',
    )
}
