import { UsageError } from '../../errors.js'
import type { Format } from '../../formats.js'
import { engineFields, fields, type Given, kebab, runFields } from '../fields/fields.js'
import { figureFields } from '../fields/figure.js'
import { type LoadedOptimizers, placedModules } from '../modules.js'
import { parseSettings } from '../settings.js'
import { rawOf } from './expect.js'
import { type Located, type LocatedEntry, plain } from './located.js'
import { type Looks, withLook } from './looks.js'
import { at, errorAt, type Problems } from './problems.js'

/** Settings under those of the manifest (the environment) and over them (flags). */
export interface Layers {
  readonly below: Given
  readonly above: Given
  /** Where the program finds a file that stands beside the manifest. */
  readonly place?: (file: string) => string
  /** The modules of optimizers that the manifest names, loaded. */
  readonly optimizers?: LoadedOptimizers
  /** The files of themes that the manifest names, read. */
  readonly looks?: Looks
}

export const noLooks: Looks = new Map()

/** The settings that a figure and the defaults can have. */
export const manifestFields = {
  ...runFields,
  ...figureFields,
  ...engineFields,
  tolerance: fields.tolerance,
} as const

export const settingKeys = Object.keys(manifestFields).map(kebab)

export const same = (file: string) => file

/** The settings of some entries, each parsed where it stands; `set.beta1` is one hyperparameter. */
export function settingsOf(
  problems: Problems,
  source: string,
  entries: readonly LocatedEntry[],
  { place = same, looks = noLooks }: Layers,
): Given {
  const layers = entries.map(({ key, value }) => {
    const one = key.startsWith('set.')
    const raw = one ? { [key.slice(4)]: plain(value) } : rawOf(key, value)
    return problems.attempt(() =>
      at(source, value.line, () => {
        const given = placedFiles(parseSettings({ [one ? 'set' : key]: raw }, kebab), place)
        // What is wrong with a theme's file is told here.
        withLook([given], looks)
        return given
      }),
    )
  })
  const set = Object.fromEntries(layers.flatMap(layer => Object.entries(layer?.set ?? {})))
  return { ...Object.assign({}, ...layers), ...(Object.keys(set).length > 0 && { set }) }
}

/** The files that settings name stand beside the manifest, which is read more than once. */
export function placedFiles(given: Given, place: (file: string) => string): Given {
  if (given.path?.includes('-'))
    throw new UsageError('path: a manifest’s figures cannot come from standard input (-)', 'Name a file.')
  return placedModules(given, place)
}

export function formatsOf(problems: Problems, source: string, given: Located): readonly Format[] {
  const items = given.kind === 'list' ? given.items : [given]
  if (items.length === 0) problems.add(errorAt(source, given.line, 'formats: expected at least one'))
  const parsed = items.map(item =>
    problems.attempt(() => at(source, item.line, () => fields.format.parse(plain(item), 'formats'))),
  )
  return [...new Set(parsed.filter(format => format !== undefined))]
}
