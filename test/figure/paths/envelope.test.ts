import { describe, expect, it } from 'vitest'
import { enveloped } from '../../../src/figure/paths/envelope.js'
import type { Point } from '../../../src/records/geometry.js'

/** A line over 400 pixels, with points so far apart. */
const lineOf = (f: (x: number) => number, spacing = 0.5): Point[] =>
  Array.from({ length: Math.floor(400 / spacing) + 1 }, (_, i) => [i * spacing, f(i * spacing)])

const wave = (period: number) => (x: number) => 100 + 80 * Math.sin((2 * Math.PI * x) / period)
/** Up and down at every point. */
const zigzag = (spacing: number, height: (x: number) => number) =>
  lineOf(x => 100 + (Math.round(x / spacing) % 2 === 0 ? height(x) : -height(x)), spacing)

describe('the envelope of a line', () => {
  it.each([40, 20, 12])('leaves waves of %d pixels as they are', period => {
    const points = lineOf(wave(period))
    expect(enveloped(points, 1)).toEqual({ lines: [points], bands: [] })
  })

  it.each([3.6, 5])('leaves swings %d pixels apart as they are, as an eye follows them', spacing => {
    const points = zigzag(spacing, () => 60)
    expect(enveloped(points, 1)).toEqual({ lines: [points], bands: [] })
  })

  it.each([3, 2.6, 1, 0.3])('encloses swings %d pixels apart between two edges', spacing => {
    const { lines, bands } = enveloped(
      zigzag(spacing, () => 60),
      1,
    )
    expect(bands).toHaveLength(1)
    const [{ upper, lower } = { upper: [], lower: [] }] = bands
    for (const [, y] of upper) expect(y).toBe(40)
    for (const [, y] of lower) expect(y).toBe(160)
    const [from = 0, to = 0] = [upper[0]?.[0], upper.at(-1)?.[0]]
    expect(from).toBeLessThan(10)
    expect(to).toBeGreaterThan(390)
    expect(lines.flat().filter(([x]) => x > from + 2 * spacing && x < to - 2 * spacing)).toEqual([])
  })

  it('encloses every point of a band, follows its height, and leaves no gap before and behind it', () => {
    const points = lineOf(x => (x < 100 || x > 300 ? 100 : 100 + (x / 4) * Math.sin(Math.PI * x + 1)), 0.5)
    const { lines, bands } = enveloped(points, 1)
    expect(bands).toHaveLength(1)
    const [{ upper, lower } = { upper: [], lower: [] }] = bands
    const [from = 0, to = 0] = [upper[0]?.[0], upper.at(-1)?.[0]]
    const edge = (side: readonly Point[], x: number) => side.find(([at]) => at >= x)?.[1] ?? Number.NaN
    for (const [x, y] of points.filter(([x]) => x >= from && x <= to)) {
      expect(y).toBeGreaterThanOrEqual(edge(upper, x))
      expect(y).toBeLessThanOrEqual(edge(lower, x))
    }
    expect(edge(lower, 280) - edge(upper, 280)).toBeGreaterThan(1.5 * (edge(lower, 130) - edge(upper, 130)))
    expect([from > 85 && from < 115, to > 285 && to < 315]).toEqual([true, true])
    expect(lines).toHaveLength(2)
    expect(lines[0]?.at(-1)?.[0]).toBeGreaterThanOrEqual(from)
    expect(lines[1]?.[0]?.[0]).toBeLessThanOrEqual(to)
  })

  it('keeps a spike, a step, a ripple that is hardly seen, and a single point', () => {
    for (const f of [(x: number) => (x === 200 ? 0 : 100), (x: number) => (x < 200 ? 0 : 100)])
      expect(enveloped(lineOf(f), 1).bands).toEqual([])
    expect(
      enveloped(
        zigzag(1, () => 1),
        1,
      ).bands,
    ).toEqual([])
    expect(enveloped([[3, 4]], 1)).toEqual({ lines: [[[3, 4]]], bands: [] })
    expect(enveloped([], 1).bands).toEqual([])
  })

  it('is the same on a poster', () => {
    const large = zigzag(1, () => 60).map(([x, y]): Point => [5 * x, 5 * y])
    const of = (bands: readonly { readonly upper: readonly Point[] }[]) =>
      bands.map(({ upper }) => [upper[0], upper.at(-1)])
    const small = of(
      enveloped(
        zigzag(1, () => 60),
        1,
      ).bands,
    )
    expect(of(enveloped(large, 5).bands)).toEqual(small.map(ends => ends.map(end => end?.map(v => 5 * v))))
  })
})
