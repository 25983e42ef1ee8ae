import { expect, it } from 'vitest'
import { partsBetween } from '../../src/words/parts.js'

it.each<readonly [text: string, parts: readonly string[]]>([
  ['', ['']],
  ['a', ['a']],
  ['a,b', ['a', 'b']],
  [',a,', ['', 'a', '']],
  ['a, b ,c', ['a', 'b', 'c']],
  ['a,,b', ['a', '', 'b']],
  ['f(x,y),b', ['f(x,y)', 'b']],
  ['f(g(x,y),z),b', ['f(g(x,y),z)', 'b']],
  ['(a,b)', ['(a,b)']],
  ['f(x,y', ['f(x', 'y']],
  ['f(x),g(y', ['f(x)', 'g(y']],
  ['a),b', ['a)', 'b']],
  ['a),(b,c),d', ['a)', '(b,c)', 'd']],
  ['))a,b((c,d)', ['))a', 'b((c,d)']],
])('the parts of %j between commas, of which those in parentheses part nothing', (text, parts) => {
  expect(partsBetween(text, /\s*,\s*/)).toEqual(parts)
})
