import type { Format } from '../../formats.js'
import { stemOf } from '../../optimizers/recorded.js'
import { alike } from '../../words/nearest.js'
import { compareEntries, parseEntry } from '../compare.js'
import { unknownSetting } from '../fields/elsewhere.js'
import { entries } from '../fields/entries.js'
import {
  compareDefaults,
  type Given,
  kebab,
  type Settings,
  standardFormat,
  standardFunction,
  standardOptimizer,
  standardSteps,
} from '../fields/fields.js'
import { unheard } from '../fields/heard.js'
import { chosenOptimizer, optimizerFile } from '../modules.js'
import { withoutOptimizer } from '../recorded.js'
import { mergeSettings } from '../settings.js'
import { formatsOf, type Layers, noLooks, placedFiles, same, settingKeys, settingsOf } from './entrysettings.js'
import { expectMap, expectText, pick, rawOf, withoutTemplates } from './expect.js'
import { figureName } from './figurename.js'
import { type Located, type LocatedEntry, type LocatedMap, plain } from './located.js'
import { themeFile, withLook } from './looks.js'
import { combinations } from './matrix.js'
import { at, errorAt, type Problems } from './problems.js'

/** One figure of a manifest, its place in the matrix filled in. */
export interface FigureEntry {
  /** The files' name, without extension; no other figure has it. */
  readonly name: string
  /** Where the manifest asks for it. */
  readonly line: number
  readonly formats: readonly Format[]
  /** What the manifest says for this figure alone. */
  readonly given: Given
  /** How the figure looks; of a figure with one path also what is run. */
  readonly settings: Settings
  /** What is run, where the figure compares several: each with all settings of the figure that it does not replace. */
  readonly compare?: readonly Settings[]
}

/** What figures have from the manifest's head. */
export interface Shared {
  readonly source: string
  readonly problems: Problems
  readonly layers: Layers
  readonly formats: readonly Format[] | undefined
  readonly defaults: Given
  /** Nothing is wrong in the head. */
  readonly sound: boolean
}

/** One entry of `figures`: one figure, or one for each combination of its matrix; none where something is wrong in it. */
export function figureEntries(shared: Shared, given: Located): readonly FigureEntry[] {
  const { source, problems, layers } = shared
  const before = problems.count
  const entry = expectMap(source, 'a figure', given)
  const { name, formats, matrix, compare, rest } = pick(
    problems,
    source,
    entry,
    ['name', 'formats', 'matrix', 'compare'],
    settingKeys,
  )
  const template = problems.attempt(() => nameOf(source, entry, name))
  const own = settingsOf(problems, source, rest, layers)
  const compared = compare && problems.attempt(() => entriesOf(source, compare, layers))
  if (compare !== undefined) checkHeard(problems, source, rest)
  const wanted = formats === undefined ? (shared.formats ?? [standardFormat]) : formatsOf(problems, source, formats)
  const all = matrix === undefined ? [[]] : (problems.attempt(() => combinations(source, matrix)) ?? [])
  const chosen = all.map(combination => {
    const known = problems.attempt(() => checkedKeys(source, combination, rest))
    if (compare !== undefined) checkHeard(problems, source, combination)
    return { combination, given: settingsOf(problems, source, known ?? [], layers) }
  })
  // A name or a comparison may need what is wrong.
  if (template === undefined || problems.count > before || !shared.sound) return []

  const figures = chosen.map(one =>
    problems.attempt((): FigureEntry => {
      const standard = compared === undefined ? {} : compareDefaults
      const { below, above } = layers
      const lower = [below, shared.defaults].map(given => forFigure(given, compared))
      const asked = [...lower, own, one.given, above]
      const drawn = mergeSettings(standard, ...withLook(asked, layers.looks ?? noLooks))
      const paths = compared && at(source, entry.line, () => compareEntries(drawn, compared, layers))
      return {
        name: at(source, template.line, () =>
          figureName(template.text, placeholders(drawn, one.combination, layers, themeFile(asked))),
        ),
        line: entry.line,
        formats: wanted,
        given: { ...own, ...one.given },
        settings: drawn,
        ...(paths && { compare: paths }),
      }
    }),
  )
  return figures.filter(figure => figure !== undefined)
}

/** What is said for all figures, but for what one with these entries does not hear. */
function forFigure(given: Given, compared: readonly Given[] | undefined): Given {
  const { tolerance, ...others } = given
  if (compared === undefined) return others
  const recorded = compared.filter(({ path }) => path !== undefined).length
  const heard = recorded === compared.length ? withoutOptimizer(others) : others
  return recorded === 0 ? heard : { ...heard, tolerance }
}

function nameOf(source: string, { line }: LocatedMap, name: Located | undefined) {
  if (name !== undefined) return { line: name.line, text: expectText(source, 'name', name) }
  throw errorAt(source, line, 'the figure has no name', 'A name is the files’ name without extension.')
}

/** Why a figure that compares cannot have a setting of its own; undefined where it can. */
export function notCompared(key: string): string | undefined {
  const ofEntries = alike(key, ['path', 'label']) === undefined ? undefined : 'an entry of compare has it'
  return unheard('compare', key) ?? ofEntries
}

/** What a comparison does not show; the defaults are for all figures. */
function checkHeard(problems: Problems, source: string, given: readonly LocatedEntry[]): void {
  for (const { key, line } of given) {
    const reason = notCompared(key)
    if (reason !== undefined) problems.add(errorAt(source, line, `${key}: ${reason}`))
  }
}

/** What a name's template can hold: the settings, and the values of the matrix as they are written. */
function placeholders(
  drawn: Settings,
  combination: readonly LocatedEntry[],
  { optimizers }: Layers,
  theme: string | undefined,
): Readonly<Record<string, unknown>> {
  const simple = Object.entries(drawn).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  return {
    ...(drawn.path === undefined && { optim: standardOptimizer }),
    fn: standardFunction,
    steps: standardSteps,
    ...Object.fromEntries(simple.map(([key, value]) => [kebab(key), value])),
    ...drawn.set,
    ...Object.fromEntries(combination.map(({ key, value }) => [key, rawOf(key, value)])),
    // A file's folders are no part of a name.
    ...(theme !== undefined && { theme: stemOf(theme) }),
    ...(drawn.path !== undefined && { path: drawn.path.map(stemOf).join(',') }),
    // A module's path is no part of a file's name; its optimizer's name is.
    ...(optimizerFile(drawn) !== undefined && { optim: chosenOptimizer(drawn, { optimizers }).name }),
  }
}

/** The entries of `compare`, a list of mappings or what the flag `--optim` takes: `adamw:lr=0.1,lbfgs`. */
function entriesOf(source: string, compare: Located, { place = same }: Layers): readonly Given[] {
  const items = compare.kind === 'list' ? compare.items : [compare]
  const given = items.flatMap(item => {
    const raw = plain(item.kind === 'map' ? withoutTemplates(item) : item)
    const parsed = at(source, item.line, () => entries(raw, 'compare').map(one => parseEntry(one, 'compare')))
    return parsed.map(one => at(source, item.line, () => placedFiles(one, place)))
  })
  const recorded = given.some(({ path }) => path !== undefined)
  if (given.length < 2 && !recorded) throw errorAt(source, compare.line, 'compare: expected at least two entries')
  return given
}

/** A combination whose keys are settings that the figure does not have itself. */
function checkedKeys(
  source: string,
  combination: readonly LocatedEntry[],
  own: readonly LocatedEntry[],
): readonly LocatedEntry[] {
  for (const { key, line } of combination) {
    const word = alike(key, settingKeys)
    if (!key.startsWith('set.') && word === undefined)
      throw errorAt(source, line, `matrix: ${unknownSetting(key, settingKeys)}`)
    if (own.some(other => other.key === word))
      throw errorAt(source, line, `${key} is given by the figure and by its matrix`)
  }
  return combination
}
