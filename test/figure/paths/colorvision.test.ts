import { lab, rgb } from 'd3-color'
import { describe, expect, it } from 'vitest'
import { onWhite, pathLooks, seriesColors } from '../../../src/figure/paths/looks.js'
import { defaultStyle, pathThrough } from '../contents.js'
import { seen, type Vision, visions } from '../visions.js'

const fromLinear = (c: number) => 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)

/** How far apart two colors look, in CIELAB (1976); about 2.3 is a just noticeable difference. */
function distance(a: string, b: string, vision: Vision): number {
  const [p, q] = [a, b].map(color => {
    const [red = 0, green = 0, blue = 0] = seen(color, vision).map(fromLinear)
    return lab(rgb(red, green, blue))
  })
  if (p === undefined || q === undefined) return Number.NaN
  return Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b)
}

const path = { trajectory: pathThrough([[0, 0]], () => 0), label: '' }
const [look] = pathLooks([path], defaultStyle)
const marks = { start: look?.startColor ?? '', end: look?.endColor ?? '', path: look?.color ?? '', minimum: '#ffffff' }

describe.each(Object.keys(visions) as Vision[])('with %s', vision => {
  it('start, end, path and minima are told apart by color, too', () => {
    const entries = Object.values(marks)
    entries.forEach((a, i) => {
      for (const b of entries.slice(i + 1)) expect(distance(a, b, vision), `${a} and ${b}`).toBeGreaterThan(15)
    })
  })

  it('the colors of several paths are told apart', () => {
    seriesColors.forEach((a, i) => {
      for (const b of seriesColors.slice(i + 1)) expect(distance(a, b, vision), `${a} and ${b}`).toBeGreaterThan(30)
    })
  })
})

it('tells red and green apart with full color vision and hardly with deuteranopia', () => {
  // The simulation itself: a confusion pair of the textbooks.
  expect(distance('#c04000', '#607000', 'full')).toBeGreaterThan(50)
  expect(distance('#c04000', '#607000', 'deuteranopia')).toBeLessThan(20)
})

it('shows translucent colors as they look on white', () => {
  expect(onWhite('#ff000080')).toBe('#ff7f7f')
  expect(onWhite('#123456')).toBe('#123456')
})

it('tells paths apart by color and dash for 24 of them, by the end mark, too, for more', () => {
  const looks = pathLooks(
    Array.from({ length: 144 }, () => path),
    defaultStyle,
  )
  const distinct = (paths: number, seen: (look: (typeof looks)[number]) => string) =>
    new Set(looks.slice(0, paths).map(seen)).size
  expect(distinct(24, ({ color, dash }) => `${color} ${dash}`)).toBe(24)
  expect(distinct(144, ({ color, dash, endShape }) => `${color} ${dash} ${endShape}`)).toBe(144)
})
