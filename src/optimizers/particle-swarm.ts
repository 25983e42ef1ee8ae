/**
 * Particle swarm: each particle is drawn to the best place that it has seen, and to the best that any has.
 *
 * The particles begin anywhere in the region, one at the start, at rest. The point is the best place so far; a value that is not a
 * number counts as infinitely high.
 */
import { nearestIn, type Point } from '../records/geometry.js'
import { count, real, type Values } from './hyperparameters.js'
import { boxOf, drawnIn, everywhere } from './parts/region.js'
import { difference, moved } from './parts/vectors.js'
import { type Asking, ask, type Iterates, procedure, type RunContext } from './types.js'

const hyperparameters = {
  population: count(20, '[1, inf)', 'particles'),
  inertia: real(0.7298, '[0, inf)', 'how much of its velocity a particle keeps, w'),
  cognitive: real(1.49618, '[0, inf)', 'how strongly its own best place draws it, c₁'),
  social: real(1.49618, '[0, inf)', 'how strongly the best place of all does, c₂'),
  tolerance_x: real(1e-7, '[0, inf)', 'stops where no particle is further from the best place, nor moves further'),
}

interface Particle {
  readonly at: Point
  readonly velocity: Point
  readonly best: Point
  readonly value: number
}

function* iterate(
  start: Point,
  h: Values<typeof hyperparameters>,
  { random, bounds = everywhere, region }: RunContext,
): Iterates {
  const box = boxOf(bounds, region, start)
  let swarm = Array.from({ length: h.population }, (_, i): Particle => {
    const drawn = drawnIn(box, random)
    const at = i === 0 ? start : drawn
    return { at, velocity: [0, 0], best: at, value: Number.POSITIVE_INFINITY }
  })
  let best = start
  let lowest = Number.POSITIVE_INFINITY
  const evaluate = function* (): Asking<void> {
    const { values = [] } = yield ask.values(swarm.map(({ at }) => at))
    swarm = swarm.map((particle, i) => {
      const value = values[i] ?? Number.NaN
      return value < particle.value ? { ...particle, best: particle.at, value } : particle
    })
    const first = swarm.reduce((a, b) => (b.value < a.value ? b : a))
    if (first.value < lowest) [best, lowest] = [first.best, first.value]
  }
  const far = (v: Point) => Math.max(Math.abs(v[0]), Math.abs(v[1])) > h.tolerance_x
  yield* evaluate()
  yield { population: { points: swarm.map(({ at }) => at) }, beside: 'start' }
  while (swarm.some(({ at, velocity }) => far(velocity) || far(difference(at, best)))) {
    // All pulls of the own best places are drawn before those of the common one.
    const pulls = swarm.map(() => [random(), random()] as const)
    const common = swarm.map(() => [random(), random()] as const)
    swarm = swarm.map((particle, i) => {
      const { at, velocity, best: own } = particle
      const faster = ([0, 1] as const).map(j => {
        const cognitive = h.cognitive * (pulls[i]?.[j] ?? 0) * (own[j] - at[j])
        return h.inertia * velocity[j] + cognitive + h.social * (common[i]?.[j] ?? 0) * (best[j] - at[j])
      })
      const next: Point = [faster[0] ?? 0, faster[1] ?? 0]
      return { ...particle, at: nearestIn(bounds, moved(at, 1, next)), velocity: next }
    })
    yield* evaluate()
    yield { population: { points: swarm.map(({ at }) => at) }, beside: 'next' }
    yield best
  }
  while (true) yield best
}

export const particleSwarm = procedure({
  name: 'particle-swarm',
  title: 'Particle swarm',
  group: 'classical',
  equation:
    'vᵢ ← w vᵢ + c₁ r (pᵢ − xᵢ) + c₂ s (g − xᵢ), r and s uniform in [0, 1), for each coordinate anew\nxᵢ ← xᵢ + vᵢ\npᵢ: the best place of particle i, g: the best of all',
  reference:
    'Kennedy & Eberhart, Particle swarm optimization, 1995; Clerc & Kennedy, IEEE Trans. Evolutionary Computation 6, 2002: w, c₁ and c₂; GlobalBestPSO of PySwarms 1.3',
  divergences: 'PySwarms begins with random velocities; here particles begin at rest.',
  hyperparameters,
  population: 'its particles',
  bounds: 'a particle that leaves the box is brought back to the nearest point inside, and keeps its velocity',
  cost: { note: 'population values; no gradient' },
  iterate,
})
