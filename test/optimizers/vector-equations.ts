/**
 * The equations of optimizers that need more than points and gradients, or all of [x, y] at a time, in doubles: from the papers, and
 * from the whole history. Matrices are taken apart by their eigenvectors; see `equations.ts`.
 */
import type { Point } from '../../src/records/geometry.js'
import { histories, last, sum } from './equations.js'
import { combine, dot, type Vector } from './layer-equations.js'

/** What has been seen so far; the last entries are the present ones. */
export interface Seen {
  readonly points: readonly Point[]
  readonly gradients: readonly Point[]
  readonly values: readonly number[]
  /** The normal numbers, or signs, of each step. */
  readonly probes: readonly Point[]
  gradientAt(p: Point): Point
}

type NumberKey =
  | ('lr' | 'beta' | 'beta0' | 'beta1' | 'beta2' | 'beta3' | 'eps' | 'eps1' | 'eps2' | 'weight_decay' | 'rho')
  | ('momentum' | 'dampening' | 'alpha' | 'reps_rel' | 'lb' | 'max_lr' | 'f_min' | 'temperature' | 'clip_threshold')
  | ('s_decay' | 's_init' | 'mechanic_eps' | 'shampoo_beta' | 'precondition_frequency')
type FlagKey =
  | ('adaptive' | 'amsgrad' | 'nesterov' | 'decoupled' | 'layerwise' | 'bias_correction' | 'use_fstar' | 'divide')
  | ('use_bias_correction' | 'normalize_grads' | 'correct_bias' | 'joint')
export type VectorSettings = Readonly<Record<NumberKey, number> & Record<FlagKey, boolean> & { variant: string }>

/** The next point. */
export type VectorEquation = (h: VectorSettings, seen: Seen) => Vector

const norm = (a: Vector) => Math.sqrt(dot(a, a))
const map2 = (a: Vector, b: Vector, f: (x: number, y: number) => number): Vector =>
  a.map((x, i) => f(x, b[i] ?? Number.NaN))
const squared = (a: Vector): Vector => a.map(x => x * x)
const rms = (a: Vector) => norm(a) / Math.sqrt(a.length)
const entry = <T>(xs: readonly T[], i: number): T => {
  const x = xs[i]
  if (x === undefined) throw new Error(`nothing at ${i}`)
  return x
}

/** Σ wᵢ xᵢ. */
const weighed = (xs: readonly Vector[], weight: (i: number) => number): Vector =>
  xs.map((x, i) => combine(weight(i), x, 0, x)).reduce((a, b) => combine(1, a, 1, b), [0, 0])

/** (1 − β) Σ βᵗ⁻ⁱ xᵢ. */
const mean = (beta: number, xs: readonly Vector[]) => weighed(xs, i => (1 - beta) * beta ** (xs.length - 1 - i))
const unbiased = (beta: number, xs: readonly Vector[]) =>
  combine(1 / (1 - beta ** xs.length), mean(beta, xs), 0, [0, 0])

const regularized = ({ weight_decay }: VectorSettings, { points, gradients }: Seen) =>
  gradients.map((g, i) => combine(1, g, weight_decay, entry(points, i)))

/** Polyak's momentum in PyTorch's form, and Adam's step, along the gradients given. */
const sgdStep = (h: VectorSettings, g: readonly Vector[]): Vector => {
  const b = weighed(g, i => h.momentum ** (g.length - 1 - i) * (i === 0 || h.momentum === 0 ? 1 : 1 - h.dampening))
  return h.nesterov ? combine(1, last(g), h.momentum, b) : b
}
const adamStep = (h: VectorSettings, g: readonly Vector[]): Vector => {
  const seconds = histories(g).map(seen => mean(h.beta2, seen.map(squared)))
  const v = h.amsgrad ? seconds.reduce((a, b) => map2(a, b, Math.max)) : last(seconds)
  return map2(unbiased(h.beta1, g), v, (m, s) => m / (Math.sqrt(s / (1 - h.beta2 ** g.length)) + h.eps))
}
type Step = (h: VectorSettings, g: readonly Vector[]) => Vector

const sharpnessAware =
  (step: Step): VectorEquation =>
  (h, { points, gradients, gradientAt }) => {
    const climbed = points.map((p, i) => {
      const g = entry(gradients, i)
      // ASAM: the climb T² g / ‖T g‖ of radius ρ in the norm of T⁻¹, where T = diag |p|.
      const scales: Vector = h.adaptive ? p.map(Math.abs) : [1, 1]
      const scaled = map2(scales, g, (t, x) => t * x)
      const e = map2(scales, scaled, (t, x) => (h.rho * t * x) / norm(scaled))
      const [x = Number.NaN, y = Number.NaN] = combine(1, p, 1, e)
      return combine(1, gradientAt([x, y]), h.weight_decay, p)
    })
    return combine(1, last(points), -h.lr, step(h, climbed))
  }

/** (Σ wᵢ gᵢ gᵢᵀ + ε I)^(−1/2) m by the eigenvectors. */
function inverseRoot(products: readonly (readonly [Vector, number])[], eps: number, m: Vector): Vector {
  const total = (i: 0 | 1, j: 0 | 1) => sum(products.map(([g, w]) => w * (g[i] ?? 0) * (g[j] ?? 0)))
  const angle = Math.atan2(2 * total(0, 1), total(0, 0) - total(1, 1)) / 2
  const axes: readonly Vector[] = [
    [Math.cos(angle), Math.sin(angle)],
    [-Math.sin(angle), Math.cos(angle)],
  ]
  return axes
    .map(q => {
      const eigenvalue = sum(products.map(([g, w]) => w * dot(q, g) ** 2))
      return combine(dot(q, m) / Math.sqrt(eigenvalue + eps), q, 0, q)
    })
    .reduce((a, b) => combine(1, a, 1, b))
}

/** Q of Q R = L Q₀, by the first axis: L's columns are those of Σ wᵢ gᵢ gᵢᵀ. */
function soap(h: VectorSettings, { points, gradients }: Seen): Vector {
  const beta = h.shampoo_beta < 0 ? h.beta2 : h.shampoo_beta
  const times = (k: number, q: Vector) => {
    const seen = gradients.slice(0, k)
    return mean(
      beta,
      seen.map(g => combine(dot(g, q), g, 0, g)),
    )
  }
  const across = ([x = 0, y = 0]: Vector): Vector => [-y, x]
  const direction = (v: Vector) => combine(1 / norm(v), v, 0, v)
  let q = direction(entry(gradients, 0))
  let moments: readonly [number, number] = [0, 0]
  let p: Vector = entry(points, 0)
  // Only the last step is of interest; the axes come from all.
  for (let k = 1; k < gradients.length; k++) {
    const g = entry(gradients, k)
    const [v1, v2] = moments
    moments = [h.beta2 * v1 + (1 - h.beta2) * dot(q, g) ** 2, h.beta2 * v2 + (1 - h.beta2) * dot(across(q), g) ** 2]
    const m = mean(h.beta1, gradients.slice(1, k + 1))
    const [b1, b2] = h.correct_bias ? [1 - h.beta1 ** k, Math.sqrt(1 - h.beta2 ** k)] : [1, 1]
    const part = (axis: Vector, v: number) => combine(dot(axis, m) / (Math.sqrt(v) + h.eps), axis, 0, axis)
    const whole = combine(1, part(q, moments[0]), 1, part(across(q), moments[1]))
    const step = h.normalize_grads ? combine(1 / rms(whole), whole, 0, whole) : whole
    p = combine(1, entry(points, k), (-h.lr * b2) / b1, step)
    p = combine(1 - h.lr * h.weight_decay, p, 0, p)
    if (k % h.precondition_frequency === 0) {
      const [along, beside] = [dot(q, times(k + 1, q)), dot(across(q), times(k + 1, across(q)))]
      const from = beside > along ? across(q) : q
      if (beside > along) moments = [moments[1], moments[0]]
      q = direction(times(k + 1, from))
    }
  }
  return p
}

const betas = [1, 2, 3, 4, 5, 6].map(k => 1 - 10 ** -k)

const mechanic =
  (step: Step): VectorEquation =>
  (h, seen) => {
    const { points, gradients } = seen
    const start = entry(points, 0)
    const g = regularized(h, seen)
    // The scale before each step; the next is found from all that went before.
    const scales = [0]
    const wealths = betas.map(() => ({ s: 0, reward: 0, gains: [] as number[] }))
    let next: Vector = start
    for (const [k, p] of points.entries()) {
      const scale = last(scales)
      const q = combine(1, p, -h.lr, step(h, g.slice(0, k + 1)))
      const delta = combine(1 / (scale + h.mechanic_eps), combine(1, p, -1, start), 0, p)
      const slope = entry(gradients, k)
      const pull = (h.s_decay * scale * norm(slope)) / (norm(q) + h.mechanic_eps)
      const gain = dot(delta, combine(1, slope, pull, q))
      for (const [i, wealth] of wealths.entries()) {
        const beta = entry(betas, i)
        wealth.gains.push(gain)
        const n = wealth.gains.length
        const largest = Math.max(1e-6 * beta ** n, ...wealth.gains.map((x, j) => Math.abs(x) * beta ** (n - 1 - j)))
        const root = Math.sqrt(sum(wealth.gains.map((x, j) => (x * beta ** (n - 1 - j)) ** 2)))
        wealth.reward = Math.max(0, beta * wealth.reward - wealth.s * gain)
        wealth.s = ((largest * h.s_init) / betas.length + wealth.reward) / (root + h.mechanic_eps)
      }
      scales.push(sum(wealths.map(({ s }) => s)))
      next = combine(1, start, last(scales), combine(1, delta, 1, combine(1, q, -1, p)))
    }
    return next
  }

/** MoMo's learning rate: the model is max(f̄ + dᵀ(q − …), b) + decay, whose proximal step is the shorter of two. */
function momoRate(h: VectorSettings, beta: number, first: boolean, seen: Seen, scales: (k: number) => Vector) {
  const { points, gradients, values } = seen
  const weights = (k: number) => (i: number) => (first && i === 0 ? beta ** (k - 1) : (1 - beta) * beta ** (k - 1 - i))
  let bound = h.lb
  let tau = 0
  let d: Vector = [0, 0]
  const decay = 1 + h.lr * h.weight_decay
  for (let k = 1; k <= points.length; k++) {
    const rho = first ? 1 : 1 - beta ** k
    const weight = weights(k)
    const total = (xs: readonly number[]) => sum(xs.slice(0, k).map((x, i) => weight(i) * x))
    d = weighed(gradients.slice(0, k), weight)
    const tangents = values.map((f, i) => f - dot(entry(gradients, i), entry(points, i)))
    const inner = dot(d, entry(points, k - 1))
    const size = sum(map2(squared(d), scales(k), (x, s) => x / s))
    const open = decay * total(tangents) + inner
    if (h.use_fstar && open < decay * rho * bound) bound = Math.max(open / (2 * decay * rho), h.lb)
    tau = Math.min(h.lr / rho, Math.max(open - decay * rho * bound, 0) / size)
    if (h.use_fstar) bound = Math.max((total(tangents) + inner - (tau * size) / 2) / rho, h.lb)
  }
  return { tau, d }
}

export const vectorEquations: Readonly<Record<string, VectorEquation>> = {
  'sam-sgd': sharpnessAware(sgdStep),
  'sam-adam': sharpnessAware(adamStep),
  'mechanic-sgd': mechanic(sgdStep),
  'mechanic-adam': mechanic(adamStep),
  soap,

  'adagrad-full'(h, { points, gradients }) {
    const step = inverseRoot(
      gradients.map(g => [g, 1]),
      h.eps,
      last(gradients),
    )
    return combine(1 - h.lr * h.weight_decay, last(points), -h.lr, step)
  },

  shampoo(h, { points, gradients }) {
    const t = gradients.length
    const bias = (beta: number) => (h.use_bias_correction ? 1 - beta ** t : 1)
    const weight = (i: number) => (h.beta2 === 1 ? 1 : ((1 - h.beta2) * h.beta2 ** (t - 1 - i)) / bias(h.beta2))
    const m = mean(h.beta1, gradients)
    const step = inverseRoot(
      gradients.map((g, i) => [g, weight(i)]),
      h.eps,
      combine(1 / bias(h.beta1), m, 0, m),
    )
    return combine(1 - h.lr * h.weight_decay, last(points), -h.lr, step)
  },

  stableadamw(h, { points, gradients }) {
    const v = unbiased(h.beta2, gradients.map(squared))
    const ratio = map2(last(gradients), v, (g, s) => g / Math.sqrt(Math.max(s, h.eps ** 2)))
    const rates: Vector = (h.joint ? [rms(ratio), rms(ratio)] : ratio.map(Math.abs)).map(r => h.lr / Math.max(1, r))
    const step = map2(unbiased(h.beta1, gradients), v, (m, s) => m / (Math.sqrt(s) + h.eps))
    return last(points).map((p, i) => {
      const rate = entry(rates, i)
      return (1 - rate * h.weight_decay) * p - rate * entry(step, i)
    })
  },

  adai(h, seen) {
    const g = h.decoupled ? seen.gradients : regularized(h, seen)
    const inertias = histories(g).map(history => {
      const v = unbiased(h.beta2, history.map(squared))
      return v.map(s => Math.min(Math.max(1 - (2 * h.beta0 * s) / sum(v), 0), 1 - h.eps))
    })
    return last(seen.points).map((p, axis) => {
      const mu = inertias.map(each => entry(each, axis))
      const rest = (i: number) => mu.slice(i).reduce((a, b) => a * b, 1)
      const m = sum(g.map((x, i) => (1 - entry(mu, i)) * rest(i + 1) * entry(x, axis)))
      return (h.decoupled ? 1 - h.lr * h.weight_decay : 1) * p - (h.lr * m) / (1 - rest(0))
    })
  },

  came(h, { points, gradients }) {
    const updates = histories(gradients).map(history => {
      const v = mean(
        h.beta2,
        history.map(g => squared(g).map(x => x + h.eps1)),
      )
      const whole = map2(last(history), v, (g, s) => g / Math.sqrt(s))
      return combine(1 / Math.max(1, rms(whole) / h.clip_threshold), whole, 0, whole)
    })
    const means = histories(updates).map(history => mean(h.beta1, history))
    const instability = mean(
      h.beta3,
      updates.map((u, i) => map2(u, entry(means, i), (a, b) => (a - b) ** 2 + h.eps2)),
    )
    const step = map2(last(means), instability, (m, s) => m / Math.sqrt(s))
    return combine(1 - h.lr * h.weight_decay, last(points), -h.lr, step)
  },

  dog(h, seen) {
    const g = regularized(h, seen)
    const start = entry(seen.points, 0)
    const rate = (part: (v: Vector) => Vector) => {
      const distances = seen.points.map(p => norm(part(combine(1, p, -1, start))))
      const r = Math.max(h.reps_rel * (1 + norm(part(start))), ...distances)
      return (h.lr * r) / Math.sqrt(h.eps + sum(g.map(x => dot(part(x), part(x)))))
    }
    const of = (axis: number) => (h.layerwise ? rate(v => [entry(v, axis)]) : rate(v => v))
    return last(seen.points).map((p, axis) => p - of(axis) * entry(last(g), axis))
  },

  dowg(h, { points, gradients }) {
    const start = entry(points, 0)
    const r2 = histories(points).map(history =>
      Math.max(h.eps, ...history.map(p => norm(combine(1, p, -1, start)) ** 2)),
    )
    const v = sum(gradients.map((g, i) => entry(r2, i) * dot(g, g)))
    return combine(1, last(points), -last(r2) / (Math.sqrt(v) + h.eps), last(gradients))
  },

  cocob(h, seen) {
    const g = regularized(h, seen)
    return entry(seen.points, 0).map((start, axis) => {
      const slopes = g.map(x => entry(x, axis))
      const range = Math.max(h.eps, ...slopes.map(Math.abs))
      const reward = slopes.reduce((r, x, i) => Math.max(0, r - x * (entry(entry(seen.points, i), axis) - start)), 0)
      const total = sum(slopes.map(Math.abs))
      return start - (sum(slopes) * (range + reward)) / (range * Math.max(total + range, h.alpha * range))
    })
  },

  momo(h, seen) {
    const { tau, d } = momoRate(h, h.beta, !h.bias_correction, seen, () => [1, 1])
    return combine(1 / (1 + h.lr * h.weight_decay), combine(1, last(seen.points), -tau, d), 0, d)
  },

  'momo-adam'(h, seen) {
    const scales = (k: number): Vector =>
      unbiased(h.beta2, seen.gradients.slice(0, k).map(squared)).map(v => Math.sqrt(v) + h.eps)
    const { tau, d } = momoRate(h, h.beta1, false, seen, scales)
    const step = map2(d, scales(seen.points.length), (x, s) => tau * (x / s))
    const decay = h.lr * h.weight_decay
    const kept = combine(h.divide ? 1 : 1 - decay, last(seen.points), -1, step)
    return h.divide ? combine(1 / (1 + decay), kept, 0, kept) : kept
  },

  polyak({ lr, max_lr, f_min, eps, variant }, { points, gradients, values }) {
    const gap = variant === 'sps+' ? Math.max(last(values) - f_min, 0) : last(values) - f_min
    const g = last(gradients)
    return combine(1, last(points), -lr * Math.min(gap / (dot(g, g) + eps), max_lr), g)
  },

  sgld({ lr, temperature }, { points, gradients, probes }) {
    const drift = combine(1, last(points), -lr, last(gradients))
    return combine(1, drift, Math.sqrt(2 * lr * temperature), entry(probes, points.length - 1))
  },
}
