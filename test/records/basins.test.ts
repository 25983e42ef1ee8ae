import { describe, expect, it } from 'vitest'
import { basinHues, shadesOf } from '../../src/figure/sweep/basincolors.js'
import { basinsOf, diverged, type Ending, endingOf, moving } from '../../src/records/basins.js'
import type { Trajectory } from '../../src/records/trajectory.js'

const unit = { x: [0, 1], y: [0, 1] } as const

function path(xs: readonly number[], outcome: Trajectory['outcome'] = { kind: 'finished' }): Trajectory {
  return {
    points: Float32Array.from(xs.flatMap(x => [x, 0])),
    values: Float32Array.from(xs),
    evaluations: { values: 0, gradients: 0, hessianVectors: 0 },
    outcome,
  }
}

describe('where a run ends', () => {
  it('is where it stays for its last tenth, from the step that came near for good', () => {
    const steps = Array.from({ length: 101 }, (_, k) => (k < 40 ? 1 - k / 40 : 0))
    expect(endingOf(path(steps), unit)).toMatchObject({ kind: 'settled', steps: 40 })
  })

  it('is nowhere while it moves, or where it diverged', () => {
    const steps = Array.from({ length: 101 }, (_, k) => 1 - k / 100)
    expect(endingOf(path(steps), unit).kind).toBe('moving')
    expect(endingOf(path([0, 0, 0], { kind: 'diverged', step: 3 }), unit)).toMatchObject({ kind: 'diverged', steps: 2 })
    expect(endingOf(path([0, 0, Number.NaN]), unit).kind).toBe('diverged')
  })
})

const at = (x: number, y: number, value: number, steps: number): Ending => ({
  kind: 'settled',
  at: [x, y],
  value,
  steps,
})

describe('basins', () => {
  const endings: readonly Ending[] = [
    at(0.5, 0.5, 2, 10),
    at(0.9, 0.1, 1, 20),
    at(0.901, 0.101, 0.5, 40),
    { kind: 'moving', at: [0.5, 0.5], value: 0, steps: 3 },
    { kind: 'diverged', at: [0.5, 0.5], value: 0, steps: 3 },
    at(0.899, 0.099, 3, 30),
  ]
  const basins = basinsOf(unit, 3, 2, endings)

  it('gather ends that are near each other, the largest first, at the lowest of them', () => {
    expect(basins.attractors).toEqual([
      { at: [0.901, 0.101], value: 0.5, count: 3, steps: 30 },
      { at: [0.5, 0.5], value: 2, count: 1, steps: 10 },
    ])
  })

  it('know each cell’s place', () => {
    expect([...basins.reached]).toEqual([1, 0, 0, moving, diverged, 0])
    expect([...basins.steps]).toEqual([10, 20, 40, 3, 3, 30])
  })
})

describe('the colors of basins', () => {
  it('differ between neighbours', () => {
    // A grid of 11 × 11 basins of one cell each: every one has up to four neighbours.
    const size = 11
    const endings = Array.from({ length: size * size }, (_, i) => at(i % size, Math.floor(i / size), 0, 1))
    const basins = basinsOf({ x: [0, size], y: [0, size] }, size, size, endings)
    const hues = basinHues(basins)
    const hue = (column: number, row: number) => hues[basins.reached[row * size + column] ?? -1]
    expect(new Set(hues).size).toBe(7)
    for (let row = 0; row < size; row++)
      for (let column = 0; column + 1 < size; column++) {
        expect(hue(column, row)).not.toBe(hue(column + 1, row))
        expect(hue(row, column)).not.toBe(hue(row, column + 1))
      }
  })

  it('run from light to the full hue', () => {
    const shades = shadesOf('#0072b2', 5)
    expect(shades).toHaveLength(5)
    expect(shades[4]).toBe('#0072b2')
    const sum = (color = '#000000') => [1, 3, 5].reduce((s, i) => s + Number.parseInt(color.slice(i, i + 2), 16), 0)
    expect(shades.map(sum)).toEqual([...shades.map(sum)].sort((a, b) => b - a))
  })
})
