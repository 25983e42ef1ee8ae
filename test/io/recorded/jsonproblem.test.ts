import { describe, expect, it } from 'vitest'
import { jsonProblem } from '../../../src/io/recorded/jsonproblem.js'

describe('why a text is no JSON', () => {
  it.each([
    ['[1, 2,, 3]', 1, /^it is no JSON: expected .*, got , 3\]$/],
    ['{"a": 1\n "b": 2}', 2, /^it is no JSON: expected .*, got "b": 2\}$/],
    ['{"a": 1,\n\n b: 2}', 3, /^it is no JSON: expected .*, got b: 2\}$/],
    ['{"a" 1}', 1, /^it is no JSON: expected .*, got 1\}$/],
    ['[1]\n]', 2, /^it is no JSON: expected .*, got \]$/],
    ['[1,\n2', 2, /^the JSON is cut short: expected /],
    ['{"a": [1,\n2\n\n', 2, /^the JSON is cut short: expected /],
    ['{"a":\n', 1, /^the JSON is cut short: expected /],
  ])('%j: line %i', (text, line, message) => {
    const told = jsonProblem(text)
    expect([told.line, told.message]).toEqual([line, expect.stringMatching(message)])
    // Another parser sees as much.
    expect(() => JSON.parse(text)).toThrow()
  })

  it('shows forty characters of what was found, on one line', () => {
    expect(jsonProblem(`[1 ${'x'.repeat(60)}]`).message.endsWith(`, got ${'x'.repeat(40)}`)).toBe(true)
    expect(jsonProblem('[1 x\n\ty]').message.endsWith(', got x y]')).toBe(true)
  })
})
