/**
 * The equations of torch.optim's and torchopt's update rules in doubles, written from the whole history of points and
 * gradients rather than as recursions wherever that is possible; see `equations.ts`.
 */
import { discounted, histories, last, mean, regularized, squares, sum, unbiased } from './equations.js'
import { combine, dot, type Vector } from './layer-equations.js'

/** The numbers and switches that the equations read, by the names of `--set`. */
export type TorchSettings = Readonly<Record<NumberKey, number> & Record<FlagKey, boolean>>
type NumberKey =
  | ('lr' | 'beta1' | 'beta2' | 'eps' | 'weight_decay' | 'momentum' | 'dampening' | 'alpha' | 'lr_decay' | 'rho')
  | ('initial_accumulator_value' | 'eta_minus' | 'eta_plus' | 'step_min' | 'step_max' | 'lambd' | 'momentum_decay')
  | (
      | 'beta2_decay'
      | 'eps1'
      | 'eps2'
      | 'd'
      | 'switch_eps'
      | 'final_lr'
      | 'gamma'
      | 'hessian_power'
      | 'nu1'
      | 'nu2'
      | 'initial_accumulator'
      | 'k'
      | 'n_sma_threshold'
    )
type FlagKey =
  | ('nesterov' | 'amsgrad' | 'centered' | 'weight_decouple' | 'fixed_decay' | 'rectify' | 'amsbound')
  | 'decouple_weight_decay'

/**
 * The next value of one coordinate (`axis` 0 or 1) after its points, gradients and curvatures so far (the last: the present);
 * the curvature is the Hessian's diagonal entry, or the Hessian–vector product's where a probe is used.
 */
type Equation = (
  h: TorchSettings,
  p: readonly number[],
  g: readonly number[],
  curvature: readonly number[],
  axis: number,
) => number

const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high)

/** Reddi et al.: the largest of a statistic so far, or the present one. */
const largest = (always: boolean, statistic: (xs: readonly number[]) => number, xs: readonly number[]) =>
  always ? Math.max(...histories(xs).map(statistic)) : statistic(xs)

/** Kingma & Ba with a gradient that holds all weight decay: lr m̂ / (√v̂ + ε). */
const adamStep = ({ lr, beta1, beta2, eps, amsgrad }: TorchSettings, g: readonly number[]) => {
  // The bias correction of the present step applies to the largest moment as PyTorch has it.
  const v = largest(amsgrad, xs => mean(beta2, squares(xs)), g) / (1 - beta2 ** g.length)
  return (lr * unbiased(beta1, g)) / (Math.sqrt(v) + eps)
}

/** The same with ε beside the uncorrected root, as in torchopt: lr √(1 − β2ᵗ) / (1 − β1ᵗ) m / (√v + ε). */
const torchoptStep = ({ lr, beta1, beta2, eps }: TorchSettings, g: readonly number[]) =>
  (lr * unbiased(beta1, g) * Math.sqrt(1 - beta2 ** g.length)) / (Math.sqrt(mean(beta2, squares(g))) + eps)

/** Liu et al., algorithm 2: r, or undefined where the variance is not tractable. */
const rectifier = (beta2: number, t: number, threshold: number) => {
  const limit = 2 / (1 - beta2) - 1
  const rho = limit - (2 * t * beta2 ** t) / (1 - beta2 ** t)
  if (rho <= threshold) return undefined
  return Math.sqrt((((rho - 4) / (limit - 4)) * ((rho - 2) / (limit - 2)) * limit) / rho)
}

const radamStep = (h: TorchSettings, g: readonly number[], threshold: number) => {
  const r = rectifier(h.beta2, g.length, threshold)
  return r === undefined ? h.lr * unbiased(h.beta1, g) : r * torchoptStep(h, g)
}

/** Dozat's momentum at step t, in PyTorch's form. */
const momentumAt = ({ beta1, momentum_decay }: TorchSettings, t: number) =>
  beta1 * (1 - 0.96 ** (t * momentum_decay) / 2)

const nadamStep = (h: TorchSettings, g: readonly number[]) => {
  const t = g.length
  const product = g.reduce((so, _, i) => so * momentumAt(h, i + 1), 1)
  const next = momentumAt(h, t + 1)
  const numerator =
    ((1 - momentumAt(h, t)) / (1 - product)) * last(g) + (next / (1 - product * next)) * mean(h.beta1, g)
  return (h.lr * numerator) / (Math.sqrt(unbiased(h.beta2, squares(g))) + h.eps)
}

/** Zhuang et al.: Σ β2ᵗ⁻ⁱ ((1 − β2) (gᵢ − mᵢ)² + ε). */
const belief = ({ beta1, beta2, eps }: TorchSettings, g: readonly number[]) =>
  discounted(
    beta2,
    histories(g).map(past => (1 - beta2) * (last(past) - mean(beta1, past)) ** 2 + eps),
  )

/** What AdaBelief's weight decay makes of the point and of the gradients. */
const beliefDecay = (h: TorchSettings, p: readonly number[], g: readonly number[]) => {
  const rate = h.fixed_decay ? h.weight_decay : h.lr * h.weight_decay
  return h.weight_decouple
    ? { kept: (1 - rate) * last(p), gradients: g }
    : { kept: last(p), gradients: regularized(h.weight_decay, p, g) }
}

/** Every k steps from the slow weights, which are where the path was k steps ago, towards the fast ones. */
const lookahead = ({ k, alpha }: TorchSettings, p: readonly number[], fast: number) => {
  const slow = p[p.length - k]
  return p.length % k === 0 && slow !== undefined ? slow + alpha * (fast - slow) : fast
}

/** Zaheer et al., from the accumulator on. */
const yogiStep = ({ lr, beta1, beta2, eps, initial_accumulator: start }: TorchSettings, g: readonly number[]) => {
  const t = g.length
  const m = beta1 ** t * start + mean(beta1, g)
  const v = squares(g).reduce((so, s) => so - (1 - beta2) * Math.sign(so - s) * s, start)
  return ((lr / (1 - beta1 ** t)) * m) / (Math.sqrt(v) / Math.sqrt(1 - beta2 ** t) + eps)
}

export const torchEquations: Readonly<Record<string, Equation>> = {
  sgd({ lr, momentum, dampening, weight_decay, nesterov }, p, g) {
    const all = regularized(weight_decay, p, g)
    const damped = all.map((x, i) => (i === 0 || momentum === 0 ? x : (1 - dampening) * x))
    const b = momentum === 0 ? last(all) : discounted(momentum, damped)
    return last(p) - lr * (nesterov ? last(all) + momentum * b : b)
  },

  adam: (h, p, g) => last(p) - adamStep(h, regularized(h.weight_decay, p, g)),

  'adamw@pytorch': (h, p, g) => (1 - h.lr * h.weight_decay) * last(p) - adamStep(h, g),

  adamw: (h, p, g) => (1 - h.lr * h.weight_decay) * last(p) - torchoptStep(h, g),

  'swats@torchopt': (h, p, g) => last(p) - torchoptStep(h, regularized(h.weight_decay, p, g)),

  adamax({ lr, beta1, beta2, eps, weight_decay }, p, g) {
    const all = regularized(weight_decay, p, g)
    const u = Math.max(...all.map((x, i) => beta2 ** (all.length - 1 - i) * (Math.abs(x) + eps)))
    return last(p) - (lr * unbiased(beta1, all)) / u
  },

  nadam: (h, p, g) => last(p) - nadamStep(h, regularized(h.weight_decay, p, g)),

  nadamw: (h, p, g) => (1 - h.lr * h.weight_decay) * last(p) - nadamStep(h, g),

  'nadam@torchopt'(h, p, g) {
    const all = regularized(h.weight_decay, p, g)
    const [now, next] = [momentumAt(h, g.length - 1), momentumAt(h, g.length)]
    const numerator = last(all) + (next / (1 - now * now * next)) * mean(h.beta1, all)
    return last(p) - (h.lr * numerator) / (Math.sqrt(unbiased(h.beta2, squares(all))) + h.eps)
  },

  radam: (h, p, g) => last(p) - radamStep(h, regularized(h.weight_decay, p, g), 5),

  rmsprop({ lr, alpha, eps, weight_decay, momentum, centered }, p, g) {
    const steps = histories(regularized(weight_decay, p, g)).map(past => {
      const variance = mean(alpha, squares(past)) - (centered ? mean(alpha, past) ** 2 : 0)
      return last(past) / (Math.sqrt(variance) + eps)
    })
    return last(p) - lr * discounted(momentum, steps)
  },

  rprop({ lr, eta_minus, eta_plus, step_min, step_max }, p, g) {
    let size = lr
    let before = 0
    for (const x of g) {
      const agreement = Math.sign(x * before)
      size = clamp(agreement > 0 ? size * eta_plus : agreement < 0 ? size * eta_minus : size, step_min, step_max)
      before = agreement < 0 ? 0 : x
    }
    return last(p) - size * Math.sign(before)
  },

  adagrad({ lr, lr_decay, weight_decay, initial_accumulator_value, eps }, p, g) {
    const all = regularized(weight_decay, p, g)
    const root = Math.sqrt(initial_accumulator_value + sum(squares(all)))
    return last(p) - ((lr / (1 + (g.length - 1) * lr_decay)) * last(all)) / (root + eps)
  },

  adadelta({ lr, rho, eps, weight_decay }, p, g) {
    const deltas: number[] = []
    for (const past of histories(regularized(weight_decay, p, g))) {
      const u = deltas.length === 0 ? 0 : mean(rho, squares(deltas))
      deltas.push((Math.sqrt(u + eps) / Math.sqrt(mean(rho, squares(past)) + eps)) * last(past))
    }
    return last(p) - lr * last(deltas)
  },

  asgd({ lr, lambd, alpha, weight_decay }, p, g) {
    const eta = lr / (1 + lambd * lr * (g.length - 1)) ** alpha
    return last(p) - eta * (lambd * last(p) + last(g) + weight_decay * last(p))
  },

  adabelief(h, p, g) {
    const { kept, gradients } = beliefDecay(h, p, g)
    const s = largest(h.amsgrad, past => belief(h, past), gradients)
    const step = h.lr * unbiased(h.beta1, gradients)
    const bias = Math.sqrt(1 - h.beta2 ** g.length)
    if (!h.rectify) return kept - step / (Math.sqrt(s) / bias + h.eps)
    const r = rectifier(h.beta2, g.length, 5)
    return kept - (r === undefined ? step : (step * r * bias) / (Math.sqrt(s) + h.eps))
  },

  'adabelief@torchopt'(h, p, g) {
    const { kept, gradients } = beliefDecay(h, p, g)
    const bias = Math.sqrt(1 - h.beta2 ** g.length)
    const adaptive = (h.lr * unbiased(h.beta1, gradients)) / (Math.sqrt(belief(h, gradients)) / bias + h.eps)
    if (!h.rectify) return kept - adaptive
    const r = rectifier(h.beta2, g.length, 4)
    return kept - (r === undefined ? h.lr * mean(h.beta1, gradients) : r * adaptive)
  },

  adabound({ lr, beta1, beta2, final_lr, gamma, eps, weight_decay, amsbound }, p, g) {
    const all = regularized(weight_decay, p, g)
    const t = g.length
    const v = largest(amsbound, xs => mean(beta2, squares(xs)), all)
    const size = ((lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)) * (1 / (Math.sqrt(v) + eps))
    const bounded = clamp(size, final_lr * (1 - 1 / (gamma * t + 1)), final_lr * (1 + 1 / (gamma * t)))
    return last(p) - bounded * mean(beta1, all)
  },

  adahessian({ lr, beta1, beta2, eps, weight_decay, hessian_power }, p, g, curvature) {
    const scale = Math.sqrt(unbiased(beta2, squares(curvature))) ** hessian_power + eps
    return last(p) - lr * (unbiased(beta1, g) / scale + weight_decay * last(p))
  },

  madgrad({ lr, momentum, weight_decay, eps }, p, g) {
    const weighted = regularized(weight_decay, p, g).map((x, i) => ({ x, weight: (lr + eps) * Math.sqrt(i + 1) }))
    const s = sum(weighted.map(({ x, weight }) => weight * x))
    const v = sum(weighted.map(({ x, weight }) => weight * x * x))
    return momentum * last(p) + (1 - momentum) * ((p[0] ?? Number.NaN) - s / (Math.cbrt(v) + eps))
  },

  qhadam({ lr, beta1, beta2, nu1, nu2, eps, weight_decay, decouple_weight_decay }, p, g) {
    const all = decouple_weight_decay ? g : regularized(weight_decay, p, g)
    const direction = (1 - nu1) * last(all) + nu1 * unbiased(beta1, all)
    const root = Math.sqrt((1 - nu2) * last(all) ** 2 + nu2 * unbiased(beta2, squares(all)))
    return (decouple_weight_decay ? 1 - lr * weight_decay : 1) * last(p) - (lr * direction) / (root + eps)
  },

  yogi: (h, p, g) => last(p) - yogiStep(h, regularized(h.weight_decay, p, g)),

  'yogi@torchopt': (h, p, g, _, axis) =>
    last(p) -
    yogiStep(
      h,
      g.map(x => x + h.weight_decay * (axis + 1)),
    ),

  'lookahead-adam': (h, p, g) => lookahead(h, p, last(p) - adamStep(h, regularized(h.weight_decay, p, g))),

  ranger: (h, p, g) => lookahead(h, p, (1 - h.lr * h.weight_decay) * last(p) - radamStep(h, g, h.n_sma_threshold)),
}

/** The equations over a layer: what all its coordinates were, and their gradients. */
export const torchLayerEquations: Readonly<
  Record<string, (h: TorchSettings, p: readonly Vector[], g: readonly Vector[]) => Vector>
> = {
  adafactor({ lr, beta2_decay, eps1, eps2, d, weight_decay }, p, g) {
    const t = g.length
    const rms = (a: Vector) => Math.sqrt(sum(squares(a)) / a.length)
    const u = last(g).map((x, axis) => {
      const v = g.reduce((so, at, i) => so + (i + 1) ** beta2_decay * ((at[axis] ?? Number.NaN) ** 2 - so), 0)
      return x / Math.max(Math.sqrt(v), eps1)
    })
    const size = Math.max(eps2, rms(last(p))) * Math.min(lr, 1 / Math.sqrt(t))
    return combine(1 - lr * weight_decay, last(p), -size / Math.max(1, rms(u) / d), u)
  },

  swats(h, p, gradients) {
    const g = gradients.map((x, i) => combine(1, x, h.weight_decay, p[i] ?? []))
    const rates: number[] = []
    for (const seen of histories(g)) {
      const t = seen.length
      const q = last(seen).map(
        (_, axis) =>
          -torchoptStep(
            h,
            seen.map(x => x[axis] ?? Number.NaN),
          ),
      )
      const settled = mean(h.beta2, rates) / (1 - h.beta2 ** rates.length)
      // The step before was the last of Adam: from here on SGD, its momentum made of the gradients since.
      if (rates.length > 1 && Math.abs(settled - last(rates)) < h.switch_eps) {
        const since = g.slice(rates.length)
        const b = last(g).map((_, axis) =>
          discounted(
            h.beta1,
            since.map(x => x[axis] ?? Number.NaN),
          ),
        )
        return combine(1, last(p), -(1 - h.beta1) * settled, b)
      }
      if (t === g.length) return combine(1, last(p), 1, q)
      rates.push(dot(q, q) / -dot(q, last(seen)))
    }
    throw new Error('an empty history')
  },
}
