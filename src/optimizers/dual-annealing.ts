/**
 * Generalized simulated annealing, the first half of dual annealing: places are visited by a heavy-tailed distribution that narrows as
 * the temperature falls, and taken where they are lower, or by chance where they are not.
 *
 * A step is a chain of four visits: two that move both coordinates, then one for each. Beyond the box one comes in again at the
 * other side. The point is where the chain is; a value that is not a number is never taken.
 */
import { type Interval, nearestIn, type Point } from '../records/geometry.js'
import { real, type Values } from './hyperparameters.js'
import { normal } from './parts/chance.js'
import { gamma } from './parts/gamma.js'
import { boxOf, drawnIn, everywhere } from './parts/region.js'
import { ask, type Iterates, procedure, type RunContext } from './types.js'

const hyperparameters = {
  temperature: real(5230, '(0.01, 5e4]', 'the first temperature'),
  restart_ratio: real(2e-5, '(0, 1)', 'begins anew, at a random place, where the temperature has fallen to this share'),
  visit: real(2.62, '(1, 3)', 'how heavy the tails of the visiting distribution are, qᵥ'),
  accept: real(-5, '(-1e4, -5]', 'how rarely a higher place is taken, qₐ'),
}

/** As far as a visit goes. */
const FURTHEST = 1e8
const LEAST = 1e-10

/** The visiting distribution of Tsallis & Stariolo at a temperature. */
function visitor(q: number): (temperature: number, random: () => number) => number {
  const factor2 = Math.exp((4 - q) * Math.log(q - 1))
  const factor3 = Math.exp(((2 - q) * Math.log(2)) / (q - 1))
  const factor4 = (Math.sqrt(Math.PI) * factor2) / (factor3 * (3 - q))
  // π z / sin π z = Γ(1 + z) Γ(1 − z), of which the source divides by the first.
  const factor6 = gamma(1 / (q - 1) - 0.5)
  return (temperature, random) => {
    const [x, y] = normal(random)
    const width = factor4 * Math.exp(Math.log(temperature) / (q - 1))
    const sigma = Math.exp((-(q - 1) * Math.log(factor6 / width)) / (3 - q))
    return (sigma * x) / Math.exp(((q - 1) * Math.log(Math.abs(y))) / (3 - q))
  }
}

/** A coordinate brought into an interval as on a ring. */
function onRing(x: number, [low, high]: Interval): number {
  const range = high - low
  const inside = (((x - low) % range) + range) % range
  return low + (Math.abs(inside) < LEAST ? inside + LEAST : inside)
}

function* iterate(
  start: Point,
  h: Values<typeof hyperparameters>,
  { random, bounds = everywhere, region }: RunContext,
): Iterates {
  const box = boxOf(bounds, region, start)
  const visit = visitor(h.visit)
  const first = Math.exp((h.visit - 1) * Math.log(2)) - 1
  let point = nearestIn(box, start)
  for (;;) {
    const outset = yield ask.value(point)
    let value = Number.isNaN(outset.value) ? Number.POSITIVE_INFINITY : outset.value
    for (let step = 0; ; step++) {
      const temperature = (h.temperature * first) / (Math.exp((h.visit - 1) * Math.log(step + 2)) - 1)
      if (temperature < h.temperature * h.restart_ratio) break
      for (let j = 0; j < 4; j++) {
        const visits = j < 2 ? [visit(temperature, random), visit(temperature, random)] : [visit(temperature, random)]
        // Two are drawn for both coordinates, whether they are needed or not; of one coordinate, where it is.
        const shares = j < 2 ? [random(), random()] : []
        const cut = (v: number) => {
          if (v > FURTHEST) return FURTHEST * (shares[0] ?? random())
          return v < -FURTHEST ? -FURTHEST * (shares[1] ?? random()) : v
        }
        const [a = 0, b = 0] = visits.map(cut)
        const to: Point =
          j < 2
            ? [onRing(point[0] + a, box.x), onRing(point[1] + b, box.y)]
            : j === 2
              ? [onRing(point[0] + a, box.x), point[1]]
              : [point[0], onRing(point[1] + a, box.y)]
        const found = yield ask.value(to)
        const taken = found.value < value || isTaken(found.value - value, h.accept, temperature / (step + 1), random)
        if (taken) [point, value] = [to, found.value]
      }
      yield point
    }
    point = drawnIn(box, random)
  }
}

/** Whether chance takes a place that is higher by so much. */
function isTaken(rise: number, accept: number, temperature: number, random: () => number): boolean {
  const chance = random()
  const base = 1 - ((1 - accept) * rise) / temperature
  return chance <= (base <= 0 ? 0 : Math.exp(Math.log(base) / (1 - accept)))
}

export const dualAnnealing = procedure({
  name: 'dual-annealing',
  title: 'Dual annealing',
  group: 'classical',
  equation:
    'x′ = x + v, v from the distribution of Tsallis & Stariolo with the tails qᵥ at the temperature T, on a ring\nx ← x′ where f(x′) < f(x), or with the probability [1 − (1 − qₐ) (f(x′) − f(x)) / (T / k)]^(1 / (1 − qₐ))\nT = T₁ (2^(qᵥ − 1) − 1) / ((k + 1)^(qᵥ − 1) − 1)',
  reference:
    'Tsallis & Stariolo, Generalized simulated annealing, Physica A 233, 1996; Xiang et al., Physics Letters A 233, 1997; dual_annealing(no_local_search=True) of SciPy 1.17',
  divergences: 'SciPy’s other half, a local search now and then, is left out: no_local_search=True.',
  hyperparameters,
  bounds:
    'what leaves the box comes in again at the other side; without bounds, the domain that is looked at is the box',
  cost: { values: 4 },
  iterate,
})
