import { group } from 'd3-array'
import type { Box, Point } from '../../records/geometry.js'
import type { PathShape } from '../../records/scene.js'
import { within } from '../around/frame.js'
import type { PathLook } from './looks.js'

/** Nobody counts more steps than this. */
const most = 20_000

/** So many other steps may be as near as a step's neighbours must be far: a path may cross itself. */
const others = 2

/**
 * A dot at every step that can be counted: in the frame, at least `spacing` from the one before and the one after, and with hardly
 * another as near. Each has the color of its step.
 */
export function stepDots(
  points: readonly Point[],
  box: Box,
  lookOf: (k: number) => PathLook,
  radius: number,
  spacing: number,
): PathShape[] {
  const visible: { readonly at: Point; readonly k: number }[] = []
  for (const [k, at] of points.entries()) {
    if (!within(box, at)) continue
    if (visible.length === most) return []
    visible.push({ at, k })
  }
  const cellOf = ([x, y]: Point) => [Math.floor(x / spacing), Math.floor(y / spacing)] as const
  const cells = new Map<string, Point[]>()
  for (const { at } of visible) {
    const key = cellOf(at).join()
    const cell = cells.get(key)
    if (cell === undefined) cells.set(key, [at])
    else cell.push(at)
  }
  const far = (a: Point, b: Point | undefined) => b === undefined || Math.hypot(a[0] - b[0], a[1] - b[1]) >= spacing
  const isFree = (at: Point) => {
    const [column, row] = cellOf(at)
    let near = -1
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++)
        for (const other of cells.get(`${column + i},${row + j}`) ?? [])
          if (!far(at, other) && ++near > others) return false
    return true
  }
  const drawn = visible.filter(({ at, k }) => far(at, points[k - 1]) && far(at, points[k + 1]) && isFree(at))
  if (drawn.length === 0) return []
  // A line without length is a dot: one shape for all of a color.
  const dots = (width: number, name: 'color' | 'halo') =>
    [...group(drawn, ({ k }) => lookOf(k)[name])].map(
      ([color, own]): PathShape => ({
        kind: 'path',
        lines: own.map(({ at }) => ({ points: [at, at], closed: false })),
        stroke: { color, width, cap: 'round', join: 'round' },
      }),
    )
  return [...dots(2.7 * radius, 'color'), ...dots(1.3 * radius, 'halo')]
}
