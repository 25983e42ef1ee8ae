import { describe, expect, it } from 'vitest'
import { compose } from '../src/figure/compose.js'
import { viewDomain } from '../src/figure/view.js'
import { figure, UsageError } from '../src/index.js'
import { randomSource } from '../src/random.js'
import { checkResolved, leastWidth } from '../src/resolution.js'
import { parseSettings } from '../src/spec/settings.js'
import { defaultStyle, hostLandscape, pathThrough } from './figure/contents.js'

const parse = (domain: string) => parseSettings({ domain }, key => `--${key}`)

describe('a part of the plane thinner than float32 resolves', () => {
  it.each([
    ['1,1.00000001,0,1', 'x from 1 to 1.00000001', 1.2e-7],
    ['0,1,-1e8,-99999999', 'y from -100000000 to -99999999', 8],
    ['99999999,100000001,-5,5', 'x from 99999999 to 100000001', 8],
    ['0,1e-40,0,1', 'x from 0 to 1e-40', 1.2e-38],
  ])('is refused with the smallest width there is: %s', (domain, said, least) => {
    const message = new RegExp(`^--domain: ${said} is thinner than float32 resolves: the smallest width there is (.*)$`)
    let told = ''
    try {
      parse(domain)
    } catch (error) {
      if (error instanceof UsageError) told = error.message
    }
    expect(told).toMatch(message)
    const width = Number(message.exec(told)?.[1])
    expect(width).toBeGreaterThanOrEqual(0.98 * least)
    expect(width).toBeLessThan(1.1 * least)
    // What is said to be enough is enough.
    const low = Number(/from (\S+)/.exec(said)?.[1])
    expect(() => checkResolved({ x: [low, low + width], y: [0, 1] }, '')).not.toThrow()
  })

  it('is one whose ends are the same number, and no other, at any size', () => {
    const random = randomSource(3)
    for (let i = 0; i < 5000; i++) {
      const min = (random() < 0.5 ? -1 : 1) * 10 ** (60 * random() - 30)
      const [least, max] = [leastWidth([min, min]), min + leastWidth([min, min]) * 2 * random()]
      if (max - min < least) continue
      expect(Math.fround(max)).toBeGreaterThan(Math.fround(min))
    }
  })

  it('is refused by the library, too, where a landscape is drawn', () => {
    const flat = { ...hostLandscape((x, y) => x + y, { x: [1, 1.00000001], y: [0, 1] }, 20) }
    expect(() => figure([], flat)).toThrow(/^figure: the landscape: x from 1 to 1.00000001 is thinner/)
    expect(() => figure([], { ...flat, domain: { x: [2, 1], y: [0, 1] } })).toThrow(/x from a lower to a higher/)
  })
})

describe('a view that the tool makes', () => {
  const far = (x: number, y: number) => pathThrough([[x, y]], () => 1)
  it.each([1, 1e4, 1e8, 1e12, 1e30, -3e38])('is wide enough for float32, where a run stays at %d', at => {
    const near = leastWidth([at, at])
    const domain = { x: [at - 2 * near, at + 2 * near], y: [at - 2 * near, at + 2 * near] } as const
    for (const view of ['path', 'all'] as const) {
      const { x, y } = viewDomain([far(at, at)], domain, view, 'fill')
      for (const [min, max] of [x, y]) {
        expect(max - min).toBeGreaterThanOrEqual(8 * near)
        expect(Number.isFinite(Math.fround(min)) && Number.isFinite(Math.fround(max))).toBe(true)
        expect(min <= at && at <= max).toBe(true)
      }
    }
  })
  it('is no slit, with equal units on both axes', () => {
    const along = pathThrough(
      [
        [-3, 1],
        [3, 1],
      ],
      () => 1,
    )
    const domain = { x: [-4, 4], y: [0, 2] } as const
    expect(viewDomain([along], domain, 'path', 'fill').y[1]).toBeCloseTo(1.001)
    const { x, y } = viewDomain([along], domain, 'path', 'equal')
    expect((x[1] - x[0]) / (y[1] - y[0])).toBeCloseTo(8)
  })
})

describe('a figure', () => {
  it.each([1, 2, 3, 16])('is drawn of a part that is %d float32 numbers wide', steps => {
    const width = steps * leastWidth([1, 1.5])
    const domain = { x: [1, 1 + width], y: [-1, 1] } as const
    const landscape = hostLandscape((x, y) => Math.fround(x) + y, domain, 60)
    for (const more of [{ smooth: true }, { background: 'bands', contourLabels: true }, { panel: 'loss' }] as const) {
      const paths = [
        {
          trajectory: pathThrough(
            [
              [1, 0],
              [1 + width, 0.5],
            ],
            x => x,
          ),
          label: 'a',
        },
      ]
      const content = { paths, landscape, minima: [], title: 't', subtitle: '', quantity: 'f' }
      expect(compose(content, { ...defaultStyle, ...more }).shapes.length).toBeGreaterThan(3)
    }
  })
  it('with equal units and no room for a plot is refused in words', () => {
    const landscape = hostLandscape((x, y) => x + y, { x: [0, 1e-6], y: [0, 1] }, 20)
    const content = { paths: [], landscape, minima: [], title: '', subtitle: '', quantity: 'f' }
    for (const bare of [true, false])
      expect(() => compose(content, { ...defaultStyle, bare, aspect: 'equal', smooth: true })).toThrow(
        /equal units on both axes leave no plot: the part of the plane is 1000000 times as high as it is wide/,
      )
  })
})
