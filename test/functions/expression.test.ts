import { describe, expect, it } from 'vitest'
import type { BackendName } from '../../src/engine/backend.js'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { UsageError } from '../../src/errors.js'
import { calls, constants } from '../../src/functions/expression/operations.js'
import { parseExpression } from '../../src/functions/expression.js'
import { float64 } from '../../src/functions/float64.js'
import { functions } from '../../src/functions/index.js'
import { adamw } from '../../src/optimizers/adamw.js'
import { defaults } from '../../src/optimizers/types.js'
import { randomSource } from '../../src/random.js'
import { refusalOf } from '../refusal.js'
import { engineDerivatives } from './engine-derivatives.js'
import { hyperDual, variableX, variableY } from './hyperdual.js'

const evaluated = (text: string, x = 3, y = 2, parameters = {}) =>
  parseExpression(text, parameters).evaluate(float64, x, y)

describe('the language', () => {
  it.each([
    ['x + 2*y', 7],
    ['x - y - 1', 0],
    ['x / y / 2', 0.75],
    ['-x^2', -9],
    ['(-x)^2', 9],
    ['0 - -x^2', 9],
    ['2^3^2 + 0*x', 512],
    ['2^-y', 0.25],
    ['2^-y^2', 0.0625],
    ['x^-2', 1 / 9],
    ['-2*-x', 6],
    ['+x - +y', 1],
    ['x*-y^2', -12],
    ['6/2*x', 9],
    ['1e-3*x + .5 + 2.', 2.503],
    ['2*pi*x/e', (6 * Math.PI) / Math.E],
    ['sqrt(x^2 + y^2)', Math.sqrt(13)],
    ['abs(-x) + exp(y) + log(x)', 3 + Math.exp(2) + Math.log(3)],
    ['log2(x) + log10(y)', Math.log2(3) + Math.log10(2)],
    ['sin(x) + cos(x) + tan(x)', Math.sin(3) + Math.cos(3) + Math.tan(3)],
    ['asin(x/9) + acos(x/9) + atan(x)', Math.PI / 2 + Math.atan(3)],
    ['atan2(y, x)', Math.atan2(2, 3)],
    ['sinh(x) + cosh(x) + tanh(x)', Math.sinh(3) + Math.cosh(3) + Math.tanh(3)],
    ['min(x, y) + 10*max(x, y)', 32],
    ['pow(x, y)', 9],
    ['sign(-x) + floor(x/y)', 0],
    [' x\n+\ty ', 5],
    ['((((x))))', 3],
    ['2*((max(x, y)))', 6],
    ['max(1, ((y)))', 2],
    ['( sqrt(x^2) ) * (abs (y))', 6],
  ])('%s', (text, value) => {
    expect(evaluated(text)).toBeCloseTo(value, 12)
  })

  it('takes named parameters, as numbers or their texts', () => {
    expect(evaluated('a*x + b_2', 3, 2, { a: 2, b_2: '1.5' })).toBe(7.5)
  })

  it('computes numbers in double precision and equal parts once', () => {
    let operations = 0
    const counted = {
      ...float64,
      sin: (a: number) => {
        operations++
        return Math.sin(a)
      },
    }
    parseExpression('sin(x + 2*pi) * sin(x + 2*pi) + sin(1)').evaluate(counted, 3, 2)
    expect(operations).toBe(1)
  })

  it('says what a user does not: the domain, a start within it, the parameters', () => {
    const fn = parseExpression('a*x^2 + y^2', { a: 3 })
    expect(fn).toMatchObject({ name: 'expression', formula: 'a*x^2 + y^2', notes: 'With a = 3.', minima: [] })
    expect(fn.domain).toEqual({ x: [-5, 5], y: [-5, 5] })
    expect(fn.start).toEqual([4, 3])
  })
})

describe('errors', () => {
  const fails = (text: string, parameters = {}) => refusalOf(() => parseExpression(text, parameters))

  it('blanks are no expression', () => {
    expect(fails('  ').message).toBe('the expression is empty')
  })

  it.each([
    ['', 0, 'the expression is empty'],
    ['x +', 3, 'something is missing at the end'],
    ['x +* 2', 3, 'unexpected "*"'],
    ['sqrt(x', 4, 'this parenthesis is never closed'],
    ['x + y)', 5, 'this parenthesis closes nothing'],
    ['x*()', 2, 'nothing is in parentheses'],
    ['x + z', 4, 'unknown name "z"; did you mean "x"?'],
    ['sqr(x)', 0, 'unknown function "sqr"; did you mean "sqrt"?'],
    ['2x', 1, 'a number runs into a name; a product needs *'],
    ['x y', 2, 'an operator is missing before this; a product needs *'],
    ['1 + (x y)', 7, 'an operator is missing before this; a product needs *'],
    ['x(2)', 0, 'x is not a function; a product needs *'],
    ['(x)(y)', 0, 'only a name can be called; a product needs *'],
    ['(sin)(y)', 0, 'only a name can be called; a product needs *'],
    ['y + sin', 4, 'sin is a function: sin(x)'],
    ['atan2(y)', 0, 'atan2 takes two operands, not 1: atan2(y, x)'],
    ['sin(x, y)', 0, 'sin takes one operand, not 2: sin(x)'],
    ['sin()', 3, 'nothing is in parentheses'],
    ['max(x y)', 6, 'a comma is missing here'],
    ['max(x,)', 6, 'unexpected ")"'],
    ['max(,x)', 4, 'unexpected ","'],
    ['x, y', 1, 'a comma stands only between the operands of a call, as in atan2(y, x)'],
    ['x**2', 1, 'unknown operator **'],
    ['x = 3', 2, 'unexpected "="'],
    ['x; y', 1, 'unexpected ";"'],
    ['x[0]', 1, 'unexpected "["'],
    ['x % 2', 2, 'unexpected "%"'],
    ['x ? y : 1', 2, 'unexpected "?"'],
    ['x => y', 2, 'unexpected "="'],
    ['`x`', 0, 'unexpected "`"'],
    ['x − y', 2, 'unexpected "−"'],
    ['x.constructor', 0, 'a point stands only within a number, as in 0.5'],
    ['sin.call(x)', 0, 'only a name can be called; a product needs *'],
    ['constructor', 0, 'unknown name "constructor"'],
    ['constructor(x)', 0, 'unknown function "constructor"'],
    ['__proto__ + x', 0, 'unknown name "__proto__"'],
    ['this + x', 0, 'unknown name "this"'],
    ['x + true', 4, 'unknown name "true"'],
    ['eval(x)', 0, 'unknown function "eval"'],
    ['0.5.5*x', 3, 'unexpected "."'],
    ['1e*x', 2, 'the exponent of a number is missing, as in 1e-3'],
    ['1 + 2', 0, 'neither x nor y occurs in the expression'],
  ])('%s points at %i', (text, index, problem) => {
    const [message, line, caret] = fails(text).message.split('\n')
    expect(message).toBe(problem)
    if (text === '') return
    expect(line).toBe(`  ${text}`)
    expect(caret).toBe(`${' '.repeat(index + 2)}^`)
  })

  it.each([
    ['x is a variable', 'a*x', { a: 1, x: 2 }, 'x cannot name a parameter: it has a meaning in expressions'],
    ['e is a constant', 'e*x', { e: 1 }, 'e cannot name a parameter: it has a meaning in expressions'],
    ['sin is a function', 'x', { sin: 1 }, 'sin cannot name a parameter: it has a meaning in expressions'],
    ['not a name', 'x', { 'a b': 1 }, '"a b" cannot name a parameter'],
    ['not a number', 'a*x', { a: 'two' }, 'parameter a: expected a number, got "two"'],
    ['not finite', 'a*x', { a: 'Infinity' }, 'parameter a: expected a number, got "Infinity"'],
    ['not used', 'x + ab', { a: 1, ab: 2 }, 'parameter a does not occur in the expression'],
  ])('a parameter: %s', (_, text, parameters, message) => {
    expect(fails(text, parameters).message).toBe(message)
  })

  it.each([
    ['10,000 parentheses', `${'('.repeat(10_000)}x${')'.repeat(10_000)}`, 'the expression is 20001 characters long'],
    ['1,500 parentheses', `${'('.repeat(1500)}x${')'.repeat(1500)}`, 'nested too deeply'],
    ['a megabyte', 'x+'.repeat(500_000), 'the expression is 1000000 characters long'],
    ['3,000 signs', `${'-'.repeat(3000)}x`, 'nested too deeply'],
    ['1,000 powers', `${'x^'.repeat(1000)}x`, 'nested too deeply'],
    ['700 calls', `${'sin('.repeat(700)}x${')'.repeat(700)}`, 'nested too deeply'],
  ])('%s', (_, text, message) => {
    expect(fails(text).message).toContain(message)
    expect(fails(text).message.length).toBeLessThan(300)
  })

  it('reads a sum as long as the text may be', () => {
    expect(evaluated(`${'x+'.repeat(1999)}x`)).toBe(6000)
  })

  it('never fails otherwise, whatever the text', () => {
    const random = randomSource(7)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const pieces = [...'xyzab0123456789.+-*/^(),, _e \t\n%$"\'[]{}?:;=<>!&|~`\\#@é', '**', '..', ...Object.keys(calls)]
    pieces.push(...Object.keys(constants), 'constructor', '__proto__', 'this', 'true', 'sin(', 'max(x,', '1e', '(x)')
    let read = 0
    for (let round = 0; round < 20_000; round++) {
      // Half of the texts are pieces in a row, half are a formula with a piece in a wrong place.
      const formula = pick(functions).formula.slice(0, 60)
      const cut = Math.floor(random() * formula.length)
      const text =
        round % 2 === 0
          ? Array.from({ length: 1 + Math.floor(random() * 12) }, () => pick(pieces)).join('')
          : formula.slice(0, cut) + pick(pieces) + formula.slice(cut + pick([0, 1, 2]))
      try {
        parseExpression(text).evaluate(float64, 1, 2)
        read++
      } catch (error) {
        if (!(error instanceof UsageError)) throw new Error(`on ${JSON.stringify(text)}`, { cause: error })
      }
    }
    expect(read).toBeGreaterThan(100)
  })
})

describe.each<BackendName>(['tensorflow', 'cpu'])('on the %s backend', backendName => {
  it.each(['exp(x*y)*tanh(x)', 'x^y + 2^x', 'max(x, y)^3/cosh(x*y)', 'log2(x) + log10(y)*asin(x/9)'])(
    '%s: exact first and second derivatives',
    async text => {
      const { evaluate } = parseExpression(text)
      const [actual] = await engineDerivatives(backendName, evaluate, [[1.25, 0.5]])
      const wanted = evaluate(hyperDual, variableX(1.25), variableY(0.5))
      expect(actual?.value).toBeCloseTo(wanted.value, 5)
      actual?.gradient.forEach((v, i) => {
        expect(v).toBeCloseTo(wanted.gradient[i] ?? Number.NaN, 4)
      })
      actual?.hessian.forEach((v, i) => {
        expect(v).toBeCloseTo(wanted.hessian[i] ?? Number.NaN, 4)
      })
    },
  )

  it('walks a built-in’s formula as the built-in, bit by bit', async () => {
    const backend = await startBackend(backendName)
    for (const name of ['flower', 'beale', 'ackley']) {
      const builtIn = functions.find(f => f.name === name)
      if (builtIn === undefined) throw new Error(`no function ${name}`)
      const run = { optimizer: adamw, hyperparameters: { ...defaults(adamw), lr: 0.1 }, steps: 20, seed: 0 }
      const [a, b] = [builtIn, parseExpression(builtIn.formula)].map(
        fn => minimize(backend, [{ ...run, fn, start: builtIn.start }]).trajectories[0],
      )
      expect(a?.points).toEqual(b?.points)
      expect(a?.values).toEqual(b?.values)
    }
  })
})

describe('the title of an expression', () => {
  it('is the expression, shortened to sixty characters', () => {
    const sum = (length: number) => `x+y+${'1'.repeat(length - 4)}`
    expect(parseExpression(sum(60)).title).toBe(sum(60))
    expect(parseExpression(sum(61)).title).toBe(`${sum(59)}…`)
  })
})
