import { PNG } from 'pngjs'
import { isPng, pngChunks } from '../../io/pngfile.js'
import { mostPixels, type Pixels } from './pixels.js'

/** The pixels of a PNG file. Throws an Error that says why where it is none, is damaged or claims an absurd size. */
export function decodePng(bytes: Uint8Array): Pixels {
  if (!isPng(bytes)) throw new Error('it does not begin as a PNG file does')
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // The header's width and height (PNG specification, 11.2.1), before anything is allocated by them.
  if (bytes.length < 33) throw new Error('it is cut short')
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  if (width * height > mostPixels) throw new Error(`it claims to be ${width}×${height} pixels large`)
  try {
    const { data } = PNG.sync.read(file)
    return { width, height, data }
  } catch {
    const whole = [...pngChunks(bytes)].some(({ type }) => type === 'IEND')
    throw new Error(whole ? 'it is damaged' : 'it is cut short')
  }
}
