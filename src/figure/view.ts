import type { Domain, Interval } from '../records/geometry.js'
import type { FigureStyle } from '../records/style.js'
import { pointAt, pointCount, type Trajectory } from '../records/trajectory.js'
import { widened } from '../resolution.js'

/** What a figure shows: the function's domain, the paths, or both. */
export type View = 'domain' | 'path' | 'all'

/** Points farther from the domain than this many of its widths are left out: a diverging path would shrink all to a dot. */
const farthest = 1000

/** The part of the plane that a figure shows; a margin of a twentieth is around paths, and more where float32 needs it. */
export function viewDomain(
  trajectories: readonly Trajectory[],
  domain: Domain,
  view: View,
  aspect: FigureStyle['aspect'],
): Domain {
  if (view === 'domain') return domain
  const xs: number[] = []
  const ys: number[] = []
  for (const trajectory of trajectories) {
    for (let k = 0; k < pointCount(trajectory); k++) {
      const [x, y] = pointAt(trajectory, k)
      if (!isNear(x, domain.x) || !isNear(y, domain.y)) continue
      xs.push(x)
      ys.push(y)
    }
  }
  if (xs.length === 0) return domain
  const x = spanned(xs, view === 'all' ? domain.x : undefined, domain.x)
  const y = spanned(ys, view === 'all' ? domain.y : undefined, domain.y)
  if (aspect !== 'equal') return { x, y }
  return { x: atLeast(x, (y[1] - y[0]) / thinnest), y: atLeast(y, (x[1] - x[0]) / thinnest) }
}

/** With equal units a path along one axis would be seen through a slit: no side is shorter than this part of the other. */
const thinnest = 8

function atLeast([min, max]: Interval, width: number): Interval {
  const margin = Math.max(0, (width - (max - min)) / 2)
  return [min - margin, max + margin]
}

function isNear(value: number, [min, max]: Interval): boolean {
  const reach = farthest * (max - min)
  return value >= min - reach && value <= max + reach
}

/** The interval of the values and a margin, joined with another one; never narrower than a thousandth of the function's. */
function spanned(values: readonly number[], joined: Interval | undefined, domain: Interval): Interval {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const v of values) {
    min = Math.min(min, v)
    max = Math.max(max, v)
  }
  const margin = Math.max((max - min) / 20, (domain[1] - domain[0]) / 2000)
  const own: Interval = [min - margin, max + margin]
  return widened(joined === undefined ? own : [Math.min(own[0], joined[0]), Math.max(own[1], joined[1])])
}
