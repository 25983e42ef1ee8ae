import { describe, expect, it } from 'vitest'
import { linearTicks, type Ticks } from '../../../src/figure/around/axes.js'
import { notationOf, valueTicks } from '../../../src/figure/around/colorbar.js'
import {
  formatNumber,
  formatWithin,
  nameWithOffset,
  tickLabels,
  valueLabels,
} from '../../../src/figure/around/numberformat.js'
import { compose } from '../../../src/figure/compose.js'
import { valueScale } from '../../../src/figure/ground/choosescale.js'
import { contourLevels } from '../../../src/figure/ground/contours.js'
import { valueRange } from '../../../src/figure/ground/valuerange.js'
import { sparkline } from '../../../src/figure/paths/sparkline.js'
import { sweepScale } from '../../../src/figure/sweep/axis.js'
import { randomSource } from '../../../src/random.js'
import type { ColorScale } from '../../../src/records/style.js'
import { leastWidth } from '../../../src/resolution.js'
import { digitsWithin } from '../../../src/words/digits.js'
import { numberWithin, shortNumber } from '../../../src/words/words.js'
import { defaultStyle, hostLandscape, pathThrough } from '../contents.js'
import { textsOf } from '../shapes.js'

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

describe('tickLabels', () => {
  it('gives all ticks of an axis the same decimals', () => {
    expect(tickLabels([-1, -0.5, 0, 0.5], true)).toEqual({ labels: ['−1.0', '−0.5', '0.0', '0.5'], offset: 0 })
    expect(tickLabels([0, 2, 4], true)).toEqual({ labels: ['0', '2', '4'], offset: 0 })
  })
  it('takes off what the values share, where that can be said', () => {
    expect(tickLabels([99999, 99999.5, 100000, 100000.5, 100001], true)).toEqual({
      labels: ['−1.0', '−0.5', '0.0', '0.5', '1.0'],
      offset: 1e5,
    })
    expect(tickLabels([99999, 100000, 100001], false).labels).toEqual(['99999', '100000', '100001'])
    expect(tickLabels([-1e9 - 200, -1e9, -1e9 + 200], true)).toEqual({ labels: ['−200', '0', '200'], offset: -1e9 })
  })
  it('give two ticks, too, the same decimals', () => {
    expect(tickLabels([0.5, 2], true).labels).toEqual(['0.5', '2.0'])
    expect(tickLabels([0.5], true).labels).toEqual(['0.5'])
  })
  it('says the offset with the name', () => {
    expect(nameWithOffset('x', 1e6)).toBe('x − 10⁶')
    expect(nameWithOffset('f(x, y)', -1.5e-9)).toBe('f(x, y) + 1.5×10⁻⁹')
    expect(nameWithOffset('y', 1234567.5)).toBe('y − 1234567.5')
    expect(nameWithOffset('y', 0)).toBe('y')
  })
})

describe('labels along an axis or a bar, whatever the range', () => {
  const random = randomSource(11)
  const pick = <T>(...of: readonly T[]) => of[Math.floor(random() * of.length)] as T
  /** A range about an offset from 1e-12 to 1e12, down to what float32 resolves. */
  const range = (): readonly [number, number] => {
    const offset = pick(-1, 1) * 10 ** (24 * random() - 12) * pick(1, 1, random())
    const exact = pick(0, 1) === 0 ? offset : Number(offset.toPrecision(1))
    const width = leastWidth([exact, exact]) * 10 ** (9 * random())
    return pick([exact, exact + width], [exact - width / 2, exact + width / 2], [exact - width, exact])
  }
  /** A label as the number it says. */
  const read = (label: string) => {
    const text = label.replaceAll('−', '-')
    const raised = /^(-?)(?:([\d.]+)×)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(text)
    if (raised === null) return Number(text)
    const exponent = [...(raised[3] ?? '')].map(c => (c === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c))).join('')
    return Number(`${raised[1]}${raised[2] ?? 1}e${exponent}`)
  }
  /** All labels differ, and each says its value to a part of its distance to the next. */
  const check = ({ marks, offset }: Ticks, toValue: (position: number) => number, longest: number) => {
    expect(new Set(marks.map(({ label }) => label)).size).toBe(marks.length)
    const values = marks.map(({ position }) => toValue(position))
    marks.forEach(({ label }, i) => {
      const value = values[i] ?? Number.NaN
      const others = values.filter((_, j) => j !== i).map(other => Math.abs(other - value))
      const room = others.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
      expect(Math.abs(read(label) + offset - value), `${label} + ${offset} for ${value}`).toBeLessThanOrEqual(
        0.06 * room,
      )
      expect(label.length, label).toBeLessThanOrEqual(longest)
    })
  }

  it('are different and true on linear axes', () => {
    for (let i = 0; i < 4000; i++) {
      const [min, max] = range()
      const along = (position: number) => min + position * (max - min)
      const length = 50 + 900 * random()
      check(linearTicks([min, max], length, 76, true), along, 14)
      check(linearTicks([min, max], length, 76, false), along, 20)
    }
  })
  it('are different and true on bars, linear and logarithmic, and on contours', () => {
    for (let i = 0; i < 4000; i++) {
      const [low, high] = range()
      const skew = pick(1, 3, 8)
      const values = Float32Array.from({ length: 300 }, () => low + (high - low) * random() ** skew)
      const found = valueRange(values)
      if (found === undefined) continue
      const wish = {
        kind: pick<ColorScale>('linear', 'log', 'symlog', 'auto'),
        known: pick(found.low, low),
        curve: pick(false, true),
      }
      const scale = valueScale(found, wish)
      const notation = notationOf([scale])
      const place = { length: 100 + 900 * random(), room: 62, label: 12, notation }
      const height = (position: number) => scale.valueAt(position) - scale.base.value
      check(valueTicks(scale, { ...place, named: true }), height, scale.kind === 'symlog' ? 20 : 14)
      check(valueTicks(scale, { ...place, named: false }), height, 20)
      const { labels } = valueLabels(contourLevels(scale, 2 + Math.floor(12 * random())), notation)
      expect(new Set(labels).size).toBe(labels.length)
    }
  })
  it('are different on the axes of sweeps', () => {
    for (let i = 0; i < 1000; i++) {
      const low = 10 ** (10 * random() - 6)
      const high = low * (1 + 10 ** (6 * random() - 5))
      for (const spacing of ['linear', 'log'] as const) {
        const axis = { key: 'lr', spacing, values: [low, (low + high) / 2, high] }
        const { marks } = sweepScale(axis, 0.03).ticks(600, 80, true)
        expect(marks.length).toBeGreaterThan(1)
        expect(new Set(marks.map(({ label }) => label)).size).toBe(marks.length)
      }
      const list = { key: 'lr', spacing: 'list', values: [low, high, 'auto'] } as const
      expect(
        new Set(
          sweepScale(list, 0.1)
            .ticks(600, 80, true)
            .marks.map(({ label }) => label),
        ).size,
      ).toBe(3)
    }
  })
})

describe('the values that a figure names', () => {
  const start = [1, 1] as const
  const end = [0.5, 2] as const
  /** All that is written below the plot, and above a panel, of one path and of two. */
  const written = (f: (x: number, y: number) => number) =>
    [1, 2].flatMap(count => {
      const path = { label: 'path', trajectory: pathThrough([start, end], f) }
      const content = {
        ...{ varied: undefined, title: '', subtitle: '', quantity: 'f(x, y)' },
        paths: Array.from({ length: count }, () => path),
        landscape: hostLandscape(f, { x: [-5, 5], y: [-5, 5] }),
        minima: [{ at: [0, 0] as const, value: f(0, 0) }],
      }
      const scene = compose(content, { ...defaultStyle, panel: 'loss', width: 1600 })
      return textsOf(scene).map(({ text }) => text)
    })

  it('are written as those beside the bar: with powers of ten from 10⁴ on where there are larger ones', () => {
    const large = written((x, y) => 1e4 * (x * x + y * y + 1)).join('; ')
    expect(large).toMatch(/start \(1, 1\), f = 3×10⁴/)
    expect(large).toMatch(/end \(0.5, 2\), f = 5.25×10⁴/)
    expect(large).toMatch(/minimum, f = 10⁴/)
    expect(large).toMatch(/lowest 3×10⁴ at step 0/)
    expect(large).not.toMatch(/\d{5}/)
    expect(written((x, y) => 1e3 * (x * x + y * y + 20)).join('; ')).toMatch(
      /start \(1, 1\), f = 22000.*minimum, f = 20000/,
    )
  })
})

describe('a value among others', () => {
  it('has digits enough to be told from them, and no more', () => {
    expect(numberWithin(1000000.25, 10)).toBe('1000000.25')
    expect(numberWithin(1000000.25, 1e6)).toBe('1e+6')
    expect(formatWithin(100000048, 200, 3)).toBe('100000050')
    expect(numberWithin(28.2843, 28)).toBe('28.28')
    expect(numberWithin(Number.NaN, 3)).toBe('NaN')
    expect(shortNumber(123456789, 9)).toBe('123456789')
    for (let power = -12; power <= 12; power++) {
      const at = 10 ** power
      for (const width of [1e-6, 1e-4, 1e-2, 1].map(share => share * at)) {
        const texts = [at, at + width / 20, at + width].map(value => numberWithin(value, width))
        expect(new Set(texts).size, texts.join()).toBe(3)
      }
    }
    expect(digitsWithin(5, 0)).toBe(4)
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
