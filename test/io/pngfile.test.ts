import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { encodePng } from '../../src/io/pngfile.js'
import { randomSource } from '../../src/random.js'

const random = randomSource(3)
const noise = (count: number) => Uint8ClampedArray.from({ length: count }, () => Math.floor(random() * 256))

// Read back by another implementation, which also checks the chunks' sums.
describe('encodePng', () => {
  it.each([
    ['more than 256 colors', 31, 17, noise(4 * 31 * 17)],
    ['one pixel', 1, 1, Uint8ClampedArray.of(1, 2, 3, 4)],
    [
      'few colors, one translucent',
      8,
      8,
      Uint8ClampedArray.from({ length: 256 }, (_, i) => (i % 4 === 3 && i > 100 ? 128 : 255)),
    ],
    ['exactly 256 colors', 16, 16, Uint8ClampedArray.from({ length: 1024 }, (_, i) => (i % 4 === 0 ? i >> 2 : 255))],
  ])('writes %s', (_, columns, rows, pixels) => {
    const read = PNG.sync.read(Buffer.from(encodePng(columns, rows, pixels)), { checkCRC: true })
    expect([read.width, read.height]).toEqual([columns, rows])
    expect(Array.from(read.data)).toEqual(Array.from(pixels))
  })
})
