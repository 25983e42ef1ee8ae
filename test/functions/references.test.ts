import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { BackendName } from '../../src/engine/backend.js'
import { float64 } from '../../src/functions/float64.js'
import { functions } from '../../src/functions/index.js'
import { logged } from '../../src/functions/objective.js'
import type { TestFunction } from '../../src/functions/types.js'
import type { Point } from '../../src/records/geometry.js'
import { deviation } from './deviation.js'
import { engineDerivatives } from './engine-derivatives.js'
import { hyperDual, variableX, variableY } from './hyperdual.js'

interface Sample {
  readonly x: number
  readonly y: number
  readonly f: number
  readonly g: readonly [number, number]
  readonly h: readonly [number, number, number]
  readonly f32: number
  readonly g32: readonly [number, number]
}

interface Reference {
  readonly points: readonly Sample[]
  readonly start: Point
  readonly domain: readonly [readonly [number, number], readonly [number, number]]
  readonly minima?: readonly Point[]
  readonly fmin?: number
}

/** Values, gradients and Hessians that PyTorch computed at 25 points a function, in double and in single precision. */
const references: Readonly<Record<string, Reference>> = JSON.parse(
  readFileSync(new URL('../../fixtures/functions.json', import.meta.url), 'utf8'),
)

const named = (name: string): TestFunction => {
  const fn = [...functions, ...functions.map(logged)].find(f => f.name === name)
  if (fn === undefined) throw new Error(`no function ${name}`)
  return fn
}

/**
 * Functions that start where Moré, Garbow & Hillstrom 1981 have them start (problems 1 and 5), and PyTorch's trajectories of
 * them elsewhere; those of beale_log, our --objective log, begin elsewhere than those of beale, too.
 */
const starts: Readonly<Record<string, Point>> = { rosenbrock: [-1.2, 1], beale: [1, 1], beale_log: [1, 1] }

describe.each(Object.entries(references))('%s', (name, { points, start, domain, minima, fmin }) => {
  it('has the reference’s start, domain and minima', () => {
    const fn = named(name)
    expect(fn.start).toEqual(starts[name] ?? start)
    expect([fn.domain.x, fn.domain.y]).toEqual(domain)
    if (minima === undefined) return
    expect(fn.minima.map(m => m.at)).toEqual(minima)
    for (const { value } of fn.minima) expect(value).toBe(fmin)
  })

  it('has the reference’s values and derivatives in double precision', () => {
    for (const { x, y, f, g, h } of points) {
      expect(deviation([named(name).evaluate(float64, x, y)], [f])).toBeLessThan(1e-13)
      const { value, gradient, hessian } = named(name).evaluate(hyperDual, variableX(x), variableY(y))
      expect(deviation([value], [f])).toBeLessThan(1e-13)
      expect(deviation(gradient, g)).toBeLessThan(1e-11)
      expect(deviation(hessian, h)).toBeLessThan(1e-11)
    }
  })

  it.each<BackendName>(['tensorflow', 'cpu'])('has them in single precision on the %s backend', async backend => {
    const actual = await engineDerivatives(
      backend,
      named(name).evaluate,
      points.map(({ x, y }): Point => [x, y]),
    )
    points.forEach(({ f32, g, g32, h }, i) => {
      const { value, gradient, hessian } = actual[i] ?? { value: Number.NaN, gradient: [], hessian: [] }
      expect(deviation([value], [f32])).toBeLessThan(2e-6)
      expect(deviation(gradient, g32)).toBeLessThan(2e-6)
      // levi_n13's sines of up to 30 periods lose 6e-6 of a radian in single precision, times 3π a derivative.
      expect(deviation(gradient, g)).toBeLessThan(5e-5)
      expect(deviation(hessian, h)).toBeLessThan(1e-4)
    })
  })
})
