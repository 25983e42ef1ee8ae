import { UsageError } from '../../errors.js'
import { alike } from '../../words/nearest.js'
import { unknownSetting } from '../fields/elsewhere.js'
import { fields, type Given, type Key } from '../fields/fields.js'
import { figureFields } from '../fields/figure.js'
import { namedThemes, themeNamed } from '../fields/themes.js'
import { placedModules } from '../modules.js'
import { parseSettings } from '../settings.js'
import { parseConfig } from './config.js'
import { type Located, parseLocated } from './located.js'

/** What themes' files say, by file; what is wrong with one is told where it is chosen. */
export type Looks = ReadonlyMap<string, Given | Error>

/** What a theme may say: how figures look. */
const lookKeys = (Object.keys(fields) as Key[]).filter(key => Object.hasOwn(figureFields, key))

/** Reads the file of a theme, which may begin with one that has a name; a font stands where `place` says. */
export function parseTheme(file: string, text: string, place: (file: string) => string): Given {
  return beginning(file, placedModules(parseConfig(file, text, lookKeys, 'a theme'), place))
}

/** The same of a record; `source` is what it is called. */
export function lookFrom(source: string, record: Readonly<Record<string, unknown>>): Given {
  const other = Object.keys(record).find(key => record[key] !== undefined && alike(key, lookKeys) === undefined)
  if (other === undefined)
    return beginning(
      source,
      parseSettings(record, key => `${source}: ${key}`),
    )
  const elsewhere = alike(other, Object.keys(fields)) !== undefined
  throw new UsageError(
    `${source}: ${elsewhere ? `${other} is no setting of a theme` : unknownSetting(other, lookKeys)}`,
  )
}

/** A look that begins with a theme's name, if with any. */
function beginning(source: string, look: Given): Given {
  if (themeFile([look]) === undefined) return look
  throw new UsageError(`${source}: a theme begins with one that has a name, not with another file`)
}

/** The file of the theme that layers, the lowest first, ask for; undefined where that has a name, or there is none. */
export function themeFile(layers: readonly Given[]): string | undefined {
  const theme = layers.findLast(layer => layer.theme !== undefined)?.theme
  return theme === undefined || themeNamed(theme) !== undefined ? undefined : theme
}

/** Layers, with what the file of their theme says below all of them. */
export function withLook(layers: readonly Given[], looks: Looks): readonly Given[] {
  const file = themeFile(layers)
  return file === undefined ? layers : [lookOf(looks, file), ...layers.map(({ theme: _, ...layer }) => layer)]
}

/** What the file of a theme says; throws where that is wrong. */
export function lookOf(looks: Looks, file: string): Given {
  const look = looks.get(file) ?? new UsageError(`theme: ${namedThemes}, got ${file}`)
  if (look instanceof Error) throw look
  return look
}

/** The files of the themes that a manifest names, where `place` says; all else may be wrong with it. */
export function themesNamed(source: string, text: string, place: (file: string) => string): readonly string[] {
  const root = parseLocated(source, text)
  return root === undefined ? [] : [...new Set(themesIn(root).map(place))]
}

function themesIn(located: Located): readonly string[] {
  if (located.kind === 'scalar') return []
  if (located.kind === 'list') return located.items.flatMap(themesIn)
  return located.entries.flatMap(({ key, value }) => {
    if (alike(key, ['theme']) === undefined) return themesIn(value)
    const items = value.kind === 'list' ? value.items : [value]
    const texts = items.flatMap(item => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []))
    return texts.filter(theme => themeNamed(theme.toLowerCase()) === undefined)
  })
}
