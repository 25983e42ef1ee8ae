import { describe, expect, it } from 'vitest'
import { ratesAlong } from '../../src/schedules/along.js'
import { schedules } from '../../src/schedules/index.js'
import { readSchedule } from '../../src/spec/fields/schedule.js'
import { references } from './references.js'

const { steps, lr, rates, losses, plateaus } = references

/** The rates of a schedule, step by step; it hears the loss after each. */
function ratesOf(text: string, { steps, lr, losses = [] }: { steps: number; lr: number; losses?: readonly number[] }) {
  const own = readSchedule(text).rates(lr, steps)
  return Array.from({ length: steps }, (_, t) => {
    const rate = own.at(t)
    own.hear?.(losses[t] ?? Number.NaN)
    return rate
  })
}

/** The largest difference, relative to the run's learning rate where the reference is lower. */
function deviation(own: readonly number[], theirs: readonly number[], lr: number): number {
  expect(own).toHaveLength(theirs.length)
  return Math.max(
    ...own.map((rate, t) => Math.abs(rate - (theirs[t] ?? Number.NaN)) / Math.max(lr / 100, Math.abs(rate))),
  )
}

describe('a schedule’s learning rates', () => {
  it.each(Object.entries(rates))('%s are PyTorch’s', (text, theirs) => {
    expect(deviation(ratesOf(text, { steps, lr }), theirs, lr)).toBeLessThan(1e-12)
  })
  it.each(Object.entries(plateaus))('%s are PyTorch’s for the same losses', (text, theirs) => {
    expect(ratesOf(text, { steps, lr, losses })).toEqual(theirs.map(rate => expect.closeTo(rate, 15)))
  })
  it('of each schedule are compared', () => {
    const compared = [...Object.keys(rates), ...Object.keys(plateaus)].flatMap(text => text.split(/[:,]/))
    expect(schedules.map(({ name }) => name).filter(name => !compared.includes(name))).toEqual([])
  })

  it.each([
    ['step', [1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01]],
    ['multistep', [1, 1, 1, 1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01]],
    ['exponential', [...Array(12).keys()].map(t => 10 ** (-t / 6))],
    ['polynomial', [...Array(12).keys()].map(t => 1 - t / 12)],
    ['cosine', [...Array(12).keys()].map(t => Math.cos((Math.PI * t) / 24) ** 2)],
    ['cosine-restarts', [...Array(12).keys()].map(t => Math.cos((Math.PI * (t % 3)) / 6) ** 2)],
    ['cyclic', [...Array(12).keys()].map(t => (t % 4 < 2 ? 0.1 + 0.45 * (t % 4) : 1 - 0.45 * ((t % 4) - 2)))],
    ['inverse-sqrt', [...Array(12).keys()].map(t => (1 + t) ** -0.5)],
    ['warmup', Array(12).fill(1)],
    [
      'warmup:steps=4,inverse-sqrt',
      [1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4].map((k, t) => (t < 4 ? k / 4 : (t / 4) ** -0.5)),
    ],
  ])('%s go with the length of the run where nothing is given', (text, expected) => {
    // An eighth of 12 steps is 2 of them, rounded.
    expect(ratesOf(text, { steps: 12, lr: 1 })).toEqual(expected.map(rate => expect.closeTo(rate, 12)))
  })
  it('of onecycle peak at lr where max_lr is not given', () => {
    const own = ratesOf('onecycle', { steps: 100, lr: 0.3 })
    expect(Math.max(...own)).toBeCloseTo(0.3, 12)
    expect(own[29]).toBeCloseTo(0.3, 12)
    expect(own[0]).toBeCloseTo(0.3 / 25, 12)
  })
  it('of a last part that is over stay', () => {
    const own = ratesOf('cosine:steps=4:eta_min=0.1', { steps: 8, lr: 0.5 })
    expect(own.slice(4)).toEqual(Array(4).fill(expect.closeTo(0.1, 12)))
    expect(own[2]).toBeCloseTo(0.3, 12)
  })
  it('of a formula have t from 0 and T, the steps of its part', () => {
    expect(ratesOf('lr*(1-t/T)', { steps: 4, lr: 2 })).toEqual([2, 1.5, 1, 0.5])
    expect(ratesOf('constant:total_iters=2:factor=1,lr*t/T', { steps: 4, lr: 2 })).toEqual([2, 2, 0, 1])
    expect(ratesOf('max(lr/2^t, 0.3)', { steps: 4, lr: 1 })).toEqual([1, 0.5, 0.3, 0.3])
    expect(ratesOf('if(t <= 1, lr, lr/4)', { steps: 4, lr: 1 })).toEqual([1, 1, 0.25, 0.25])
    expect(ratesOf('lr*prod(i, 1, 3, (T - t)/i)', { steps: 3, lr: 2 })).toEqual([9, 8 / 3, 1 / 3])
  })
})

describe('the rates along a path', () => {
  it('are those of the steps that lead on, and at the end the last one', () => {
    const losses = Float32Array.of(5, 4, 3, 2)
    expect([...ratesAlong(readSchedule('lr*(1-t/T)'), 1, 4, losses)]).toEqual([1, 0.75, 0.5, 0.25])
    expect([...ratesAlong(readSchedule('lr*(1-t/T)'), 1, 4, Float32Array.of(5, 4, 3, 2, 1))]).toEqual([
      1, 0.75, 0.5, 0.25, 0.25,
    ])
    expect([...ratesAlong(undefined, 0.5, 4, losses)]).toEqual([0.5, 0.5, 0.5, 0.5])
  })
  it('follow the losses of a plateau', () => {
    const losses = Float32Array.of(1, 1, 1, 1, 1)
    expect([...ratesAlong(readSchedule('plateau:patience=1:factor=0.5'), 1, 4, losses)]).toEqual([1, 1, 1, 0.5, 0.5])
  })
})
