import type { CanvasRenderingContext2D } from 'canvas'
import { describe, expect, it } from 'vitest'
import type { Point } from '../../src/records/geometry.js'
import type { PathShape } from '../../src/records/scene.js'
import { paintShapes } from '../../src/render/canvas.js'
import { loadCanvas } from '../../src/render/loadcanvas.js'

const stroke = { color: '#ff0000', width: 4, cap: 'round', join: 'round' } as const

/** How many points are stroked at a time. */
async function strokes(shape: PathShape): Promise<readonly number[]> {
  const module = await loadCanvas()
  const context = module.createCanvas(100, 100).getContext('2d')
  const counts: number[] = []
  let count = 0
  const counted: Partial<CanvasRenderingContext2D> = {
    beginPath: () => {
      count = 0
    },
    moveTo: () => count++,
    lineTo: () => count++,
    stroke: () => counts.push(count),
  }
  paintShapes(module, Object.assign(context, counted), [shape], undefined)
  return counts
}

const zigzag = (count: number): Point[] => Array.from({ length: count }, (_, i) => [i % 97, (31 * i) % 89])

describe('a line of very many points', () => {
  it('is stroked in parts, each of about as many, whether it is one or clipped to thousands of short ones', async () => {
    const one = await strokes({ kind: 'path', lines: [{ points: zigzag(10_000), closed: false }], stroke })
    const short = Array.from({ length: 5000 }, (_, i) => ({ points: zigzag(i + 2).slice(-2), closed: false }))
    const clipped = await strokes({ kind: 'path', lines: short, stroke })
    for (const counts of [one, clipped]) {
      expect(Math.max(...counts)).toBeLessThanOrEqual(501)
      expect(counts.length).toBeLessThan(25)
    }
    // Each of the short ones is there; the long one's parts share the points between them.
    expect(clipped.reduce((sum, count) => sum + count, 0)).toBe(10_000)
    expect(one.reduce((sum, count) => sum + count, 0)).toBe(10_000 + one.length - 1)
  })

  it('is whole where its parts would be seen: translucent or with dashes', async () => {
    const lines = [{ points: zigzag(2000), closed: false }]
    expect(await strokes({ kind: 'path', lines, stroke: { ...stroke, color: '#ff000080' } })).toEqual([2000])
    expect(await strokes({ kind: 'path', lines, stroke: { ...stroke, dash: [3, 2] } })).toEqual([2000])
  })
})
