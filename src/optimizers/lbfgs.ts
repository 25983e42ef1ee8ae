/**
 * L-BFGS: a quasi-Newton method that keeps the last changes of point and gradient in place of a matrix.
 *
 * One point is one call of PyTorch's `step`, that is up to `max_iter` iterations; the history, the direction and the
 * previous gradient live on between calls. A point whose value is −∞ (the logarithm at an exact minimum) is kept;
 * PyTorch turns to NaN.
 */
import type { Point } from '../records/geometry.js'
import { choice, count, real, type Values } from './hyperparameters.js'
import type { OverSteps } from './oversteps.js'
import { axpy, dot, maxAbs, negate, scale, subtract, sumAbs } from './parts/float32.js'
import { strongWolfe, type Trial } from './parts/strong-wolfe.js'
import { type Asking, ask, type Iterates, procedure } from './types.js'

const hyperparameters = {
  lr: real(1, '[0, inf)', 'step length, or the first one that the line search tries'),
  max_iter: count(20, '[1, inf)', 'iterations a step'),
  max_eval: count(0, '[0, inf)', 'evaluations a step; 0: 5/4 of max_iter'),
  tolerance_grad: real(1e-7, '[0, inf)', 'stops where no entry of the gradient is larger'),
  tolerance_change: real(1e-9, '[0, inf)', 'stops where neither point nor value changes more'),
  history_size: count(100, '[1, inf)', 'pairs of changes kept'),
  line_search: choice('none', ['none', 'strong_wolfe'], 'how the step length is found'),
}

interface Pair {
  /** Change of the gradient. */
  readonly y: Point
  /** Change of the point. */
  readonly s: Point
  readonly ro: number
}

/** What the two-loop recursion remembers. */
interface Memory {
  readonly pairs: readonly Pair[]
  /** The scale of H₀. */
  readonly scale: number
}

/** The memory with one more change, where its curvature is positive. */
function remember(memory: Memory, y: Point, s: Point, size: number): Memory {
  const ys = dot(y, s)
  if (!(ys > 1e-10)) return memory
  const pairs = [...memory.pairs, { y, s, ro: Math.fround(1 / ys) }].slice(-size)
  return { pairs, scale: Math.fround(ys / dot(y, y)) }
}

/** −H g by the two-loop recursion. */
function direction({ pairs, scale: diagonal }: Memory, g: Point): Point {
  let q = negate(g)
  const alphas: number[] = []
  for (const { y, s, ro } of pairs.toReversed()) {
    const alpha = Math.fround(dot(s, q) * ro)
    alphas.unshift(alpha)
    q = axpy(-alpha, y, q)
  }
  return pairs.reduce(
    (r, { y, s, ro }, i) => axpy(Math.fround((alphas[i] ?? 0) - Math.fround(dot(y, r) * ro)), s, r),
    scale(diagonal, q),
  )
}

interface Evaluated {
  readonly value: number
  readonly gradient: Point
}

/** The last move: where it started from (its gradient), its direction and its length. */
interface Move {
  readonly gradient: Point
  readonly d: Point
  readonly t: number
}

function* lbfgsIterates(
  start: Point,
  h: OverSteps<Values<typeof hyperparameters>>,
  searchLimit: (evaluationsLeft: number) => number,
): Iterates {
  const maxEval = h.max_eval === 0 ? Math.floor((h.max_iter * 5) / 4) : h.max_eval
  let point = start
  let memory: Memory = { pairs: [], scale: 1 }
  let last: Move | undefined
  // Two steps in a row of one learning rate that stop where they began have the same history and gradient: so will all others.
  let [idle, lastRate] = [0, Number.NaN]

  for (const { lr } of h) {
    if (lr !== lastRate) idle = 0
    if (idle === 2) break
    lastRate = lr
    const before = point
    let iterations = 0
    let evaluations = 1
    let at: Evaluated = yield ask.gradient(point)
    if (maxAbs(at.gradient) <= h.tolerance_grad || at.value === Number.NEGATIVE_INFINITY) break

    while (iterations < h.max_iter) {
      iterations++
      if (last !== undefined)
        memory = remember(memory, subtract(at.gradient, last.gradient), scale(last.t, last.d), h.history_size)
      const d = direction(memory, at.gradient)
      const short = last === undefined ? Math.fround(1 / sumAbs(at.gradient)) : 1
      const first = { t: short < 1 ? Math.fround(short * Math.fround(lr)) : lr, single: short < 1 }
      let { t } = first
      last = { gradient: at.gradient, d, t }
      const slope = dot(at.gradient, d)
      if (slope > -h.tolerance_change) break

      const { value } = at
      if (h.line_search === 'strong_wolfe') {
        const from = point
        const along = function* (length: number): Asking<Trial<Point>> {
          const { value, gradient } = yield ask.gradient(axpy(length, d, from))
          return { t: length, value, slope: dot(gradient, d), gradient }
        }
        const origin = { t: 0, value, slope, gradient: at.gradient }
        const limit = searchLimit(maxEval - evaluations)
        const found = yield* strongWolfe(along, origin, first, maxAbs(d), h.tolerance_change, limit)
        t = found.accepted.t
        at = found.accepted
        evaluations += found.evaluations
        last = { ...last, t }
        point = axpy(t, d, point)
      } else {
        point = axpy(t, d, point)
        if (iterations === h.max_iter) break
        at = yield ask.gradient(point)
        evaluations++
      }
      if (evaluations >= maxEval) break
      if (maxAbs(at.gradient) <= h.tolerance_grad) break
      if (maxAbs(scale(t, d)) <= h.tolerance_change || Math.abs(at.value - value) < h.tolerance_change) break
    }
    idle = iterations <= 1 && point[0] === before[0] && point[1] === before[1] ? idle + 1 : 0
    yield point
  }
  while (true) yield point
}

const description = {
  group: 'classical',
  equation:
    'y = g − g₋₁, s = x − x₋₁, kept where yᵀs > 1e-10\nd = −H g by the two-loop recursion over the history, H₀ = yᵀs / yᵀy · I\nx ← x + t d, up to max_iter times a step\nt = lr (the very first: min(1, 1/‖g‖₁) lr), or from a strong-Wolfe search that starts there',
  hyperparameters,
  cost: { note: 'up to max_eval gradients a step' },
} as const

export const lbfgs = procedure({
  ...description,
  name: 'lbfgs',
  title: 'L-BFGS',
  reference:
    'Liu & Nocedal, On the limited memory BFGS method, Math. Programming 45, 1989; Nocedal & Wright 2006, algorithm 7.4; torch.optim.LBFGS of PyTorch 2.13',
  divergences: 'R torch and older PyTorch do not limit the line search by max_eval: lbfgs@rtorch.',
  iterate: (start, h) => lbfgsIterates(start, h, left => left),
})

export const lbfgsRTorch = procedure({
  ...description,
  name: 'lbfgs@rtorch',
  title: 'L-BFGS (R torch)',
  reference: 'Liu & Nocedal 1989; optim_lbfgs of R torch 0.17: the line search may always take 25 iterations',
  cost: { note: 'up to max_iter · 26 gradients a step' },
  iterate: (start, h) => lbfgsIterates(start, h, () => 25),
})
