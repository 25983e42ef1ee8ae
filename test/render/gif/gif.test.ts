import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeGif, type GifFrame } from '../../../src/diff/pictures/decodegif.js'
import { animate } from '../../../src/figure/animate.js'
import { compose } from '../../../src/figure/compose.js'
import { readMetadata, withGifMetadata } from '../../../src/io/metadata.js'
import type { Shape } from '../../../src/records/scene.js'
import { sharedColors } from '../../../src/render/gif/colortable.js'
import { renderGif } from '../../../src/render/gif/gif.js'
import { png } from '../../../src/render/png.js'
import { mostFrames } from '../../../src/spec/fields/figure.js'
import { defaultStyle, referenceContent } from '../../figure/contents.js'

const style = { ...defaultStyle, width: 400, height: 360, panel: 'loss' } as const
const content = referenceContent('adamw@torchopt/flower/blog-lr0.7-200', 60)
const recipe = JSON.stringify({ title: 'θ < 1 "quoted" 日本語 \u{1f600}', optim: 'adamw', long: 'x'.repeat(600) })

describe('an animated GIF', () => {
  const animation = animate(content, style, { fps: 20, every: 10, mostFrames })
  let bytes = new Uint8Array()
  let frames: readonly GifFrame[] = []
  beforeAll(async () => {
    bytes = new Uint8Array(await renderGif(animation, { scale: 1, metadata: recipe }))
    frames = [...decodeGif(bytes)]
  })

  it('has a frame every so many steps, the last one held, and loops', () => {
    expect(frames).toHaveLength(21)
    expect(frames.map(({ delay }) => delay)).toEqual([...Array.from({ length: 20 }, () => 5), 200])
    const loop = Buffer.from(bytes).indexOf('NETSCAPE2.0')
    expect([...bytes.subarray(loop + 11, loop + 16)]).toEqual([3, 1, 0, 0, 0])
  })

  it('shows each frame as a PNG of its shapes over the base', async () => {
    for (const index of [0, 7, 20]) {
      const shapes = [...animation.base.shapes, ...(animation.frames[index]?.shapes ?? [])]
      const still = PNG.sync.read(Buffer.from(await png.render({ ...animation.base, shapes }, { scale: 1 })))
      const { width, height, data } = frames[index]?.pixels ?? expect.fail()
      expect(pixelmatch(still.data, data, undefined, width, height, { threshold: 0.1, includeAA: true })).toBeLessThan(
        20,
      )
    }
  })

  it('ends with the whole path of the figure', () => {
    const named = (shapes: readonly Shape[], name: string) => shapes.find(s => s.kind === 'group' && s.name === name)
    const whole = named(compose(content, style).shapes, 'path')
    expect(whole).toBeDefined()
    expect(named(animation.frames.at(-1)?.shapes ?? [], 'path')).toEqual(whole)
    expect(named(animation.frames.at(-2)?.shapes ?? [], 'path')).not.toEqual(whole)
  })

  it('keeps the colors of flat areas exactly', async () => {
    const still = PNG.sync.read(Buffer.from(await png.render(compose(content, style), { scale: 1 })))
    const words = (data: Uint8Array) => new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4)
    const [a, b] = [words(still.data), words(frames[0]?.pixels.data ?? new Uint8Array())]
    const same = a.reduce((n, word, i) => n + Number(word === b[i]), 0)
    expect(same / a.length).toBeGreaterThan(0.85)
  })

  it('grows: a frame shows no more of the path than its steps', async () => {
    const shortened = animate(content, style, { fps: 20, every: 100, mostFrames })
    const [first, second] = [...decodeGif(await renderGif(shortened, { scale: 1 }))]
    const [tenth] = frames.slice(10)
    const count = (a: GifFrame | undefined, b: GifFrame | undefined) =>
      a && b ? pixelmatch(a.pixels.data, b.pixels.data, undefined, 400, 360, { threshold: 0.1 }) : Number.NaN
    // Step 100 is the same picture at either pace, and not that of step 0.
    expect(count(second, tenth)).toBe(0)
    expect(count(first, tenth)).toBeGreaterThan(500)
  })

  it('is the same at the next time, and at another scale the picture of that scale', async () => {
    expect(Buffer.compare(bytes, await renderGif(animation, { scale: 1, metadata: recipe }))).toBe(0)
    const frames = animation.frames.slice(9, 11)
    for (const scale of [0.5, 2]) {
      const scaled = [...decodeGif(await renderGif({ ...animation, frames }, { scale }))]
      expect(scaled).toHaveLength(2)
      for (const [i, { pixels }] of scaled.entries()) {
        const { width, height, data } = pixels
        expect([width, height]).toEqual([400 * scale, 360 * scale])
        const shapes = [...animation.base.shapes, ...(frames[i]?.shapes ?? [])]
        const still = PNG.sync.read(Buffer.from(await png.render({ ...animation.base, shapes }, { scale })))
        expect(
          pixelmatch(still.data, data, undefined, width, height, { threshold: 0.1, includeAA: true }),
        ).toBeLessThan(20 * scale)
      }
    }
  })

  it('has a white ground where the figure has none', async () => {
    const bare = animate(content, { ...style, bare: true, panel: 'none' }, { fps: 20, every: 100, mostFrames })
    const base = { ...bare.base, shapes: [] }
    const frames = [{ shapes: [], seconds: 0.1 }]
    const [frame] = decodeGif(await renderGif({ base, frames }, { scale: 1 }))
    expect(base.background).toBeUndefined()
    expect(new Set(frame?.pixels.data)).toEqual(new Set([255]))
  })

  it('tells of its frames', async () => {
    const heard: string[] = []
    const few = { ...animation, frames: animation.frames.slice(0, 3) }
    await renderGif(few, { scale: 1, onFrame: (done, of) => heard.push(`${done}/${of}`) })
    expect(heard).toEqual(['1/3', '2/3', '3/3'])
  })

  it('carries its recipe, in ASCII', () => {
    expect(JSON.parse(readMetadata(bytes) ?? '')).toEqual(JSON.parse(recipe))
    const plain = bytes.slice(0, 13 + 768)
    expect(readMetadata(plain)).toBeUndefined()
    for (const length of [20, 800, 900]) expect(readMetadata(bytes.slice(0, length))).toBeUndefined()
    expect(withGifMetadata(bytes, undefined)).toBe(bytes)
  })
})

describe('the frames of an animation', () => {
  it('are at most 151 where the pace is not given, and end with the last step', () => {
    const { frames } = animate(content, style, { fps: 10, mostFrames })
    expect(frames).toHaveLength(101)
    expect(frames[0]?.seconds).toBe(0.1)
    expect(frames.at(-1)?.seconds).toBe(2)
    expect(JSON.stringify(frames.at(-1)?.shapes)).toContain('step 200')
    expect(JSON.stringify(frames.at(-2)?.shapes)).toContain('step 198')
  })
})

describe('a shared palette', () => {
  it('has every color of pictures with few', () => {
    const words = Uint32Array.of(0xff0000ff, 0xff00ff00, 0xff00ff00, 0xffffffff)
    const palette = sharedColors([words], 4)
    expect(palette.colors).toEqual([
      [0, 255, 0],
      [255, 0, 0],
      [255, 255, 255],
    ])
    expect([...words].map(palette.indexOf)).toEqual([1, 0, 0, 2])
    expect(palette.indexOf(0xfff0fff0)).toBe(2)
  })

  it('has the frequent colors exactly and something near for all others', () => {
    const rare = Uint32Array.from({ length: 4096 }, (_, i) => (0xff000000 | (i << 4)) >>> 0)
    const frequent = new Uint32Array(50).fill(0xff123456)
    const palette = sharedColors([rare, frequent], 64)
    expect(palette.colors).toHaveLength(64)
    expect(palette.colors[0]).toEqual([0x56, 0x34, 0x12])
    for (const word of rare) {
      const [r = 0, g = 0] = palette.colors[palette.indexOf(word)] ?? []
      expect(Math.abs(g - ((word >>> 8) & 255))).toBeLessThan(40)
      expect(Math.abs(r - (word & 255))).toBeLessThan(130)
    }
  })
})
