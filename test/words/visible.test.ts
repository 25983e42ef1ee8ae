import { describe, expect, it } from 'vitest'
import { RuntimeFailure, UsageError } from '../../src/errors.js'
import { visible, visibleJson } from '../../src/words/visible.js'

/** Every character that a line of a terminal cannot show. */
const unseen = [
  ...Array.from({ length: 0x20 }, (_, i) => i),
  ...Array.from({ length: 0x21 }, (_, i) => 0x7f + i),
  ...[0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069],
].map(code => String.fromCharCode(code))

describe('a visible text', () => {
  it('spells what a line cannot show, and nothing else', () => {
    expect(visible('\u001b[31m\n\t\r\u007f\u009b\u202e\u2028\0')).toBe(
      '\\x1b[31m\\n\\t\\r\\x7f\\x9b\\u202e\\u2028\\x00',
    )
    for (const character of unseen) expect(visible(`a${character}b`)).toMatch(/^a\\(?:[nrt]|x[\da-f]{2}|u[\da-f]{4})b$/)
    const plain = 'f(x) = "x²" ∇ ≤ é 日本 😀 \\n ~ \u00a0'
    expect(visible(plain)).toBe(plain)
    expect(visible(visible(unseen.join('')))).toBe(visible(unseen.join('')))
  })

  it('is still the same document where it is JSON', () => {
    const document = { [unseen.join('')]: unseen, nested: { lines: 'a\nb' } }
    const json = visibleJson(JSON.stringify(document, null, 2))
    expect(JSON.parse(json)).toEqual(document)
    expect(visible(json.replaceAll('\n', ''))).toBe(json.replaceAll('\n', ''))
  })
})

describe('an error', () => {
  it('is one line, whatever is in it, and a hint another', () => {
    const error = new UsageError(`unknown name "${unseen.join('')}"`, `mkdir ${unseen.join('')}`)
    expect(`${error.message}\n${error.hint}`.split('\n')).toHaveLength(2)
    expect(error.message).toContain('\\n')
    expect([error.exitCode, error.name]).toEqual([2, 'UsageError'])
    expect(new RuntimeFailure('a').hint).toBeUndefined()
  })

  it('shows the place in a text on lines of its own', () => {
    expect(new UsageError(['a\nb', '  x', '  ^']).message).toBe('a\\nb\n  x\n  ^')
  })

  it('shows the ends of a value that is too long', () => {
    const { message } = new UsageError(`unknown name "${'x'.repeat(1e6)}"; expected a name`)
    expect(message).toHaveLength(1000)
    expect(message).toMatch(/^unknown name "x+…x+"; expected a name$/)
  })
})
