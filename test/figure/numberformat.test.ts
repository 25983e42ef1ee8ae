import { describe, expect, it } from 'vitest'
import { formatNumber, tickFormatter } from '../../src/figure/around/numberformat.js'
import { sparkline } from '../../src/figure/paths/sparkline.js'

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0.86243, '−0.8624'],
    [20, '20'],
    [12345, '12350'.replace('12350', '12350')],
    [1e5, '10⁵'],
    [-2.5e-7, '−2.5×10⁻⁷'],
    [1.23456e12, '1.235×10¹²'],
    [0.001, '0.001'],
    [Number.NaN, 'undefined'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })
})

describe('tickFormatter', () => {
  it('gives all ticks of an axis the same decimals', () => {
    expect([-1, -0.5, 0, 0.5].map(tickFormatter([-1, -0.5, 0, 0.5]))).toEqual(['−1.0', '−0.5', '0.0', '0.5'])
    expect([0, 2, 4].map(tickFormatter([0, 2, 4]))).toEqual(['0', '2', '4'])
  })
})

describe('sparkline', () => {
  it('goes from the highest to the lowest', () => {
    expect(sparkline(Float32Array.from({ length: 8 }, (_, i) => 7 - i))).toBe('█▇▆▅▄▃▂▁')
  })
  it('is logarithmic where most values lie near the lowest', () => {
    const halving = sparkline(Float32Array.from({ length: 16 }, (_, i) => 2 ** -i))
    expect(new Set(halving).size).toBe(8)
  })
  it('shows what is not finite, constants, and no more than its width', () => {
    expect(sparkline(Float32Array.of(1, Number.NaN, 0))).toBe('█×▁')
    expect(sparkline(Float32Array.of(5, 5, 5))).toBe('▁▁▁')
    expect(sparkline(new Float32Array(1000), 30)).toHaveLength(30)
    expect(sparkline(new Float32Array(0))).toBe('')
  })
})
