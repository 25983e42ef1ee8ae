import { describe, expect, it } from 'vitest'
import { landscapeScale } from '../../../src/figure/ground/landscapescale.js'
import type { Point } from '../../../src/records/geometry.js'
import { defaultStyle, hostLandscape, pathThrough } from '../contents.js'

describe('the scale of a ground below paths', () => {
  /** Ground of 1 and more, but for a dent at the middle of a border, a cell wide and a few long: less than a dot of the plane. */
  const scaleOf = (isDent: (x: number, y: number) => boolean, points: readonly Point[]) => {
    const f = (x: number, y: number) =>
      isDent(x, y) && Math.min(Math.abs(x), Math.abs(y)) < 0.2 ? 1e-3 : x ** 4 + y ** 4 + 1
    return landscapeScale(
      {
        ...{ title: '', subtitle: '', quantity: 'f', minima: [{ at: [0, 0], value: 0 }] },
        landscape: hostLandscape(f, { x: [-5, 5], y: [-4, 4] }, 100, 60),
        paths: [{ label: '', trajectory: pathThrough(points, f) }],
      },
      { ...defaultStyle, colorScale: 'log' },
    )?.low
  }

  it.each<readonly [string, (x: number, y: number) => boolean, (along: number) => Point]>([
    ['left', x => x < -4.9, y => [-5, y]],
    ['right', x => x > 4.9, y => [5, y]],
    ['lower', (_, y) => y < -3.9, x => [x, -4]],
    ['upper', (_, y) => y > 3.9, x => [x, 4]],
  ])('reaches to what lies there, on the %s border, too', (_, isDent, at) => {
    const along = Array.from({ length: 8 }, (_, k) => at(k / 25 - 0.14))
    expect(scaleOf(isDent, along)).toBeCloseTo(1e-3, 9)
    expect(scaleOf(isDent, [...along, ...along.map(([x, y]): Point => [x / 9, y / 9])])).toBeCloseTo(1e-3, 9)
    // A path far from it, or one that is nowhere on the plane.
    expect(scaleOf(isDent, [[0.3, 0.2]])).toBeGreaterThan(0.5)
    expect(
      scaleOf(
        isDent,
        along.map(([x, y]): Point => [1.01 * x + Math.sign(x), 1.01 * y + Math.sign(y)]),
      ),
    ).toBeGreaterThan(0.5)
  })
})
