import { createRequire } from 'node:module'
import { once } from '../../once.js'

export type Rgb = [red: number, green: number, blue: number]

interface FrameOptions {
  /** The first frame's is the palette of all. */
  palette?: Rgb[]
  /** Milliseconds, rounded to hundredths of a second. */
  delay?: number
  /** 0: for ever. */
  repeat?: number
  transparent?: boolean
  transparentIndex?: number
  /** What becomes of the frame when the next one comes; 1: it stays. */
  dispose?: number
}

interface Encoder {
  writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void
  finish(): void
  bytes(): Uint8Array
}

/** The part of gifenc (https://github.com/mattdesl/gifenc) that is used here; the package has no types of its own. */
interface Gifenc {
  GIFEncoder(): Encoder
  /** At most `count` colors for RGBA pixels. */
  quantize(pixels: Uint8ClampedArray, count: number, options?: { format?: 'rgb565' | 'rgb444' }): Rgb[]
}

/** Loaded with the first animation. Its main file is CommonJS whose names Node's ES modules do not see. */
export const gifenc: () => Gifenc = once(() => createRequire(import.meta.url)('gifenc'))
