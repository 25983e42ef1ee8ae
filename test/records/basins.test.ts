import { lab } from 'd3-color'
import { describe, expect, it } from 'vitest'
import { basinHues, shadesOf, unnamedColor } from '../../src/figure/sweep/basincolors.js'
import { type Attractor, basinsOf, diverged, type Ending, endingOf, moving } from '../../src/records/basins.js'
import type { Point } from '../../src/records/geometry.js'
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
  const basins = basinsOf(unit, 3, 2, endings, [])

  it('gather ends that are near each other, the largest first, at the lowest of them', () => {
    expect(basins.attractors).toEqual([
      { at: [0.901, 0.101], value: 0.5, count: 3, steps: 30 },
      { at: [0.5, 0.5], value: 2, count: 1, steps: 10 },
    ])
  })

  it('know the known minima, and take what ends near one for it', () => {
    // The diagonal is √2 long: a place reaches 0.01414 from its middle.
    const minima = [
      [0.1, 0.1],
      [0.893, 0.107],
    ] as const
    expect(basinsOf(unit, 3, 2, endings, minima).attractors).toEqual([
      { at: [0.901, 0.101], value: 0.5, count: 3, steps: 30, minimum: 1 },
      { at: [0.5, 0.5], value: 2, count: 1, steps: 10 },
    ])
    expect(basinsOf(unit, 3, 2, endings, [[0.883, 0.117]]).attractors.map(({ minimum }) => minimum)).toEqual([
      undefined,
      undefined,
    ])
  })

  it('take known minima that are in one place for one', () => {
    const minima: readonly Point[] = [
      [0.1, 0.1],
      [0.11, 0.1],
      [0.9, 0.1],
    ]
    const { known, attractors } = basinsOf(unit, 3, 2, endings, minima)
    expect(known).toEqual([minima[0], minima[2]])
    expect(attractors.map(({ minimum }) => minimum)).toEqual([1, undefined])
  })

  it('know each cell’s place', () => {
    expect([...basins.reached]).toEqual([1, 0, 0, moving, diverged, 0])
    expect([...basins.steps]).toEqual([10, 20, 40, 3, 3, 30])
  })
})

describe('the colors of basins', () => {
  const place = (minimum?: number): Attractor => ({
    at: [0, 0],
    value: 0,
    count: 1,
    steps: 1,
    ...(minimum !== undefined && { minimum }),
  })
  const row = Array.from({ length: 20 }, (_, i): Point => [(i + 0.5) / 20, 0.5])
  const hues = (attractors: readonly Attractor[], known: number) =>
    basinHues({ domain: unit, attractors, known: row.slice(0, known) })

  it('are a known minimum’s own, whichever runs end there', () => {
    const all = hues([place(0), place(1), place(2), place(3)], 4)
    expect(hues([place(2), place(), place(1)], 4)).toEqual([all[2], hues([place()], 4)[0], all[1]])
    expect(all).not.toContain(hues([place()], 4)[0])
  })

  it('are no two places’; what there is no hue for has none', () => {
    const many = hues([place(1), ...Array.from({ length: 30 }, () => place()), place(0)], 2)
    const named = many.filter(hue => hue !== undefined)
    expect(named).toHaveLength(8)
    expect(new Set(named).size).toBe(8)
    expect([many[0], many.at(-1)].every(hue => hue !== undefined)).toBe(true)
  })

  it('are those of the minima in the middle where there are too many', () => {
    const all = hues(
      row.map((_, i) => place(i)),
      20,
    )
    expect(all.flatMap((hue, i) => (hue === undefined ? [] : [i]))).toEqual([6, 7, 8, 9, 10, 11, 12, 13])
    expect(new Set(all.slice(6, 14)).size).toBe(8)
    // The same from below to above, far from the origin.
    const known = row.map(([x, y]): Point => [60 + y, 40 + 20 * x])
    const upwards = basinHues({ domain: { x: [60, 61], y: [40, 60] }, attractors: row.map((_, i) => place(i)), known })
    expect(upwards.map(hue => hue !== undefined)).toEqual(all.map(hue => hue !== undefined))
  })

  it('can be told from each other in every shade, and from the grey of the rest', () => {
    const named = hues(
      Array.from({ length: 8 }, () => place()),
      0,
    )
    const shades = [...named, unnamedColor].map(hue => shadesOf(hue ?? '', 12).map(shade => lab(shade)))
    // CIE76: a difference of 2.3 is just noticeable.
    for (const [i, one] of shades.entries())
      for (const other of shades.slice(i + 1))
        for (const a of one)
          for (const b of other) expect(Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b)).toBeGreaterThan(12)
  })

  it('run from light to the full hue', () => {
    const shades = shadesOf('#0072b2', 5)
    expect(shades).toHaveLength(5)
    expect(shades[4]).toBe('#0072b2')
    const sum = (color = '#000000') => [1, 3, 5].reduce((s, i) => s + Number.parseInt(color.slice(i, i + 2), 16), 0)
    expect(shades.map(sum)).toEqual([...shades.map(sum)].sort((a, b) => b - a))
  })
})
