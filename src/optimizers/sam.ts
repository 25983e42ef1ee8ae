/**
 * SAM: sharpness-aware minimization over another optimizer. Its gradient is taken where the slope within a radius ρ leads
 * highest, and the step from where the point is. x and y have one norm.
 */
import { adam } from './adam.js'
import { flag, type HyperparameterSchema, real } from './hyperparameters.js'
import { norm } from './parts/layer.js'
import { sgd } from './sgd.js'
import { type OptimizerInfo, type State, type UpdateRule, updateRule } from './types.js'

const own = {
  rho: real(0.05, '[0, inf)', 'how far it climbs before it takes the gradient'),
  adaptive: flag(false, 'a radius relative to the parameters: ASAM'),
}

/** Keeps a gradient of zero from dividing by its norm. */
const least = 1e-12

/** SAM over an update rule, with the rule's hyperparameters, `rho` and `adaptive`. */
function sharpnessAware<C extends string>(
  inner: UpdateRule<HyperparameterSchema, C>,
  { name, title }: Pick<OptimizerInfo, 'name' | 'title'>,
) {
  return updateRule<HyperparameterSchema & typeof own, C | 'rho', State>({
    name,
    title,
    group: inner.group,
    equation: `e ← ρ g / ‖g‖, or ρ p² g / ‖|p| g‖ with adaptive\ng ← ∇f(p + e), then\n${inner.equation}`,
    reference:
      'Foret et al., Sharpness-Aware Minimization for Efficiently Improving Generalization, ICLR 2021, arXiv:2010.01412; adaptive: Kwon et al., ASAM, ICML 2021, arXiv:2102.11600; form and defaults of davda54/sam, and of torch.optim for the optimizer within',
    divergences: 'ASAM’s own code has ρ = 0.5 and adds η = 0.01 to |p|.',
    hyperparameters: { ...inner.hyperparameters, ...own },
    cost: { gradients: 2 },
    *schedule(h, run) {
      const steps = inner.schedule(h, run)
      for (const { rho } of h) yield { rho, ...steps.next().value }
    },
    init: (ops, params, c, structure) => inner.init(ops, params, c, structure),
    update(ops, e, state, c, structure) {
      const { add, mul, div, abs, square } = ops
      const { params, gradient } = e
      const weighed = structure.adaptive ? mul(gradient, abs(params)) : gradient
      const upwards = structure.adaptive ? mul(gradient, square(params)) : gradient
      const climb = mul(upwards, div(c.rho, add(norm(ops, weighed), least)))
      return inner.update(ops, { ...e, gradient: e.gradientAt(add(params, climb)) }, state, c, structure)
    },
  })
}

export const samSgd = sharpnessAware(sgd, { name: 'sam-sgd', title: 'SAM (SGD)' })
export const samAdam = sharpnessAware(adam, { name: 'sam-adam', title: 'SAM (Adam)' })
