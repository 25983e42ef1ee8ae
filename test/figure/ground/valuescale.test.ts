import { describe, expect, it } from 'vitest'
import { valueTicks } from '../../../src/figure/around/colorbar.js'
import { formatNumber } from '../../../src/figure/around/numberformat.js'
import { type ChosenScale, type ScaleWish, valueScale } from '../../../src/figure/ground/choosescale.js'
import { contourLevels } from '../../../src/figure/ground/contours.js'
import { groundRange, valueRange } from '../../../src/figure/ground/valuerange.js'
import { linearScale, logScale, noBase, positionOf, symlogScale } from '../../../src/figure/ground/valuescale.js'
import { float64 } from '../../../src/functions/float64.js'
import { functions } from '../../../src/functions/index.js'
import { randomSource } from '../../../src/random.js'
import type { Landscape } from '../../../src/records/landscape.js'
import { functionNamed, hostLandscape } from '../contents.js'

type Kind = ScaleWish['kind']

function scaleOn(landscape: Landscape, wish: Partial<ScaleWish> = {}): ChosenScale {
  const range = groundRange(landscape) ?? expect.fail('no finite value')
  return valueScale(range, { kind: 'auto', ...wish })
}

function scaleOf(name: string, kind: Kind = 'auto'): ChosenScale {
  const fn = functionNamed(name)
  const landscape = hostLandscape((x, y) => fn.evaluate(float64, x, y), fn.closeUp ?? fn.domain)
  return scaleOn(landscape, { kind, known: Math.min(...fn.minima.map(({ value }) => value)) })
}

const kinds = ['linear', 'log', 'symlog'] as const
const square = { x: [-5, 5], y: [-5, 5] } as const
const ground = (f: (x: number, y: number) => number, wish: Partial<ScaleWish> = {}, resolution = 200) =>
  scaleOn(hostLandscape(f, square, resolution), wish)
const curve = (values: readonly number[], wish: Partial<ScaleWish> = {}) =>
  valueScale(valueRange(Float32Array.from(values)) ?? expect.fail(), { kind: 'auto', curve: true, ...wish })

describe('the kind of scale', () => {
  // Reviewed by looking at the pictures: is most of the plane told apart by its color?
  it.each([
    ['flower', 'linear'],
    ['ackley', 'linear'],
    ['rastrigin', 'linear'],
    ['sphere', 'linear'],
    ['easom', 'linear'],
    ['langermann', 'linear'],
    ['shubert', 'linear'],
    ['beale', 'log'],
    ['rosenbrock', 'log'],
    ['himmelblau', 'log'],
    ['mccormick', 'log'],
    ['goldstein_price', 'log'],
  ])('is for %s %s', (name, kind) => {
    expect(scaleOf(name).kind).toBe(kind)
  })

  it('is logarithmic on both sides where values run off on both sides of 0', () => {
    expect(ground((x, y) => Math.sinh(4 * x * y)).kind).toBe('symlog')
  })

  it.each([
    [1e-3, 'log'],
    [1e-2, 'linear'],
  ])('of few values, most of them near 4, is with one of %s %s', (lowest, kind) => {
    expect(curve([...Array.from({ length: 19 }, (_, i) => 5 - i / 10), lowest], { known: 0 }).kind).toBe(kind)
  })

  it('is never logarithmic for a plane that lies at its lowest value for the most part', () => {
    expect(ground((x, y) => Math.max(0, x + y - 5)).kind).toBe('linear')
  })

  it('keeps 0 in the middle of a palette that has a middle', () => {
    const skewed = (x: number, y: number) => x ** 4 + y ** 4 - 1
    expect(ground(skewed).kind).toBe('log')
    expect(ground(skewed, { diverging: true }).kind).toBe('symlog')
  })

  it('of a curve that crosses 0 towards no known minimum is not of heights above its own lowest point', () => {
    const values = Array.from({ length: 100 }, (_, i) => 30 * 0.8 ** i - 1)
    expect(curve(values).kind).toBe('symlog')
    expect(curve(values, { known: -1 }).kind).toBe('log')
  })

  it('is logarithmic for curves and sweeps whose values span decades, wherever most of them lie', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i < 70 ? 10 - i / 70 : 10 ** (70 - i)))
    expect(curve(values).kind).toBe('log')
    expect(curve(Array.from({ length: 100 }, (_, i) => 20 - i / 10)).kind).toBe('linear')
  })

  it('is linear for a curve that falls fast and stays within half a decade of heights', () => {
    const fallen = (by: number) => Array.from({ length: 100 }, (_, i) => 10 + by * 0.5 ** i)
    expect(curve(fallen(1)).kind).toBe('linear')
    // From 10 up to √10 times as much.
    expect(curve(fallen(21)).kind).toBe('linear')
    expect(curve(fallen(22)).kind).toBe('log')
    // As Shubert's: heights from 188 down to 176 above a minimum that is far below.
    const far = fallen(11).map(value => value - 20)
    expect(curve(far, { known: -186.7 }).kind).toBe('linear')
    expect(curve(far, { known: -10.1 }).kind).toBe('log')
  })
})

describe('what a logarithmic scale measures', () => {
  it('is the value itself where all values are positive, and not much the same', () => {
    const scale = ground((x, y) => Math.exp(x ** 2 + y ** 2))
    expect(scale).toMatchObject({ kind: 'log', base: { value: 0 }, below: false, above: false })
    // In the corner cells: 2 · (5 − 0.025)² natural logarithms, in the middle ones 2 · 0.025².
    expect(Math.log(scale.high)).toBeCloseTo(2 * 4.975 ** 2, 4)
    expect(scale.low).toBeLessThan(1.01)
    expect(scale.position(Math.exp(25))).toBeCloseTo(25 / (2 * 4.975 ** 2), 3)
  })

  it('is the height above the known minimum where values are negative, or all much the same', () => {
    expect(scaleOf('mccormick').base).toEqual({ value: expect.closeTo(-1.9132229549810367, 12), name: 'min' })
    expect(ground((x, y) => 1e6 + x ** 4 + y ** 4, { known: 1e6 }).base).toEqual({ value: 1e6, name: 'min' })
  })

  it('is the height above the lowest value seen where no minimum is known, or values are below it', () => {
    const f = (x: number, y: number) => x ** 4 + y ** 4 - 3
    expect(ground(f).base.name).toBe('lowest')
    expect(ground(f).base.value).toBeCloseTo(-3, 5)
    expect(ground(f, { known: -1 }).base.name).toBe('lowest')
  })

  it('takes what rounding leaves below 0 for 0', () => {
    const scale = ground((x, y) => (x * y) ** 4 - 1e-4)
    expect(scale).toMatchObject({ kind: 'log', base: { value: 0, name: '0' } })
  })

  it('of a curve is the height above a minimum that it comes near to', () => {
    const down = Array.from({ length: 60 }, (_, i) => 0.4 + 100 * 0.5 ** i)
    expect(curve(down, { known: 0.4 }).base).toEqual({ value: 0.4, name: 'min' })
    expect(curve(down.slice(0, 8), { known: 0.4, kind: 'log' }).base.name).toBe('0')
  })
})

describe('how far down a logarithmic scale reaches', () => {
  it('leaves no more than a dot of the plane below, and says so', () => {
    const scale = ground((x, y) => x ** 2 + y ** 2, { kind: 'log', known: 0 })
    expect(scale.below).toBe(true)
    // The disk of radius r is r²π of 100.
    const share = (scale.low * Math.PI) / 100
    expect(share).toBeLessThan(1.2e-3)
    expect(share).toBeGreaterThan(1e-4)
  })

  it('reaches to what lies below a path in a ditch', () => {
    const ditch = (x: number, y: number) => (Math.abs(x) < 0.03 ? 1e-3 : x ** 4 + y ** 4 + 1)
    const scale = ground(ditch, { kind: 'log', known: 0, shown: [1e-3, 1e-3, 2] })
    expect(scale.low).toBeCloseTo(1e-3, 9)
  })

  it.each([1e-12, 1e-30])('shows all decades of a curve that falls to %s', last => {
    const decades = -Math.log10(last)
    const scale = curve(
      Array.from({ length: 200 }, (_, i) => 10 ** ((-decades * i) / 199)),
      { known: 0 },
    )
    expect(scale.kind).toBe('log')
    expect(Math.log10(scale.low)).toBeCloseTo(-decades, 4)
    expect(scale.position(last)).toBeCloseTo(0, 4)
    expect(scale.position(0)).toBeLessThan(0)
    expect(Number.isFinite(scale.position(0))).toBe(true)
  })

  it('is that of the values where these are few and positive', () => {
    expect(curve([20, 40, 90], { kind: 'log' })).toMatchObject({ low: 20, high: 90, base: { name: '0' } })
  })

  it('ends where a curve does, however low the minimum is', () => {
    const scale = curve(
      Array.from({ length: 200 }, (_, i) => 400 * 0.9 ** Math.min(i, 40)),
      { known: 0 },
    )
    expect(scale.kind).toBe('log')
    // The next round value below 400 · 0.9⁴⁰ = 5.91 is 5.
    expect(scale.low).toBeGreaterThanOrEqual(5)
    expect(scale.low).toBeLessThan(5.92)
  })

  it.each([-8, -640, -4096])('is as far above a minimum of %d as above 0', minimum => {
    // Whole sixteenths, which float32 has above all of them.
    const rounded = (height: number) => Math.ceil(16 * height) / 16
    const fall = Array.from({ length: 200 }, (_, i) => rounded(3000 * 0.9 ** Math.min(i, 60)))
    const heights = (scale: ChosenScale) => [scale.low - scale.base.value, scale.high - scale.base.value]
    const bowl = (x: number, y: number) => rounded(3 * x ** 4 + 40 * y ** 2)
    const scalesAt = (base: number): readonly ChosenScale[] => [
      ...[fall, fall.slice(0, 30), [...fall, 0], [0, 0, 700]].map(values =>
        curve(
          values.map(height => base + height),
          { known: base, kind: 'log' },
        ),
      ),
      ...[[], [1, 2, 3000], [1e-3, 1e-3, 2000]].map(shown =>
        ground((x, y) => base + bowl(x, y), { known: base, kind: 'log', shown: shown.map(height => base + height) }),
      ),
      ground((x, y) => base + bowl(x, y), { known: base, kind: 'log', ends: [base + 2, base + 500] }),
    ]
    const above = scalesAt(0).map(heights)
    for (const [i, scale] of scalesAt(minimum).entries()) {
      const [low = 0, high = 0] = above[i] ?? []
      // The third curve arrives, to as far as float32 has digits there.
      const digits = i === 2 || i === 3 ? [expect.any(Number), high] : [expect.closeTo(low, 6), expect.closeTo(high, 6)]
      expect([i, ...heights(scale)]).toEqual([i, ...digits])
    }
  })

  it('ends where float32 no longer tells a value from the minimum', () => {
    const scale = curve(
      Array.from({ length: 200 }, (_, i) => 1000 * 0.8 ** i - 100),
      { known: -100 },
    )
    expect(scale.low + 100).toBeGreaterThanOrEqual(100 * 2 ** -24)
    expect(scale.low + 100).toBeLessThan(100 * 2 ** -21)
  })
})

describe('poles', () => {
  it.each<readonly [string, (x: number, y: number) => number, { low: boolean; high: boolean }]>([
    ['1/(xy)', (x, y) => 1 / (x * y), { low: true, high: true }],
    ['1/x + y', (x, y) => 1 / x + y, { low: true, high: true }],
    ['−1/(x² + y²)', (x, y) => -1 / (x ** 2 + y ** 2), { low: true, high: false }],
    ['tan x', x => Math.tan(x), { low: true, high: true }],
  ])('cuts %s', (_, f, cut) => {
    const scale = ground(f, {}, 400)
    expect(scale).toMatchObject({ cut, below: cut.low, above: cut.high })
    const values = hostLandscape(f, square, 400).values
    const beyond = values.filter(value => value < scale.low || value > scale.high).length / values.length
    expect(beyond).toBeGreaterThan(0.005)
    expect(beyond).toBeLessThan(0.03)
  })

  it('shows all of what has none: wells, narrow ones too, steep rims, and every function of the collection', () => {
    const well = (x: number, y: number) => -Math.exp(-20 * ((x - 1) ** 2 + y ** 2))
    expect(ground(well)).toMatchObject({
      low: expect.closeTo(-Math.exp(-20 * 2 * 0.025 ** 2), 6),
      below: false,
      cut: { low: false, high: false },
    })
    for (const fn of functions) {
      const scale = scaleOf(fn.name)
      expect([fn.name, scale.cut, scale.above]).toEqual([fn.name, { low: false, high: false }, false])
    }
  })
})

describe('a pole', () => {
  /** A plane from 0 to 1 of which one sample in a hundred and fifty lies at `-way`. */
  const dip = (way: number) => {
    const values = hostLandscape(x => (x + 5) / 10, square, 60).values.map((value, i) =>
      i % 60 === 30 && i % 150 < 60 ? -way : value,
    )
    return scaleOn({ domain: square, columns: 60, rows: 60, values }).cut.low
  }

  it('is twice as far from the rest as these are from each other', () => {
    expect([dip(1.5), dip(2.5)]).toEqual([false, true])
  })

  it('is none where the grid resolves it, at a border, too', () => {
    const places = [0, 1, 30, 58, 59]
    for (const column of places)
      for (const row of places) {
        // Down by a quarter of the way each cell, on fewer cells than a hundredth of all, or at once.
        const cutWith = (width: number) => {
          const values = Float32Array.from({ length: 3600 }, (_, i) => {
            const far = Math.abs((i % 60) - column) + Math.abs(Math.floor(i / 60) - row)
            return Math.max(0, 1 - far / width) * -8 + (i % 7) / 70
          })
          return scaleOn({ domain: square, columns: 60, rows: 60, values }).cut.low
        }
        expect([column, row, cutWith(4), cutWith(1)]).toEqual([column, row, false, true])
      }
  })
})

describe('ends that somebody asks for', () => {
  const f = (x: number, y: number) => x ** 2 + y ** 2 - 1

  it('are those of the scale, and values beyond are said to be', () => {
    for (const kind of ['auto', 'linear', 'symlog'] as const)
      expect(ground(f, { kind, ends: [-3, 10] })).toMatchObject({ low: -3, high: 10, below: false, above: true })
    expect(ground(f, { kind: 'log', ends: [1, 10] })).toMatchObject({
      low: 1,
      high: 10,
      base: { value: 0 },
      below: true,
    })
  })

  it('choose a scale by what lies between them', () => {
    // One half of the plane is far above the upper end; the other one is a valley, or a slope.
    const beside = (f: (y: number) => number) => (x: number, y: number) => (x < 0 ? 1e4 : f(Math.abs(y) / 5))
    const kindOf = (f: (y: number) => number) => ground(beside(f), { ends: [1, 100] }).kind
    expect([kindOf(y => 1 + 99 * y ** 8), kindOf(y => 1 + 99 * y)]).toEqual(['log', 'linear'])
  })

  it('are refused where the lower one has no logarithm', () => {
    expect(() => ground(f, { kind: 'log', ends: [-2, 10] })).toThrow(
      /value-range: a logarithmic scale begins above the lowest value, −0.99\d+, got −2/,
    )
    expect(() => ground((x, y) => x ** 4 + y ** 4, { kind: 'log', ends: [0, 10] })).toThrow(/begins above 0, got 0/)
    expect(ground((x, y) => x ** 4 + y ** 4, { ends: [0, 10] }).kind).toBe('linear')
  })
})

describe('a scale for both signs', () => {
  const symlog = (values: readonly number[]) => curve(values, { kind: 'symlog' })

  it('reaches to the next round value where its end would have no tick near, and there only', () => {
    const random = randomSource(6)
    let further = 0
    for (let i = 0; i < 300; i++) {
      const size = () => 10 ** (6 * random() - 2)
      const [low, high] = [-size(), size()].map(Math.fround) as [number, number]
      const inner = Array.from({ length: 20 }, () => low + (high - low) * random() ** (1 + 9 * random()))
      const scale = symlog([low, high, ...inner])
      const { threshold = 0 } = scale
      expect(Math.log10(threshold)).toBeCloseTo(Math.round(Math.log10(threshold)), 12)
      const own = symlogScale([Math.min(low, 0), Math.max(high, 0)], threshold)
      const ticks = [0, ...Array.from({ length: 40 }, (_, e) => [1, 2, 5].map(m => Number(`${m}e${e - 20}`))).flat()]
      for (const [end, found] of [
        [low, scale.low],
        [high, scale.high],
      ] as const) {
        const beyond = ticks.filter(tick => tick === 0 || tick >= threshold * 0.999)
        const at = (tick: number) => own.position(Math.sign(end) * tick)
        const last = beyond.findLast(tick => tick <= Math.abs(end)) ?? 0
        const next = beyond.find(tick => tick >= Math.abs(end)) ?? 0
        const far = Math.abs(own.position(end) - at(last)) > 0.1
        if (far) further++
        expect([low, high, found]).toEqual([low, high, far ? Math.sign(end) * next : end])
      }
    }
    expect(further).toBeGreaterThan(30)
  })
})

describe('positions', () => {
  it('are those of the logarithm, and below a threshold those of the value', () => {
    const log = logScale(noBase, [1e-3, 1e5])
    expect([1e-3, 1, 100, 1e5].map(log.position).map(p => Number(p.toFixed(9)))).toEqual([0, 0.375, 0.625, 1])
    const symlog = symlogScale([-100, 100], 0.1)
    // One unit up to 0.1, then the natural logarithm: ln 1000 more to 100.
    const unit = 0.5 / (1 + Math.log(1000))
    expect(symlog.position(0)).toBeCloseTo(0.5, 12)
    expect(symlog.position(0.05)).toBeCloseTo(0.5 + unit / 2, 12)
    expect(symlog.position(-0.1)).toBeCloseTo(0.5 - unit, 12)
    expect(symlog.position(10)).toBeCloseTo(0.5 + unit * (1 + Math.log(100)), 12)
  })

  it('of a constant are the middle, and beside it what is beside it', () => {
    const scale = curve(Array(9).fill(3))
    expect([scale.low, scale.high, scale.kind]).toEqual([3, 3, 'linear'])
    expect([2.75, 3, 3.25].map(scale.position)).toEqual([0.25, 0.5, 0.75])
    expect([0.25, 0.5, 0.75].map(scale.valueAt)).toEqual([2.75, 3, 3.25])
    expect(scale.roundHeights({ count: 5 })).toEqual([3])
  })
})

describe('the range of values', () => {
  it('leaves out what is not finite, and is none where nothing is', () => {
    const range = valueRange(Float32Array.of(Number.NaN, 2, Number.NEGATIVE_INFINITY, 7, Number.POSITIVE_INFINITY))
    expect([range?.low, range?.high, range?.sample]).toEqual([2, 7, Float32Array.of(2, 7)])
    expect(valueRange(Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY))).toBeUndefined()
  })
})

/** Values of very different kinds: their signs, sizes and distributions. */
function someValues(seed: number): Float32Array {
  const random = randomSource(seed)
  const decades = random() * 20
  const size = 10 ** (random() * 60 - 30)
  const offset = [0, 0, size * 0.3, -size * 0.3, -1e3 * size, 1e6][Math.floor(random() * 6)] ?? 0
  const bend = 0.2 + 4 * random()
  const spread = random() < 0.5
  const values = Float32Array.from({ length: 400 }, () => {
    const u = random()
    return offset + size * (spread ? 10 ** (-decades * u) : (2 * u - 1) ** 3 * bend)
  })
  // Beside 10⁶ what is small is lost; others take its place.
  return new Set(values).size > 2 ? values : someValues(seed + 1000)
}

const extremes: readonly (readonly [string, readonly number[]])[] = [
  ['the largest there are', [-3.4e38, -1, 0, 1, 3.4e38]],
  ['subnormal', [1e-45, 1e-44, 1e-40]],
  ['all decades', [1e-45, 1e-30, 1e-10, 1, 1e20, 3.4e38]],
  ['next to each other', [1e6, 1e6 + 0.0625, 1e6 + 0.125]],
  ['infinite among others', [Number.NEGATIVE_INFINITY, -2, 0, 4, Number.POSITIVE_INFINITY, Number.NaN]],
  ['0 and one more', [0, 0, 0, 0, 7]],
]

const all: readonly (readonly [string, Float32Array])[] = [
  ...Array.from({ length: 50 }, (_, seed) => [`seed ${seed}`, someValues(seed)] as const),
  ...extremes.map(([name, values]) => [name, Float32Array.from(values)] as const),
  ...functions.map(({ name }) => {
    const fn = functionNamed(name)
    return [name, hostLandscape((x, y) => fn.evaluate(float64, x, y), fn.closeUp ?? fn.domain, 40).values] as const
  }),
]

/** A scale for both signs on one side of 0: somebody asked for it. */
const oneSided = ({ kind, low, high }: ChosenScale) => kind === 'symlog' && (low >= 0 || high <= 0)

describe.each(all)('scales of values: %s', (_, values) => {
  const range = valueRange(values) ?? expect.fail()
  const scales = (['auto', ...kinds] as const).flatMap(kind =>
    [false, true].map(curve => valueScale(range, { kind, curve })),
  )

  it('go from 0 to 1 and back, always upwards', () => {
    for (const scale of scales) {
      expect(scale.low).toBeLessThan(scale.high)
      expect(scale.position(scale.low)).toBeCloseTo(0, 8)
      expect(scale.position(scale.high)).toBeCloseTo(1, 8)
      const at = Array.from({ length: 41 }, (_, i) => scale.valueAt(i / 40))
      for (let i = 1; i < 41; i++) expect(at[i]).toBeGreaterThan(at[i - 1] ?? Number.NaN)
      at.forEach((value, i) => {
        // Heights above a base that is far larger have fewer digits.
        const digits = Math.abs(scale.base.value) > 1e3 * (scale.high - scale.low) ? 2 : 6
        expect(scale.position(value)).toBeCloseTo(i / 40, digits)
      })
    }
  })

  it('have ticks over the whole bar, of one sequence with the contours', () => {
    for (const scale of scales)
      for (const [length, count] of [
        [560, 10],
        [300, 10],
        [560, 25],
      ] as const) {
        const levels = contourLevels(scale, count)
        const place = { length, room: 62, label: 12, named: true, notation: 1e4, beside: levels } as const
        const marks = valueTicks(scale, place).marks.map(({ position }) => position)
        const what = `${scale.kind} ${scale.low} ${scale.high} ${length} ${count}: ${marks}`
        expect(marks.length, what).toBeGreaterThanOrEqual(2)
        const at = levels.map(level => positionOf(scale, level))
        const inner = marks.filter(p => p > 1e-9 && p < 1 - 1e-9)
        const near = (p: number, others: readonly number[]) => others.some(other => Math.abs(p - other) < 1e-9)
        const nested = inner.every(p => near(p, at)) || at.every(p => near(p, inner))
        expect(nested, `${what} beside ${at}`).toBe(true)
        if (length < 500 || count > 10 || oneSided(scale)) continue
        const gaps = marks.slice(1).map((p, i) => p - (marks[i] ?? 0))
        expect((marks.at(-1) ?? 0) - (marks[0] ?? 0), what).toBeGreaterThanOrEqual(0.78)
        expect(Math.max(...gaps), what).toBeLessThanOrEqual(1 / 3)
        expect(Math.min(...gaps) * length, what).toBeGreaterThanOrEqual(12)
      }
  })

  it('have ticks that are 1, 2 or 5 times a power of ten where they are logarithmic', () => {
    for (const scale of scales.filter(
      ({ kind, low, high, base }) => kind === 'log' && (high - base.value) / (low - base.value) > 100,
    ))
      for (const height of scale.roundHeights({ count: 9 }))
        expect(['1', '2', '5']).toContain(height.toExponential().split('e')[0])
  })
})

describe('linear scales', () => {
  it('have the ticks of d3 and of Matplotlib', () => {
    expect(linearScale(0, 10).roundHeights({ count: 10 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(linearScale(-0.31, 0.32).roundHeights({ count: 6 })).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3])
    expect(
      linearScale(1e6, 1e6 + 1)
        .roundHeights({ count: 5 })
        .map(v => formatNumber(v, 9)),
    ).toEqual(['1000000', '1000000.2', '1000000.4', '1000000.6', '1000000.8', '1000001'])
  })
})
