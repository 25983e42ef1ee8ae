import { UsageError } from '../../errors.js'
import { alike } from '../../words/nearest.js'
import { unknownSetting } from '../fields/elsewhere.js'
import { fields, type Given, type Key, kebab } from '../fields/fields.js'
import { parseSettings } from '../settings.js'
import { rawOf } from './expect.js'
import { type LocatedMap, parseLocated } from './located.js'
import { at, errorAt, Problems } from './problems.js'

/**
 * Reads a file of settings, YAML or JSON, for a command that knows some of them. `source` names it in errors: what is wrong is a
 * UsageError with the line, and the nearest known key where one is unknown; all of it is told at once.
 */
export function parseConfig(source: string, text: string, keys: readonly Key[], command: string): Given {
  return settingsIn(source, configIn(source, text), keys, command)
}

/** What such a file says, and where. */
export function configIn(source: string, text: string): LocatedMap {
  const root = parseLocated(source, text)
  if (root?.kind === 'map') return root
  throw new UsageError(`${source}: expected a mapping of settings, such as "steps: 500"`)
}

/** The settings that it says. */
export function settingsIn(source: string, root: LocatedMap, keys: readonly Key[], command: string): Given {
  const known = keys.map(kebab)
  const problems = new Problems()
  const given = new Set<string>()
  const settings = root.entries.filter(({ key }) => key !== '$schema')
  const layers = settings.map(({ key, value, line }) =>
    problems.attempt(() => {
      const spelling = alike(key, known)
      if (spelling === undefined) {
        const elsewhere = alike(key, Object.keys(fields)) !== undefined
        throw errorAt(source, line, elsewhere ? `${key} is no setting of ${command}` : unknownSetting(key, known))
      }
      if (given.has(spelling)) throw errorAt(source, line, `${spelling} is given twice (also as "${key}")`)
      given.add(spelling)
      return at(source, value.line, () => parseSettings({ [spelling]: rawOf(spelling, value) }, kebab))
    }),
  )
  problems.refuse()
  return Object.assign({}, ...layers)
}
