import { describe, expect, it } from 'vitest'
import { parametersIn } from '../../../src/explore/browser/names.js'
import { constants } from '../../../src/functions/expression/operations.js'
import { parseExpression } from '../../../src/functions/expression.js'

describe('the parameters of a formula', () => {
  it('are no constants', () => expect(parametersIn(Object.keys(constants).join('+'))).toEqual([]))

  it.each<[string, readonly string[]]>([
    ['(x^2 - a)^2 + y^2', ['a']],
    ['pi*x + e*y + 2e3 + 1.5e-2', []],
    ['a*sin(b_1*x) + a*y', ['a', 'b_1']],
    ['sum(i, 1, 5, x^i) + y^2', []],
    ['prod (k, 1, n, x + k) + sum(i, 1, m, sum(j, 1, i, j*x*c)) + y', ['n', 'm', 'c']],
    ['if(x < t, x^2, y)', ['t']],
  ])('%s', (formula, names) => {
    expect(parametersIn(formula)).toEqual(names)
    expect(parseExpression(formula, Object.fromEntries(names.map(name => [name, 1]))).formula).toBe(formula)
  })
})
