/**
 * Nelder & Mead's simplex: the worst of three points is moved through the middle of the others.
 *
 * The point is the best vertex. The first simplex adds `size` of each coordinate, 0.00025 where it is 0. A value that
 * is not a number counts as infinitely high. Within bounds every vertex is brought back to the nearest point of the box; one of
 * the first simplex that lies above them is mirrored first.
 */
import { type Domain, type Interval, nearestIn, type Point } from '../records/geometry.js'
import type { Population } from '../records/population.js'
import { real, type Values } from './hyperparameters.js'
import { maxAbs } from './parts/float32.js'
import { everywhere } from './parts/region.js'
import { difference, moved } from './parts/vectors.js'
import { type Asking, ask, type Iterates, procedure, type RunContext } from './types.js'

const hyperparameters = {
  alpha: real(1, '(0, inf)', 'reflection'),
  gamma: real(2, '(1, inf)', 'expansion'),
  rho: real(0.5, '(0, 1)', 'contraction'),
  sigma: real(0.5, '(0, 1)', 'shrinkage'),
  size: real(0.05, '(0, inf)', 'size of the first simplex, relative to the coordinates'),
  tolerance_x: real(1e-4, '[0, inf)', 'stops where the vertices are no further apart, and'),
  tolerance_f: real(1e-4, '[0, inf)', 'where their values are no further apart'),
}

interface Vertex {
  readonly point: Point
  readonly value: number
}

type Simplex = readonly [best: Vertex, second: Vertex, worst: Vertex]

function sorted(a: Vertex, b: Vertex, c: Vertex): Simplex {
  const [best = a, second = b, worst = c] = [a, b, c].toSorted((p, q) =>
    p.value < q.value ? -1 : p.value > q.value ? 1 : 0,
  )
  return [best, second, worst]
}

function* visit(to: Point, bounds: Domain): Asking<Vertex> {
  const point = nearestIn(bounds, to)
  const { value } = yield ask.value(point)
  return { point, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
}

/** One iteration. */
function* improved([best, second, worst]: Simplex, h: Values<typeof hyperparameters>, bounds: Domain): Asking<Simplex> {
  const centre: Point = [(best.point[0] + second.point[0]) / 2, (best.point[1] + second.point[1]) / 2]
  const away = difference(centre, worst.point)
  const replaced = (vertex: Vertex) => sorted(best, second, vertex)
  const beyond = (t: number) => visit(moved(centre, t, away), bounds)

  const reflected = yield* beyond(h.alpha)
  if (reflected.value < best.value) {
    const expanded = yield* beyond(h.alpha * h.gamma)
    return replaced(expanded.value < reflected.value ? expanded : reflected)
  }
  if (reflected.value < second.value) return replaced(reflected)
  if (reflected.value < worst.value) {
    const outside = yield* beyond(h.alpha * h.rho)
    if (outside.value <= reflected.value) return replaced(outside)
  } else {
    const inside = yield* beyond(-h.rho)
    if (inside.value < worst.value) return replaced(inside)
  }
  const shrunk = ({ point }: Vertex) => visit(moved(best.point, h.sigma, difference(point, best.point)), bounds)
  return sorted(best, yield* shrunk(second), yield* shrunk(worst))
}

function populationOf(simplex: Simplex): Population {
  return { points: simplex.map(({ point }) => point), joined: true }
}

function* iterate(
  start: Point,
  h: Values<typeof hyperparameters>,
  { bounds = everywhere }: Pick<RunContext, 'bounds'>,
): Iterates {
  const stretched = (x: number, [, most]: Interval) => {
    const further = x === 0 ? 0.00025 : (1 + h.size) * x
    return further > most ? 2 * most - further : further
  }
  const [x, y] = nearestIn(bounds, start)
  let simplex = sorted(
    yield* visit([x, y], bounds),
    yield* visit([stretched(x, bounds.x), y], bounds),
    yield* visit([x, stretched(y, bounds.y)], bounds),
  )
  yield { population: populationOf(simplex), beside: 'start' }
  while (true) {
    const [best, ...others] = simplex
    const far = others.some(v => maxAbs(difference(v.point, best.point)) > h.tolerance_x)
    // Equal infinities are no distance apart.
    const uneven = others.some(v => v.value !== best.value && !(Math.abs(v.value - best.value) <= h.tolerance_f))
    if (far || uneven) {
      simplex = yield* improved(simplex, h, bounds)
      yield { population: populationOf(simplex), beside: 'next' }
    }
    yield simplex[0].point
  }
}

export const nelderMead = procedure({
  name: 'nelder-mead',
  title: 'Nelder–Mead',
  group: 'classical',
  equation:
    'c = mean of the better two, w the worst\nreflect c + α (c − w); where that is the best: expand c + α γ (c − w)\nwhere it is no better than the second: contract c + α ρ (c − w) or, inside, c − ρ (c − w)\nwhere that does not help either: shrink towards the best by σ',
  reference:
    "Nelder & Mead 1965; Lagarias et al., SIAM J. Optimization 9, 1998; minimize(method='Nelder-Mead') of SciPy 1.17",
  hyperparameters,
  population: 'its simplex',
  bounds: 'each vertex is brought back to the nearest point inside, as in SciPy',
  cost: { note: '1 or 2 values, 4 where the simplex shrinks; no gradient' },
  iterate,
})
