import { describe, expect, it } from 'vitest'
import { places, type Ranged, scaleFor } from '../../../src/explore/browser/scales.js'
import { inRange } from '../../../src/optimizers/hyperparameters.js'
import { optimizers } from '../../../src/optimizers/index.js'

const finite = (value: number) => (Number.isFinite(value) ? value : undefined)
const numbers = optimizers.flatMap(({ name, hyperparameters }) =>
  Object.entries(hyperparameters).flatMap(([key, parameter]) => {
    if (parameter.kind !== 'real' && parameter.kind !== 'count') return []
    const { kind, range } = parameter
    const min = finite(range.min)
    const max = finite(range.max)
    const ranged: Ranged = {
      kind,
      default: parameter.default,
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
    }
    return [{ name: `${name}: ${key}`, ranged, range, scale: scaleFor(ranged) }]
  }),
)

describe('the slider of a number', () => {
  it('is there for all that have a range with an end', () => {
    const without = numbers.filter(({ scale }) => scale === undefined).map(({ name }) => name)
    expect(without.filter(name => /: (lr|beta\d|momentum|eps|weight_decay)$/.test(name))).toEqual([])
    expect(without.length).toBeLessThan(numbers.length / 10)
  })

  it('gives values that are allowed, from one end to the other, ascending', () => {
    for (const { name, range, scale } of numbers) {
      if (scale === undefined) continue
      const inner = Array.from({ length: 19 }, (_, i) => scale.value(50 + 50 * i))
      expect([name, inner.filter(value => !inRange(range, value))]).toEqual([name, []])
      expect([name, inner.every((value, i) => i === 0 || value >= (inner[i - 1] ?? 0))]).toEqual([name, true])
    }
  })

  it('is at the place of its value, and its value is that of its place', () => {
    for (const { name, ranged, scale } of numbers) {
      if (scale === undefined || ranged.kind === 'count') continue
      for (const place of [100, 500, 900])
        expect([name, Math.abs(scale.place(scale.value(place)) - place) < 8]).toEqual([name, true])
    }
  })

  it('of a rate goes decade by decade, that of a decay by its distance from 1', () => {
    const rate = scaleFor({ kind: 'real', default: 0.01, min: 0 })
    expect([250, 500, 750].map(place => rate?.value(place))).toEqual([0.000316, 0.01, 0.316])
    expect(rate?.value(0)).toBe(0)
    const decay = scaleFor({ kind: 'real', default: 0.9, min: 0, max: 1 })
    expect([0, 250, 500, 750].map(place => decay?.value(place))).toEqual([0, 0.9, 0.99, 0.999])
    expect(decay?.place(0.9999)).toBeCloseTo(places)
  })
})
