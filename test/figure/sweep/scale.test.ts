import { describe, expect, it } from 'vitest'
import { sweepValues } from '../../../src/figure/sweep/scale.js'
import type { FigureStyle } from '../../../src/records/style.js'
import type { Metric } from '../../../src/records/sweep.js'
import { defaultStyle } from '../contents.js'
import { finished, sweepOf } from './sweeps.js'

/** The scale of a sweep of one learning rate for each value, whose runs start at 100. */
function scaleOf(values: readonly number[], style: Partial<FigureStyle> = {}, known?: number, metric?: Metric) {
  const rates = { key: 'lr', values: values.map((_, i) => i + 1), spacing: 'linear' } as const
  const measures = values.map(value => (metric === undefined ? finished(value) : { ...finished(0.5), stepsTo: value }))
  return sweepValues(sweepOf([rates], measures, metric), { ...defaultStyle, ...style }, known)
}

describe('the scale of the values of a sweep', () => {
  it('leaves out what is more than ten times as high as where the runs start, and that only', () => {
    // From 2 on: 98 ten times.
    const highest = (value: number) => scaleOf([2, 30, 50, value], { colorScale: 'linear' })?.high
    expect([highest(90), highest(981), highest(983)]).toEqual([90, 981, 50])
    // Where no run comes lower than the start, all are shown.
    expect(scaleOf([200, 300, 1e6], { colorScale: 'linear' })?.high).toBe(1e6)
  })

  it('keeps 0 in the middle of a palette that has a middle', () => {
    const values = Array.from({ length: 40 }, (_, i) => 90 * 0.7 ** i - 1)
    expect(scaleOf(values, {}, -1)?.kind).toBe('log')
    expect(scaleOf(values, { palette: 'rd-bu' }, -1)?.kind).toBe('symlog')
  })

  it('of steps is linear, and leaves out none', () => {
    const steps = [1, 1, 2, 3, 5, 8, 20_000]
    expect(scaleOf(steps, {}, undefined, { kind: 'steps-to', tolerance: 0.01 })).toMatchObject({
      kind: 'linear',
      low: 1,
      high: 20_000,
    })
  })

  it('is none where no run has a value', () => {
    expect(scaleOf([Number.NaN, Number.POSITIVE_INFINITY])).toBeUndefined()
  })
})
