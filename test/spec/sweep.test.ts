import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { commandOf } from '../../src/spec/again.js'
import { metricOf, scans } from '../../src/spec/fields/scan.js'
import { sweepRecipe } from '../../src/spec/recipe.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { resolveSweep, type SweepSpec } from '../../src/spec/sweep.js'

const chosen = (raw: Record<string, unknown>) => mergeSettings(parseSettings(raw, key => key))
const resolve = (raw: Record<string, unknown>) => resolveSweep(chosen(raw))

function sweepOf(raw: Record<string, unknown>): SweepSpec {
  const spec = resolve(raw)
  if (spec.kind !== 'scan') throw new Error('not a scan')
  return spec
}

describe('a scan', () => {
  it('has both ends, evenly spaced, or evenly in the logarithm', () => {
    expect(scans('lr=0..1:5', 'x')).toMatchObject([{ key: 'lr', spacing: 'linear', values: [0, 0.25, 0.5, 0.75, 1] }])
    expect(scans('lr=1e-3..10:5:log', 'x')).toMatchObject([{ spacing: 'log', values: [0.001, 0.01, 0.1, 1, 10] }])
  })

  it('is logarithmic by itself over two decades, and has fifty values', () => {
    const [wide] = scans('lr=0.01..1', 'x')
    expect(wide).toMatchObject({ spacing: 'log' })
    expect(wide?.kind === 'values' && wide.values).toHaveLength(50)
    expect(scans('lr=0.02..1', 'x')).toMatchObject([{ spacing: 'linear' }])
  })

  it('reads lists, the start and mappings', () => {
    expect(scans(['beta1=0.5, 0.9', 'start'], 'x')).toMatchObject([
      { key: 'beta1', spacing: 'list', values: [0.5, 0.9] },
      { kind: 'start' },
    ])
    expect(scans({ lr: '1..2:2', line_search: ['none', 'strong_wolfe'] }, 'x')).toMatchObject([
      { key: 'lr', values: [1, 2] },
      { key: 'line_search', values: ['none', 'strong_wolfe'] },
    ])
  })

  const refused: readonly (readonly [raw: unknown, message: RegExp])[] = [
    ['lr', /expected KEY=FROM..TO/],
    ['lr=', /expected KEY=FROM..TO/],
    ['lr=1', /at least two values/],
    ['lr=1,1', /1 is given twice/],
    ['lr=1,,2', /expected KEY=FROM/],
    ['lr=1..x', /two numbers FROM..TO, got "1..x"/],
    ['lr=1..2..3', /two numbers FROM..TO/],
    ['lr=2..1', /FROM below TO/],
    ['lr=1..2:1', /from 2 to 100000, got "1"/],
    ['lr=1..2:2.5', /from 2 to 100000/],
    ['lr=1..2:1e9', /from 2 to 100000/],
    ['lr=1..2:lgo', /COUNT and log or linear after FROM..TO, got "lgo"/],
    ['lr=1..2:5:log:7', /COUNT and log or linear/],
    ['lr=1..2:5:7', /COUNT and log or linear after FROM..TO, got "5:7"/],
    ['lr=0..2:5:log', /begins above 0, got 0/],
    [7, /expected KEY=FROM/],
  ]
  for (const [raw, message] of refused)
    it(`refuses ${JSON.stringify(raw)}`, () => {
      expect(() => scans(raw, '--scan')).toThrow(UsageError)
      expect(() => scans(raw, '--scan')).toThrow(message)
    })
})

describe('a metric', () => {
  it('is final, best or the steps to a tolerance', () => {
    expect(metricOf('steps-to=1e-3')).toEqual({ kind: 'steps-to', tolerance: 0.001 })
    expect(metricOf('best')).toEqual({ kind: 'best' })
    for (const text of ['', 'worst', 'steps-to', 'steps-to=', 'steps-to=x']) expect(metricOf(text)).toBe(undefined)
    expect(() => chosen({ metric: 'bset' })).toThrow(/expected final, best or steps-to=TOL, got "bset"/)
  })
})

describe('a sweep', () => {
  it('runs every combination, the first scan varying fastest', () => {
    const { settings: all } = sweepOf({ scan: ['lr=0.1,0.2', 'beta1=0.5,0.9,0.99'], set: 'beta2=0.9' })
    expect(all.map(({ values }) => values)).toEqual([
      [0.1, 0.5],
      [0.2, 0.5],
      [0.1, 0.9],
      [0.2, 0.9],
      [0.1, 0.99],
      [0.2, 0.99],
    ])
    expect(all[3]?.run.hyperparameters).toMatchObject({ lr: 0.2, beta1: 0.9, beta2: 0.9 })
  })

  it('wins over fixed values from below, as a flag does over a file; a fixed value from above is refused', () => {
    const layers = (...raw: readonly Record<string, unknown>[]) =>
      resolveSweep(mergeSettings(...raw.map(layer => parseSettings(layer, key => key))))
    const fixed = { lr: 3, start: [5, 5], set: { beta1: 0.3, 'weight-decay': 0.1 } }
    expect(layers(fixed, { scan: ['lr=1,2', 'weight_decay=0,0.5'] }).base).toMatchObject({
      start: [5, 5],
      hyperparameters: { beta1: 0.3 },
    })
    expect(layers({ set: { lr: 3 } }, { scan: 'lr=1,2' }).kind).toBe('scan')
    expect(layers(fixed, { scan: 'start' }).kind).toBe('basins')
    expect(() => layers({ scan: 'lr=1,2' }, { lr: 3 })).toThrow(/lr is scanned and also given as 3/)
  })

  it('has one function for all, so that they are lanes of one run', () => {
    const { settings: all, base } = sweepOf({ scan: 'lr=0.1,0.2', objective: 'log' })
    expect(all.every(({ run }) => run.fn === base.fn)).toBe(true)
  })

  it('draws the starts of seed, seed + 1 …', () => {
    const { lanes, over } = sweepOf({ scan: 'lr=0.1,0.2', starts: 3, seed: 5 })
    const alone = sweepOf({ scan: 'lr=0.1,0.2', start: 'random', seed: 6 })
    expect([lanes.map(({ seed }) => seed), over]).toEqual([[5, 6, 7], 'starts'])
    expect(lanes[1]).toEqual(alone.lanes[0])
    const seeds = sweepOf({ scan: 'lr=0.1,0.2', start: 'random', repeat: 3, seed: 5 })
    expect(seeds.lanes.map(({ start }) => start)).toEqual(lanes.map(({ start }) => start))
  })

  it('waits for the known minimum and the tolerance', () => {
    expect(sweepOf({ fn: 'easom', scan: 'lr=0.1,0.2', metric: 'steps-to=0.25' }).target).toBe(-0.75)
  })

  const refused: readonly (readonly [raw: Record<string, unknown>, message: RegExp])[] = [
    [{}, /nothing to scan/],
    [{ scan: ['lr=1,2', 'beta1=0,0.5', 'beta2=0,0.5'] }, /expected one or two, got 3/],
    [{ scan: ['lr=1,2', 'lr=3,4'] }, /lr is scanned twice/],
    [{ scan: ['start', 'lr=3,4'] }, /start is scanned alone/],
    [{ scan: 'start', starts: 3 }, /has a start for each cell already/],
    [{ scan: 'start', start: '1,2' }, /start is scanned and also given as 1,2/],
    [{ scan: 'start', start: 'random' }, /start is scanned and also given as random/],
    [{ scan: 'start', metric: 'best' }, /--metric best: a scan of the start shows where runs end/],
    [{ scan: 'lr=1,2', lr: 0.5 }, /lr is scanned and also given as 0.5/],
    [{ scan: 'lr=1,2', set: 'lr=0.5' }, /lr is scanned and also given as 0.5/],
    [{ scan: ['lr=1,2', 'beta1=0,0.5'], set: 'beta1=0.9' }, /beta1 is scanned and also given as 0.9/],
    [{ scan: 'weight_decay=0,0.5', set: 'weight-decay=0.1' }, /weight-decay is scanned and also given as 0.1/],
    [{ scan: 'lr=1,2', starts: 3, start: '1,2' }, /start \(1,2\) and starts \(3 random ones\) both say where to start/],
    [{ scan: 'betta1=0,0.5' }, /no hyperparameter "betta1"; did you mean "beta1"/],
    [{ scan: 'beta1=0..2:3' }, /beta1 = 1: expected a number in \[0, 1\)/],
    [{ optim: 'lbfgs', scan: 'line_search=none,armijo' }, /line_search = "armijo"/],
    [{ scan: ['start'], resolution: 1001 }, /1001 × 1001 starts are more than 1000000/],
    [{ scan: ['lr=1..2:1001', 'beta1=0..0.5:1001'] }, /1002001 runs are more than 1000000/],
  ]
  for (const [raw, message] of refused)
    it(`refuses ${JSON.stringify(raw)}`, () => {
      expect(() => resolve(raw)).toThrow(UsageError)
      expect(() => resolve(raw)).toThrow(message)
    })

  it('is drawn again by the command of its recipe', () => {
    const command = (raw: Record<string, unknown>) =>
      commandOf(JSON.parse(JSON.stringify(sweepRecipe('1.2.3', chosen(raw), resolve(raw)))))
    expect(command({ scan: ['lr=1e-3..1:9:log', 'beta1=0,0.5'], fn: 'flower', metric: 'best', starts: 4 })).toBe(
      'optviz sweep --scan lr=1e-3..1:9:log --scan beta1=0,0.5 --metric best --starts 4 --optim adamw --fn flower',
    )
    expect(command({ scan: 'start', fn: 'booth', lr: 0.5, resolution: 50 })).toBe(
      'optviz sweep --scan start --optim adamw --fn booth --lr 0.5 --resolution 50',
    )
  })
})

describe('a range of a scan', () => {
  const valuesOf = (scan: string) => {
    const [first] = parseSettings({ scan }, key => `--${key}`).scan ?? []
    return first?.kind === 'values' ? first.values.map(Number) : []
  }
  it('has as many digits as its values need to be different', () => {
    expect(valuesOf('lr=0.1..0.10000001:5')).toEqual([0.1, 0.1000000025, 0.100000005, 0.1000000075, 0.10000001])
    expect(valuesOf('lr=1000000..1000001:3')).toEqual([1e6, 1000000.5, 1000001])
    expect(valuesOf('lr=0..1:4')).toEqual([0, 0.333333, 0.666667, 1])
  })
  it('that is thinner than its values can be is refused', () => {
    expect(() => valuesOf('lr=0.1..0.10000000000000002:5')).toThrow(/--scan: lr: 5 values from 0.1 to .* are closer/)
  })
})
