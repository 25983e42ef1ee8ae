import { UsageError } from '../errors.js'
import { type Format, formatNames, isFilm, moving } from '../formats.js'
import type { Animation, Scene } from '../records/scene.js'
import { renderFilm } from '../render/film/film.js'
import { renderGif } from '../render/gif/gif.js'
import { render as renderScene } from '../render/index.js'
import { scaleOf } from '../spec/fields/figure.js'
import { quoted } from '../spec/fields/kinds.js'
import type { Size } from '../spec/fields/size.js'
import { isRecord } from '../usermodule.js'
import { alike, suggestion } from '../words/nearest.js'
import type { Drawing } from './drawing.js'
import type { RenderOptions } from './options.js'
import { checked, parsed } from './taken.js'

/**
 * The content of a file: of a scene a PNG, an SVG or a PDF, of an animation a GIF or a film (MP4, WebM, WebP, by ffmpeg), of what `run`, `compare`, `sweep` or `basins` gave
 * also JSON and CSV, with the recipe inside and the bytes that the command writes. The same gives the same bytes.
 *
 * PNG and GIF need the optional package `canvas`; without it a RuntimeFailure says how to get it. A format that something does
 * not have is a UsageError.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises'
 * import { landscape, figure, render } from 'optviz'
 *
 * const scene = figure([], await landscape({ fn: 'ackley' }), { palette: 'cividis', bare: true })
 * await writeFile('ackley.png', await render(scene, 'png', { scale: 3 }))
 * ```
 */
export async function render(
  what: Scene | Animation | Drawing,
  format: Format,
  options: RenderOptions = {},
): Promise<Uint8Array> {
  const kind = kindOf(what)
  const known = formatOf(format)
  const { scale, dpi } = parsed(checked('render', options))
  const given = scale === undefined ? (dpi === undefined ? undefined : 'dpi') : 'scale'
  if (scale !== undefined && dpi !== undefined) throw new UsageError('render: give scale or dpi, not both')
  if (kind === 'drawing') {
    if (given !== undefined)
      throw new UsageError('render: the scale is part of what was drawn', 'Give it to run, compare, sweep or basins.')
    return (what as Drawing).encode(known)
  }
  if (given !== undefined && (known === 'svg' || known === 'pdf'))
    throw new UsageError(`render: ${given} is for png and gif, not for ${known}`)
  const { width, height, paper } = kind === 'animation' ? (what as Animation).base : (what as Scene)
  const size: Size = paper === undefined ? [width, height] : [paper.width, paper.height, paper.unit]
  const pixels = { scale: scaleOf({ scale, dpi, size }, known) }
  if (kind === 'animation') {
    if (known === 'gif') return renderGif(what as Animation, pixels)
    if (isFilm(known)) return renderFilm(what as Animation, known, pixels)
    throw new UsageError(`render: an animation is a gif or a film, not ${known}`, 'figure makes a scene.')
  }
  if (known === 'png' || known === 'svg' || known === 'pdf') return renderScene(what as Scene, known, pixels)
  throw new UsageError(
    `render: a scene is a png, an svg or a pdf, not ${known}`,
    moving.some(format => format === known)
      ? 'animate makes what moves.'
      : 'run, compare, sweep and basins give what has data, too.',
  )
}

function kindOf(what: unknown): 'scene' | 'animation' | 'drawing' {
  if (isRecord(what)) {
    if (typeof what.encode === 'function') return 'drawing'
    if (isRecord(what.base) && Array.isArray(what.frames)) return 'animation'
    if (Array.isArray(what.shapes) && typeof what.width === 'number') return 'scene'
  }
  const got = what instanceof Promise ? 'a promise; await it' : quoted(what)
  throw new UsageError(`render: expected a scene, an animation or what run, compare, sweep or basins gives, got ${got}`)
}

function formatOf(format: unknown): Format {
  const known = typeof format === 'string' ? alike(format, formatNames) : undefined
  if (known !== undefined) return known
  const near = typeof format === 'string' ? suggestion(format, formatNames) : ''
  throw new UsageError(`render: expected ${formatNames.join(', ')} as format, got ${quoted(format)}${near}`)
}
