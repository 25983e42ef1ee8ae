import { describe, expect, it } from 'vitest'
import { withoutCovered } from '../../../src/figure/paths/covered.js'
import type { Point } from '../../../src/records/geometry.js'
import type { Shape } from '../../../src/records/scene.js'
import { paintShapes } from '../../../src/render/canvas.js'
import { loadCanvas } from '../../../src/render/loadcanvas.js'

const frame = { left: 20, top: 30, width: 160, height: 120 }
const widths = { line: 2, casing: 4.6 }
const round = { cap: 'round', join: 'round' } as const

type Lines = readonly (readonly Point[])[]

/** The pixels of lines over their casing, in the frame, three to a side of one. */
async function pixels(parts: Lines): Promise<Uint8ClampedArray> {
  const module = await loadCanvas()
  const context = module.createCanvas(600, 540).getContext('2d')
  context.scale(3, 3)
  const lines = parts.map(points => ({ points, closed: false }))
  const shapes: Shape[] = [
    { kind: 'path', lines, stroke: { color: '#0000ff', width: widths.casing, ...round } },
    { kind: 'path', lines, stroke: { color: '#ff0000', width: widths.line, ...round } },
  ]
  paintShapes(module, context, [{ kind: 'group', name: 'plot', clip: frame, shapes }], undefined)
  return context.getImageData(0, 0, 600, 540).data
}

/** The share of values that differ by more than a tenth: where lines are stroked in other parts, their edges are a little paler or darker. */
async function differing(a: Lines, b: Lines): Promise<number> {
  const [left, right] = [await pixels(a), await pixels(b)]
  return left.filter((value, i) => Math.abs(value - (right[i] ?? 0)) > 25).length / left.length
}

const count = (parts: Lines) => parts.reduce((sum, part) => sum + part.length, 0)
const many = 12_000
/** Numbers between 0 and 1 that are the same every time (Park and Miller). */
let state = 1
const uniform = () => {
  state = (48_271 * state) % 2_147_483_647
  return state / 2_147_483_647
}
const normal = (mean: number, deviation: number) => () =>
  mean + deviation * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
const [x, y, edge] = [normal(100, 12), normal(90, 9), normal(180, 15)]
const points = (point: (i: number) => Point): Lines => [Array.from({ length: many }, (_, i) => point(i))]

describe('what a path covers itself', () => {
  it.each<[string, Lines, number]>([
    ['of a cloud', points(() => [x(), y()]), many / 2],
    ['of a cloud over the edge of the frame', points(() => [edge(), y()]), many / 2],
    ['of a path that goes across at every step', points(i => [i % 2 === 0 ? 10 : 190, 35 + 110 * uniform()]), many / 2],
    ['that lies outside the frame', points(i => [200 + (i % 20), y()]), 0],
  ])('is left out, and the same is drawn: %s', async (_, parts, most) => {
    const kept = withoutCovered(parts, frame, widths)
    expect(count(kept)).toBeLessThanOrEqual(most)
    expect(await differing(parts, kept)).toBeLessThan(5e-5)
  })

  it('is nothing of a path that never comes back', () => {
    const spiral = points(i => [100 + (i / 300) * Math.cos(i / 30), 90 + (i / 300) * Math.sin(i / 30)])
    const [first, ...others] = withoutCovered([(spiral[0] ?? []).filter((_, i) => i % 30 === 0)], frame, widths)
    expect(others).toEqual([])
    expect(first).toHaveLength(many / 30)
  })

  it('is not asked for where a line is too thin to cover a cell', () => {
    const parts = points(() => [x(), y()])
    expect(count(withoutCovered(parts, { ...frame, width: 16_000, height: 12_000 }, widths))).toBe(many)
  })
})
