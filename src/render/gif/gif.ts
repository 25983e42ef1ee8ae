import { withGifMetadata } from '../../io/metadata.js'
import type { Animation } from '../../records/scene.js'
import { framePainter } from '../frames.js'
import type { RenderOptions } from '../types.js'
import { sharedColors } from './colortable.js'
import { gifenc, type Rgb } from './gifenc.js'

/** One of the 256 colors means: as in the frame before. */
const paletteSize = 255
const unchanged = 255

/** An animated GIF that loops. The base is painted once; a frame stores only what differs from the one before it. */
export async function renderGif(
  { base, frames }: Animation,
  { scale, metadata, onFrame = () => {} }: RenderOptions & { readonly onFrame?: (done: number, of: number) => void },
): Promise<Uint8Array> {
  const painted = await framePainter({ base, frames }, scale)
  const { width, height } = painted
  const paint = (index: number): Uint32Array => {
    const pixels = painted.paint(index).getContext('2d').getImageData(0, 0, width, height)
    return new Uint32Array(pixels.data.buffer)
  }

  const last = frames.length - 1
  const palette = sharedColors([...new Set([0, last >> 1, last])].map(paint), paletteSize)
  const encoder = gifenc().GIFEncoder()
  const indices = new Uint8Array(width * height)
  let before: Uint32Array | undefined
  for (const [i, { seconds }] of frames.entries()) {
    const words = paint(i)
    for (let p = 0; p < indices.length; p++) {
      const word = words[p] ?? 0
      indices[p] = before !== undefined && word === before[p] ? unchanged : palette.indexOf(word)
    }
    encoder.writeFrame(indices, width, height, {
      delay: 1000 * seconds,
      ...(before === undefined
        ? { palette: padded(palette.colors), repeat: 0, dispose: 1 }
        : { transparent: true, transparentIndex: unchanged, dispose: 1 }),
    })
    before = words
    onFrame(i + 1, frames.length)
  }
  encoder.finish()
  return withGifMetadata(encoder.bytes(), metadata)
}

/** A color table of 256, whatever the picture has: the indices' width is fixed by it. */
function padded(colors: readonly Rgb[]): Rgb[] {
  return Array.from({ length: 256 }, (_, i) => colors[i] ?? [0, 0, 0])
}
