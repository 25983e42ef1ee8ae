import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { BackendName } from '../../src/engine/backend.js'
import { float64 } from '../../src/functions/float64.js'
import { functions } from '../../src/functions/index.js'
import type { TestFunction } from '../../src/functions/types.js'
import type { Point } from '../../src/records/geometry.js'
import { deviation, singlePrecision } from './deviation.js'
import { engineDerivatives } from './engine-derivatives.js'
import { hyperDual, variableX, variableY } from './hyperdual.js'

interface Reference {
  readonly domain: readonly [readonly [number, number], readonly [number, number]]
  readonly points: readonly {
    readonly x: number
    readonly y: number
    readonly f: number
    readonly g: readonly [number, number]
    readonly h: readonly [number, number, number]
  }[]
  readonly lowest: readonly { readonly at: Point; readonly f: number }[]
  /** What a loss is the mean over. */
  readonly data?: readonly Point[]
}

const read = (name: string): Readonly<Record<string, Reference>> =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'))

/** The collection once more, by mpmath: fixtures/collection.py, and fixtures/losses.py, whose minima are others' fits. */
const references = { ...read('collection.json'), ...read('losses.json') }

const named = (name: string): TestFunction => {
  const fn = functions.find(f => f.name === name)
  if (fn === undefined) throw new Error(`no function ${name}`)
  return fn
}

/** The functions of the issues, by another implementation: references.test.ts. */
const others: readonly string[] = Object.keys(
  JSON.parse(readFileSync(new URL('../../fixtures/functions.json', import.meta.url), 'utf8')),
)

it('every function is here or among those of references.test.ts', () => {
  const known = [...Object.keys(references), ...others]
  expect(functions.map(fn => fn.name).filter(name => !known.includes(name))).toEqual([])
})

describe.each(Object.entries(references))('%s', (name, { domain, points, lowest, data }) => {
  it('has the reference’s domain, data and global minima', () => {
    const fn = named(name)
    expect(fn.terms?.data).toEqual(data)
    expect([fn.domain.x, fn.domain.y]).toEqual(domain)
    expect(fn.minima.length).toBe(lowest.length)
    for (const { at, f } of lowest) {
      const stated = fn.minima.find(m => Math.hypot(m.at[0] - at[0], m.at[1] - at[1]) < 1e-9)
      expect(stated, `${at}`).toBeDefined()
      expect(Math.abs((stated?.value ?? Number.NaN) - f)).toBeLessThan(1e-12 * Math.max(1, Math.abs(f)))
    }
  })

  it('has the reference’s values and derivatives in double precision', () => {
    for (const { x, y, f, g, h } of points) {
      expect(deviation([named(name).evaluate(float64, x, y)], [f])).toBeLessThan(1e-13)
      const { gradient, hessian } = named(name).evaluate(hyperDual, variableX(x), variableY(y))
      expect(deviation(gradient, g)).toBeLessThan(1e-12)
      expect(deviation(hessian, h)).toBeLessThan(1e-12)
    }
  })

  it.each<BackendName>(['tensorflow', 'cpu'])('has them in single precision on the %s backend', async backend => {
    const at = points.map(({ x, y }): Point => [x, y])
    const actual = await engineDerivatives(backend, named(name).evaluate, at)
    points.forEach(({ f, g, h }, i) => {
      const { value, gradient, hessian } = actual[i] ?? { value: Number.NaN, gradient: [], hessian: [] }
      const tolerance = singlePrecision(name)
      expect(deviation([value], [f])).toBeLessThan(tolerance)
      expect(deviation(gradient, g)).toBeLessThan(tolerance)
      expect(deviation(hessian, h)).toBeLessThan(tolerance)
    })
  })
})
