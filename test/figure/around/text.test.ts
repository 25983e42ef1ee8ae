import { describe, expect, it } from 'vitest'
import { fitText, textWidth } from '../../../src/figure/around/text.js'

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
