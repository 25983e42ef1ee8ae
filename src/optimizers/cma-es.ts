/**
 * CMA-ES: an evolution strategy that adapts the covariance of its steps.
 *
 * The point is the mean m. It uses the order of the values alone: a strictly increasing transformation of the
 * objective changes nothing. A value that is not a number ranks last.
 */
import type { Point } from '../records/geometry.js'
import { count, real, type Values } from './hyperparameters.js'
import { normal } from './parts/chance.js'
import { eigen, identity, inner, moved, type Symmetric, spectral, times } from './parts/vectors.js'
import { ask, type Iterates, procedure, type RunContext } from './types.js'

const hyperparameters = {
  sigma: real(0.5, '(0, inf)', 'first step size: about a third of the distance to the minimum'),
  population: count(6, '[4, inf)', 'points a generation, λ'),
  tolerance_x: real(1e-7, '[0, inf)', 'stops where the standard deviation in every direction is smaller'),
}

const DIMENSION = 2
/** The expected length of a standard normal vector, as the tutorial approximates it. */
const EXPECTED_LENGTH = Math.sqrt(DIMENSION) * (1 - 1 / (4 * DIMENSION) + 1 / (21 * DIMENSION ** 2))

/** Table 1 of the tutorial for n = 2, without negative weights. */
function constants(population: number) {
  const n = DIMENSION
  const parents = Math.floor(population / 2)
  const raw = Array.from({ length: parents }, (_, i) => Math.log((population + 1) / 2) - Math.log(i + 1))
  const total = raw.reduce((a, b) => a + b, 0)
  const weights = raw.map(w => w / total)
  const mass = 1 / weights.reduce((a, w) => a + w * w, 0)
  const cc = (4 + mass / n) / (n + 4 + (2 * mass) / n)
  const cs = (mass + 2) / (n + mass + 5)
  const c1 = 2 / ((n + 1.3) ** 2 + mass)
  const cmu = Math.min(1 - c1, (2 * (mass - 2 + 1 / mass)) / ((n + 2) ** 2 + mass))
  const damping = 1 + 2 * Math.max(0, Math.sqrt((mass - 1) / (n + 1)) - 1) + cs
  return { weights, mass, cc, cs, c1, cmu, damping }
}

/** a A + b v vᵀ. */
function mixed(a: number, { xx, xy, yy }: Symmetric, b: number, [x, y]: Point): Symmetric {
  return { xx: a * xx + b * x * x, xy: a * xy + b * x * y, yy: a * yy + b * y * y }
}

function* iterate(start: Point, h: Values<typeof hyperparameters>, { random }: RunContext): Iterates {
  const { weights, mass, cc, cs, c1, cmu, damping } = constants(h.population)
  let mean = start
  let { sigma } = h
  let covariance = identity
  let [sizePath, path]: [Point, Point] = [
    [0, 0],
    [0, 0],
  ]
  for (let generation = 1; ; generation++) {
    const spectrum = eigen(covariance)
    const [largest] = spectrum.values
    if (!(sigma * Math.sqrt(largest) > h.tolerance_x)) break
    // Rounding may turn the smaller eigenvalue negative.
    const deviation = (eigenvalue: number) => Math.sqrt(Math.max(eigenvalue, 1e-14 * largest))
    const root = spectral(spectrum, deviation)
    const drawn = Array.from({ length: h.population }, () => times(root, normal(random)))
    const points = drawn.map(y => moved(mean, sigma, y))
    const { values = [] } = yield ask.values(points)
    const offspring = drawn.map((y, i) => {
      const value = values[i] ?? Number.NaN
      return { y, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
    })
    const ranked = offspring.toSorted((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
    const parents = ranked.slice(0, weights.length)
    const weightOf = (i: number) => weights[i] ?? 0
    const step = parents.reduce<Point>((s, { y }, i) => moved(s, weightOf(i), y), [0, 0])
    const ellipse = { center: mean, ...mixed(sigma ** 2, covariance, 0, mean) }
    yield { population: { points, ellipse }, beside: 'next' }
    mean = moved(mean, sigma, step)
    yield mean

    const whitened = times(
      spectral(spectrum, v => 1 / deviation(v)),
      step,
    )
    sizePath = moved([(1 - cs) * sizePath[0], (1 - cs) * sizePath[1]], Math.sqrt(cs * (2 - cs) * mass), whitened)
    const length = Math.sqrt(inner(sizePath, sizePath))
    // The path stalls while the step size is still growing fast.
    const usual = Math.sqrt(1 - (1 - cs) ** (2 * generation)) * (1.4 + 2 / (DIMENSION + 1)) * EXPECTED_LENGTH
    const moves = length < usual ? 1 : 0
    path = moved([(1 - cc) * path[0], (1 - cc) * path[1]], moves * Math.sqrt(cc * (2 - cc) * mass), step)
    const kept = 1 - c1 - cmu + (1 - moves) * c1 * cc * (2 - cc)
    covariance = parents.reduce(
      (sum, { y }, i) => mixed(1, sum, cmu * weightOf(i), y),
      mixed(kept, covariance, c1, path),
    )
    sigma *= Math.exp((cs / damping) * (length / EXPECTED_LENGTH - 1))
  }
  while (true) yield mean
}

export const cmaEs = procedure({
  name: 'cma-es',
  title: 'CMA-ES',
  group: 'classical',
  equation:
    'xₖ = m + σ yₖ, yₖ = C^½ zₖ, zₖ ~ N(0, I), k = 1 … λ, ranked by f\ny = Σ wᵢ yᵢ over the better half, m ← m + σ y\npσ ← (1 − cσ) pσ + √(cσ (2 − cσ) μ) C^−½ y\nσ ← σ exp(cσ / dσ (‖pσ‖ / E‖N(0, I)‖ − 1))\npc ← (1 − cc) pc + h √(cc (2 − cc) μ) y\nC ← (1 − c1 − cμ) C + c1 (pc pcᵀ + (1 − h) cc (2 − cc) C) + cμ Σ wᵢ yᵢ yᵢᵀ',
  reference:
    'Hansen, The CMA Evolution Strategy: A Tutorial, 2016, arXiv:1604.00772: the constants of table 1, positive weights only (as its example code, purecmaes.m)',
  hyperparameters,
  population: 'a sample, and the ellipse of the distribution that it was drawn from',
  cost: { note: 'population values; no gradient' },
  iterate,
})
