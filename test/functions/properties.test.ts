import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { landscape } from '../../src/engine/landscape.js'
import { scoped, tensorOps } from '../../src/engine/tensors/ops.js'
import { parseExpression } from '../../src/functions/expression.js'
import { float64 } from '../../src/functions/float64.js'
import { functions } from '../../src/functions/index.js'
import type { TestFunction } from '../../src/functions/types.js'
import { randomSource } from '../../src/random.js'
import { inside, type Point } from '../../src/records/geometry.js'
import { deviation, singlePrecision } from './deviation.js'
import { engineDerivatives } from './engine-derivatives.js'
import { hyperDual, variableX, variableY } from './hyperdual.js'

const cells = 300
const valueAt = (fn: TestFunction, [x, y]: Point) => fn.evaluate(float64, x, y)
const bottomOf = (fn: TestFunction) => Math.min(...fn.minima.map(m => m.value))

/** The centres of the grid's cells that are lower than their neighbours, the lowest first. */
async function lowCells(fn: TestFunction): Promise<Point[]> {
  const { values, columns, rows, domain } = landscape(await startBackend('tensorflow'), fn, fn.domain, cells, cells)
  const at = (i: number, j: number) =>
    i < 0 || j < 0 || i >= columns || j >= rows ? Number.POSITIVE_INFINITY : (values[j * columns + i] ?? Number.NaN)
  const lowerAround = (i: number, j: number, value: number) => {
    for (let b = -1; b <= 1; b++) for (let a = -1; a <= 1; a++) if (at(i + a, j + b) < value) return true
    return false
  }
  const low: { point: Point; value: number }[] = []
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const value = at(i, j)
      if (lowerAround(i, j, value)) continue
      const centre = ([min, max]: readonly [number, number], k: number) => min + ((k + 0.5) * (max - min)) / cells
      low.push({ point: [centre(domain.x, i), centre(domain.y, j)], value })
    }
  return low.sort((a, b) => a.value - b.value).map(({ point }) => point)
}

/** A compass search within the domain in double precision: it needs no gradient, and creases do not stop it. */
function descend(fn: TestFunction, start: Point): { point: Point; value: number } {
  const { x: sideX, y: sideY } = fn.domain
  const clamp = (v: number, [min, max]: readonly [number, number]) => Math.min(max, Math.max(min, v))
  let [best, value] = [start, valueAt(fn, start)]
  let step = (sideX[1] - sideX[0]) / cells
  const directions = Array.from({ length: 16 }, (_, k) => [Math.cos((k * Math.PI) / 8), Math.sin((k * Math.PI) / 8)])
  // In a plain that never ends, a search may go on for ever.
  for (let left = 2000; left > 0 && step > 1e-9 * (sideX[1] - sideX[0]); left--) {
    let moved = false
    for (const [a = 0, b = 0] of directions) {
      const point: Point = [clamp(best[0] + a * step, sideX), clamp(best[1] + b * step, sideY)]
      const lower = valueAt(fn, point)
      if (!(lower < value)) continue
      best = point
      value = lower
      moved = true
      break
    }
    if (!moved) step /= 2
  }
  return { point: best, value }
}

it('names every function once, in lower case', () => {
  const names = functions.map(fn => fn.name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z0-9_]+(@[a-z]+)?$/)
})

describe.each(functions.map(fn => [fn.name, fn] as const))('%s', (name, fn) => {
  it('says all that a user asks', () => {
    for (const text of [fn.title, fn.formula, fn.reference]) expect(text.trim()).not.toBe('')
    expect(fn.domain.x[0]).toBeLessThan(fn.domain.x[1])
    expect(fn.domain.y[0]).toBeLessThan(fn.domain.y[1])
    for (const { at } of fn.minima) expect(inside(fn.domain, at)).toBe(true)
    const { closeUp = fn.domain } = fn
    for (const corner of [
      [closeUp.x[0], closeUp.y[0]],
      [closeUp.x[1], closeUp.y[1]],
    ] as const)
      expect(inside(fn.domain, corner)).toBe(true)
    if (fn.minima.length === 0) expect(fn.notes).toMatch(/No minimum|Unbounded below/)
  })

  it('starts where there is a way to go', async () => {
    // flower’s start is the article’s, far outside.
    if (name !== 'flower') expect(inside(fn.closeUp ?? fn.domain, fn.start)).toBe(true)
    const [at] = await engineDerivatives('tensorflow', fn.evaluate, [fn.start])
    const steepness = Math.hypot(...(at?.gradient ?? [Number.NaN]))
    expect(steepness).toBeGreaterThan(1e-4)
    expect(steepness).toBeLessThan(Number.POSITIVE_INFINITY)
  })

  it('has the stated value at the stated minima, in double and in single precision', async () => {
    const actual = await engineDerivatives(
      'tensorflow',
      fn.evaluate,
      fn.minima.map(m => m.at),
    )
    fn.minima.forEach(({ at, value }, i) => {
      const single = actual[i]?.value ?? Number.NaN
      if (value === Number.NEGATIVE_INFINITY) {
        // The logarithm of 0, or of what rounding leaves of it.
        expect(valueAt(fn, at)).toBeLessThan(-60)
        expect(single).toBeLessThan(-20)
      } else {
        expect(Math.abs(valueAt(fn, at) - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)))
        // A crease of slope 100 (bukin_n6), or the square root of rounding, is steep.
        expect(Math.abs(single - value)).toBeLessThan(5e-5 * Math.max(1, Math.abs(value)))
      }
    })
  })

  it('is nowhere in its domain lower than the stated minimum, and as low at the stated points only', async () => {
    const low = await lowCells(fn)
    if (fn.minima.length === 0) return
    const bottom = bottomOf(fn)
    const tolerance = 1e-9 * Math.max(1, Math.abs(bottom))
    for (const start of low.slice(0, 80)) {
      const { point, value } = descend(fn, start)
      if (bottom === Number.NEGATIVE_INFINITY) {
        if (value > -20) continue
      } else {
        expect(value, `at ${point}`).toBeGreaterThanOrEqual(bottom - tolerance)
        if (value > bottom + tolerance) continue
      }
      // All of a curve is as low as the two points of it that are stated.
      if (name === 'linear_network') {
        expect(Math.abs(point[0] * point[1] - 1)).toBeLessThan(1e-3)
        continue
      }
      const distance = Math.min(...fn.minima.map(({ at }) => Math.hypot(at[0] - point[0], at[1] - point[1])))
      expect(distance, `as low at ${point}`).toBeLessThan(1e-3 * (fn.domain.x[1] - fn.domain.x[0]))
    }
  })

  it('has exact gradients and Hessians on the engine, at random points', async () => {
    const random = randomSource(1)
    const within = ([min, max]: readonly [number, number]) => Math.fround(min + random() * (max - min))
    const points = Array.from({ length: 20 }, (): Point => [within(fn.domain.x), within(fn.domain.y)])
    const actual = await engineDerivatives('tensorflow', fn.evaluate, points)
    points.forEach(([x, y], i) => {
      const wanted = fn.evaluate(hyperDual, variableX(x), variableY(y))
      const { gradient = [], hessian = [] } = actual[i] ?? {}
      for (const [a, w] of [
        [gradient, wanted.gradient],
        [hessian, wanted.hessian],
      ] as const)
        expect(deviation(a, w), `at ${x}, ${y}: ${a}, wanted ${w}`).toBeLessThan(singlePrecision(name))
    })
  })

  it('has gradients that central differences confirm, in double precision', () => {
    const random = randomSource(2)
    const within = ([min, max]: readonly [number, number]) => min + (0.01 + 0.98 * random()) * (max - min)
    for (let i = 0; i < 20; i++) {
      const [x, y] = [within(fn.domain.x), within(fn.domain.y)]
      const h = 1e-6
      const { gradient, hessian } = fn.evaluate(hyperDual, variableX(x), variableY(y))
      const slope = (dx: number, dy: number) =>
        (valueAt(fn, [x + h * dx, y + h * dy]) - valueAt(fn, [x - h * dx, y - h * dy])) / (2 * h)
      const scale = 1 + Math.hypot(...gradient) + Math.hypot(...hessian) + Math.abs(valueAt(fn, [x, y]))
      expect(Math.abs(slope(1, 0) - gradient[0]) / scale).toBeLessThan(1e-6)
      expect(Math.abs(slope(0, 1) - gradient[1]) / scale).toBeLessThan(1e-6)
    }
  })

  it('has no NaN on a grid of its domain, and the same values as point by point', async () => {
    const backend = await startBackend('tensorflow')
    const fine = landscape(backend, fn, fn.domain, 128, 128)
    expect(fine.values.some(Number.isNaN)).toBe(false)
    const { values, columns, rows, domain } = landscape(backend, fn, fn.domain, 7, 5)
    const { tf } = backend
    const m = tensorOps(tf)
    const scale = Math.max(1, ...values.filter(Number.isFinite).map(Math.abs))
    for (let j = 0; j < rows; j++)
      for (let i = 0; i < columns; i++) {
        const x = Math.fround(domain.x[0] + ((i + 0.5) * (domain.x[1] - domain.x[0])) / columns)
        const y = Math.fround(domain.y[0] + ((j + 0.5) * (domain.y[1] - domain.y[0])) / rows)
        const single = scoped(tf, () => fn.evaluate(m, tf.scalar(x), tf.scalar(y)).dataSync()[0] ?? Number.NaN)
        const inGrid = values[j * columns + i] ?? Number.NaN
        // Vectorized sines and exponentials may differ from single ones in the last bit.
        if (inGrid !== single) expect(Math.abs(inGrid - single)).toBeLessThan(1e-6 * scale)
      }
  })

  it('is what its formula says, where the formula is an expression', () => {
    if (/[Σ,]|\bt =/.test(fn.formula.replaceAll(/atan2\(y, x\)/g, ''))) return
    const read = parseExpression(fn.formula)
    const random = randomSource(3)
    for (let i = 0; i < 20; i++) {
      const x = fn.domain.x[0] + random() * (fn.domain.x[1] - fn.domain.x[0])
      const y = fn.domain.y[0] + random() * (fn.domain.y[1] - fn.domain.y[0])
      const wanted = valueAt(read, [x, y])
      expect(Math.abs(valueAt(fn, [x, y]) - wanted)).toBeLessThan(1e-12 * Math.max(1, Math.abs(wanted)))
    }
  })
})
