import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RuntimeFailure } from '../../errors.js'
import type { FilmFormat } from '../../formats.js'
import { asciiJson, metadataKeyword, withWebpMetadata } from '../../io/metadata.js'
import type { Animation } from '../../records/scene.js'
import { framePainter } from '../frames.js'
import type { RenderOptions } from '../types.js'
import { type Encoder, startEncoder } from './ffmpeg.js'

/**
 * What every player and browser knows: H.264 and VP9 with a quarter of the colors' pixels, WebP without a loss, in a loop.
 * Quality is fixed, and the size what it takes.
 */
const codecs: Readonly<Record<FilmFormat, readonly string[]>> = {
  mp4: ['-c:v', 'libx264', '-crf', '18', '-preset', 'medium', '-movflags', '+faststart'],
  webm: ['-c:v', 'libvpx-vp9', '-crf', '24', '-b:v', '0', '-row-mt', '1', '-deadline', 'good', '-cpu-used', '4'],
  webp: ['-c:v', 'libwebp_anim', '-lossless', '1', '-loop', '0', '-pix_fmt', 'bgra'],
}

/** The films that are being made: what to do where they will not be. */
const making = new Set<() => Promise<void>>()

/** Ends all encoders, and removes what they have written. */
export async function endFilms(): Promise<void> {
  await Promise.all([...making].map(end => end()))
}

/** An animation as a film, by ffmpeg. It shows its last frame as long as a GIF does, once. */
export async function renderFilm(
  animation: Animation,
  format: FilmFormat,
  { scale, metadata, onFrame = () => {} }: RenderOptions & { readonly onFrame?: (done: number, of: number) => void },
): Promise<Uint8Array> {
  const { width, height, paint } = await framePainter(animation, scale)
  const { frames, base } = animation
  const shortest = frames.reduce((least, { seconds }) => Math.min(least, seconds), Number.POSITIVE_INFINITY)
  // An MP4 is written back and forth, which a pipe is not for.
  const folder = await mkdtemp(join(tmpdir(), 'optviz-film-'))
  const file = join(folder, `film.${format}`)
  // Every pixel has a color of its own, and ffmpeg writes no recipe into it.
  const lossless = format === 'webp'
  let encoder: Encoder | undefined
  const end = async () => {
    await encoder?.end()
    await rm(folder, { recursive: true, force: true })
  }
  making.add(end)
  try {
    encoder = await startEncoder([
      ...['-f', 'rawvideo', '-pix_fmt', 'bgra', '-s', `${width}x${height}`, '-r', String(1 / shortest), '-i', '-'],
      ...(!lossless ? subsampled((base.background ?? '#ffffff').slice(0, 7)) : []),
      ...[...codecs[format], '-threads', '2'],
      ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-map_metadata', '-1'],
      ...(metadata === undefined || lossless ? [] : ['-metadata', `comment=${metadataKeyword} ${asciiJson(metadata)}`]),
      file,
    ])
    for (const [i, { seconds }] of frames.entries()) {
      const pixels = paint(i).toBuffer('raw')
      for (let k = 0; k < Math.max(1, Math.round(seconds / shortest)); k++) await encoder.write(pixels)
      onFrame(i + 1, frames.length)
    }
    await encoder.finish()
    const film = await readFile(file)
    return lossless ? withWebpMetadata(film, metadata) : film
  } catch (error) {
    if (error instanceof RuntimeFailure) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new RuntimeFailure(`ffmpeg cannot make the film: ${why}`)
  } finally {
    await end()
    making.delete(end)
  }
}

/** Colors as films have them, for two by two pixels: sides are made even by a line of the page's color. */
function subsampled(page: string): readonly string[] {
  return [
    ...['-vf', `pad=ceil(iw/2)*2:ceil(ih/2)*2:color=${page},${matrix}`, '-pix_fmt', 'yuv420p'],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
  ]
}

/** How colors are told to be, and are: what is not said players guess by the size. */
const matrix = 'scale=out_color_matrix=bt709:out_range=tv'
