import { describe, expect, it } from 'vitest'
import type { BackendName } from '../../../src/engine/backend.js'
import { float64 } from '../../../src/functions/float64.js'
import type { Algebra } from '../../../src/records/algebra.js'
import type { Point } from '../../../src/records/geometry.js'
import { engineDerivatives } from '../../functions/engine-derivatives.js'
import { type HyperDual, hyperDual, variableX, variableY } from '../../functions/hyperdual.js'

type Term = <T>(m: Algebra<T>, x: T, y: T) => T

const plane: readonly Point[] = [
  [0.3, 0.7],
  [-0.4, 0.9],
  [-0.6, -0.2],
  [0.8, -0.5],
  [1.7, 2.3],
  [-2.6, 1.4],
]
const unit = plane.slice(0, 4)
const positive: readonly Point[] = [
  [0.3, 0.7],
  [1.5, 0.2],
  [2.5, 3.5],
]

/** Every operation with a varying operand, nested so that its own second derivative and the chain rule both count. */
const cases: readonly [name: string, points: readonly Point[], term: Term][] = [
  ['add', plane, (m, x, y) => m.square(m.add(x, y))],
  ['add a number', plane, (m, x, y) => m.mul(m.add(x, 2), y)],
  ['sub', plane, (m, x, y) => m.square(m.sub(x, y))],
  ['sub from a number', plane, (m, x, y) => m.mul(m.sub(2, x), y)],
  ['mul', plane, (m, x, y) => m.mul(m.mul(x, y), y)],
  ['div', plane, (m, x, y) => m.div(x, y)],
  ['div of a number', plane, (m, x, y) => m.div(1, m.mul(x, y))],
  ['neg', plane, (m, x, y) => m.neg(m.mul(x, m.square(y)))],
  ['square', plane, (m, x, y) => m.square(m.mul(x, y))],
  ['abs', plane, (m, x, y) => m.mul(m.abs(m.mul(x, y)), y)],
  ['sign', plane, (m, x, y) => m.mul(m.sign(x), m.square(y))],
  ['floor', plane, (m, x, y) => m.mul(m.add(m.floor(m.mul(x, 3)), x), y)],
  ['sqrt', positive, (m, x, y) => m.sqrt(m.mul(x, m.square(y)))],
  ['exp', plane, (m, x, y) => m.exp(m.mul(x, y))],
  ['log', positive, (m, x, y) => m.log(m.mul(x, m.square(y)))],
  ['sin', plane, (m, x, y) => m.sin(m.mul(x, y))],
  ['cos', plane, (m, x, y) => m.cos(m.mul(x, y))],
  ['tan', unit, (m, x, y) => m.tan(m.mul(x, y))],
  ['asin', unit, (m, x, y) => m.asin(m.mul(x, y))],
  ['acos', unit, (m, x, y) => m.acos(m.mul(x, y))],
  ['atan', plane, (m, x, y) => m.atan(m.mul(x, y))],
  ['atan2', plane, (m, x, y) => m.atan2(y, x)],
  ['atan2 of more', plane, (m, x, y) => m.square(m.atan2(m.mul(y, x), m.add(x, y)))],
  ['sinh', plane, (m, x, y) => m.sinh(m.mul(x, y))],
  ['cosh', plane, (m, x, y) => m.cosh(m.mul(x, y))],
  ['tanh', plane, (m, x, y) => m.tanh(m.mul(x, y))],
  ['min', plane, (m, x, y) => m.min(m.square(x), m.mul(x, y))],
  ['max', plane, (m, x, y) => m.max(m.square(x), m.mul(x, y))],
  ['max with a number', plane, (m, x, y) => m.square(m.max(0.5, m.mul(x, y)))],
  ['pow 3', plane, (m, x, y) => m.mul(m.pow(x, 3), y)],
  ['pow 10', plane, (m, x, y) => m.pow(m.mul(x, y), 10)],
  ['pow 65', unit, (m, x, y) => m.pow(m.add(x, m.sign(x)), m.add(65, m.mul(y, 0)))],
  ['pow -2', plane, (m, x, y) => m.pow(m.mul(x, y), -2)],
  ['pow 0', plane, (m, x, y) => m.mul(m.pow(x, 0), m.square(y))],
  ['pow 1', plane, (m, x, y) => m.mul(m.pow(x, 1), y)],
  ['pow 2.5', positive, (m, x, y) => m.pow(m.mul(x, y), 2.5)],
  ['pow -0.5', positive, (m, x, y) => m.pow(m.mul(x, y), -0.5)],
  ['pow x^y', positive, (m, x, y) => m.pow(x, y)],
  ['pow of more', positive, (m, x, y) => m.pow(m.add(x, y), m.mul(x, y))],
  ['pow 2^x', plane, (m, x, y) => m.mul(m.pow(2, x), y)],
  ['less and where', plane, (m, x, y) => m.where(m.less(x, y), m.mul(x, m.square(y)), m.exp(x))],
  ['lessEqual and where', plane, (m, x, y) => m.where(m.lessEqual(y, 0.7), m.sin(m.mul(x, y)), 3)],
  ['a mask as a factor', plane, (m, x, y) => m.mul(m.less(x, 0), m.mul(x, m.square(y)))],
]

/** Written by hand: what float32 may lose over some ten operations. */
const close = (actual: number, wanted: number) => Math.abs(actual - wanted) <= 2e-5 * Math.max(1, Math.abs(wanted))

function expectSame(actual: HyperDual, wanted: HyperDual, where: string): void {
  for (const key of ['gradient', 'hessian'] as const)
    actual[key].forEach((v, i) => {
      expect(close(v, wanted[key][i] ?? Number.NaN), `${key} ${where}: ${v}, wanted ${wanted[key][i]}`).toBe(true)
    })
  expect(close(actual.value, wanted.value), `value ${where}: ${actual.value}, wanted ${wanted.value}`).toBe(true)
}

it.each(cases)('%s: the same value in double precision on the host', (_, points, term) => {
  for (const [x, y] of points)
    expect(term(float64, x, y)).toBeCloseTo(term(hyperDual, variableX(x), variableY(y)).value, 12)
})

describe.each<BackendName>(['tensorflow', 'cpu'])('operations on the %s backend', backend => {
  it.each(cases)('%s: value, gradient, Hessian', async (_, points, term) => {
    const actual = await engineDerivatives(backend, term, points)
    points.forEach((point, i) => {
      const [x, y] = [Math.fround(point[0]), Math.fround(point[1])]
      expectSame(actual[i] as HyperDual, term(hyperDual, variableX(x), variableY(y)), `at ${point}`)
    })
  })

  it('differentiates a function that is linear, of one variable, or constant', async () => {
    const [linear] = await engineDerivatives(backend, (m, x, y) => m.add(m.mul(x, 2), y), [[3, 4]])
    expect(linear).toEqual({ value: 10, gradient: [2, 1], hessian: [0, 0, 0] })
    const [single] = await engineDerivatives(backend, (_, x) => x, [[3, 4]])
    expect(single).toEqual({ value: 3, gradient: [1, 0], hessian: [0, 0, 0] })
    const [steps] = await engineDerivatives(backend, (m, x) => m.floor(x), [[3.5, 4]])
    expect(steps).toEqual({ value: 3, gradient: [0, 0], hessian: [0, 0, 0] })
  })

  it('takes PyTorch’s side where a gradient is not unique', async () => {
    const at: readonly Point[] = [[0, 0]]
    const gradientOf = async (term: Term) => (await engineDerivatives(backend, term, at))[0]?.gradient
    expect(await gradientOf((m, x) => m.abs(x))).toEqual([0, 0])
    expect(await gradientOf((m, x, y) => m.min(x, y))).toEqual([0.5, 0.5])
    expect(await gradientOf((m, x, y) => m.max(x, y))).toEqual([0.5, 0.5])
  })

  it('keeps NaN of the side that was not chosen out of the gradient of where', async () => {
    const term: Term = (m, x, y) => m.where(m.less(x, 0), m.mul(x, y), m.mul(m.log(m.max(x, 1e-3)), y))
    const [left] = await engineDerivatives(backend, term, [[-2, 3]])
    expect(left).toEqual({ value: -6, gradient: [3, -2], hessian: [0, 1, 0] })
  })

  it('differentiates powers of 0 and of negative numbers', async () => {
    const points: readonly Point[] = [
      [0, 0],
      [-2, 2],
    ]
    const square = await engineDerivatives(backend, (m, x, y) => m.pow(x, m.add(m.mul(y, 0), 2)), points)
    expect(square[0]).toEqual({ value: 0, gradient: [0, 0], hessian: [2, 0, 0] })
    expect(square[1]).toEqual({ value: 4, gradient: [-4, 0], hessian: [2, 0, 0] })
    const cube = await engineDerivatives(backend, (m, x) => m.pow(x, 3), points)
    expect(cube[0]).toEqual({ value: 0, gradient: [0, 0], hessian: [0, 0, 0] })
    expect(cube[1]).toEqual({ value: -8, gradient: [12, 0], hessian: [-12, 0, 0] })
  })
})
