import { describe, expect, it } from 'vitest'
import { textWidth } from '../../../src/figure/around/text.js'
import { labelContours } from '../../../src/figure/ground/contourlabels.js'
import type { Contour } from '../../../src/figure/ground/contours.js'
import type { Box, Point } from '../../../src/records/geometry.js'

const box: Box = { left: 0, top: 0, width: 600, height: 400 }
const size = 12
/** What a label takes of its line, with a margin. */
const width = textWidth('5', size) + 0.9 * size

const circle = (radius: number, [x, y]: Point = [300, 200]): Contour => ({
  level: 5,
  lines: [
    {
      closed: true,
      points: Array.from({ length: 90 }, (_, i): Point => {
        const angle = (i * Math.PI) / 45
        return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
      }),
    },
  ],
})
const labelled = (contours: readonly Contour[], taken: readonly Point[] = []) =>
  labelContours(contours, box, size, taken, () => '#000000', 1e5)

/** Points on a line, none farther than half a pixel from the next. */
function finely(points: readonly Point[]): Point[] {
  return points.slice(1).flatMap((to, i) => {
    const from = points[i] ?? to
    const count = Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1]))
    return Array.from({ length: count + 1 }, (_, k): Point => {
      return [from[0] + (k / count) * (to[0] - from[0]), from[1] + (k / count) * (to[1] - from[1])]
    })
  })
}

/** How long the lines of all contours are. */
const length = (contours: readonly Contour[]) => {
  const distances = contours.flatMap(({ lines }) =>
    lines.flatMap(({ points, closed }) =>
      (closed ? [...points, ...points.slice(0, 1)] : points).slice(1).map((to, i) => {
        const from = points[i] ?? to
        return Math.hypot(to[0] - from[0], to[1] - from[1])
      }),
    ),
  )
  return distances.reduce((sum, distance) => sum + distance, 0)
}

describe('labels of contours', () => {
  it('stand on lines that are about straight over their width, in a gap of that', () => {
    // An arc of an angle a has a chord of sin(a/2) / (a/2) times its length, 0.93 where a is 1.31.
    for (const [radius, count] of [
      [width / 1.4, 0],
      [width / 1.25, 1],
      [100, 1],
    ] as const) {
      const contours = [circle(radius)]
      const { labels, contours: cut } = labelled(contours)
      expect([radius, labels.length]).toEqual([radius, count])
      expect(length(contours) - length(cut)).toBeCloseTo(count * width, 0)
    }
  })

  it('stand no nearer to an end of their line than they are long', () => {
    // Zigzag, on which no label stands, and straight at one end.
    const open = (straight: number): readonly Point[] => {
      const folds = Array.from({ length: 90 }, (_, i): Point => [20 + straight + 3 * i, 203 - 3 * (i % 2)])
      return [[20, 203], ...folds]
    }
    const mirrored = (points: readonly Point[]) => points.map(([x, y]): Point => [600 - x, y])
    for (const turn of [
      (points: readonly Point[]) => points,
      (points: readonly Point[]) => points.toReversed(),
      mirrored,
    ]) {
      const labelsOf = (straight: number) =>
        labelled([{ level: 5, lines: [{ closed: false, points: turn(open(straight)) }] }]).labels
      expect(labelsOf(1.1 * width)).toEqual([])
      const [label, ...more] = labelsOf(4 * width)
      expect(more).toEqual([])
      const [x] = label?.kind === 'text' ? label.at : []
      const away = turn === mirrored ? 580 - (x ?? 0) : (x ?? 0) - 20
      expect(away).toBeGreaterThanOrEqual(width)
      expect(away).toBeLessThanOrEqual(3.6 * width)
    }
  })

  it('have no line below their letters, of their own or of another level', () => {
    const rings = [90, 94, 98, 102, 106].map(radius => circle(radius))
    const { contours, labels } = labelled(rings)
    expect(labels.length).toBeGreaterThan(2)
    const points = contours.flatMap(({ lines }) => lines.flatMap(({ points }) => finely(points)))
    for (const label of labels) {
      if (label.kind !== 'text') continue
      const turn = (-label.rotate * Math.PI) / 180
      const below = points.filter(([x, y]) => {
        const [dx, dy] = [x - label.at[0], y - label.at[1]]
        const [along, across] = [Math.cos(turn) * dx - Math.sin(turn) * dy, Math.sin(turn) * dx + Math.cos(turn) * dy]
        return Math.abs(along) < textWidth('5', size) / 2 && Math.abs(across) < 0.49 * size
      })
      expect(below).toEqual([])
    }
    // What is taken away lies in the labels: three lines of the five at each, at most.
    expect(length(rings) - length(contours)).toBeLessThan(labels.length * 3.1 * width)
  })

  it('lie along their lines, and are never upside down', () => {
    const turned = (degrees: number) => {
      const [dx, dy] = [150 * Math.cos((degrees * Math.PI) / 180), 150 * Math.sin((degrees * Math.PI) / 180)]
      const points: readonly Point[] = [
        [300 - dx, 200 - dy],
        [300 + dx, 200 + dy],
      ]
      const [label] = labelled([{ level: 5, lines: [{ closed: false, points }] }]).labels
      return label?.kind === 'text' ? Math.round(label.rotate) : undefined
    }
    expect([0, 60, 120, 179, -60, -120].map(turned)).toEqual([0, 60, -60, -1, -60, 60])
  })

  it('keep away from each other, from what is there, and from the border', () => {
    const rings = [100, 104].map(radius => circle(radius))
    const places = labelled(rings).labels.flatMap(label => (label.kind === 'text' ? [label.at] : []))
    const [[x0, y0] = [0, 0], [x1, y1] = [0, 0]] = places
    expect(places).toHaveLength(2)
    expect(Math.hypot(x1 - x0, y1 - y0)).toBeGreaterThan(2.5 * size)
    const everywhere = Array.from({ length: 24 }, (_, i): Point => {
      const angle = (i * Math.PI) / 12
      return [300 + 100 * Math.cos(angle), 200 + 100 * Math.sin(angle)]
    })
    expect(labelled([circle(100)], everywhere).labels).toEqual([])
    const level = (y: number): Contour => ({
      level: 5,
      lines: [
        {
          closed: false,
          points: [
            [0, y],
            [600, y],
          ],
        },
      ],
    })
    expect([5, 30, 395].map(y => labelled([level(y)]).labels.length)).toEqual([0, 1, 0])
  })
})
