import { describe, expect, it } from 'vitest'
import { number, prose, quoted } from '../../../src/spec/fields/kinds.js'

describe('a number', () => {
  const refused = (parse: (raw: unknown, name: string) => number, raw: unknown) => {
    try {
      return `${parse(raw, '--n')} was taken`
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }

  it('lies between its bounds, or above one that is open', () => {
    expect([number(1, 2)('1', '--n'), number(1, 2)(2, '--n'), number(0, 9, { open: true })('1e-9', '--n')]).toEqual([
      1, 2, 1e-9,
    ])
    expect(refused(number(1, 2), '0.9')).toBe('--n: expected a number of at least 1 and at most 2, got "0.9"')
    expect(refused(number(1, 2), 2.1)).toBe('--n: expected a number of at least 1 and at most 2, got 2.1')
    expect(refused(number(0, 9, { open: true }), 0)).toBe('--n: expected a number above 0 and at most 9, got 0')
  })

  it('has no upper bound to tell where there is none', () => {
    expect(refused(number(1, Number.POSITIVE_INFINITY), 0)).toBe('--n: expected a number of at least 1, got 0')
  })
})

describe('a text', () => {
  it('ends before its last line breaks, which a YAML block leaves there', () => {
    expect([prose('a\nb\n', '--t'), prose('a\r\n\r\n', '--t'), prose('\na', '--t'), prose(7, '--t')]).toEqual([
      'a\nb',
      'a',
      '\na',
      '7',
    ])
  })
})

it('a value is shown quoted, on one line, of sixty characters at most', () => {
  expect([quoted('a\n\tb'), quoted(3), quoted([1, 'a']), quoted(undefined), quoted(null)]).toEqual([
    ...['"a b"', '3', '[1,"a"]', 'undefined', 'null'],
  ])
  expect(quoted('x'.repeat(58))).toBe(`"${'x'.repeat(58)}"`)
  expect(quoted('x'.repeat(59))).toBe(`"${'x'.repeat(56)}…`)
})
