import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import type { Given } from '../../src/spec/fields/fields.js'
import { gridOf } from '../../src/spec/grid.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { resolveSweep } from '../../src/spec/sweep.js'

const grid = (given: Given) => {
  const { columns, rows } = gridOf(mergeSettings(given))
  return [columns, rows]
}

describe('the grid of a landscape', () => {
  it('has a cell for about every two pixels of the file that lie in the plot', () => {
    const [columns = 0, rows = 0] = grid({})
    // A plot of 800 × 720 pixels at scale 2 is some 1200 × 1100 of them.
    expect(columns).toBeGreaterThan(1200 / 2.4)
    expect(columns).toBeLessThan(1200 / 1.6)
    expect(rows).toBeGreaterThan(1100 / 2.4)
    expect(rows).toBeLessThan(1100 / 1.6)
    expect(grid({ size: [1600, 1440] })).toEqual([2 * columns, 2 * rows])
    expect(grid({ scale: 4 })).toEqual([2 * columns, 2 * rows])
    expect(grid({ size: [1600, 720], scale: 1 })).toEqual([columns, 400])
  })

  it('has no fewer than 400 cells a side, and no more than can be computed at once', () => {
    expect(grid({ size: [40, 40], scale: 0.1 })).toEqual([400, 400])
    expect(grid({ size: [16_000, 40], scale: 16 })).toEqual([1600, 400])
  })

  it('is what somebody asks for, to the cell', () => {
    expect(grid({ resolution: 7, size: [1600, 1440] })).toEqual([7, 7])
    expect(parseSettings({ resolution: 'AUTO' }, String)).toEqual({ resolution: 'auto' })
    expect(() => parseSettings({ resolution: 'fine' }, String)).toThrow(
      new UsageError('resolution: expected a whole number from 2 to 4000, or auto, got "fine"'),
    )
  })

  it('of a basin map is 200 starts a side, whatever the size', () => {
    const map = resolveSweep(mergeSettings({ scan: [{ kind: 'start', text: 'start' }], size: [4000, 4000] }))
    expect(map).toMatchObject({ kind: 'basins', columns: 200, rows: 200 })
  })
})
