import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Scene, TextShape } from '../../src/records/scene.js'
import { readTypeface } from '../../src/render/fonts/userfont.js'
import { render } from '../../src/render/index.js'
import { readScene, sceneNames } from './scenes.js'
import { canvasText, pdfText, svgText } from './written.js'

/**
 * What each writer makes of scenes that have every element in each form, as it was when other programs were seen to show it as
 * the picture is (`agreement.test.ts`). A change that is meant is taken over by `UPDATE=1 npm test`.
 */
const folder = new URL('../../fixtures/written/', import.meta.url)

const words = (text: string, more: Partial<TextShape>): TextShape => ({
  ...{ kind: 'text', at: [20, 60], text, size: 16, weight: 'regular', italic: false, color: '#111111' },
  ...{ anchor: 'start', baseline: 'alphabetic', rotate: 0 },
  ...more,
})

const wave = (count: number) => Array.from({ length: count }, (_, k) => [k * 1.234, 30 + 20 * Math.sin(k / 3)] as const)

/** What the scenes on file lack: a size on paper, a ground that shines through, cells apart, long lines, odd names. */
const odd: Scene = {
  ...{ width: 200.5, height: 120, paper: { width: 53, height: 31.75, unit: 'mm' }, background: '#ffeedd80' },
  ...{ title: 'a < b & "c"', description: 'θ → ∞' },
  shapes: [
    {
      ...{ kind: 'raster', box: { left: 10, top: 12.5, width: 33, height: 20 }, columns: 3, rows: 2 },
      pixels: Uint8ClampedArray.from([
        9, 8, 7, 255, 9, 8, 7, 255, 1, 2, 3, 0, 9, 8, 7, 255, 9, 8, 7, 255, 50, 60, 70, 128,
      ]),
      ...{ smooth: false, apart: true },
    },
    {
      kind: 'group',
      name: 'a <b> c',
      clip: { left: 0.004, top: -1.5, width: 190, height: 100 },
      shapes: [
        {
          kind: 'path',
          lines: [
            { points: wave(30), closed: true },
            { points: wave(12).map(([x, y]) => [x, y + 30]), closed: false },
          ],
          stroke: { color: '#123456', width: 1.26, dash: [2.5, 1], cap: 'square', join: 'bevel' },
        },
        { kind: 'path', lines: [{ points: [], closed: true }], fill: '#000000' },
        { kind: 'path', lines: [], stroke: { color: '#000000', width: 1 } },
        {
          ...{ kind: 'path', lines: [{ points: wave(1200), closed: true }] },
          stroke: { color: '#654321', width: 2, cap: 'round', join: 'round' },
        },
      ],
    },
    words('B', { weight: 'bold', italic: true, size: 20, halo: { color: '#ffffffd0', width: 3, join: 'round' } }),
    words('x < y & "z"', { at: [100.25, 80.3], anchor: 'middle', baseline: 'middle', rotate: -90, italic: true }),
    words('\u{10ffff}é', { at: [190, 20], anchor: 'end', baseline: 'hanging', color: '#11111180' }),
    words('', {}),
  ],
}

async function withFont(): Promise<Scene> {
  const file = new URL('../../fixtures/fonts/optviz-sans-italic.ttf', import.meta.url)
  const typeface = await readTypeface('italic.ttf', readFileSync(file))
  return { ...odd, background: '#fafafa', typeface, shapes: odd.shapes.filter(({ kind }) => kind === 'text') }
}

const scenes: Readonly<Record<string, () => Scene | Promise<Scene>>> = {
  ...Object.fromEntries(sceneNames.map(name => [name, () => readScene(name)])),
  odd: () => odd,
  font: withFont,
}

const writers: Readonly<Record<string, (scene: Scene) => Promise<string>>> = {
  svg: async scene => svgText(await render(scene, 'svg', { scale: 1, metadata: '{"a":"<é>"}' })),
  pdf: async scene => pdfText(await render(scene, 'pdf', { scale: 1, metadata: '{"a":"(é)"}' })),
  canvas: canvasText,
}

const cases = Object.keys(scenes).flatMap(name => Object.keys(writers).map(writer => [name, writer] as const))

describe('what is written is as reviewed', () => {
  it.each(cases)('%s, %s', async (name, writer) => {
    const [scene, write] = [await scenes[name]?.(), writers[writer]]
    const written = scene && (await write?.(scene))
    const file = new URL(`${name}.${writer}.txt`, folder)
    const known = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    if (written !== known && written !== undefined && process.env.UPDATE === '1') writeFileSync(file, written)
    else expect(written).toBe(known)
  })

  it('and no others are on file', () => {
    expect(readdirSync(folder).sort()).toEqual(cases.map(([name, writer]) => `${name}.${writer}.txt`).sort())
  })
})
