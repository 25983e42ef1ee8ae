/**
 * The papers' equations in doubles, written from the whole history of points and gradients rather than as recursions: what
 * the update rules are tested against. None of it is the code under test.
 */

/** The numbers and switches that the equations read, by the names of `--set`. */
export type Settings = Readonly<Record<NumberKey, number> & Record<FlagKey, boolean> & { variant: string }>
type NumberKey =
  | ('lr' | 'beta' | 'beta1' | 'beta2' | 'beta3' | 'eps' | 'weight_decay' | 'momentum' | 'dampening' | 'nu')
  | ('kappa' | 'xi' | 'small_const' | 'delta' | 'wd_ratio' | 'clamp' | 'trust_coefficient' | 'integral' | 'derivative')
  | ('lips' | 'rho' | 'gamma' | 'update_period' | 'clip_power' | 'alpha' | 'r' | 'weight_lr_power' | 'd0' | 'd_coef')
  | ('growth_rate' | 'partial' | 'lr_power' | 'initial_accumulator' | 'l1' | 'l2')
type FlagKey =
  | ('nesterov' | 'no_prox' | 'debias' | 'grad_averaging' | 'decouple' | 'use_bias_correction')
  | ('safeguard_warmup' | 'amsgrad' | 'joint')

/** The next value of one coordinate after its points, gradients and second derivatives so far (the last: the present). */
export type Equation = (h: Settings, p: readonly number[], g: readonly number[], hessian: readonly number[]) => number

export const last = <T>(xs: readonly T[]): T => {
  const x = xs.at(-1)
  if (x === undefined) throw new Error('an empty history')
  return x
}
export const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0)

/** Σ βᵗ⁻ⁱ xᵢ. */
export const discounted = (beta: number, xs: readonly number[]) =>
  sum(xs.map((x, i) => beta ** (xs.length - 1 - i) * x))

/** (1 − β) Σ βᵗ⁻ⁱ xᵢ: what m ← β m + (1 − β) x makes of zero. */
export const mean = (beta: number, xs: readonly number[]) => (1 - beta) * discounted(beta, xs)

/** The same without the bias towards zero. */
export const unbiased = (beta: number, xs: readonly number[]) => mean(beta, xs) / (1 - beta ** xs.length)

export const squares = (xs: readonly number[]) => xs.map(x => x * x)

/** xᵢ − xᵢ₋₁, from `first` for the first. */
const changes = (xs: readonly number[], first: number) => xs.map((x, i) => x - (xs[i - 1] ?? first))

/** xs[0…0], xs[0…1], … */
export const histories = <T>(xs: readonly T[]) => xs.map((_, i) => xs.slice(0, i + 1))

/** Gradients with L2 decay. */
export const regularized = (decay: number, p: readonly number[], g: readonly number[]) =>
  g.map((x, i) => x + decay * (p[i] ?? Number.NaN))

const clip = (x: number, bound: number) => Math.max(-bound, Math.min(bound, x))

const signed: Equation = ({ lr, momentum, weight_decay }, p, g) =>
  last(p) - lr * (Math.sign(mean(momentum, g)) + weight_decay * last(p))

export const equations: Readonly<Record<string, Equation>> = {
  lion: ({ lr, beta1, beta2, weight_decay }, p, g) =>
    last(p) - lr * (Math.sign(beta1 * mean(beta2, g.slice(0, -1)) + (1 - beta1) * last(g)) + weight_decay * last(p)),

  adan({ lr, beta1, beta2, beta3, eps, weight_decay, no_prox }, p, g) {
    const d = changes(g, g[0] ?? 0)
    const ahead = g.map((x, i) => x + beta2 * (d[i] ?? 0))
    const step =
      (lr * (unbiased(beta1, g) + beta2 * unbiased(beta2, d))) / (Math.sqrt(unbiased(beta3, squares(ahead))) + eps)
    return no_prox ? (1 - lr * weight_decay) * last(p) - step : (last(p) - step) / (1 + lr * weight_decay)
  },

  adamod({ lr, beta1, beta2, beta3, eps, weight_decay }, p, g) {
    const sizes = histories(g).map(
      h =>
        (lr * Math.sqrt(1 - beta2 ** h.length)) / (1 - beta1 ** h.length) / (Math.sqrt(mean(beta2, squares(h))) + eps),
    )
    return (1 - lr * weight_decay) * last(p) - Math.min(last(sizes), mean(beta3, sizes)) * mean(beta1, g)
  },

  diffgrad({ lr, beta1, beta2, eps, weight_decay }, p, gradients) {
    const g = regularized(weight_decay, p, gradients)
    const friction = 1 / (1 + Math.exp(-Math.abs(last(changes(g, 0)))))
    const v = mean(beta2, squares(g))
    const size = (lr * Math.sqrt(1 - beta2 ** g.length)) / (1 - beta1 ** g.length)
    return last(p) - (size * friction * mean(beta1, g)) / (Math.sqrt(v) + eps)
  },

  aggmo({ lr, beta1, beta2, beta3, weight_decay }, p, gradients) {
    const g = regularized(weight_decay, p, gradients)
    return last(p) - (lr / 3) * sum([beta1, beta2, beta3].map(beta => discounted(beta, g)))
  },

  qhm({ lr, momentum, nu, weight_decay }, p, gradients) {
    const g = regularized(weight_decay, p, gradients)
    return last(p) - lr * ((1 - nu) * last(g) + nu * mean(momentum, g))
  },

  accsgd({ lr, kappa, xi, small_const, weight_decay }, p, gradients) {
    const g = regularized(weight_decay, p, gradients)
    const alpha = 1 - (small_const ** 2 * xi) / kappa
    const long = p.map((x, i) => x - ((lr * kappa) / small_const) * (g[i] ?? 0))
    const w = alpha ** g.length * (p[0] ?? 0) + mean(alpha, long)
    return (small_const * (last(p) - lr * last(g)) + (1 - alpha) * w) / (small_const + 1 - alpha)
  },

  sgdw({ lr, momentum, dampening, weight_decay, nesterov }, p, g) {
    const m = discounted(
      momentum,
      g.map((x, i) => (i === 0 ? x : (1 - dampening) * x)),
    )
    return (1 - lr * weight_decay) * last(p) - lr * (nesterov ? last(g) + momentum * m : m)
  },

  apollo({ lr, beta, eps, weight_decay }, p, gradients) {
    const g = regularized(weight_decay, p, gradients)
    let [m, b, d] = [0, 0, 0]
    for (const seen of histories(g)) {
      const before = m
      m = unbiased(beta, seen)
      // The weak secant equation sᵀ B s = sᵀ (m − m₋₁) along the last step, s = −d, of unit length.
      const unit = d / (Math.abs(d) + eps)
      const secant = -((m - before) / (Math.abs(d) + eps)) * unit
      b += (secant - b * unit ** 2) * unit ** 2
      d = m / Math.max(Math.abs(b), 1)
    }
    return last(p) - lr * d
  },

  pid({ lr, momentum, dampening, integral, derivative, weight_decay }, p, gradients) {
    const g = regularized(weight_decay, p, gradients)
    const i = discounted(
      momentum,
      g.map((x, k) => (k === 0 ? x : (1 - dampening) * x)),
    )
    const d = mean(momentum, changes(g, g[0] ?? 0))
    return last(p) - lr * (last(g) + integral * i + derivative * d)
  },

  // The three sequences of the paper's algorithm 1; the points are the lower one, where the gradient is taken.
  a2grad({ variant, beta, lips, rho }, p, g) {
    const start = p[0] ?? Number.NaN
    const alpha = (k: number) => 2 / (k + 2)
    const deltas = histories(g).map(h => last(h) - sum(h) / h.length)
    let [x, upper, lower] = [start, start, start]
    for (const [k, gradient] of g.entries()) {
      const d2 = squares(deltas.slice(0, k + 1))
      const running = histories(d2).map(h => (h[0] ?? 0) * rho ** (h.length - 1) + mean(rho, [0, ...h.slice(1)]))
      const h =
        variant === 'uni'
          ? Math.sqrt(sum(d2))
          : variant === 'inc'
            ? Math.sqrt(sum(d2.map((v, i) => v * ((i + 1) / (k + 1)) ** 2)))
            : Math.sqrt((k + 1) * Math.max(...running))
      x -= gradient / ((2 * lips) / (k + 1) + beta * h)
      upper = (1 - alpha(k)) * upper + alpha(k) * x
      lower = (1 - alpha(k + 1)) * upper + alpha(k + 1) * x
    }
    return lower
  },

  adasmooth({ lr, beta1, beta2, eps, weight_decay }, p, gradients) {
    const g = regularized(weight_decay, p, gradients)
    const rates = p.map((x, i) => {
      const path = changes(p.slice(0, i + 1), x).slice(1)
      const ratio = i === 0 ? 1 : Math.abs(x - (p[0] ?? 0)) / sum(path.map(Math.abs))
      return ((beta2 - beta1) * ratio + 1 - beta2) ** 2
    })
    const v = g.reduce((v, x, i) => (rates[i] ?? 0) * x * x + (1 - (rates[i] ?? 0)) * v, 0)
    return last(p) - (lr * last(g)) / Math.sqrt(v + eps)
  },

  sophia({ lr, beta1, beta2, gamma, eps, weight_decay, update_period }, p, g, hessian) {
    const seen = mean(
      beta2,
      hessian.filter((_, i) => i % update_period === 0),
    )
    const step = clip(mean(beta1, g) / Math.max(gamma * seen, eps), 1)
    return (1 - lr * weight_decay) * last(p) - lr * step
  },

  adopt({ lr, beta1, beta2, eps, weight_decay, decouple, clip_power }, p, gradients) {
    const g = decouple ? gradients : regularized(weight_decay, p, gradients)
    const v = (t: number) => beta2 ** t * (g[0] ?? 0) ** 2 + mean(beta2, [0, ...squares(g.slice(1, t + 1))])
    const normalized = g.slice(1).map((x, i) => clip(x / Math.max(Math.sqrt(v(i)), eps), (i + 1) ** clip_power))
    if (normalized.length === 0) return last(p)
    return (decouple ? 1 - lr * weight_decay : 1) * last(p) - lr * mean(beta1, normalized)
  },

  ademamix({ lr, beta1, beta2, beta3, alpha, eps, weight_decay }, p, g) {
    const step = (unbiased(beta1, g) + alpha * mean(beta3, g)) / (Math.sqrt(unbiased(beta2, squares(g))) + eps)
    return last(p) - lr * (step + weight_decay * last(p))
  },

  'schedulefree-sgd': (h, p, g) => scheduleFree(h, p, regularized(h.weight_decay, p, g), h.momentum),

  'schedulefree-adamw'(h, p, g) {
    const d = g.map((x, i) => {
      const v = unbiased(h.beta2, squares(g.slice(0, i + 1)))
      return x / (Math.sqrt(v) + h.eps) + h.weight_decay * (p[i] ?? 0)
    })
    return scheduleFree(h, p, d, h.beta1)
  },

  signsgd: signed,
  signum: signed,
  tiger: signed,

  grams({ lr, beta1, beta2, eps, weight_decay }, p, g) {
    const length = Math.abs(unbiased(beta1, g)) / (Math.sqrt(unbiased(beta2, squares(g))) + eps)
    return last(p) - lr * (Math.sign(last(g)) * length + weight_decay * last(p))
  },

  laprop({ lr, beta1, beta2, eps, weight_decay }, p, g) {
    const n = histories(g).map(h => last(h) / (Math.sqrt(unbiased(beta2, squares(h))) + eps))
    return last(p) - lr * (unbiased(beta1, n) + weight_decay * last(p))
  },

  padam({ lr, beta1, beta2, partial, eps, weight_decay, amsgrad }, p, gradients) {
    const g = regularized(weight_decay, p, gradients)
    const seconds = histories(g).map(h => mean(beta2, squares(h)))
    const v = amsgrad ? Math.max(...seconds) : last(seconds)
    const size = (lr * Math.sqrt(1 - beta2 ** g.length)) / (1 - beta1 ** g.length)
    return last(p) - (size * mean(beta1, g)) / (Math.sqrt(v) + eps) ** (2 * partial)
  },

  // The minimizer of Σ gᵢ p + Σ σᵢ |p − pᵢ|² / 2 + (the regularization that Keras adds for the initial accumulator).
  ftrl({ lr, lr_power, initial_accumulator, l1, l2, beta }, p, g) {
    const rate = (t: number) => (initial_accumulator + sum(squares(g.slice(0, t)))) ** -lr_power / lr
    const sigmas = g.map((_, i) => rate(i + 1) - rate(i))
    const z = sum(g) - sum(sigmas.map((s, i) => s * (p[i] ?? 0)))
    if (Math.abs(z) <= l1) return 0
    return (Math.sign(z) * l1 - z) / (rate(g.length) + 2 * l2 + beta / lr)
  },
}

/** The paper's x, y and z; the points are y. */
function scheduleFree({ lr, r, weight_lr_power }: Settings, p: readonly number[], d: readonly number[], beta: number) {
  const weight = (k: number) => (k + 1) ** r * lr ** weight_lr_power
  let x = p[0] ?? Number.NaN
  let z = x
  for (const [k, step] of d.entries()) {
    z -= lr * step
    const c = weight(k) / sum(d.slice(0, k + 1).map((_, i) => weight(i)))
    x = (1 - c) * x + c * z
  }
  return (1 - beta) * z + beta * x
}
