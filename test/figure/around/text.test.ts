import { describe, expect, it } from 'vitest'
import { fitText, text, textWidth } from '../../../src/figure/around/text.js'

describe('fitText', () => {
  it('leaves what fits', () => {
    expect(fitText('AdamW on Flower', 400, 12)).toBe('AdamW on Flower')
  })
  it('keeps as much as fits, without a blank before the ellipsis', () => {
    const whole = 'AdamW on Flower, and more'
    for (let width = 20; width < textWidth(whole, 12); width++) {
      const shortened = fitText(whole, width, 12)
      const kept = shortened.slice(0, -1)
      const longer = `${whole.slice(0, kept.length + (whole[kept.length] === ' ' ? 2 : 1))}…`
      expect(textWidth(shortened, 12)).toBeLessThanOrEqual(width)
      expect(whole.startsWith(kept)).toBe(true)
      expect(kept).toBe(kept.trimEnd())
      if (shortened !== '') expect(textWidth(longer, 12)).toBeGreaterThan(width)
    }
    expect(fitText(whole, 10, 12)).toBe('')
  })
  it('takes no longer for a text that is far too long', () => {
    expect(fitText('a'.repeat(1_000_000), 100, 12)).toMatch(/^a{5,40}…$/)
  })
})

describe('a text', () => {
  it('is regular, dark and level, from its start on the baseline, unless it is said otherwise', () => {
    expect(text([1, 2], 'a\tb', 12)).toEqual({
      ...{ kind: 'text', at: [1, 2], text: 'a b', size: 12, weight: 'regular', italic: false },
      ...{ color: '#262626', anchor: 'start', baseline: 'alphabetic', rotate: 0 },
    })
    expect(text([1, 2], 'a', 12, { rotate: 90, italic: true })).toMatchObject({ rotate: 90, italic: true })
  })
})
