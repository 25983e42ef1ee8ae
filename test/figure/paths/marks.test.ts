import { describe, expect, it } from 'vitest'
import type { Point } from '../../../src/records/geometry.js'
import type { Scene } from '../../../src/records/scene.js'
import { defaultStyle } from '../contents.js'
import { groupNamed, pathsOf } from '../shapes.js'
import {
  arrowsAt,
  boxOf,
  captions,
  circles,
  distance,
  draw,
  isArrow,
  middle,
  outlines,
  pixel,
  points,
} from './drawn.js'

describe('the end', () => {
  it('never hides the start: where they coincide the start is a ring around it', () => {
    for (const paths of [
      [points('1,1 -1,-1 1,1')],
      [points('1,1 1,1')],
      [points('1,1 0,0 1,1'), points('1,1 0,1 1,1.01'), points('1,1 0,0')],
    ] as const) {
      const scene = draw({ paths })
      const at = pixel(scene, [1, 1])
      const start = circles(scene, 'ends').find(({ center }) => distance(center, at) < 0.1) ?? expect.fail('no start')
      const ends = outlines(scene, 'ends').filter(shape => distance(middle(boxOf(shape)), at) < 4)
      expect(ends.length).toBeGreaterThan(0)
      const shapes = groupNamed(scene, 'ends')
      for (const end of ends) {
        expect(shapes.indexOf(end)).toBeGreaterThan(shapes.indexOf(start))
        for (const corner of end.lines.flatMap(line => line.points))
          expect(distance(corner, at)).toBeLessThan(start.radius + 3)
      }
      expect(start.radius).toBeGreaterThan(Math.max(...ends.map(end => boxOf(end).width / 2)))
    }
    // Apart from it, the start has the size that it has in the caption of every figure.
    const plain = circles(
      draw({
        paths: [points('1,1 -1,-1')],
      }),
      'ends',
    )
    expect(plain.map(({ radius }) => radius)).toEqual([5.4])
  })
})

describe('the marks of several paths', () => {
  it('are at the last point of each, however long it is', () => {
    const paths = [
      points('-1.5,-1.5 -1,0.5 1.2,1'),
      points('-1.5,-1.5 0,-1 0.5,-0.5 -1.2,1.1'),
      points('-1.5,-1.5 1,-1'),
    ]
    const scene = draw({ paths })
    const places = outlines(scene, 'ends').map(shape => middle(boxOf(shape)))
    for (const path of paths) {
      const [x, y] = pixel(scene, path.at(-1) ?? [0, 0])
      expect(places.some(at => Math.hypot(at[0] - x, at[1] - y) < 1.5)).toBe(true)
    }
  })
})

describe('the lowest point', () => {
  const over: readonly Point[] = points('1.5,0 0.1,0 -1,0.5 -1.5,1')

  it('has a mark and is told, where it is not the end or the start', () => {
    const scene = draw({ paths: [over] })
    const at = pixel(scene, [0.1, 0])
    const [best] = circles(scene, 'ends').filter(({ center }) => distance(center, at) < 0.1)
    expect(best?.fill).toBe(defaultStyle.endColor)
    expect(captions(scene)).toContain('lowest (0.1, 0), f = 0.01 at step 1')
    // Once.
    expect(
      captions(scene)
        .join()
        .match(/lowest/g),
    ).toHaveLength(1)
    for (const path of [points('1.5,0 0.1,0'), points('0,0.1 1.5,0'), points('1.5,0 0.1,0 0.11,0')] as const) {
      const none = draw({ paths: [path] })
      expect(circles(none, 'ends').filter(({ fill }) => fill === defaultStyle.endColor)).toEqual([])
      expect(captions(none).join()).not.toMatch(/lowest \(/)
    }
  })

  it('is told with the end where it lies outside or the start is the lowest', () => {
    expect(
      captions(
        draw({
          paths: [points('1,1 3,3 1,0')],
          f: (x, y) => -x - y,
        }),
      ).join(),
    ).toMatch(/end .*lowest −6 at step 1/)
    expect(
      captions(
        draw({
          paths: [points('0,0 1,1')],
        }),
      ).join(),
    ).toMatch(/end .*lowest 0 at step 0/)
  })

  it('has one for each of several paths, in its color, and one explanation', () => {
    const scene = draw({ paths: [over, over.map(([x, y]): Point => [x, -y - 0.3])] })
    const fills = new Set(circles(scene, 'ends').map(({ fill }) => fill))
    expect(fills.size).toBe(3)
    expect(captions(scene)).toContain('lowest value of each path')
  })
})

describe('the caption', () => {
  /** What stands before a text: the fills of the shapes between the text before and it. */
  const marksBefore = (scene: Scene, begin: string) => {
    const shapes = groupNamed(scene, 'caption').filter(({ kind }) => kind !== 'group')
    const at = shapes.findIndex(shape => shape.kind === 'text' && shape.text.startsWith(begin))
    const before = shapes.slice(0, at).findLastIndex(({ kind }) => kind === 'text')
    return shapes.slice(before + 1, at)
  }

  it('shows the marks that are drawn: an arrow where start or end lie outside, in the same colors', () => {
    const inside = draw({
      paths: [points('1,1 0,0')],
    })
    const outside = draw({
      paths: [points('3,3 0,0 -3,0')],
    })
    expect(marksBefore(inside, 'start').every(({ kind }) => kind === 'circle')).toBe(true)
    for (const [begin, i] of [
      ['start', 0],
      ['end', 1],
    ] as const) {
      const marks = pathsOf(marksBefore(outside, begin)).filter(isArrow)
      expect(marks).toHaveLength(1)
      expect(marks[0]?.fill).toBe(arrowsAt(outside)[i]?.fill)
    }
    expect(pathsOf(marksBefore(inside, 'end')).filter(isArrow)).toEqual([])
    const unseen = draw({
      paths: [points('9,9 8,8')],
    })
    expect(marksBefore(unseen, 'start')).toEqual([])
    expect(
      pathsOf(marksBefore(unseen, 'end'))
        .filter(isArrow)
        .map(({ fill }) => fill),
    ).toEqual([defaultStyle.lineColor])
  })

  it('says of several paths what a start is, wherever they start', () => {
    expect(
      captions(
        draw({
          paths: [points('1,1 0,0'), points('1,0 0,0')],
        }),
      ),
    ).toContain('start')
    expect(
      captions(
        draw({
          paths: [points('1,1 0,0'), points('1,1 0,1')],
        }),
      ),
    ).toContain('start (1, 1), f = 2')
  })
})
