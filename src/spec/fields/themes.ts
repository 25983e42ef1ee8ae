import { alike, suggestion } from '../../words/nearest.js'
import { type Parse, refuse, shaped } from './kinds.js'

/**
 * The looks of figures by their names: what lies on the page is drawn between two inks, that of letters and that of the page, and
 * some settings have other defaults.
 */
export const themes = {
  light: { ink: undefined, settings: {} },
  dark: { ink: { letters: '#f2f2f2', page: '#17191e' }, settings: {} },
  paper: { ink: { letters: '#000000', page: '#ffffff' }, settings: { palette: 'greys', lineWidth: 1.5 } },
} as const

export type ThemeName = keyof typeof themes
const names = Object.keys(themes) as readonly ThemeName[]

/** The theme of a name; undefined for a file. */
export function themeNamed(theme: string): ThemeName | undefined {
  return names.find(name => name === theme)
}

const file = /[/\\]|\.(ya?ml|json)$/i

/** A theme's name, or the file of one: what has a folder or an extension. */
export const theme: Parse<string> = shaped(
  { anyOf: [{ enum: names }, { type: 'string', pattern: '[/\\\\]|\\.([yY][aA]?[mM][lL]|[jJ][sS][oO][nN])$' }] },
  (raw, name) => {
    if (typeof raw !== 'string' || raw === '') return refuse(name, `${names.join(', ')} or a file`, raw)
    const known = alike(raw, names)
    if (known !== undefined || file.test(raw)) return known ?? raw
    return refuse(name, `${names.join(', ')} or a file such as ./mine.yaml`, raw, suggestion(raw, names))
  },
)

/** What is said of a theme in a file where none is read. */
export const namedThemes = `expected ${names.join(', ')}; a file is read for a flag, a variable, --config, a manifest and calls of the library that wait`
