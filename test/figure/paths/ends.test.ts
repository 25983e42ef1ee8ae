import { describe, expect, it } from 'vitest'
import type { Frame } from '../../../src/figure/around/frame.js'
import { inset, within } from '../../../src/figure/around/frame.js'
import { type ArrowStyle, edgeArrows } from '../../../src/figure/paths/ends.js'
import { pathLooks } from '../../../src/figure/paths/looks.js'
import { placePath } from '../../../src/figure/paths/path.js'
import type { Box, Point } from '../../../src/records/geometry.js'
import { defaultStyle, pathThrough } from '../contents.js'
import { inkBox, overlap, pathsOf } from '../shapes.js'

const frame: Frame = { box: { left: 60, top: 70, width: 700, height: 580 }, domain: { x: [-2, 2], y: [-2, 2] } }
const style: ArrowStyle = { unit: 1, radius: 5.4, label: 12, marks: [] }

/** The corners of what is drawn at the frame's edge, and the boxes of the notes there. */
function marksOf(...points: readonly Point[]): { readonly corners: readonly Point[]; readonly notes: readonly Box[] } {
  const trajectory = pathThrough(points, () => 1)
  const [look] = pathLooks([{ trajectory, label: '' }], defaultStyle)
  if (look === undefined) throw new Error('no look')
  const marks = edgeArrows(placePath(trajectory, frame, 2), frame.box, look, style)
  return {
    corners: pathsOf(marks).flatMap(({ lines }) => lines.flatMap(line => line.points)),
    notes: marks.flatMap(mark => (mark.kind === 'text' ? [inkBox(mark)] : [])),
  }
}

/** Points around the frame, beyond its edges and corners. */
const beyond = Array.from({ length: 48 }, (_, i): Point => {
  const angle = (2 * Math.PI * (i + 0.3)) / 48
  return [6 * Math.cos(angle), 6 * Math.sin(angle)]
})
/** Places inside from which a path can leave at any angle, also nearly along an edge. */
const inner: readonly Point[] = [
  [0, 0],
  [1.9, 1.95],
  [-1.5, 1.9],
  [1.98, -1],
  [-1.96, -1.96],
]
const crossings = inner.flatMap(from => beyond.map(to => [from, to] as const))

describe('arrows at the frame', () => {
  it.each([
    ['leaves', crossings],
    ['enters', crossings.map(([from, to]) => [to, from] as const)],
    ['stays outside', beyond.map(([x, y]) => [[5 * x, 5 * y] as Point, [x, y] as Point] as const)],
  ])('of a path that %s stay in it, and no note lies on one', (_, paths) => {
    for (const [from, to] of paths) {
      const { corners, notes } = marksOf(from, to)
      expect(notes).toHaveLength(1)
      for (const corner of corners) expect(within(inset(frame.box, -1e-6), corner), `${from} to ${to}`).toBe(true)
      for (const note of notes) {
        expect(within(inset(frame.box, 4), [note.left, note.top])).toBe(true)
        for (const [x, y] of corners)
          expect(overlap(note, { left: x, top: y, width: 0, height: 0 }), `${from} to ${to}`).toBe(false)
      }
    }
  })

  it('grow with the figure, and so do their lines', () => {
    const trajectory = pathThrough(
      [
        [9, 0],
        [8, 0],
      ],
      () => 1,
    )
    const [look] = pathLooks([{ trajectory, label: '' }], defaultStyle)
    const widths = (unit: number) =>
      pathsOf(look ? edgeArrows(placePath(trajectory, frame, 2), frame.box, look, { ...style, unit }) : []).flatMap(
        ({ stroke }) => (stroke ? [stroke.width] : []),
      )
    expect(widths(1)).toContain(3.5)
    expect(widths(2)).toContain(7)
  })

  it('are those of a path outside where it passes by in the margin that hides the ends of lines', () => {
    const pixel = 4 / frame.box.height
    const { notes } = marksOf([-1, 2 + 3 * pixel], [0.5, 2 + 2 * pixel], [1, 9])
    expect(notes).toHaveLength(1)
    const justOutside = marksOf([0, 9], [0, 2 + 0.1 * pixel])
    expect(justOutside.corners.every(corner => within(frame.box, corner))).toBe(true)
  })
})
