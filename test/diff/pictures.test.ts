import { GifWriter } from 'omggif'
import { PNG } from 'pngjs'
import { describe, expect, it, vi } from 'vitest'
import { compareFiles } from '../../src/diff/compare.js'
import { comparePixels } from '../../src/diff/pictures/compare.js'
import { decodeGif } from '../../src/diff/pictures/decodegif.js'
import { decodePng } from '../../src/diff/pictures/decodepng.js'
import { type Pixels, padded } from '../../src/diff/pictures/pixels.js'
import { standardTolerance } from '../../src/diff/tolerance.js'
import { UsageError } from '../../src/errors.js'
import { encodePng } from '../../src/io/pngfile.js'

/** A picture from rows of letters: w white, b black, r red, . transparent. */
function drawn(...rows: readonly string[]): Pixels {
  const colors: Readonly<Record<string, readonly number[]>> = {
    w: [255, 255, 255, 255],
    b: [0, 0, 0, 255],
    r: [255, 0, 0, 255],
    g: [128, 128, 128, 255],
    '.': [0, 0, 0, 0],
  }
  const data = Uint8Array.from(rows.flatMap(row => [...row].flatMap(letter => colors[letter] ?? [])))
  return { width: rows[0]?.length ?? 0, height: rows.length, data }
}

it('a picture on a larger sheet has white beside and below it', () => {
  expect(padded(drawn('br', '.g'), 3, 4)).toEqual(drawn('brw', '.gw', 'www', 'www'))
})

const pngOf = ({ width, height, data }: Pixels): Uint8Array => encodePng(width, height, new Uint8ClampedArray(data))
const png = (pixels: Pixels, name = 'x.png') => ({ name, bytes: pngOf(pixels) })

describe('PNG files', () => {
  const picture = drawn('wb.', 'rgw')

  it('are decoded as pngjs wrote them, and as the tool itself does', () => {
    const other = new PNG({ width: 3, height: 2 })
    other.data = Buffer.from(picture.data)
    expect(decodePng(PNG.sync.write(other))).toEqual({ ...picture, data: Buffer.from(picture.data) })
    expect([...decodePng(pngOf(picture)).data]).toEqual([...picture.data])
  })

  const broken: readonly (readonly [title: string, bytes: Uint8Array, message: RegExp])[] = [
    ['nothing', new Uint8Array(), /^x.png is empty$/],
    ['text', Buffer.from('hello, this is no picture at all, only text'), /x.png is no PNG file: it holds text/],
    ['a JPEG picture', Uint8Array.of(255, 216, 255, 224, 0, 16), /it holds a JPEG picture$/],
    ['an SVG picture', Buffer.from('<?xml version="1.0"?>\n<svg/>'), /it holds an SVG picture$/],
    ['a page of a proxy', Buffer.from('\n<!DOCTYPE html>\n<html>'), /it holds an HTML page$/],
    ['other data', Uint8Array.of(1, 2, 3, 0), /it does not begin as a PNG file does$/],
    [
      'not fetched',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'),
      /^x.png is a Git LFS pointer, not the file itself$/,
    ],
    ['a header', pngOf(picture).subarray(0, 20), /it is cut short/],
    ['half a file', pngOf(picture).subarray(0, -20), /is no PNG file: it is cut short$/],
    [
      'a wrong checksum',
      pngOf(picture).map((byte, i, { length }) => (i === length - 13 ? byte ^ 1 : byte)),
      /is damaged$/,
    ],
    [
      'damaged data',
      pngOf(picture).map((byte, i) => (i > 60 && i < 66 ? byte ^ 255 : byte)),
      /is no PNG file: it is (?:damaged|cut short)$/,
    ],
    ['an absurd size', pngOf(picture).map((byte, i) => (i >= 16 && i < 24 ? 127 : byte)), /claims to be 2139062143×/],
  ]
  for (const [title, bytes, message] of broken)
    it(`that are ${title} are refused by name`, () => {
      const compare = () => compareFiles('png', { name: 'x.png', bytes }, png(picture), standardTolerance)
      expect(compare).toThrow(UsageError)
      expect(compare).toThrow(message)
    })
})

describe('comparing pixels', () => {
  const blank = drawn('wwwww', 'wwwww', 'wwwww', 'wwwww', 'wwwww')

  it('finds no difference in equal pictures', () => {
    expect(comparePixels(blank, blank, 0)).toMatchObject({ count: 0 })
    expect(compareFiles('png', png(blank), png(blank), standardTolerance)).toBe(undefined)
  })

  it('counts every pixel of a thin line, and of its anti-aliased edge', () => {
    const line = drawn('wwwww', 'ggggg', 'bbbbb', 'ggggg', 'wwwww')
    const moved = drawn('wwwww', 'wwwww', 'ggggg', 'bbbbb', 'ggggg')
    expect(comparePixels(blank, line, 0.05).count).toBe(15)
    expect(comparePixels(line, moved, 0.05).count).toBe(20)
  })

  it('shows what differs in red over the faded picture', () => {
    const { picture } = comparePixels(drawn('bw'), drawn('ww'), 0.05)
    expect([...picture.data]).toEqual([255, 0, 0, 255, 255, 255, 255, 255])
  })

  it('has a threshold a pixel and an allowance of pixels', () => {
    const red = drawn('wwwww', 'wwrww', 'wwwww', 'wwwww', 'wwwww')
    const compare = (more: object) =>
      compareFiles('png', png(blank), png(red), { ...standardTolerance, ...more })?.message
    expect(compare({})).toBe('1 of 25 pixels differ (allowed: 0)')
    expect(compare({ pixels: 1 })).toBe(undefined)
    expect(compare({ threshold: 0.9 })).toBe(undefined)
  })

  it('reports other sizes and still draws the difference', () => {
    const difference = compareFiles('png', png(blank), png(drawn('ww', 'wb', 'ww')), standardTolerance)
    expect(difference?.message).toBe('the sizes differ: 5×5 expected, got 2×3')
    expect(difference?.pictures?.difference).toMatchObject({ width: 5, height: 5 })
    // All that only one of the two has differs: of 3 × 3 all but the 2 × 2 that both have.
    expect(comparePixels(drawn('ww', 'ww', 'ww'), drawn('www', 'www'), 0.05).count).toBe(5)
    const wider = compareFiles('png', png(drawn('w')), png(drawn('ww')), { ...standardTolerance, pixels: 9 })
    expect(wider?.message).toBe('the sizes differ: 1×1 expected, got 2×1')
  })
})

type Frame = readonly [rows: readonly string[], more?: { delay?: number; dispose?: number; transparent?: boolean }]
const palette = [0xffffff, 0x000000, 0xff0000, 0x00ff00]
function gif(...frames: readonly Frame[]): Uint8Array {
  const [[rows]] = frames as readonly [Frame]
  const bytes = new Uint8Array(10_000)
  const writer = new GifWriter(bytes, rows[0]?.length ?? 0, rows.length)
  for (const [lines, { delay = 10, dispose = 0, transparent = false } = {}] of frames) {
    const indexes = lines.flatMap(line => [...line].map(letter => 'wbr'.indexOf(letter)))
    const options = { palette, delay, disposal: dispose, ...(transparent && { transparent: 2 }) }
    writer.addFrame(0, 0, lines[0]?.length ?? 0, lines.length, indexes, options)
  }
  return bytes.subarray(0, writer.end())
}

describe('GIF files', () => {
  const seen = (bytes: Uint8Array) => [...decodeGif(bytes)].map(frame => [...frame.pixels.data])
  const rgba = (...rows: readonly string[]) => [...drawn(...rows).data]

  it('are decoded frame by frame, with what frames leave behind', () => {
    expect(seen(gif([['wb']], [['bw']]))).toEqual([rgba('wb'), rgba('bw')])
    // A transparent pixel shows the frame before, which stays (1), is cleared (2), or gives way to the one before it (3).
    const second: Frame = [['rb'], { transparent: true }]
    expect(seen(gif([['bw'], { dispose: 1 }], second))[1]).toEqual(rgba('bb'))
    expect(seen(gif([['bw'], { dispose: 2 }], second))[1]).toEqual(rgba('.b'))
    expect(seen(gif([['ww'], { dispose: 1 }], [['bb'], { dispose: 3 }], [['rb'], { transparent: true }]))[2]).toEqual(
      rgba('wb'),
    )
  })

  it('are decoded where a frame is smaller than the picture: nothing outside it is drawn or cleared', () => {
    const bytes = new Uint8Array(1000)
    const writer = new GifWriter(bytes, 3, 3, { palette })
    writer.addFrame(0, 0, 3, 3, new Array(9).fill(0))
    writer.addFrame(1, 1, 2, 1, [1, 1], { disposal: 2, delay: 7 })
    writer.addFrame(0, 2, 1, 1, [2], { delay: 3 })
    const frames = [...decodeGif(bytes.subarray(0, writer.end()))]
    expect(frames.map(({ delay }) => delay)).toEqual([0, 7, 3])
    expect(frames.map(({ pixels }) => [...pixels.data])).toEqual([
      rgba('www', 'www', 'www'),
      rgba('www', 'wbb', 'www'),
      rgba('www', 'w..', 'rww'),
    ])
  })

  it('with a frame that goes beyond the picture are refused', () => {
    const beyond = (x: number, y: number, width: number, height: number) => {
      const bytes = new Uint8Array(1000)
      const writer = new GifWriter(bytes, 2, 2, { palette })
      writer.addFrame(x, y, width, height, new Array(width * height).fill(1))
      return [...decodeGif(bytes.subarray(0, writer.end()))]
    }
    expect(beyond(1, 1, 1, 1)).toHaveLength(1)
    for (const [x, y, width, height] of [
      [1, 0, 2, 1],
      [0, 1, 1, 2],
      [0, 0, 3, 1],
      [2, 0, 1, 1],
    ] as const)
      expect(() => beyond(x, y, width, height)).toThrow('frame 1 is larger than the picture')
  })

  it('are shown once, so often as they say, or for ever', () => {
    const times = (loop?: number) => {
      const bytes = new Uint8Array(1000)
      const writer = new GifWriter(bytes, 2, 1, { palette, ...(loop !== undefined && { loop }) })
      writer.addFrame(0, 0, 2, 1, [0, 1])
      const { count, times } = decodeGif(bytes.subarray(0, writer.end()))
      return [count, times]
    }
    expect([times(), times(0), times(1), times(3)]).toEqual([
      [1, 1],
      [1, Number.POSITIVE_INFINITY],
      [1, 2],
      [1, 4],
    ])
  })

  it('are told by how they begin and end', () => {
    const whole = gif([['wb']])
    const with7 = whole.map((byte, i) => (i === 4 ? 0x37 : byte))
    expect(seen(with7)).toEqual(seen(whole))
    // Some writers fill up with zeros.
    expect(seen(Uint8Array.from([...whole, 0, 0, 0]))).toEqual(seen(whole))
    expect(() => decodeGif(whole.map((byte, i) => (i === 4 ? 0x38 : byte)))).toThrow(
      'it does not begin as a GIF file does',
    )
    expect(() => decodeGif(Uint8Array.from([...whole.subarray(0, -1), 0, 0]))).toThrow('it is cut short')
    expect(() => decodeGif(Uint8Array.from([...whole.subarray(0, 11), 0x3b]))).toThrow('it is cut short')
    const large = whole.map((byte, i) => (i >= 6 && i < 10 ? 0xff : byte))
    expect(() => decodeGif(large)).toThrow('it claims to be 65535×65535 pixels large')
    // No claim is judged that a figure could make.
    const figure = whole.map((byte, i) => [0x80, 0x3e, 0x80, 0x3e][i - 6] ?? byte)
    expect(decodeGif(figure).count).toBe(1)
    const flat = whole.map((byte, i) => (i === 8 || i === 9 ? 0 : byte))
    expect(() => decodeGif(flat)).toThrow('it has no picture')
  })

  const compare = (a: Uint8Array, b: Uint8Array) =>
    compareFiles('gif', { name: 'a.gif', bytes: a }, { name: 'b.gif', bytes: b }, standardTolerance)?.message

  it('are compared in pixels, frames and times', () => {
    const two = gif([['wb']], [['bw']])
    expect(compare(two, two)).toBe(undefined)
    expect(compare(two, gif([['wb']], [['bb']]))).toBe('frame 2: 1 of 2 pixels differ (allowed: 0)')
    expect(compare(two, gif([['bw']], [['bb']]))).toBe(
      'frame 1: 2 of 2 pixels differ (allowed: 0); 2 of 2 frames differ',
    )
    expect(compare(two, gif([['wb']]))).toBe('2 frames expected, got 1')
    expect(compare(two, gif([['wb']], [['bw'], { delay: 20 }]))).toBe('frame 2: 0.1 s expected, got 0.2 s')
  })

  it('are compared in how often they are shown', () => {
    const once = gif([['wb']])
    const looped = Buffer.concat([
      once.subarray(0, 13),
      Buffer.from('\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0', 'latin1'),
      once.subarray(13),
    ])
    expect(compare(once, looped)).toBe('1 time expected, got an endless loop')
  })

  it('that are none are refused by name', () => {
    const whole = gif([['wb']])
    expect(() => compare(Buffer.from('no picture'), whole)).toThrow(/^a.gif is no GIF file: it holds text$/)
    expect(() => compare(pngOf(drawn('w')), whole)).toThrow(/^a.gif is no GIF file: it holds a PNG picture$/)
    const none = Buffer.concat([whole.subarray(0, 13), Uint8Array.of(0x3b)])
    expect(() => compare(none, none)).toThrow(/^a.gif is no GIF file: it has no picture$/)
  })

  it('that are damaged are refused, and nothing is printed', () => {
    const whole = gif([['wbwbwbwbwbwb', 'bwbwbwbwbwbw']])
    // The length of the picture's data halved: too few pixels.
    const [image] = [whole.lastIndexOf(0x2c)]
    const data = image + 11
    const short = Uint8Array.from([...whole.subarray(0, data), 2, ...whole.subarray(data + 1, data + 3), 0, 0x3b])
    // One row more than there are pixels for: what viewers guess at.
    const taller = whole.map((byte, i) => (i === 8 || i === image + 7 ? 3 : byte))
    const printed: unknown[] = []
    const log = vi.spyOn(console, 'log').mockImplementation(text => printed.push(text))
    try {
      expect(() => compare(whole, short)).toThrow(/^b.gif is no GIF file: it is damaged$/)
      expect(() => compare(whole, taller)).toThrow(/^b.gif is no GIF file: it is damaged$/)
    } finally {
      log.mockRestore()
    }
    expect(printed).toEqual([])
  })
})

describe('a picture that is cut short anywhere', () => {
  const wholes = { png: pngOf(drawn('wb', 'rg')), gif: gif([['wb', 'bw']], [['bw', 'wb']]) }
  for (const kind of ['png', 'gif'] as const)
    it(`is refused in words: ${kind}`, () => {
      const whole = wholes[kind]
      for (let length = 0; length < whole.length; length++) {
        const cut = { name: 'b', bytes: whole.subarray(0, length) }
        const compare = () => compareFiles(kind, { name: 'a', bytes: whole }, cut, standardTolerance)
        expect(compare, String(length)).toThrow(UsageError)
        expect(compare, String(length)).toThrow(
          /^b is (?:empty|no \w+ file: it (?:is cut short|does not begin as|holds text))/,
        )
      }
    })
})
