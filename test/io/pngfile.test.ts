import { deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { encodePng, isPng, pngChunks, tabledCrc32 } from '../../src/io/pngfile.js'
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
    [
      'one more',
      257,
      1,
      Uint8ClampedArray.from({ length: 1028 }, (_, i) => (i % 4 === 0 ? i >> 2 : i > 1024 ? 1 : 255)),
    ],
  ])('writes %s', (_, columns, rows, pixels) => {
    const read = PNG.sync.read(Buffer.from(encodePng(columns, rows, pixels)), { checkCRC: true })
    expect([read.width, read.height]).toEqual([columns, rows])
    expect(Array.from(read.data)).toEqual(Array.from(pixels))
  })

  it('takes less than two thirds of what the numbers of colors do, on slopes that repeat', () => {
    const [columns, rows, colors] = [300, 300, 32]
    const heights = Array.from({ length: columns * rows }, (_, i) => {
      const [x, y] = [i % columns, Math.floor(i / columns)]
      return Math.floor(colors * (0.5 + 0.249 * (Math.cos(0.17 * x) + Math.cos(0.13 * y))))
    })
    const pixels = Uint8ClampedArray.from(heights.flatMap(h => [8 * h, 7 * h, 3 * h, 255]))
    const plain = deflateSync(Uint8Array.from(heights), { level: 9 })
    expect(encodePng(columns, rows, pixels).length).toBeLessThan((2 / 3) * plain.length)
  })
})

describe('the chunks of a PNG', () => {
  const opaque = Uint8ClampedArray.of(1, 2, 3, 255, 9, 8, 7, 255)
  const types = (pixels: Uint8ClampedArray) => [...pngChunks(encodePng(2, 1, pixels))].map(({ type }) => type)

  it('are those that the picture needs: opaque ones say nothing of that', () => {
    expect(types(opaque)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
    expect(types(opaque.map(byte => (byte === 255 ? 254 : byte)))).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
  })

  it('are read up to the one that is cut short, wherever the file lies in memory', () => {
    const file = encodePng(2, 1, opaque)
    const names = (bytes: Uint8Array) => [...pngChunks(bytes)].map(({ type }) => type)
    // The last chunk is twelve bytes: length, name and sum.
    expect(names(file.subarray(0, -1))).toEqual(['IHDR', 'PLTE', 'IDAT'])
    expect(names(file.subarray(0, -13))).toEqual(['IHDR', 'PLTE'])
    expect(names(Buffer.concat([Buffer.from('before'), file]).subarray(6))).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
    expect([isPng(file), isPng(file.subarray(1)), isPng(file.subarray(0, 7)), isPng(new Uint8Array())]).toEqual([
      ...[true, false, false, false],
    ])
  })

  it('have sums by zlib or, where it has none, by a table: the check value of CRC-32/ISO-HDLC', () => {
    expect(tabledCrc32(Buffer.from('123456789'))).toBe(0xcbf43926)
    expect(tabledCrc32(new Uint8Array())).toBe(0)
    // Every entry of the table once: the sum of 0 … 255, by Python's zlib.
    expect(tabledCrc32(Uint8Array.from({ length: 256 }, (_, i) => i))).toBe(0x29058c73)
  })
})
