import { UsageError } from '../errors.js'
import type { Format } from '../formats.js'
import { alike } from '../nearest.js'
import { compareEntries, parseEntry } from './compare.js'
import { unknownSetting } from './elsewhere.js'
import { entries } from './entries.js'
import { at, expectList, expectMap, expectText, pick } from './expect.js'
import {
  compareDefaults,
  engineFields,
  fields,
  figureFields,
  type Given,
  kebab,
  runFields,
  type Settings,
  standardFunction,
  standardSteps,
} from './fields.js'
import { figureName } from './figurename.js'
import { unheard } from './heard.js'
import { errorAt, type Located, type LocatedEntry, parseLocated, plain } from './located.js'
import { combinations, mostFigures } from './matrix.js'
import { parseSettings, settings } from './settings.js'

/** One figure of a manifest, its place in the matrix filled in. */
export interface FigureEntry {
  /** The files' name, without extension; no other figure has it. */
  readonly name: string
  /** Where the manifest asks for it. */
  readonly line: number
  readonly formats: readonly Format[]
  /** How the figure looks; of a figure with one path also what is run. */
  readonly settings: Settings
  /** What is run, where the figure compares several: each with all settings of the figure that it does not replace. */
  readonly compare?: readonly Settings[]
}

export interface Manifest {
  /** The folder of the figures as written, relative to the manifest. */
  readonly out: string
  readonly figures: readonly FigureEntry[]
}

/** Settings under those of the manifest (the environment) and over them (flags). */
export interface Layers {
  readonly below: Given
  readonly above: Given
}

const settingKeys = Object.keys({ ...runFields, ...figureFields, ...engineFields }).map(kebab)

/**
 * Reads a manifest, YAML or JSON, and expands its matrices. `source` names it in errors: what is wrong is a UsageError with
 * the line, and the nearest known key where one is unknown. Which optimizers and functions exist is not checked here.
 */
export function parseManifest(source: string, text: string, layers: Layers): Manifest {
  const root = parseLocated(source, text)
  if (root === undefined) throw new UsageError(`${source} is empty`, example)
  if (root.kind !== 'map') throw errorAt(source, root.line, 'expected a mapping with "figures"', example)
  const { out, defaults, figures } = pick(source, root, ['out', 'defaults', 'figures'], [])
  if (figures === undefined) throw new UsageError(`${source} has no figures`, example)

  const base = defaults === undefined ? undefined : expectMap(source, 'defaults', defaults)
  const given = base && pick(source, base, ['formats'], settingKeys)
  const shared: Shared = {
    source,
    layers,
    formats: given?.formats && formatsOf(source, given.formats),
    defaults: given ? settingsOf(source, given.rest) : {},
  }
  const asked = expectList(source, 'figures', figures).flatMap(figure => figureEntries(shared, figure))
  if (asked.length > mostFigures) throw new UsageError(`${source} asks for more than ${mostFigures} figures`)
  checkNames(source, asked)
  return { out: out === undefined ? '.' : expectText(source, 'out', out), figures: asked }
}

const example = 'Expected, for example: figures: [{ name: flower, fn: flower, optim: adamw, lr: 0.1 }]'

/** What figures have from the manifest's head. */
interface Shared {
  readonly source: string
  readonly layers: Layers
  readonly formats: readonly Format[] | undefined
  readonly defaults: Given
}

/** One entry of `figures`: one figure, or one for each combination of its matrix. */
function figureEntries(shared: Shared, given: Located): readonly FigureEntry[] {
  const { source, layers, defaults } = shared
  const entry = expectMap(source, 'a figure', given)
  const { name, formats, matrix, compare, rest } = pick(
    source,
    entry,
    ['name', 'formats', 'matrix', 'compare'],
    settingKeys,
  )
  if (name === undefined)
    throw errorAt(source, entry.line, 'the figure has no name', 'A name is the files’ name without extension.')
  const template = expectText(source, 'name', name)
  const own = settingsOf(source, rest)
  const compared = compare === undefined ? undefined : entriesOf(source, compare)
  if (compared !== undefined) checkHeard(source, rest)
  const wanted = formats === undefined ? (shared.formats ?? ['png']) : formatsOf(source, formats)

  return (matrix === undefined ? [[]] : combinations(source, matrix)).map(combination => {
    checkMatrixKeys(source, combination, rest)
    if (compared !== undefined) checkHeard(source, combination)
    const chosen = settingsOf(source, combination)
    const standard = compared === undefined ? {} : compareDefaults
    const drawn = settings(standard, layers.below, defaults, own, chosen, layers.above)
    const paths = compared && at(source, entry.line, () => compareEntries(drawn, compared))
    return {
      name: at(source, name.line, () => figureName(template, placeholders(drawn, combination))),
      line: entry.line,
      formats: wanted,
      settings: drawn,
      ...(paths && { compare: paths }),
    }
  })
}

/** What a comparison does not show; the defaults are for all figures. */
function checkHeard(source: string, given: readonly LocatedEntry[]): void {
  for (const { key, line } of given) {
    const reason = unheard('compare', key)
    if (reason !== undefined) throw errorAt(source, line, `${key}: ${reason}`)
  }
}

/** What a name's template can hold: the settings, and the values of the matrix as they are written. */
function placeholders(drawn: Settings, combination: readonly LocatedEntry[]): Readonly<Record<string, unknown>> {
  const simple = Object.entries(drawn).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  return {
    fn: standardFunction,
    steps: standardSteps,
    ...Object.fromEntries(simple.map(([key, value]) => [kebab(key), value])),
    ...drawn.set,
    ...Object.fromEntries(combination.map(({ key, value }) => [key, plain(value)])),
  }
}

/** The entries of `compare`, a list of mappings or what the flag `--optim` takes: `adamw:lr=0.1,lbfgs`. */
function entriesOf(source: string, compare: Located): readonly Given[] {
  const items = compare.kind === 'list' ? compare.items : [compare]
  const given = items.flatMap(item =>
    at(source, item.line, () => entries(plain(item), 'compare').map(raw => parseEntry(raw, 'compare'))),
  )
  if (given.length < 2) throw errorAt(source, compare.line, 'compare: expected at least two entries')
  return given
}

function checkMatrixKeys(source: string, combination: readonly LocatedEntry[], own: readonly LocatedEntry[]): void {
  for (const { key, line } of combination) {
    const word = alike(key, settingKeys)
    if (!key.startsWith('set.') && word === undefined)
      throw errorAt(source, line, `matrix: ${unknownSetting(key, settingKeys)}`)
    if (own.some(other => other.key === word))
      throw errorAt(source, line, `${key} is given by the figure and by its matrix`)
  }
}

/** The settings of some entries, each parsed where it stands; `set.beta1` is one hyperparameter. */
function settingsOf(source: string, entries: readonly LocatedEntry[]): Given {
  const layers = entries.map(({ key, value }) => {
    const [raw, spelling] = key.startsWith('set.') ? [{ [key.slice(4)]: plain(value) }, 'set'] : [plain(value), key]
    return at(source, value.line, () => parseSettings({ [spelling]: raw }, kebab))
  })
  const set = Object.fromEntries(layers.flatMap(layer => Object.entries(layer.set ?? {})))
  return { ...Object.assign({}, ...layers), ...(Object.keys(set).length > 0 && { set }) }
}

/** Names must differ in more than case: many file systems do not tell `A.png` from `a.png`. */
function checkNames(source: string, figures: readonly FigureEntry[]): void {
  const seen = new Map<string, FigureEntry>()
  for (const entry of figures) {
    const before = seen.get(entry.name.toLowerCase())
    if (before !== undefined)
      throw errorAt(
        source,
        entry.line,
        `two figures are named "${entry.name}" (the other is asked for in line ${before.line})`,
        before.line === entry.line ? 'Put what differs into the name, such as name: "{fn}-{optim}-{lr}".' : undefined,
      )
    seen.set(entry.name.toLowerCase(), entry)
  }
}

function formatsOf(source: string, given: Located): readonly Format[] {
  const items = given.kind === 'list' ? given.items : [given]
  if (items.length === 0) throw errorAt(source, given.line, 'formats: expected at least one')
  const parsed = items.map(item => at(source, item.line, () => fields.format.parse(plain(item), 'formats')))
  return [...new Set(parsed)]
}
