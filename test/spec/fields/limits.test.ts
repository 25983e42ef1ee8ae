import { describe, expect, it } from 'vitest'
import { type Key, kebab } from '../../../src/spec/fields/fields.js'
import { parseSettings } from '../../../src/spec/settings.js'

/** The least and the greatest that users can ask for of what is counted, as the documents have it. */
const limits: Partial<Record<Key, readonly [least: number, greatest: number]>> = {
  steps: [1, 10_000_000],
  budget: [1, 10_000_000],
  seed: [0, 2 ** 32 - 1],
  levels: [2, 1024],
  contours: [0, 200],
  every: [1, 1_000_000],
}

describe('what is counted has limits', () => {
  it.each(Object.entries(limits))('%s', (key, [least, greatest]) => {
    const taken = (value: number) => parseSettings({ [key]: value }, kebab)
    expect([taken(least), taken(greatest)]).toEqual([{ [key]: least }, { [key]: greatest }])
    for (const beyond of [least - 1, greatest + 1])
      expect(() => taken(beyond)).toThrow(
        `expected a whole number from ${least} to ${greatest}, got ${JSON.stringify(beyond)}`,
      )
  })
})
