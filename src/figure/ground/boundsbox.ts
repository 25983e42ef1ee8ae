import { common, type Domain, type Point } from '../../records/geometry.js'
import type { GroupShape, Ink } from '../../records/scene.js'
import { type Frame, toPixels } from '../around/frame.js'
import { ink, white } from '../paths/markers.js'

/** What is left of the ground's colors outside of a box. */
const veil = '99'

/** The border of a box that paths do not leave, and a veil over what lies outside; sides that are not seen have no line. */
export function boundsBox(
  bounds: Domain | undefined,
  frame: Frame,
  unit: number,
  page: Ink | undefined,
): readonly GroupShape[] {
  if (bounds === undefined) return []
  const { left, top, width, height } = frame.box
  const whole: readonly Point[] = [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
  ]
  const fill = `${page?.page ?? white}${veil}`
  // A line along an infinite side would stand on the edge of the picture: such sides lie beyond it.
  const margin = 20 * unit
  const [x, y] = [frame.domain.x, frame.domain.y]
  const [across, up] = [((x[1] - x[0]) * margin) / width, ((y[1] - y[0]) * margin) / height]
  const seen = common(bounds, { x: [x[0] - across, x[1] + across], y: [y[0] - up, y[1] + up] })
  const corners =
    seen &&
    [seen.x[0], seen.x[1]].map(at => [toPixels(frame, [at, seen.y[0]]), toPixels(frame, [at, seen.y[1]])] as const)
  const [[sw, nw] = [], [se, ne] = []] = corners ?? []
  const box = sw && nw && se && ne ? [{ points: [sw, nw, ne, se], closed: true }] : []
  const line = { kind: 'path', lines: box } as const
  return [
    {
      kind: 'group',
      name: 'bounds',
      clip: frame.box,
      shapes: [
        { kind: 'path', lines: [{ points: whole, closed: true }, ...box], fill },
        { ...line, stroke: { color: `${white}b0`, width: 3.4 * unit, join: 'miter' } },
        { ...line, stroke: { color: ink, width: 1.4 * unit, join: 'miter' } },
      ],
    },
  ]
}
