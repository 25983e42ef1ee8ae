import type { Box, Point } from '../../records/geometry.js'
import type { Color, Shape } from '../../records/scene.js'
import type { Bundle, FigurePath } from '../../records/style.js'
import type { Trajectory } from '../../records/trajectory.js'
import type { PathLook } from './looks.js'
import { simplify, thinned } from './polyline.js'

/** A line of values of a band, as curves are drawn: its places are what the panel counts. */
function lineOf({ band }: Bundle, of: Trajectory, values: Float32Array): Trajectory {
  const points = new Float32Array(2 * values.length)
  return { ...of, points, values, steps: band.counts, spent: band.counts, outcome: { kind: 'finished' } }
}

/** What a panel shows of a path: the run's values or, of several runs, their median at each place. */
export function curveOf({ trajectory, bundle }: FigurePath): Trajectory {
  return bundle === undefined ? trajectory : lineOf(bundle, trajectory, bundle.band.median)
}

/** All values that the panel shows of paths, a list a line. */
export function curveValues(paths: readonly FigurePath[]): readonly Float32Array[] {
  return paths.flatMap(({ trajectory, bundle }) =>
    bundle === undefined ? [trajectory.values] : [bundle.band.median, bundle.band.low, bundle.band.high],
  )
}

/** Between the curves of a tenth and nine tenths of several runs: pale, so that others are seen through it. */
export function spreadShapes(
  { trajectory, bundle }: FigurePath,
  look: PathLook,
  place: (t: Trajectory, k: number) => Point,
  box: Box,
): Shape[] {
  if (bundle === undefined) return []
  const { low, high } = bundle.band
  const [upper = [], lower = []] = [high, low].map(values => {
    const edge = lineOf(bundle, trajectory, values)
    // What is infinite leaves the panel at its top.
    return thinned(Array.from(values, (_, k) => upTo(place(edge, k), box.top - box.height)))
  })
  const points = simplify([...upper, ...lower.toReversed()], 0.1)
  return [{ kind: 'path', lines: [{ points, closed: true }], fill: bandFill(look) }]
}

/** Pale: what lies below is seen through it. */
export function bandFill({ color }: Pick<PathLook, 'color'>): Color {
  return `${color.slice(0, 7)}38`
}

function upTo([x, y]: Point, top: number): Point {
  return [x, Math.max(y, top)]
}
