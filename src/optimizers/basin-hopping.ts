/**
 * Basin hopping: from minimum to minimum. Each step displaces the point, goes downhill by L-BFGS-B and stays at the minimum that it
 * comes to where that is lower, or by chance where it is not. The first step goes downhill from the start.
 *
 * Every so many hops the displacement becomes larger where more than half of all were taken, and smaller where they were not.
 */
import type { Point } from '../records/geometry.js'
import { count, real, type Values } from './hyperparameters.js'
import { type Bottom, descent, lbfgsB } from './lbfgs-b.js'
import { type Asking, type Iterates, procedure, type RunContext } from './types.js'

const hyperparameters = {
  temperature: real(1, '(0, inf)', 'how much higher a minimum is taken with a probability of 1/e'),
  step_size: real(0.5, '(0, inf)', 'how far a hop displaces x and y, at the most'),
  interval: count(50, '[1, inf)', 'hops after which that is adapted'),
}

const TARGET = 0.5
const FACTOR = 0.9

/** Where it goes downhill to: its iterates are not the hops'. */
function* bottomOf(start: Point, bounds: RunContext['bounds']): Asking<Bottom> {
  const h = lbfgsB.hyperparameters
  const settings = {
    history_size: h.history_size.default,
    tolerance_grad: h.tolerance_grad.default,
    tolerance_f: h.tolerance_f.default,
  }
  const walk = descent(start, settings, bounds)
  let next = walk.next()
  while (!next.done) next = 'ask' in next.value ? walk.next(yield next.value) : walk.next()
  return next.value
}

function* iterate(start: Point, h: Values<typeof hyperparameters>, { random, bounds }: RunContext): Iterates {
  let at = yield* bottomOf(start, bounds)
  yield at.point
  let size = h.step_size
  for (let [hop, taken] = [1, 0]; ; hop++) {
    if (hop % h.interval === 0) size = taken / hop > TARGET ? size / FACTOR : size * FACTOR
    const displaced = at.point.map(c => c - size + 2 * size * random())
    const found = yield* bottomOf([displaced[0] ?? 0, displaced[1] ?? 0], bounds)
    const chance = random()
    const probability = Math.exp(Math.min(0, (at.value - found.value) / h.temperature))
    if (probability >= chance && (found.converged || !at.converged)) {
      at = found
      taken++
    }
    yield at.point
  }
}

export const basinHopping = procedure({
  name: 'basin-hopping',
  title: 'Basin hopping',
  group: 'classical',
  equation:
    'x′ = the minimum that L-BFGS-B comes to from x + s (2 r − 1), r uniform in [0, 1) for each coordinate\nx ← x′ with the probability min(1, exp((f(x) − f(x′)) / T))\ns ← s / 0.9 or 0.9 s every so many steps, so that half of x′ are taken',
  reference:
    'Wales & Doye, Global optimization by basin-hopping, J. Physical Chemistry A 101, 1997; basinhopping of SciPy 1.17 with L-BFGS-B',
  divergences:
    'SciPy goes downhill by BFGS where nothing else is asked for, and gives the lowest minimum in the end; here the point is the last one.',
  hyperparameters,
  bounds: 'those of L-BFGS-B: what a displacement leads outside is brought back first',
  cost: { note: 'what a descent by L-BFGS-B takes' },
  iterate,
})
