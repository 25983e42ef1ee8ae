import { describe, expect, it } from 'vitest'
import { viewDomain } from '../../src/figure/view.js'
import { inside, type Point } from '../../src/records/geometry.js'
import { pathThrough } from './contents.js'

const domain = { x: [-3, 3], y: [-1, 1] } as const
const through = (...points: Point[]) => pathThrough(points, () => 0)

describe('viewDomain', () => {
  const path = through([20, 20], [5, 6], [2, 0])

  it('is the function’s domain unless asked', () => {
    expect(viewDomain([path], domain, 'domain', 'fill')).toBe(domain)
  })

  it('holds every point with a margin of a twentieth, for path; and the domain too, for all', () => {
    expect(viewDomain([path], domain, 'path', 'fill')).toEqual({ x: [1.1, 20.9], y: [-1, 21] })
    expect(viewDomain([path], domain, 'all', 'fill')).toEqual({ x: [-3, 20.9], y: [-1, 21] })
  })

  it('holds all of several paths', () => {
    const view = viewDomain([path, through([-50, 0], [-40, 1])], domain, 'path', 'fill')
    for (const point of [
      [20, 20],
      [-50, 0],
    ] as const)
      expect(inside(view, point)).toBe(true)
  })

  it('has some width where a path does not move', () => {
    const { x, y } = viewDomain([through([1, 1], [1, 1])], domain, 'path', 'fill')
    expect(x[0] < 1 && x[1] > 1 && y[0] < 1 && y[1] > 1).toBe(true)
  })

  it('leaves out where a path diverges to, and a path that is nowhere near', () => {
    const view = viewDomain([through([1, 0], [2, 0.5], [1e30, -1e35])], domain, 'path', 'fill')
    expect(Math.max(...view.x, ...view.y)).toBeLessThan(3)
    expect(viewDomain([through([1e30, 1e30])], domain, 'path', 'fill')).toBe(domain)
  })
})
