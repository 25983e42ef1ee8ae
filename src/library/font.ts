import { UsageError } from '../errors.js'
import { loadFont as load } from '../pipeline/modules.js'
import type { Typeface } from '../records/typeface.js'
import { quoted } from '../spec/fields/kinds.js'

/**
 * A font of your own from its file, TrueType or OpenType: `figure` and `animate` take it as `typeface`. The calls that draw what
 * commands draw take its file as `font`. A file that is no font is a UsageError.
 *
 * @example
 * ```ts
 * import { figure, landscape, loadFont } from 'optviz'
 *
 * const typeface = await loadFont('node_modules/optviz/fixtures/fonts/optviz-sans-bold.ttf')
 * const scene = figure([], await landscape(), { title: 'Beale', typeface })
 * console.log(scene.typeface?.advanceOf(65))
 * ```
 */
export async function loadFont(file: string): Promise<Typeface> {
  if (typeof file !== 'string') throw new UsageError(`loadFont: expected the name of a file, got ${quoted(file)}`)
  return load(file)
}
