import { entry, type PdfObjects, references } from './file.js'

/** The columns, rows and RGBA pixels of a picture in a PDF of optviz's. */
export function imageIn(file: PdfObjects, number: number): [columns: number, rows: number, pixels: Uint8ClampedArray] {
  const dictionary = file.dictionary(number)
  const [columns, rows] = [Number(entry(dictionary, 'Width')), Number(entry(dictionary, 'Height'))]
  const mask = references(dictionary).get('SMask')
  const opacity = mask === undefined ? undefined : samplesIn(file, mask, columns, rows, 1)
  const table = /\/Indexed \/DeviceRGB \d+ <([0-9a-f]*)>/.exec(dictionary)?.[1]
  const colors = table === undefined ? undefined : Buffer.from(table, 'hex')
  const samples = samplesIn(file, number, columns, rows, colors === undefined ? 3 : 1)
  const pixels = new Uint8ClampedArray(4 * columns * rows)
  for (let i = 0; i < columns * rows; i++) {
    const [from, at] = colors === undefined ? [samples, 3 * i] : [colors, 3 * (samples[i] ?? 0)]
    for (let channel = 0; channel < 3; channel++) pixels[4 * i + channel] = from[at + channel] ?? 0
    pixels[4 * i + 3] = opacity?.[i] ?? 255
  }
  return [columns, rows, pixels]
}

/** The samples of a picture whose lines are stored by PNG's filter "up". */
function samplesIn(file: PdfObjects, number: number, columns: number, rows: number, channels: number): Uint8Array {
  const lines = file.content(number)
  const width = columns * channels
  if (lines.length !== rows * (width + 1)) throw new Error('it is damaged')
  const samples = new Uint8Array(rows * width)
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < width; i++) {
      const above = row === 0 ? 0 : (samples[(row - 1) * width + i] ?? 0)
      samples[row * width + i] = (lines[row * (width + 1) + 1 + i] ?? 0) + above
    }
  return samples
}
