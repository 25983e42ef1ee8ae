import { describe, expect, it } from 'vitest'
import { textWidth } from '../../src/figure/around/text.js'
import { type Panel, triptych } from '../../src/figure/triptych.js'
import type { Shape } from '../../src/records/scene.js'

const panel = (name: string, width: number, height: number): Panel => ({
  name,
  width,
  height,
  data: new Uint8Array(4 * width * height).fill(name.length),
})
const texts = (shapes: readonly Shape[]) =>
  shapes.flatMap(shape => (shape.kind === 'text' ? [{ at: shape.at, text: shape.text, size: shape.size }] : []))
const rasters = (shapes: readonly Shape[]) => shapes.flatMap(shape => (shape.kind === 'raster' ? [shape] : []))

describe('a triptych', () => {
  it('has the pictures side by side, pixel for pixel, each framed and under its name', () => {
    const { shapes, ...scene } = triptych('a.png', '3 pixels differ', [
      panel('expected', 90, 40),
      panel('d', 120, 60),
      panel('got', 90, 50),
    ])
    expect(scene).toEqual({
      ...{ width: 4 * 16 + 300, height: 2 * 28 + 60 + 16, background: '#ffffff' },
      ...{ title: 'a.png', description: '3 pixels differ' },
    })
    expect(texts(shapes)).toEqual([
      { at: [16, 21], text: 'a.png: 3 pixels differ', size: 15 },
      { at: [16, 47], text: 'expected', size: 15 },
      { at: [122, 47], text: 'd', size: 15 },
      { at: [258, 47], text: 'got', size: 15 },
    ])
    expect(
      rasters(shapes).map(({ box, columns, rows, pixels, smooth }) => ({
        box,
        columns,
        rows,
        smooth,
        first: pixels[0],
      })),
    ).toEqual([
      { box: { left: 16, top: 56, width: 90, height: 40 }, columns: 90, rows: 40, smooth: false, first: 8 },
      { box: { left: 122, top: 56, width: 120, height: 60 }, columns: 120, rows: 60, smooth: false, first: 1 },
      { box: { left: 258, top: 56, width: 90, height: 50 }, columns: 90, rows: 50, smooth: false, first: 3 },
    ])
    const frames = shapes.flatMap(shape => (shape.kind === 'rect' ? [shape.box] : []))
    expect(frames[1]).toEqual({ left: 121.5, top: 55.5, width: 121, height: 61 })
  })

  it('has letters that grow with pictures wider than 500 pixels, and texts that end where their room does', () => {
    const { width, height, shapes } = triptych('a', 'm'.repeat(2000), [panel('n'.repeat(900), 1000, 10)])
    expect([width, height]).toEqual([1000 + 2 * 32, 2 * 56 + 10 + 32])
    const [said, name] = texts(shapes)
    expect([said?.size, said?.at, name?.size, name?.at]).toEqual([30, [32, 42], 30, [32, 94]])
    expect(said?.text).toMatch(/^a: m+…$/)
    expect(name?.text).toMatch(/^n+…$/)
    // As wide as its room, but for a letter.
    const widths = [textWidth(said?.text ?? '', 30, { face: 'bold' }), textWidth(name?.text ?? '', 30)]
    for (const width of widths) {
      expect(width).toBeLessThanOrEqual(1000)
      expect(width).toBeGreaterThan(1000 - textWidth('m', 30, { face: 'bold' }))
    }
    const [first] = rasters(
      triptych('', '', [{ ...panel('p', 2, 1), data: new Uint8Array(16).fill(7).subarray(8) }]).shapes,
    )
    expect([...(first?.pixels ?? [])]).toEqual(new Array(8).fill(7))
  })

  it('is a page of nothing where there is no picture', () => {
    expect(triptych('a', 'b', [])).toMatchObject({ width: 16, height: 72 })
  })
})
