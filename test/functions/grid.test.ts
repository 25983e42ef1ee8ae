import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type BackendName, startBackend } from '../../src/engine/backend.js'
import { landscape } from '../../src/engine/landscape.js'
import { float64 } from '../../src/functions/float64.js'
import { gridFunction } from '../../src/functions/grid.js'
import type { TestFunction } from '../../src/functions/types.js'
import { adamw } from '../../src/optimizers/adamw.js'
import { defaults } from '../../src/optimizers/types.js'
import type { Domain, Point } from '../../src/records/geometry.js'
import { engineDifference } from '../engine/cases.js'
import { deviation } from './deviation.js'
import { engineDerivatives } from './engine-derivatives.js'
import { hyperDual, variableX, variableY } from './hyperdual.js'

interface Sample {
  readonly x: number
  readonly y: number
  readonly f: number
  readonly g: Point
  readonly h: readonly [number, number, number]
}

/** Grids by SciPy and by Pillow: fixtures/grids.py. */
const references: {
  readonly cases: readonly {
    readonly domain: readonly [Point, Point]
    readonly values: readonly (readonly number[])[]
    readonly points: readonly Sample[]
  }[]
  readonly enlarged: {
    readonly values: readonly (readonly number[])[]
    readonly points: readonly Pick<Sample, 'x' | 'y' | 'f'>[]
  }
} = JSON.parse(readFileSync(new URL('../../fixtures/grids.json', import.meta.url), 'utf8'))

function functionOf(values: readonly (readonly number[])[], domain: Domain): TestFunction {
  const [columns, rows] = [values[0]?.length ?? 0, values.length]
  return gridFunction('g', 'g.csv', { domain, columns, rows, values: Float64Array.from(values.flat()) })
}

describe.each(references.cases.map((one, i) => [i, one] as const))(
  'grid %i',
  (_, { domain: [x, y], values, points }) => {
    const fn = functionOf(values, { x, y })

    it('has SciPy’s values and derivatives in doubles', () => {
      for (const { x, y, f, g, h } of points) {
        // The table is in single precision, as the engine has it.
        expect(deviation([fn.evaluate(float64, x, y)], [f])).toBeLessThan(1e-6)
        const { gradient, hessian } = fn.evaluate(hyperDual, variableX(x), variableY(y))
        expect(deviation(gradient, g)).toBeLessThan(1e-6)
        expect(deviation(hessian, h)).toBeLessThan(1e-6)
      }
    })

    it.each<BackendName>(['tensorflow', 'cpu'])('has them in single precision on the %s backend', async backend => {
      const actual = await engineDerivatives(
        backend,
        fn.evaluate,
        points.map(({ x, y }): Point => [x, y]),
      )
      points.forEach(({ f, g, h }, i) => {
        expect(deviation([actual[i]?.value ?? Number.NaN], [f])).toBeLessThan(2e-5)
        expect(deviation(actual[i]?.gradient ?? [], g)).toBeLessThan(1e-4)
        expect(deviation(actual[i]?.hessian ?? [], h)).toBeLessThan(1e-3)
      })
    })

    it('goes through all values, and on as at its border', () => {
      const [rows, columns] = [values.length, values[0]?.length ?? 0]
      const at = ([low, high]: Point, k: number, count: number) => low + ((high - low) * k) / (count - 1)
      for (const [j, row] of values.entries())
        for (const [i, value] of row.entries())
          expect(fn.evaluate(float64, at(x, i, columns), at(y, j, rows))).toBeCloseTo(value, 5)
      const far = 100 * (x[1] - x[0])
      for (const t of [0, 0.3, 1]) {
        const b = y[0] + t * (y[1] - y[0])
        expect(fn.evaluate(float64, x[1] + far, b)).toBe(fn.evaluate(float64, x[1], b))
        expect(fn.evaluate(float64, x[0] - far, b)).toBe(fn.evaluate(float64, x[0], b))
      }
      expect(fn.evaluate(float64, x[0] - far, y[1] + far)).toBeCloseTo(values.at(-1)?.[0] ?? Number.NaN, 5)
      expect(fn.evaluate(float64, Number.NaN, y[0])).toBeNaN()
    })
  },
)

it('is Pillow’s bicubic, which knows no SciPy', () => {
  const { values, points } = references.enlarged
  const fn = functionOf(values, { x: [0, 8], y: [0, 7] })
  for (const { x, y, f } of points) expect(fn.evaluate(float64, x, y)).toBeCloseTo(f, 5)
})

describe('on the engine', () => {
  const [
    {
      domain: [x, y],
      values,
    } = {
      domain: [
        [0, 0],
        [0, 0],
      ] as const,
      values: [],
    },
  ] = references.cases
  const fn = functionOf(values, { x, y })
  const run = (start: Point, lr: number) => ({
    ...{ optimizer: adamw, hyperparameters: { ...defaults(adamw), lr }, fn, start, steps: 30, seed: 0 },
  })

  it('is a graph, bit for bit the eager loop, also where a lane leaves the grid or the numbers', async () => {
    const backend = await startBackend('tensorflow')
    expect(engineDifference(backend, run([0.5, 1], 0.1), run([1.9, 2.9], 3), run([0, 0], 1e38))).toBeUndefined()
  })

  it.each<BackendName>(['tensorflow', 'cpu'])('has the values of points as a landscape on %s', async name => {
    const ground = landscape(await startBackend(name), fn, { x: [-3, 3], y: [-2, 4] }, 6, 5)
    for (let j = 0; j < 5; j++)
      for (let i = 0; i < 6; i++) {
        const [a, b] = [-3 + (i + 0.5), -2 + 1.2 * (j + 0.5)]
        expect(ground.values[6 * j + i]).toBeCloseTo(fn.evaluate(float64, a, b), 4)
      }
  })
})
