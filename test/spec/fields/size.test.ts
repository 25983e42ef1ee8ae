import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/errors.js'
import { fields } from '../../../src/spec/fields/fields.js'
import { scaleOf } from '../../../src/spec/fields/figure.js'
import { pixelsOf, size, sizeText } from '../../../src/spec/fields/size.js'

const parse = (raw: unknown) => size(raw, '--size')

describe('a size', () => {
  it.each([
    ['800x720', [800, 720]],
    [
      [800, 720],
      [800, 720],
    ],
    ['90px × 60px', [90, 60]],
    ['40x16000', [40, 16_000]],
    ['85mmx75mm', [85, 75, 'mm']],
    ['85x75mm', [85, 75, 'mm']],
    ['8.5 cm, 7.5 CM', [8.5, 7.5, 'cm']],
    ['3.3inx3in', [3.3, 3, 'in']],
    [
      [240, 200, 'pt'],
      [240, 200, 'pt'],
    ],
  ])('%j', (raw, expected) => {
    expect(parse(raw)).toEqual(expected)
    expect(parse(sizeText(parse(raw)))).toEqual(expected)
  })

  // 96 pixels are an inch of 25.4 mm or 72 points.
  it('on paper is so many pixels', () => {
    expect(pixelsOf([25.4, 50.8, 'mm'])).toEqual([96, 192])
    expect(pixelsOf([2.54, 5.08, 'cm'])).toEqual([96, 192])
    expect(pixelsOf([1, 2, 'in'])).toEqual([96, 192])
    expect(pixelsOf([72, 144, 'pt'])).toEqual([96, 192])
    expect(pixelsOf([800, 720])).toEqual([800, 720])
  })

  it.each([
    '85mmx75',
    '85mmx7.5cm',
    '85x75km',
    '80.5x70',
    '39x40',
    '40x16001',
    '8x7mm',
    '9000x9000mm',
    'mmxmm',
    '1.2.3x4mm',
    [85, 75, 'km'],
    [85],
    [85, 75, 'mm', 1],
    85,
    null,
  ])('refuses %j', raw => {
    expect(() => parse(raw)).toThrow(UsageError)
    expect(() => parse(raw)).toThrow('--size: expected WxH')
  })
})

describe('pixels of a file', () => {
  const scale = (given: { scale?: number; dpi?: number; size?: string }, format = 'png') =>
    scaleOf({ scale: given.scale, dpi: given.dpi, size: parse(given.size ?? fields.size.default) }, format)

  it('are two for one of the figure, one in an animation, and 300 an inch on paper', () => {
    expect(scale({})).toBe(2)
    expect(scale({}, 'gif')).toBe(1)
    expect(scale({ size: '85x75mm' })).toBe(300 / 96)
    expect(scale({ size: '85x75mm' }, 'gif')).toBe(1)
  })

  it('follow the density, whatever the size is said in', () => {
    expect(scale({ dpi: 96 })).toBe(1)
    expect(scale({ dpi: 600, size: '3x3in' })).toBe(600 / 96)
    expect(scale({ scale: 3, size: '3x3in' })).toBe(3)
  })
})
