import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type BackendName, startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { parseExpression } from '../../src/functions/expression.js'
import { float64 } from '../../src/functions/float64.js'
import { adamw } from '../../src/optimizers/adamw.js'
import { defaults } from '../../src/optimizers/types.js'
import type { Point } from '../../src/records/geometry.js'
import { refusalOf } from '../refusal.js'
import { deviation } from './deviation.js'
import { engineDerivatives } from './engine-derivatives.js'
import { hyperDual, variableX, variableY } from './hyperdual.js'

interface Sample {
  readonly x: number
  readonly y: number
  readonly f: number
  readonly g: readonly [number, number]
  readonly h: readonly [number, number, number]
}

/** Sums, products, branches and the special functions once more, by SymPy: fixtures/expressions.py. */
const { cases }: { readonly cases: Readonly<Record<string, readonly Sample[]>> } = JSON.parse(
  readFileSync(new URL('../../fixtures/expressions.json', import.meta.url), 'utf8'),
)
const backends: readonly BackendName[] = ['tensorflow', 'cpu']

describe.each(Object.entries(cases))('%s', (text, samples) => {
  const { evaluate } = parseExpression(text)

  it('has SymPy’s values and derivatives in doubles', () => {
    for (const { x, y, f, g, h } of samples) {
      expect(deviation([evaluate(float64, x, y)], [f])).toBeLessThan(1e-13)
      const { gradient, hessian } = evaluate(hyperDual, variableX(x), variableY(y))
      expect(deviation(gradient, g)).toBeLessThan(1e-11)
      expect(deviation(hessian, h)).toBeLessThan(1e-11)
    }
  })

  it.each(backends)('has them in single precision on the %s backend', async backend => {
    const actual = await engineDerivatives(
      backend,
      evaluate,
      samples.map(({ x, y }): Point => [x, y]),
    )
    samples.forEach(({ f, g, h }, i) => {
      const { value, gradient, hessian } = actual[i] ?? { value: Number.NaN, gradient: [], hessian: [] }
      expect(deviation([value], [f])).toBeLessThan(1e-5)
      expect(deviation(gradient, g)).toBeLessThan(1e-4)
      expect(deviation(hessian, h)).toBeLessThan(1e-3)
    })
  })
})

describe('where a formula fails or has a corner', () => {
  const inf = Number.POSITIVE_INFINITY
  // NumPy has sinc 0 = 1; its series is 1 − (πx)²/6 + …; PyTorch has the gradient 0 of |0|.
  it.each<[text: string, at: Point, value: number, gradient: Point, hessian?: readonly [number, number, number]]>([
    ['sinc(x) + 0*y', [0, 0], 1, [0, 0], [-(Math.PI ** 2) / 3, 0, 0]],
    ['hypot(x, y)', [0, 0], 0, [0, 0]],
    ['hypot(x, y)', [3e30, 4e30], Math.fround(5e30), [0.6, 0.8]],
    ['hypot(x, y)', [-3e-30, 4e-30], Math.fround(5e-30), [-0.6, 0.8]],
    ['cbrt(x) + y', [0, 0], 0, [inf, 1]],
    ['cbrt(x) + y', [-27, 0], -3, [1 / 27, 1], [2 / 2187, 0, 0]],
    ['cbrt(x) + y', [27, 0], 3, [1 / 27, 1], [-2 / 2187, 0, 0]],
    ['step(x) + y', [0, 0], 1, [0, 1], [0, 0, 0]],
    ['if(x > 0, sqrt(x), x*y)', [-4, 3], -12, [3, -4], [0, 1, 0]],
    ['if(x > 0, sqrt(x), x*y)', [0, 3], 0, [3, 0], [0, 1, 0]],
    ['if(x == 0, y, sin(x)/x)', [0, 3], 3, [0, 1], [0, 0, 0]],
    ['if(x != 0, x*log(x^2), 0) + y', [0, 3], 3, [0, 1], [0, 0, 0]],
    ['if(x <= 0, 1/(x - 1), if(y < 0, log(-y), log(y)))', [1, -2], Math.log(2), [0, -0.5], [0, 0, -0.25]],
  ])('%s at %s', async (text, at, value, gradient, hessian) => {
    const { evaluate } = parseExpression(text)
    expect(deviation([evaluate(float64, ...at)], [value])).toBeLessThan(1e-6)
    for (const backend of backends) {
      const [found] = await engineDerivatives(backend, evaluate, [at])
      expect(deviation([found?.value ?? Number.NaN], [value])).toBeLessThan(1e-6)
      found?.gradient.forEach((slope, i) => {
        if (gradient[i] === inf) expect(slope).toBe(inf)
        else expect(slope).toBeCloseTo(gradient[i] ?? Number.NaN, 5)
      })
      hessian?.forEach((entry, i) => {
        expect(found?.hessian[i]).toBeCloseTo(entry, 5)
      })
    }
  })
})

it('is a graph, bit for bit the eager loop', async () => {
  const backend = await startBackend('tensorflow')
  const text = 'sum(i, 1, 3, if(i == 2, cbrt(x + y), sinc(i*x))) + prod(i, 1, 2, hypot(x - i, y)) + step(x)*(x != y)*y'
  const run = { optimizer: adamw, hyperparameters: { ...defaults(adamw), lr: 0.05 }, steps: 12, seed: 0 }
  const fn = parseExpression(text)
  const by = (engine: 'graph' | 'eager') =>
    minimize(backend, [{ ...run, fn, start: [0.5, -0.25] as const }], { engine }).trajectories[0]
  const [graph, eager] = [by('graph'), by('eager')]
  expect(graph?.points).toEqual(eager?.points)
  expect(graph?.values).toEqual(eager?.values)
  expect(graph?.outcome.kind).toBe('finished')
})

describe('errors', () => {
  const fails = (text: string, parameters = {}) => refusalOf(() => parseExpression(text, parameters))

  it.each([
    ['sum(i, 1, 5)', 0, 'sum takes an index, its first and its last number, and a term, not 3: sum(i, 1, 5, x^i/i)'],
    [
      'x + prod(i, 1, 5)',
      4,
      'prod takes an index, its first and its last number, and a term, not 3: prod(i, 1, 5, x - i)',
    ],
    ['x + sum(2, 1, 5, x)', 8, 'the index of a sum is a name: sum(i, 1, 5, x^i/i)'],
    ['sum(x, 1, 5, x)', 4, 'x cannot be an index: it has a meaning already'],
    ['sum(e, 1, 5, x)', 4, 'e cannot be an index: it has a meaning already'],
    ['sum(sin, 1, 5, x)', 4, 'sin cannot be an index: it has a meaning already'],
    ['sum(i, 1, 2, sum(i, 1, 2, x))', 17, 'i cannot be an index: it has a meaning already'],
    ['sum(i, 1, y, x^i)', 10, 'a sum goes from a number to a number; this depends on x or y'],
    ['prod(i, x, 5, x^i)', 8, 'a product goes from a number to a number; this depends on x or y'],
    ['sum(i, 0.5, 5, x^i)', 7, 'an index is a whole number, not 0.5'],
    ['sum(i, 1, 1/0, x^i)', 10, 'an index is a whole number, not Infinity'],
    ['x + sum(i, 1, 1e6, x^i)', 4, 'this makes more than 1000 terms'],
    ['sum(i, 1, 40, sum(j, 1, 40, x*i*j))', 14, 'this makes more than 1000 terms'],
    ['sum(i, 1, 5, x^i) + i', 20, 'unknown name "i"; did you mean "x"?'],
    ['sum(i, 1, 5, z)', 13, 'unknown name "z"; did you mean "x"?'],
    ['sum(i, 1, 5, i(x))', 13, 'i is not a function; a product needs *'],
    ['x + sum', 4, 'sum is a function: sum(i, 1, 5, x^i/i)'],
    ['if(x < 0, x)', 0, 'if takes a condition and two values, not 2: if(x < 0, -x, x^2)'],
    ['if(x < 0, x, z)', 13, 'unknown name "z"; did you mean "x"?'],
    ['x + if(1, x, sqr(y))', 13, 'unknown function "sqr"; did you mean "sqrt"?'],
    ['0 < x < 1', 0, 'comparisons do not stand in a row'],
    ['x == y == 1', 0, 'comparisons do not stand in a row'],
    ['x = 3', 2, 'unexpected "="'],
    ['x =< 3', 2, 'unexpected "="'],
    ['x === 3', 4, 'unexpected "="'],
    ['!x', 0, 'unexpected "!"'],
    ['x <> 3', 3, 'unexpected ">"'],
    ['x << 3', 0, 'unknown operator <<'],
    ['x <', 3, 'something is missing at the end'],
    ['sinc(x, y)', 0, 'sinc takes one operand, not 2: sinc(x)'],
    ['hypot(x)', 0, 'hypot takes two operands, not 1: hypot(x, y)'],
    ['1 < 2', 0, 'neither x nor y occurs in the expression'],
    ['sum(i, 1, 0, x)', 0, 'neither x nor y occurs in the expression'],
    ['if(1 < 2, 3, x)', 0, 'neither x nor y occurs in the expression'],
  ])('%s points at %i', (text, index, problem) => {
    const [message, line, caret] = fails(text).message.split('\n')
    expect(message).toBe(problem)
    expect(line).toBe(`  ${text}`)
    expect(caret).toBe(`${' '.repeat(index + 2)}^`)
  })

  it('tells a parameter from an index and from a form', () => {
    expect(fails('sum(i, 1, 5, x)', { i: 2 }).message).toContain('i cannot be an index')
    expect(fails('sum*x', { sum: 2 }).message).toBe('sum cannot name a parameter: it has a meaning in expressions')
    expect(parseExpression('sum(i, 1, n, x^i)', { n: 3 }).evaluate(float64, 2, 0)).toBe(14)
  })
})
