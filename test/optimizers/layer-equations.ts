/** The equations of the optimizers that take norms or sums over a layer, in doubles; see `equations.ts`. */
import { discounted, histories, last, mean, type Settings, squares, sum, unbiased } from './equations.js'

export type Vector = readonly number[]

/** The next point of a layer after its points and gradients so far (the last: the present). */
export type LayerEquation = (h: Settings, p: readonly Vector[], g: readonly Vector[]) => Vector

export const dot = (a: Vector, b: Vector) => sum(a.map((x, i) => x * (b[i] ?? Number.NaN)))
const norm = (a: Vector) => Math.sqrt(dot(a, a))
export const combine = (a: number, x: Vector, b: number, y: Vector): Vector =>
  x.map((v, i) => a * v + b * (y[i] ?? Number.NaN))

/** A statistic of each coordinate's history. */
const each = (history: readonly Vector[], statistic: (xs: Vector) => number): Vector =>
  last(history).map((_, i) => statistic(history.map(v => v[i] ?? Number.NaN)))

/** m̂ / (√v̂ + ε). */
const adam = ({ beta1, beta2, eps }: Settings, g: readonly Vector[]): Vector => {
  const roots = each(g, xs => Math.sqrt(unbiased(beta2, squares(xs))))
  return each(g, xs => unbiased(beta1, xs)).map((m, i) => m / ((roots[i] ?? 0) + eps))
}

/** Heo et al., equation 12, and the ratio that the decay is scaled by; only layers of several coordinates. */
function project({ delta, wd_ratio }: Settings, p: Vector, g: Vector, step: Vector): readonly [Vector, number] {
  const cosine = Math.abs(dot(p, g)) / (norm(p) * norm(g))
  if (p.length === 1 || cosine >= delta / Math.sqrt(p.length)) return [step, 1]
  return [combine(1, step, -dot(p, step) / dot(p, p), p), wd_ratio]
}

export const layerEquations: Readonly<Record<string, LayerEquation>> = {
  sgdp(h, p, g) {
    const m = each(g, xs => (1 - h.dampening) * discounted(h.momentum, xs))
    const [step, ratio] = project(h, last(p), last(g), h.nesterov ? combine(1, last(g), h.momentum, m) : m)
    return combine(1 - (h.lr * h.weight_decay * ratio) / (1 - h.momentum), last(p), -h.lr, step)
  },

  adamp(h, p, g) {
    const m = each(g, xs => mean(h.beta1, xs))
    const direction = h.nesterov ? combine(h.beta1, m, 1 - h.beta1, last(g)) : m
    const roots = each(g, xs => Math.sqrt(unbiased(h.beta2, squares(xs))))
    const whole = direction.map((v, i) => v / (1 - h.beta1 ** g.length) / ((roots[i] ?? 0) + h.eps))
    const [step, ratio] = project(h, last(p), last(g), whole)
    return combine(1 - h.lr * h.weight_decay * ratio, last(p), -h.lr, step)
  },

  lamb(h, p, g) {
    const raw = (): Vector => {
      const roots = each(g, xs => Math.sqrt(mean(h.beta2, squares(xs))))
      return each(g, xs => mean(h.beta1, xs)).map((m, i) => m / ((roots[i] ?? 0) + h.eps))
    }
    const u = combine(1, h.debias ? adam(h, g) : raw(), h.weight_decay, last(p))
    return combine(1, last(p), (-h.lr * Math.min(norm(last(p)), h.clamp)) / norm(u), u)
  },

  lars(h, p, g) {
    const moves = g.map((x, i) => {
      const w = p[i] ?? []
      const rate = (h.trust_coefficient * norm(w)) / (norm(x) + h.weight_decay * norm(w) + h.eps)
      return combine(h.lr * rate, x, h.lr * rate * h.weight_decay, w)
    })
    return combine(
      1,
      last(p),
      -1,
      each(moves, xs => discounted(h.momentum, xs)),
    )
  },

  novograd(h, p, g) {
    const energies = g.map(x => dot(x, x))
    const normalized = g.map((x, i) => {
      const seen = energies.slice(0, i + 1)
      const v = (seen[0] ?? 0) * h.beta2 ** i + mean(h.beta2, [0, ...seen.slice(1)])
      return combine(1 / (Math.sqrt(v) + h.eps), x, h.weight_decay, p[i] ?? [])
    })
    const weight = h.grad_averaging ? 1 - h.beta1 : 1
    return combine(
      1,
      last(p),
      -h.lr * weight,
      each(normalized, xs => discounted(h.beta1, xs)),
    )
  },

  mars(h, p, g) {
    const factor = (h.gamma * h.beta1) / (1 - h.beta1)
    const corrected = g.map((x, i) => {
      const c = combine(1 + factor, x, -factor, g[i - 1] ?? x.map(() => 0))
      return combine(1 / Math.max(norm(c), 1), c, 0, c)
    })
    return combine(1 - h.lr * h.weight_decay, last(p), -h.lr, adam(h, corrected))
  },

  'cautious-adamw'(h, p, g) {
    const t = g.length
    const m = each(g, xs => mean(h.beta1, xs))
    const roots = each(g, xs => Math.sqrt(mean(h.beta2, squares(xs))))
    const agrees: Vector = m.map((v, i) => (v * (last(g)[i] ?? 0) > 0 ? 1 : 0))
    const share = Math.max(sum(agrees) / agrees.length, 1e-3)
    const size = (h.lr * Math.sqrt(1 - h.beta2 ** t)) / (1 - h.beta1 ** t)
    const step = m.map((v, i) => ((agrees[i] ?? 0) / share) * (v / ((roots[i] ?? 0) + h.eps)))
    return combine(1 - h.lr * h.weight_decay, last(p), -size, step)
  },

  prodigy(h, p, gradients) {
    const g = h.decouple ? gradients : gradients.map((x, i) => combine(1, x, h.weight_decay, p[i] ?? []))
    const beta3 = h.beta3 === 0 ? Math.sqrt(h.beta2) : h.beta3
    const start = p[0] ?? []
    // d before each step; each is found from all that went before.
    const ds: number[] = [h.d0]
    const size = (t: number) => h.lr * (h.use_bias_correction ? Math.sqrt(1 - h.beta2 ** t) / (1 - h.beta1 ** t) : 1)
    let highest = h.d0
    for (const seen of histories(g)) {
      const d = ds.slice(0, seen.length)
      const weights = d.map((x, i) => (x / h.d0) * x * size(i + 1))
      const r = discounted(
        beta3,
        seen.map((x, i) => (weights[i] ?? 0) * dot(x, combine(1, start, -1, p[i] ?? []))),
      )
      const sums = d.map((x, i) => (h.safeguard_warmup ? (x / h.d0) * x : (weights[i] ?? 0)))
      const s = each(
        seen.map((x, i) => combine(sums[i] ?? 0, x, 0, x)),
        xs => discounted(beta3, xs),
      )
      const found = (h.d_coef * r) / sum(s.map(Math.abs))
      const from = last(d) === h.d0 ? Math.max(last(d), found) : last(d)
      highest = Math.max(highest, found)
      ds.push(Math.min(highest, from * h.growth_rate))
    }
    const scaled = g.map((x, i) => combine(ds[i] ?? 0, x, 0, x))
    const roots = each(scaled, xs => Math.sqrt(mean(h.beta2, squares(xs))))
    const rate = (ds.at(-2) ?? 0) * size(g.length)
    const step = each(scaled, xs => mean(h.beta1, xs)).map((m, i) => m / ((roots[i] ?? 0) + last(ds) * h.eps))
    return combine(1 - (h.decouple ? rate * h.weight_decay : 0), last(p), -rate, step)
  },

  'dadapt-adam'(h, p, gradients) {
    const g = h.decouple ? gradients : gradients.map((x, i) => combine(1, x, h.weight_decay, p[i] ?? []))
    const root = Math.sqrt(h.beta2)
    const size = (t: number) => h.lr * (h.use_bias_correction ? Math.sqrt(1 - h.beta2 ** t) / (1 - h.beta1 ** t) : 1)
    const ds: number[] = [h.d0]
    const scaled: Vector[] = []
    const gains: number[] = []
    for (const [i, x] of g.entries()) {
      const rate = last(ds) * size(i + 1)
      if (i === 0) gains.push(0)
      else {
        const v = each(g.slice(0, i), xs => mean(h.beta2, squares(xs)))
        const s = each(scaled, xs => mean(root, xs))
        gains.push(
          rate *
            dot(
              x,
              s.map((a, k) => a / (Math.sqrt(v[k] ?? 0) + h.eps)),
            ),
        )
      }
      scaled.push(combine(rate, x, 0, x))
      const length = sum(each(scaled, xs => mean(root, xs)).map(Math.abs))
      const found = mean(root, gains) / ((1 - root) * length)
      ds.push(Math.max(last(ds), Math.min(found, last(ds) * h.growth_rate)))
    }
    const roots = each(g, xs => Math.sqrt(mean(h.beta2, squares(xs))))
    const step = each(scaled, xs => mean(h.beta1, xs)).map((m, i) => m / ((roots[i] ?? 0) + h.eps))
    const rate = (ds.at(-2) ?? 0) * size(g.length)
    return combine(1 - (h.decouple ? rate * h.weight_decay : 0), last(p), -1, step)
  },
}
