import { GifReader } from 'omggif'
import { mostPixels, type Pixels } from './pixels.js'

/** What a viewer shows, and for how many hundredths of a second. */
export interface GifFrame {
  readonly pixels: Pixels
  readonly delay: number
}

/**
 * The frames of a GIF file as a viewer shows them: each drawn over what the one before it leaves (GIF89a, 23: disposal
 * methods). Made one at a time. Throws an Error where it is no GIF or is damaged.
 */
export function* decodeGif(bytes: Uint8Array): Generator<GifFrame> {
  const reader = new GifReader(bytes)
  const { width, height } = reader
  if (width * height > mostPixels) throw new Error(`it claims to be ${width}×${height} pixels large`)
  let canvas = new Uint8Array(4 * width * height)
  for (let index = 0; index < reader.numFrames(); index++) {
    const { x, y, width: frameWidth, height: frameHeight, disposal, delay } = reader.frameInfo(index)
    if (x + frameWidth > width || y + frameHeight > height)
      throw new Error(`frame ${index + 1} is larger than the picture`)
    const before = disposal === 3 ? canvas.slice() : undefined
    reader.decodeAndBlitFrameRGBA(index, canvas)
    yield { pixels: { width, height, data: canvas.slice() }, delay }
    if (before !== undefined) canvas = before
    if (disposal === 2)
      for (let row = y; row < y + frameHeight; row++)
        canvas.fill(0, 4 * (row * width + x), 4 * (row * width + x + frameWidth))
  }
}
