import { describe, expect, it } from 'vitest'
import { shadesOf } from '../../../src/figure/paths/shades.js'

const scaleOf = (values: readonly number[]) => shadesOf({ name: 'lr', values })?.scale

describe('the shades of paths that differ in a number', () => {
  it.each([
    ['equal factors', [0.001, 0.01, 0.1, 1, 10], true],
    ['nearly equal factors', [1, 3, 10, 40, 100], true],
    ['equal distances', [1, 2, 3, 4, 5], false],
    ['distances that are like', [1, 30, 55, 70, 100], false],
    ['zero among them', [0, 0.001, 0.01, 0.1, 1], false],
    ['negative numbers', [-10, -1, -0.1, 0.1, 1], false],
  ])('lie by %s', (_, values, isLog) => {
    const scale = scaleOf(values)
    const [low = 0, middle = 0, high = 0] = [values[0], values[2], values[4]]
    const share = isLog ? Math.log(middle / low) / Math.log(high / low) : (middle - low) / (high - low)
    expect(scale?.at(2)).toBeCloseTo(share, 12)
    expect([scale?.at(0), scale?.at(4)]).toEqual([0, 1])
  })

  it('are of five and more', () => {
    expect(scaleOf([1, 2, 3, 4])).toBeUndefined()
    expect(shadesOf(undefined)).toBeUndefined()
  })

  it('are those of their values, in whichever order they come', () => {
    const [first, last] = [
      shadesOf({ name: 'lr', values: [5, 1, 3, 2, 4, 1] }),
      shadesOf({ name: 'lr', values: [1, 2, 3, 4, 5] }),
    ]
    const [one, two, three, four, five] = last?.colors ?? []
    expect(first?.colors).toEqual([five, one, three, two, four, one])
    expect([one, five]).toEqual([last?.ramp[0], last?.ramp.at(-1)])
  })
})
