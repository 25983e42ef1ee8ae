import { UsageError } from '../errors.js'
import { readLooks } from '../pipeline/looks.js'
import type { Given } from '../spec/fields/fields.js'
import { quoted } from '../spec/fields/kinds.js'
import { themeNamed } from '../spec/fields/themes.js'
import { lookFrom, lookOf, themeFile } from '../spec/files/looks.js'
import { isRecord } from '../usermodule.js'
import type { Theme } from './options.js'
import { type Call, parsed } from './taken.js'

/**
 * A theme of your own from its file, YAML or JSON: what it says of how figures look, as options. All calls that draw take it as
 * `theme`; those that draw what commands draw take its file, too. What is wrong in it is a UsageError with the line.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { figure, landscape, loadTheme, minimize, render } from 'optviz'
 *
 * await writeFile('mine.yaml', 'theme: dark\npalette: magma\nline-color: white\n')
 * const theme = await loadTheme('mine.yaml')
 * const scene = figure(await minimize({ fn: 'flower' }), await landscape({ fn: 'flower' }), { theme })
 * await writeFile('mine.svg', await render(scene, 'svg'))
 * ```
 */
export async function loadTheme(file: string): Promise<Theme> {
  if (typeof file !== 'string') throw new UsageError(`loadTheme: expected the name of a file, got ${quoted(file)}`)
  const { theme, ...look } = lookOf(await readLooks([file]), file)
  return { ...look, ...(theme !== undefined && { theme: themeNamed(theme) }) }
}

/** The settings of options, over what their theme says where that is more than a name. */
export interface Layered {
  /** Of the theme. */
  readonly look: Given
  readonly own: Given
}

/** The settings of options; a theme may be a file. */
export async function layered(options: object): Promise<Layered> {
  const { look, own } = apart(options)
  const file = themeFile([own])
  return file === undefined ? { look, own } : { look: lookOf(await readLooks([file]), file), own: themeless(own) }
}

/** The same where no file can be read. */
export function layeredNow(call: Call, options: object): Layered {
  const { look, own } = apart(options)
  const file = themeFile([own])
  if (file !== undefined)
    throw new UsageError(
      `${call}: theme: expected a name or a record, got ${quoted(file)}`,
      `The record of a file: await loadTheme(${quoted(file)}).`,
    )
  if (look.font !== undefined)
    throw new UsageError(`${call}: theme: font is a file`, 'A font that is loaded is a typeface: await loadFont(file).')
  return { look, own }
}

function apart(options: object): Layered {
  const { theme } = options as { readonly theme?: unknown }
  return isRecord(theme)
    ? { look: lookFrom('theme', theme), own: parsed({ ...options, theme: undefined }) }
    : { look: {}, own: parsed(options) }
}

function themeless({ theme: _, ...others }: Given): Given {
  return others
}
