/**
 * Differential evolution, the strategy best1bin: each member of a population is held against a mixture of itself with the best one,
 * moved by the difference of two others, and gives way where that is no higher.
 *
 * The population begins on a Latin hypercube over the box, with the start in place of one; what leaves the box is drawn anew in
 * it. A member that has been improved is the others' at once. The point is the best member; a value that is not a number counts
 * as infinitely high.
 */
import { type Domain, nearestIn, type Point } from '../records/geometry.js'
import { count, real, type Values } from './hyperparameters.js'
import { index, several } from './parts/chance.js'
import { boxOf, everywhere } from './parts/region.js'
import { type Asking, ask, type Iterates, procedure, type RunContext } from './types.js'

const hyperparameters = {
  population: count(30, '[5, inf)', 'members'),
  mutation_min: real(0.5, '[0, 2)', 'the least share F of a difference that is added, drawn for each generation'),
  mutation_max: real(1, '[0, 2)', 'the largest'),
  recombination: real(0.7, '[0, 1]', 'how probably a coordinate is taken from the mixture'),
  tolerance_rel: real(0.01, '[0, inf)', 'stops where the values deviate by no more than this share of their mean, or'),
  tolerance_abs: real(0, '[0, inf)', 'in itself'),
}

/** A member: coordinates from 0 to 1 across the box, and the value. */
interface Member {
  readonly at: Point
  readonly value: number
}

/** One member in each of as many columns and rows as there are members. */
function latinHypercube(size: number, random: () => number): readonly Point[] {
  const offsets = Array.from({ length: size }, () => [random(), random()] as const)
  const place = (i: number, j: 0 | 1) => ((offsets[i]?.[j] ?? 0) + i) / size
  const [xs, ys] = [several(random, size, size), several(random, size, size)]
  return xs.map((x, i) => [place(x, 0), place(ys[i] ?? 0, 1)])
}

function spread(members: readonly Member[]): { readonly mean: number; readonly deviation: number } {
  const mean = members.reduce((sum, { value }) => sum + value, 0) / members.length
  const variance = members.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / members.length
  return { mean, deviation: Math.sqrt(variance) }
}

function scaled({ x, y }: Domain, [u, v]: Point): Point {
  return [(x[0] + x[1]) / 2 + (u - 0.5) * (x[1] - x[0]), (y[0] + y[1]) / 2 + (v - 0.5) * (y[1] - y[0])]
}

function* iterate(
  start: Point,
  h: Values<typeof hyperparameters>,
  { random, bounds = everywhere, region }: RunContext,
): Iterates {
  const box = boxOf(bounds, region, start)
  const visit = function* (at: Point): Asking<Member> {
    const { value } = yield ask.value(scaled(box, at))
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }
  const population = (of: readonly Member[]) => ({ points: of.map(({ at }) => scaled(box, at)) })
  const [x, y] = nearestIn(box, start)
  const first: Point = [(x - box.x[0]) / (box.x[1] - box.x[0]), (y - box.y[0]) / (box.y[1] - box.y[0])]
  const members: Member[] = []
  for (const [i, at] of latinHypercube(h.population, random).entries()) members.push(yield* visit(i === 0 ? first : at))
  /** The best member comes first. */
  const promote = () => {
    const best = members.reduce((lowest, { value }, i) => (value < (members[lowest]?.value ?? 0) ? i : lowest), 0)
    const [a, b] = [members[0], members[best]]
    if (a !== undefined && b !== undefined) [members[0], members[best]] = [b, a]
  }
  const at = (i: number): Point => members[i]?.at ?? first
  promote()
  yield { population: population(members), beside: 'start' }

  const [least, most] = [Math.min(h.mutation_min, h.mutation_max), Math.max(h.mutation_min, h.mutation_max)]
  for (;;) {
    const scale = least + (most - least) * random()
    for (let i = 0; i < members.length; i++) {
      const taken = index(random, 2)
      const [p = 0, q = 0] = several(random, members.length, 3).filter(k => k !== i)
      const mixture = ([0, 1] as const).map(j => at(0)[j] + scale * (at(p)[j] - at(q)[j]))
      const mixed = ([0, 1] as const).map(j =>
        random() < h.recombination || j === taken ? (mixture[j] ?? 0) : at(i)[j],
      )
      const [u = 0, v = 0] = mixed.map(c => (c > 1 || c < 0 ? random() : c))
      const trial = yield* visit([u, v])
      if (!(trial.value <= (members[i]?.value ?? 0))) continue
      members[i] = trial
      if (trial.value <= (members[0]?.value ?? 0)) promote()
    }
    yield { population: population(members), beside: 'next' }
    yield scaled(box, at(0))
    const { mean, deviation } = spread(members)
    if (deviation <= h.tolerance_abs + h.tolerance_rel * Math.abs(mean)) break
  }
  while (true) yield scaled(box, at(0))
}

export const differentialEvolution = procedure({
  name: 'differential-evolution',
  title: 'Differential evolution',
  group: 'classical',
  equation:
    'v = x₁ + F (xₚ − x_q), x₁ the best, p and q drawn, F uniform in [mutation_min, mutation_max], anew each generation\nuⱼ = vⱼ with the probability recombination, and for one j always; else xᵢⱼ\nxᵢ ← u where f(u) ≤ f(xᵢ), for each i',
  reference:
    'Storn & Price, Differential evolution, J. Global Optimization 11, 1997; differential_evolution of SciPy 1.17 (best1bin, immediate)',
  divergences: 'SciPy ends with L-BFGS-B from the best member (polish); here that is left out.',
  hyperparameters,
  population: 'its members',
  bounds: 'members lie in the box; without bounds, in the domain that is looked at',
  cost: { note: 'population values; no gradient' },
  iterate,
})
