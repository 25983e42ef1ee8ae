import { describe, expect, it } from 'vitest'
import { contourLevels } from '../../../src/figure/ground/contours.js'
import { type ValueScale, valueRange, valueScale } from '../../../src/figure/ground/valuescale.js'
import { float64 } from '../../../src/functions/float64.js'
import { functionNamed, hostLandscape } from '../contents.js'

function scaleOf(name: string, kind: 'auto' | 'linear' | 'log' = 'auto'): ValueScale {
  const fn = functionNamed(name)
  const range = valueRange(hostLandscape((x, y) => fn.evaluate(float64, x, y), fn.domain).values)
  if (range === undefined) throw new Error('no finite value')
  return valueScale(range, kind, Math.min(range.low, ...fn.minima.map(({ value }) => value)))
}

const names = ['flower', 'beale', 'rosenbrock', 'himmelblau', 'ackley', 'rastrigin', 'sphere', 'easom'] as const

describe('valueScale', () => {
  // Reviewed by looking at the pictures: is most of the plane told apart by its color?
  it.each([
    ['flower', 'linear'],
    ['ackley', 'linear'],
    ['rastrigin', 'linear'],
    ['sphere', 'linear'],
    ['easom', 'linear'],
    ['beale', 'log'],
    ['rosenbrock', 'log'],
    ['himmelblau', 'log'],
    ['goldstein_price', 'log'],
  ])('chooses for %s the %s scale', (name, kind) => {
    expect(scaleOf(name).kind).toBe(kind)
  })

  it.each(
    names.flatMap(
      name =>
        [
          [name, 'linear'],
          [name, 'log'],
        ] as const,
    ),
  )('maps %s, %s, from 0 to 1 and back', (name, kind) => {
    const scale = scaleOf(name, kind)
    expect(scale.position(scale.low)).toBeCloseTo(0, 12)
    expect(scale.position(scale.high)).toBeCloseTo(1, 12)
    for (let p = 0; p <= 1; p += 0.05) expect(scale.position(scale.valueAt(p))).toBeCloseTo(p, 9)
    const values = Array.from({ length: 50 }, (_, i) => scale.valueAt(i / 49))
    for (let i = 1; i < 50; i++) expect(values[i]).toBeGreaterThan(values[i - 1] ?? Number.NaN)
  })

  it.each(
    names.flatMap(
      name =>
        [
          [name, 'linear'],
          [name, 'log'],
        ] as const,
    ),
  )('has round contour levels for %s, %s', (name, kind) => {
    const scale = scaleOf(name, kind)
    const levels = contourLevels(scale, 10)
    expect(levels.length).toBeGreaterThanOrEqual(4)
    expect(levels.length).toBeLessThanOrEqual(20)
    for (const level of levels) {
      expect(level).toBeGreaterThan(scale.low)
      expect(level).toBeLessThan(scale.high)
      const digits = Math.abs(level).toExponential().split('e')[0]?.replace('.', '').length ?? 99
      expect(digits).toBeLessThanOrEqual(name === 'easom' || kind === 'linear' ? 3 : 1)
    }
  })

  it('keeps round values apart and finds some on a short range far from 0', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => 1000 + (i / 1000) ** 8)
    const range = valueRange(values)
    if (range === undefined) throw new Error('no finite value')
    expect(valueScale(range, 'log').roundValues(6).length).toBeGreaterThanOrEqual(3)
  })

  it('shows a constant by the middle of the palette, and has no scale where nothing is finite', () => {
    const constant = valueRange(new Float32Array(100).fill(3))
    expect(constant && valueScale(constant, 'auto').position(3)).toBe(0.5)
    expect(valueRange(Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY))).toBeUndefined()
  })

  it('leaves out what is not finite', () => {
    const range = valueRange(Float32Array.of(Number.NaN, 2, Number.NEGATIVE_INFINITY, 7, Number.POSITIVE_INFINITY))
    expect([range?.low, range?.high]).toEqual([2, 7])
  })
})

describe('the scale of a constant', () => {
  it('has it in the middle, and what is beside it beside it', () => {
    const range = valueRange(new Float32Array(9).fill(3)) ?? expect.fail()
    const scale = valueScale(range, 'auto', 3)
    expect([scale.low, scale.high, scale.kind]).toEqual([3, 3, 'linear'])
    expect([2.75, 3, 3.25].map(scale.position)).toEqual([0.25, 0.5, 0.75])
    expect([0.25, 0.5, 0.75].map(scale.valueAt)).toEqual([2.75, 3, 3.25])
    expect(scale.roundValues(5)).toEqual([3])
  })
})
