/**
 * Mechanic: finds the learning rate of another optimizer by betting on its steps, with six decays at a time. The other one steps
 * from where the point is; Δ is what the sum of its steps would be at a learning rate of 1. x and y have one scale.
 */
import type { Tensor } from '../records/tensor.js'
import { adam } from './adam.js'
import { type HyperparameterSchema, real } from './hyperparameters.js'
import { norm } from './parts/layer.js'
import { sgd } from './sgd.js'
import { type OptimizerInfo, type State, type UpdateRule, updateRule } from './types.js'

/** One scale for each; the authors' choice. */
const betas = [0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999]

const own = {
  s_decay: real(0.01, '[0, inf)', 'decay towards the start, λ in the paper'),
  s_init: real(1e-8, '(0, inf)', 'first scale'),
  mechanic_eps: real(1e-8, '(0, inf)', 'added to divisors of the scale'),
}

type Tuner = Readonly<Record<'s' | 'reward' | 'squares' | 'largest', Tensor>>

const key = (name: keyof Tuner, i: number) => `${name}${i}`

/** Mechanic over an update rule, with the rule's hyperparameters; its learning rate is then of no great matter. */
function mechanized<C extends string>(
  inner: UpdateRule<HyperparameterSchema, C>,
  { name, title }: Pick<OptimizerInfo, 'name' | 'title'>,
) {
  return updateRule<HyperparameterSchema & typeof own, C | keyof typeof own, State>({
    name,
    title,
    group: 'parameter-free',
    equation: `q ← the next point of\n${inner.equation}\nwith S = Σ sᵢ: Δ ← (p − p₀) / (S + ε)\nh ← Δᵀ(g + λ S ‖g‖ q / ‖q‖), Δ ← Δ + q − p\neach i: mᵢ ← max(βᵢ mᵢ, |h|), vᵢ ← βᵢ² vᵢ + h², rᵢ ← max(βᵢ rᵢ − sᵢ h, 0)\nsᵢ ← (mᵢ s_init / 6 + rᵢ) / (√vᵢ + ε)\np ← p₀ + S Δ, βᵢ = 0.9, 0.99, …, 0.999999`,
    reference:
      'Cutkosky et al., Mechanic: A Learning Rate Tuner, NeurIPS 2023, arXiv:2306.00144, and the authors’ code; defaults of torch.optim for the optimizer within, apart from lr',
    hyperparameters: {
      ...inner.hyperparameters,
      lr: real(1, '(0, inf)', 'learning rate of the optimizer within'),
      ...own,
    },
    cost: inner.cost,
    *schedule(h, run) {
      const steps = inner.schedule(h, run)
      for (const { s_decay, s_init, mechanic_eps } of h) yield { s_decay, s_init, mechanic_eps, ...steps.next().value }
    },
    init(ops, params, c, structure) {
      const none = ops.sum(ops.zerosLike(params))
      const tuners = betas.flatMap((_, i): [string, Tensor][] => [
        [key('s', i), none],
        [key('reward', i), none],
        [key('squares', i), none],
        [key('largest', i), ops.fillLike(none, 1e-6)],
      ])
      return {
        ...inner.init(ops, params, c, structure),
        start: params,
        delta: ops.zerosLike(params),
        scale: none,
        ...Object.fromEntries(tuners),
      }
    },
    update(ops, e, state, c, structure) {
      const { add, sub, mul, div, abs, max, sqrt, square, sum } = ops
      const of = (name: string): Tensor => {
        const tensor = state[name]
        if (tensor === undefined) throw new Error(`mechanic carries no ${name}`)
        return tensor
      }
      const stepped = inner.update(ops, e, state, c, structure)
      const scale = of('scale')
      // p − p₀ is S Δ, and is not taken from p: while S is small, p has not room for it.
      const before = mul(of('delta'), div(scale, add(scale, c.mechanic_eps)))
      const pull = div(
        mul(mul(scale, norm(ops, e.gradient)), c.s_decay),
        add(norm(ops, stepped.params), c.mechanic_eps),
      )
      const h = sum(mul(before, add(e.gradient, mul(stepped.params, pull))))
      const delta = add(before, sub(stepped.params, e.params))

      const tuners = betas.map((beta, i): Tuner => {
        const largest = max(mul(of(key('largest', i)), beta), abs(h))
        const squares = add(mul(of(key('squares', i)), beta ** 2), square(h))
        const reward = max(sub(mul(of(key('reward', i)), beta), mul(of(key('s', i)), h)), 0)
        const wealth = add(mul(mul(largest, c.s_init), 1 / betas.length), reward)
        return { largest, squares, reward, s: div(wealth, add(sqrt(squares), c.mechanic_eps)) }
      })
      const next = tuners.map(({ s }) => s).reduce((a, b) => add(a, b))
      const carried = tuners.flatMap((tuner, i) =>
        (Object.keys(tuner) as (keyof Tuner)[]).map((name): [string, Tensor] => [key(name, i), tuner[name]]),
      )
      return {
        params: add(of('start'), mul(delta, next)),
        state: { ...stepped.state, start: of('start'), delta, scale: next, ...Object.fromEntries(carried) },
      }
    },
  })
}

export const mechanicSgd = mechanized(sgd, { name: 'mechanic-sgd', title: 'Mechanic (SGD)' })
export const mechanicAdam = mechanized(adam, { name: 'mechanic-adam', title: 'Mechanic (Adam)' })
