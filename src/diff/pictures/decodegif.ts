import { GifReader } from 'omggif'
import { mostPixels, type Pixels } from './pixels.js'

/** What a viewer shows, and for how many hundredths of a second. */
export interface GifFrame {
  readonly pixels: Pixels
  readonly delay: number
}

/** The frames of an animation, made one at a time. */
export interface GifFrames extends Iterable<GifFrame, undefined> {
  readonly count: number
  /** How often they are shown. */
  readonly times: number
}

const trailer = 0x3b

/**
 * The frames of a GIF file as a viewer shows them: each drawn over what the one before it leaves (GIF89a, 23: disposal
 * methods). Throws an Error that says why where it is no GIF or is damaged, here or when a frame is asked for.
 */
export function decodeGif(bytes: Uint8Array): GifFrames {
  if (!/^GIF8[79]a/.test(Buffer.from(bytes.subarray(0, 6)).toString('latin1')))
    throw new Error('it does not begin as a GIF file does')
  if (bytes.length < 13) throw new Error('it is cut short')
  // A viewer stops at the trailer; some writers pad what follows with zeros.
  if (bytes[bytes.findLastIndex(byte => byte !== 0)] !== trailer) throw new Error('it is cut short')
  const reader = inOurWords(() => new GifReader(bytes))
  const { width, height } = reader
  if (width * height > mostPixels) throw new Error(`it claims to be ${width}×${height} pixels large`)
  if (width * height * reader.numFrames() === 0) throw new Error('it has no picture')
  // 0: for ever; without a number, once.
  const loops: number | null = reader.loopCount()
  const times = loops === null ? 1 : loops === 0 ? Number.POSITIVE_INFINITY : loops + 1
  return { count: reader.numFrames(), times, [Symbol.iterator]: () => framesOf(reader) }
}

function* framesOf(reader: GifReader): Generator<GifFrame, undefined> {
  const { width, height } = reader
  let canvas = new Uint8Array(4 * width * height)
  for (let index = 0; index < reader.numFrames(); index++) {
    const { x, y, width: frameWidth, height: frameHeight, disposal, delay } = reader.frameInfo(index)
    if (x + frameWidth > width || y + frameHeight > height)
      throw new Error(`frame ${index + 1} is larger than the picture`)
    const before = disposal === 3 ? canvas.slice() : undefined
    inOurWords(() => reader.decodeAndBlitFrameRGBA(index, canvas))
    yield { pixels: { width, height, data: canvas.slice() }, delay }
    if (before !== undefined) canvas = before
    if (disposal === 2)
      for (let row = y; row < y + frameHeight; row++)
        canvas.fill(0, 4 * (row * width + x), 4 * (row * width + x + frameWidth))
  }
}

/** What omggif throws, and what it prints where a frame has too few pixels, as an Error of ours. */
function inOurWords<T>(read: () => T): T {
  const { log } = console
  const fail = (text: string) => {
    if (text.includes('shorter')) throw new Error(text)
  }
  Object.assign(console, { log: fail })
  try {
    return read()
  } catch {
    throw new Error('it is damaged')
  } finally {
    Object.assign(console, { log })
  }
}
