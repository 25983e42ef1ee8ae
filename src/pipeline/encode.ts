import { UsageError } from '../errors.js'
import { type Format, moving } from '../formats.js'
import { renderFilm } from '../render/film/film.js'
import { renderGif } from '../render/gif/gif.js'
import { render } from '../render/index.js'
import { scaleOf } from '../spec/fields/figure.js'
import type { Drawing } from './drawing.js'
import type { Plan } from './plan.js'

/** A file's content, before it is known where it goes. */
export type Content = Uint8Array | string

/** Hears how many frames of an animation are done. */
export type OnFrame = (done: number, of: number) => void

type Encoder = (drawing: Drawing, onFrame?: OnFrame) => Content | Promise<Content>

const picture =
  (format: 'png' | 'svg' | 'pdf'): Encoder =>
  ({ plan, scene }) =>
    render(scene(), format, { scale: scaleOf(plan.settings, format), metadata: JSON.stringify(plan.recipe) })

const film =
  (format: (typeof moving)[number]): Encoder =>
  ({ plan, animation }, onFrame) => {
    if (animation === undefined) throw still()
    const options = { scale: scaleOf(plan.settings, format), metadata: JSON.stringify(plan.recipe), onFrame }
    return format === 'gif' ? renderGif(animation(), options) : renderFilm(animation(), format, options)
  }

const encoders: Readonly<Record<Format, Encoder>> = {
  png: picture('png'),
  svg: picture('svg'),
  pdf: picture('pdf'),
  gif: film('gif'),
  mp4: film('mp4'),
  webm: film('webm'),
  webp: film('webp'),
  json: drawing => drawing.json(),
  csv: drawing => drawing.csv(),
}

/** A file's content. The same drawing gives the same bytes. */
export async function encode(drawing: Drawing, format: Format, onFrame?: OnFrame): Promise<Content> {
  return encoders[format](drawing, onFrame)
}

/** A picture for each frame of what moves. */
export async function* encodeFrames(
  drawing: Drawing,
  format: 'png' | 'svg',
  onFrame?: OnFrame,
): AsyncGenerator<Content> {
  const { plan, animation } = drawing
  if (animation === undefined) throw still()
  const { base, frames } = animation()
  const options = { scale: scaleOf(plan.settings, format), metadata: JSON.stringify(plan.recipe) }
  for (const [i, { shapes }] of frames.entries()) {
    yield await render({ ...base, shapes: [...base.shapes, ...shapes] }, format, options)
    onFrame?.(i + 1, frames.length)
  }
}

/** Refuses, before anything is computed, a format that a figure of this kind does not have. */
export function checkFormats({ kind }: Pick<Plan, 'kind'>, formats: readonly Format[]): void {
  if (kind === 'sweep' && formats.some(format => moving.some(one => one === format))) throw still()
}

function still(): UsageError {
  return new UsageError(
    'a sweep does not move: expected png, svg, pdf, json or csv',
    '--draw-best FILE.gif draws its best path.',
  )
}
