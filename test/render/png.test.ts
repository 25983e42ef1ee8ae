import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { missingCharacters, textWidth } from '../../src/figure/around/text.js'
import { readMetadata } from '../../src/io/metadata.js'
import { pngChunks } from '../../src/io/pngfile.js'
import type { Scene, TextShape } from '../../src/records/scene.js'
import { render } from '../../src/render/index.js'
import { pixelsOf } from '../../src/spec/fields/size.js'
import { readScene } from './scenes.js'

describe('a PNG', () => {
  it.each([1, 1.5, 2, 3])('has exactly size × %d pixels, and the density of that scale', async scale => {
    const bytes = await render(readScene('fills'), 'png', { scale })
    const { width, height } = PNG.sync.read(Buffer.from(bytes))
    expect([width, height]).toEqual([240 * scale, 200 * scale])
    const density = [...pngChunks(bytes)].find(({ type }) => type === 'pHYs')?.data ?? new Uint8Array(9)
    const perMetre = new DataView(density.buffer, density.byteOffset).getUint32(0)
    expect((perMetre * 0.0254) / 96).toBeCloseTo(scale, 3)
  })

  it('is transparent where the scene has no background', async () => {
    const { data } = PNG.sync.read(Buffer.from(await render(readScene('groups'), 'png', { scale: 1 })))
    expect(data[3]).toBe(0)
    expect(PNG.sync.read(Buffer.from(await render(readScene('fills'), 'png', { scale: 1 }))).data[3]).toBe(255)
  })

  it('carries its recipe, as an SVG does', async () => {
    for (const format of ['png', 'svg'])
      expect(readMetadata(await render(readScene('fills'), format, { scale: 1, metadata: '{"a":"é"}' }))).toBe(
        '{"a":"é"}',
      )
  })

  it('of an unknown format is refused', async () => {
    await expect(render(readScene('fills'), 'bmp', { scale: 1 })).rejects.toThrow(UsageError)
  })
})

describe('a text', () => {
  const line = (text: string, more: Partial<TextShape> = {}): TextShape => ({
    ...{ kind: 'text', at: [100, 50], text, size: 40, weight: 'regular', italic: false, color: '#000000' },
    ...{ anchor: 'middle', baseline: 'middle', rotate: 0 },
    ...more,
  })

  /** The columns and rows that are not white. */
  async function ink(text: TextShape): Promise<{ left: number; right: number; top: number; bottom: number }> {
    const scene: Scene = { width: 200, height: 100, background: '#ffffff', title: '', description: '', shapes: [text] }
    const { data, width } = PNG.sync.read(Buffer.from(await render(scene, 'png', { scale: 1 })))
    const dark = Array.from({ length: data.length / 4 }, (_, i) => i).filter(i => (data[4 * i] ?? 255) < 128)
    const [xs, ys] = [dark.map(i => i % width), dark.map(i => Math.floor(i / width))]
    return { left: Math.min(...xs), right: Math.max(...xs) + 1, top: Math.min(...ys), bottom: Math.max(...ys) + 1 }
  }

  it('is as wide as the layout takes it to be, and centred where it is said to be', async () => {
    const { left, right, top, bottom } = await ink(line('H00H'))
    // H has bearings of about a tenth of its width on both sides.
    expect(right - left).toBeGreaterThan(0.85 * textWidth('H00H', 40))
    expect(right - left).toBeLessThan(textWidth('H00H', 40))
    expect(Math.abs((left + right) / 2 - 100)).toBeLessThanOrEqual(1)
    expect(Math.abs((top + bottom) / 2 - 50)).toBeLessThanOrEqual(1)
  })

  it('hangs from its top, stands on its baseline', async () => {
    expect(Math.abs((await ink(line('H', { baseline: 'hanging' }))).top - 50)).toBeLessThanOrEqual(1)
    expect(Math.abs((await ink(line('H', { baseline: 'alphabetic' }))).bottom - 50)).toBeLessThanOrEqual(1)
  })

  it('differs by face', async () => {
    const widths = await Promise.all([line('mm'), line('mm', { weight: 'bold' })].map(ink))
    expect(widths[1]?.right).toBeGreaterThan(widths[0]?.right ?? 200)
  })

  it('knows which characters no bundled font has', () => {
    expect(missingCharacters('AdamW − α × 10⁻³ (Ω)')).toBe('')
    expect(missingCharacters('花 flower 花😀')).toBe('花😀')
  })
})

it('without canvas, a PNG is refused with the command that mends it, and SVG still works', () => {
  const index = JSON.stringify(new URL('../../dist/render/index.js', import.meta.url).href)
  const script = `
    const { render } = await import(${index})
    const scene = { width: 9, height: 9, title: '', description: '', shapes: [] }
    console.log((await render(scene, 'svg', { scale: 1 })).length > 0)
    await render(scene, 'png', { scale: 1 }).catch(error => console.log(error.name, error.exitCode, error.message, error.hint))`
  const preload = fileURLToPath(new URL('../engine/unloadable.cjs', import.meta.url))
  const env = { ...process.env, UNLOADABLE: 'canvas' }
  const out = execFileSync(process.execPath, ['--require', preload, '--input-type=module', '-e', script], {
    env,
    encoding: 'utf8',
  })
  expect(out).toMatch(
    /^true\nRuntimeFailure 1 PNG and GIF need the canvas package, which does not load: .*\n?.*bin\/setup/,
  )
  expect(out).not.toMatch(/\n\s+at /)
})

it('is filled to its last pixel where a size on paper ends within one, and says how dense it is', async () => {
  const [width, height] = pixelsOf([85, 75, 'mm'])
  const scene = { width, height, background: '#ffffff', title: '', description: '', shapes: [] }
  const bytes = await render(scene, 'png', { scale: 300 / 96 })
  const picture = PNG.sync.read(Buffer.from(bytes))
  // 85 mm are 3.346 inches: 1003.9 pixels.
  expect([picture.width, picture.height]).toEqual([1004, 886])
  expect([...picture.data].every(byte => byte === 255)).toBe(true)
  // 300 an inch of 0.0254 m.
  const density = [...pngChunks(bytes)].find(({ type }) => type === 'pHYs')?.data
  expect(new DataView(Uint8Array.from(density ?? []).buffer).getUint32(0)).toBe(Math.round(300 / 0.0254))
})
