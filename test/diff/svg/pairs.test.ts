import { describe, expect, it } from 'vitest'
import { pairs } from '../../../src/diff/svg/pairs.js'
import { randomSource } from '../../../src/random.js'

/** How many letters two texts have in common, in their order, at most: by trying all. */
function common(a: string, b: string): number {
  if (a === '' || b === '') return 0
  const [restA, restB] = [a.slice(1), b.slice(1)]
  return a[0] === b[0] ? 1 + common(restA, restB) : Math.max(common(restA, b), common(a, restB))
}

describe('the pairs of two lists', () => {
  const equal = (x: string, y: string) => x === y

  it('hold each entry once, in its order, and as many that are alike as can be', () => {
    const random = randomSource(3)
    const word = () => Array.from({ length: Math.floor(9 * random()) }, () => 'abc'[Math.floor(3 * random())]).join('')
    for (let i = 0; i < 300; i++) {
      const [a, b] = [word(), word()]
      const found = pairs([...a], [...b], equal, equal)
      expect(found.map(([x = '']) => x).join('')).toBe(a)
      expect(found.map(([, y = '']) => y).join('')).toBe(b)
      expect([a, b, found.filter(([x, y]) => x === y).length]).toEqual([a, b, common(a, b)])
    }
  })
})
