import type { Domain } from '../../records/geometry.js'
import type { TensorRule } from './tensorrule.js'

/**
 * A rule whose parameters are brought back to the nearest point of a box after each step, as `clamp_` does in PyTorch: what it
 * remembers of its steps is left as it is. What is not a number stays so, and ends the run.
 */
export function boundedRule(rule: TensorRule, { x, y }: Domain): TensorRule {
  return {
    ...rule,
    update(m, ...given) {
      const { params, state } = rule.update(m, ...given)
      const [lower, upper] = [m.column(x[0], y[0]), m.column(x[1], y[1])]
      const above = m.where(m.less(params, lower), lower, params)
      return { params: m.where(m.less(upper, above), upper, above), state }
    },
  }
}
