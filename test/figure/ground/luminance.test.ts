import { expect, it } from 'vitest'
import { luminance } from '../../../src/figure/ground/luminance.js'

it('the luminance of a color is that of WCAG 2.2', () => {
  const grey = (level: number) => luminance(`#${level.toString(16).padStart(2, '0').repeat(3)}`)
  expect(grey(0)).toBe(0)
  expect(grey(255)).toBeCloseTo(1, 12)
  // The two formulas, to both sides of where they meet.
  expect(grey(10)).toBeCloseTo(10 / 255 / 12.92, 12)
  expect(grey(11)).toBeCloseTo(((11 / 255 + 0.055) / 1.055) ** 2.4, 12)
  expect(grey(128)).toBeCloseTo(0.2158605, 6)
  expect(['#ff0000', '#00ff00', '#0000ff'].map(luminance)).toEqual([0.2126, 0.7152, 0.0722])
  expect(luminance('no color' as never)).toBe(0)
})
