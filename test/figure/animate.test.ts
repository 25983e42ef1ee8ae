import { describe, expect, it } from 'vitest'
import { animate, type Pace } from '../../src/figure/animate.js'
import { layers } from '../../src/figure/compose.js'
import type { Point } from '../../src/records/geometry.js'
import type { Shape, TextShape } from '../../src/records/scene.js'
import type { FigureContent, FigureStyle } from '../../src/records/style.js'
import { type Trajectory, uncounted } from '../../src/records/trajectory.js'
import { mostFrames } from '../../src/spec/fields/figure.js'
import { defaultStyle, hostLandscape, pathThrough } from './contents.js'

const square = { x: [-1, 1], y: [-1, 1] } as const
const f = (x: number, y: number) => 1 + x * x + y * y
const landscape = hostLandscape(f, square, 20)
const style: FigureStyle = { ...defaultStyle, width: 480, height: 432 }

function content(...paths: readonly (readonly Point[])[]): FigureContent {
  const drawn = paths.map((points, i) => ({ trajectory: pathThrough(points, f), label: `p${i}` }))
  return { paths: drawn, landscape, minima: [], title: '', subtitle: '', quantity: 'f' }
}

/** A path that stays about a point. */
const about = ([x, y]: Point, count: number): readonly Point[] =>
  Array.from({ length: count }, (_, k) => [x + 0.001 * k, y] as const)

const drawn = (
  paths: readonly (readonly Point[])[],
  pace: Pace = { fps: 10, mostFrames },
  more: Partial<FigureStyle> = {},
) => animate(content(...paths), { ...style, ...more }, pace)

const counter = (shapes: readonly Shape[]): TextShape | undefined =>
  shapes.flatMap(shape => (shape.kind === 'text' && shape.text.startsWith('step ') ? [shape] : []))[0]

const counters = (paths: readonly (readonly Point[])[], pace: Pace) =>
  drawn(paths, pace).frames.map(({ shapes }) => counter(shapes)?.text)

describe('the frames of an animation', () => {
  const twelve = [about([0, 0], 13)]

  it('are every so many points, and one of the end, also where that is no whole number of them', () => {
    expect(counters(twelve, { fps: 10, every: 5, mostFrames })).toEqual(['step 0', 'step 5', 'step 10', 'step 12'])
    expect(counters(twelve, { fps: 10, every: 6, mostFrames })).toEqual(['step 0', 'step 6', 'step 12'])
    expect(counters(twelve, { fps: 10, every: 50, mostFrames })).toEqual(['step 0', 'step 12'])
    expect(counters(twelve, { fps: 10, mostFrames })).toHaveLength(13)
  })

  it('are those of the longest path; a path of the start alone has two', () => {
    expect(counters([about([0, 0], 3), ...twelve], { fps: 10, every: 6, mostFrames })).toEqual([
      'step 0',
      'step 6',
      'step 12',
    ])
    expect(counters([about([0, 0], 1)], { fps: 10, mostFrames })).toEqual(['step 0', 'step 0'])
  })

  it('are at most 151 where the pace is not given', () => {
    expect(drawn([about([0, 0], 151)]).frames).toHaveLength(151)
    expect(drawn([about([0, 0], 152)]).frames).toHaveLength(77)
  })

  it('stay for their time, the last one for two seconds, or longer where all do or three would not be over', () => {
    const seconds = (fps: number) => drawn(twelve, { fps, every: 6, mostFrames }).frames.map(frame => frame.seconds)
    expect(seconds(4)).toEqual([0.25, 0.25, 2.5])
    expect(seconds(0.1)).toEqual([10, 10, 10])
  })
})

describe('the step in a corner', () => {
  const all: readonly Point[] = [
    [0.9, 0.9],
    [-0.9, 0.9],
    [0.9, -0.9],
    [-0.9, -0.9],
  ]
  const corners = [
    { anchor: 'end', baseline: 'hanging' },
    { anchor: 'start', baseline: 'hanging' },
    { anchor: 'end', baseline: 'alphabetic' },
    { anchor: 'start', baseline: 'alphabetic' },
  ] as const

  corners.forEach((corner, free) => {
    it(`stands where no path is: ${corner.anchor}, ${corner.baseline}`, () => {
      const paths = all.filter((_, i) => i !== free).map(at => about(at, 3))
      const { box } = layers(content(...paths), style).frame
      const { frames } = drawn(paths)
      const { at, ...shown } = counter(frames[0]?.shapes ?? []) ?? expect.fail()
      expect(shown).toMatchObject(corner)
      const [x, y] = at
      expect(x - box.left < box.width / 2).toBe(corner.anchor === 'start')
      expect(y - box.top < box.height / 2).toBe(corner.baseline === 'hanging')
      // Inside, by the same margin at each side.
      const margins = [x - box.left, box.left + box.width - x, y - box.top, box.top + box.height - y].sort(
        (a, b) => a - b,
      )
      expect(margins[0]).toBeGreaterThan(5)
      expect(margins[0]).toBeCloseTo(margins[1] ?? 0)
    })
  })

  it('takes the first corner where all are alike, and the one with the least of a path where all have some', () => {
    expect(counter(drawn([about([0, 0], 3)]).frames[0]?.shapes ?? [])).toMatchObject(corners[0])
    const counts = [4, 3, 2, 3]
    const { frames } = drawn(all.map((at, i) => about(at, counts[i] ?? 0)))
    expect(counter(frames[0]?.shapes ?? [])).toMatchObject(corners[2])
  })

  it('takes a path that has left the picture for one at the border', () => {
    const { frames } = drawn([about([3, 3], 5)])
    expect(counter(frames[0]?.shapes ?? [])).toMatchObject(corners[1])
  })

  it('has a quarter of the width and a sixth of the height', () => {
    const first = (x: number, y: number) =>
      counter(drawn([about([x, y], 3)]).frames[0]?.shapes ?? [])?.anchor === 'end' ? 'right' : 'left'
    // The plot goes from −1 to 1; the corner is ten pixels from its border.
    expect([first(0.53, 0.9), first(0.38, 0.9)]).toEqual(['left', 'right'])
    expect([first(0.9, 0.72), first(0.9, 0.5)]).toEqual(['left', 'right'])
  })

  it('is not there where the picture is a thumbnail', () => {
    const { frames } = drawn([about([0, 0], 3)], { fps: 10, mostFrames }, { width: 120, height: 108 })
    expect(frames.map(({ shapes }) => counter(shapes))).toEqual([undefined, undefined, undefined])
  })
})

describe('the loss curve', () => {
  const points = about([0, 0], 13)
  const inPanel = (shapes: readonly Shape[]) =>
    shapes.flatMap(shape => (shape.kind === 'group' && ['curves', 'bests'].includes(shape.name) ? [shape] : []))

  it('grows with the path, and shows its lowest value at the end', () => {
    const { base, frames } = drawn([points], { fps: 10, every: 6, mostFrames }, { panel: 'loss' })
    expect(JSON.stringify(base.shapes)).not.toMatch(/"name":"(curves|bests)"/)
    const shown = frames.map(({ shapes }) => inPanel(shapes))
    expect(shown.map(groups => groups.map(({ name }) => name))).toEqual([['curves'], ['curves'], ['curves', 'bests']])
    const [start, half, whole] = shown.map(([curve]) => curve?.clip?.width ?? 0)
    expect(start).toBe(0)
    expect(half).toBeCloseTo((whole ?? 0) / 2)
  })

  it('grows with the curve of learning rates below it, or alone', () => {
    const { paths, ...others } = content(points)
    const rated = { ...others, paths: paths.map(path => ({ ...path, rates: Float32Array.from(points, (_, k) => k) })) }
    for (const [panel, count] of [
      ['lr', 1],
      ['loss,lr', 2],
    ] as const) {
      const { frames } = animate(rated, { ...style, height: 700, panel }, { fps: 10, every: 6, mostFrames })
      const curves = frames.map(({ shapes }) => inPanel(shapes).filter(({ name }) => name === 'curves'))
      expect(curves.map(groups => groups.length)).toEqual([count, count, count])
      for (const { clip } of curves[0] ?? []) expect(clip?.width).toBe(0)
    }
  })
})

describe('the dot on the loss curve', () => {
  const points = Array.from({ length: 11 }, (_, k): Point => [1 - k / 10, 0])
  const shapesOf = (paths: readonly (readonly Point[])[], more: Partial<FigureStyle>) =>
    drawn(paths, { fps: 10, every: 5, mostFrames }, more).frames.map(({ shapes }) => shapes)
  /** What is drawn outside the groups and texts: the dots. */
  const dots = (shapes: readonly Shape[]) => shapes.filter(({ kind }) => kind !== 'group' && kind !== 'text')

  it('is there with the panel alone, and goes from left to right as the path grows', () => {
    expect(shapesOf([points], { panel: 'none' }).map(shapes => dots(shapes).length)).toEqual([0, 0, 0])
    const shown = shapesOf([points], { panel: 'loss' }).map(dots)
    expect(new Set(shown.map(({ length }) => length)).size).toBe(1)
    const lefts = shown.map(([first]) => {
      if (first?.kind === 'circle') return first.center[0]
      return first?.kind === 'path' ? (first.lines[0]?.points[0]?.[0] ?? Number.NaN) : Number.NaN
    })
    expect(lefts[0]).toBeLessThan(lefts[1] ?? 0)
    expect((lefts[2] ?? 0) - (lefts[1] ?? 0)).toBeCloseTo((lefts[1] ?? 0) - (lefts[0] ?? 0), 3)
  })

  it('is one for each path; one without a value has none', () => {
    const one = dots(shapesOf([points], { panel: 'loss' })[0] ?? []).length
    expect(dots(shapesOf([points, about([0, 0], 4)], { panel: 'loss' })[0] ?? [])).toHaveLength(2 * one)
    const holed: FigureContent = {
      ...content(points),
      paths: [{ trajectory: pathThrough(points, x => (x > 0.9 ? Number.NaN : 1 + x)), label: '' }],
    }
    const { frames } = animate(holed, { ...style, panel: 'loss' }, { fps: 10, every: 5, mostFrames })
    expect(frames.map(({ shapes }) => dots(shapes).length)).toEqual([0, one, one])
  })
})

const path = (points: readonly number[], steps?: readonly number[]): Trajectory => ({
  points: Float32Array.from(points),
  values: Float32Array.from({ length: points.length / 2 }, (_, k) => 10 - k),
  evaluations: uncounted,
  outcome: { kind: 'finished' },
  ...(steps && { steps: Uint32Array.from(steps) }),
})

const domain = { x: [0, 10], y: [0, 10] } as const
const sloping = { domain, columns: 4, rows: 4, values: Float32Array.from({ length: 16 }, (_, i) => i) }
const textsOf = (shapes: readonly Shape[]): readonly string[] =>
  shapes.flatMap(shape => (shape.kind === 'group' ? textsOf(shape.shapes) : shape.kind === 'text' ? [shape.text] : []))

describe('an animation', () => {
  const { frames } = animate(
    {
      paths: [
        { label: 'whole', trajectory: path(Array.from({ length: 82 }, (_, i) => i / 10)) },
        { label: 'thinned', trajectory: path([1, 1, 5, 5, 9, 9], [0, 20, 40]) },
      ],
      landscape: sloping,
      minima: [],
      ...{ title: '', subtitle: '', quantity: 'f' },
    },
    defaultStyle,
    { fps: 10, every: 10, mostFrames },
  )

  it('is as long as the paths have steps, not points, and tells the step', () => {
    expect(frames).toHaveLength(5)
    const told = frames.map(({ shapes }) => textsOf(shapes).find(text => text.startsWith('step')))
    expect(told).toEqual(['step 0', 'step 10', 'step 20', 'step 30', 'step 40'])
  })

  it('shows of a thinned path what is there by then', () => {
    const linesOf = (shapes: readonly Shape[]): readonly number[] =>
      shapes.flatMap(shape =>
        shape.kind === 'group'
          ? linesOf(shape.shapes)
          : shape.kind === 'path' && shape.stroke?.dash !== undefined
            ? shape.lines.map(({ points }) => points.length)
            : [],
      )
    expect(frames.map(({ shapes }) => linesOf(shapes)[0] ?? 1)).toEqual([1, 1, 2, 2, 2])
  })
})
