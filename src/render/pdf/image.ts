import type { RasterShape } from '../../records/scene.js'
import { enlarged } from './enlarge.js'
import { type AddObject, packed } from './fonts.js'

/** A raster as a PDF's image: of at most 256 colors as numbers of a table, as heatmaps are; its opacity as a picture of its own. */
export function embedImage(raster: RasterShape, add: AddObject): string {
  const { columns, rows, pixels, smooth } = enlarged(raster)
  const words = new Uint32Array(pixels.slice().buffer)
  const size = `/Type /XObject /Subtype /Image /Width ${columns} /Height ${rows} /BitsPerComponent 8`
  const image = (colors: string, channels: number, samples: Uint8Array) => {
    const predictor = `/DecodeParms << /Predictor 15 /Colors ${channels} /Columns ${columns} >>`
    const entries = `${size}${smooth ? ' /Interpolate true' : ''} /ColorSpace ${colors} ${predictor}`
    return (more: string) => add(packed(`${entries}${more}`, filtered(samples, columns * channels)))
  }
  const translucent = words.some(word => word >>> 24 !== 255)
  const mask = translucent
    ? image(
        '/DeviceGray',
        1,
        Uint8Array.from(words, word => word >>> 24),
      )('')
    : undefined
  const masked = mask === undefined ? '' : ` /SMask ${mask}`
  const indices = new Map<number, number>()
  for (const word of words) {
    const color = word & 0xffffff
    if (!indices.has(color)) indices.set(color, indices.size)
    if (indices.size > 256) break
  }
  if (indices.size > 256) {
    const samples = Uint8Array.from(
      { length: 3 * words.length },
      (_, i) => pixels[4 * Math.floor(i / 3) + (i % 3)] ?? 0,
    )
    return image('/DeviceRGB', 3, samples)(masked)
  }
  const table = Buffer.from([...indices.keys()].flatMap(color => [color & 255, (color >>> 8) & 255, color >>> 16]))
  const samples = Uint8Array.from(words, word => indices.get(word & 0xffffff) ?? 0)
  return image(`[/Indexed /DeviceRGB ${indices.size - 1} <${table.toString('hex')}>]`, 1, samples)(masked)
}

/** Lines of samples by PNG's filter "up", each byte less the one above it: equal lines are zeros. */
function filtered(samples: Uint8Array, width: number): Uint8Array {
  const rows = samples.length / width
  const lines = new Uint8Array(rows * (width + 1))
  for (let row = 0; row < rows; row++) {
    const [from, to] = [row * width, row * (width + 1)]
    lines[to] = 2
    for (let i = 0; i < width; i++)
      lines[to + 1 + i] = (samples[from + i] ?? 0) - (row === 0 ? 0 : (samples[from - width + i] ?? 0))
  }
  return lines
}
