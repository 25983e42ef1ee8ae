import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { parseExpression } from '../../src/functions/expression.js'
import type { HyperparameterValues } from '../../src/optimizers/hyperparameters.js'
import { optimizers } from '../../src/optimizers/index.js'
import { defaults } from '../../src/optimizers/types.js'
import type { Point } from '../../src/records/geometry.js'
import { pointAt } from '../../src/records/trajectory.js'

const fn = parseExpression('x^4/4 + x^2 + 0.7*x*y + 1.5*y^2')

interface Case {
  readonly optimizer: string
  readonly steps: number
  readonly common: HyperparameterValues
  /** Settings where the authors' code does what the paper says, and where it does not; its last points, in doubles. */
  readonly agrees: { readonly with: HyperparameterValues; readonly authors: Point }
  readonly differs: { readonly with: HyperparameterValues; readonly authors: Point }
  readonly told: RegExp
}

/** adabelief-pytorch 0.2.1, adamp 0.3.0 and prodigyopt 1.1.2 on the function above from (1.3, −0.8). */
const cases: readonly Case[] = [
  {
    optimizer: 'adabelief',
    steps: 20,
    common: { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0, amsgrad: true },
    agrees: { with: { rectify: false }, authors: [0.13584605, -0.04424889] },
    differs: { with: { rectify: true }, authors: [0.11821077, -0.02551503] },
    told: /ignores amsgrad while it rectifies/,
  },
  {
    optimizer: 'sgdp',
    steps: 8,
    common: { lr: 0.02, momentum: 0.8, delta: 2, weight_decay: 0, joint: true },
    agrees: { with: { nesterov: true }, authors: [1.03152706, -1.13571758] },
    differs: { with: { nesterov: false }, authors: [1.08930885, -1.07683406] },
    told: /projects the momentum m in place/,
  },
  {
    optimizer: 'prodigy',
    steps: 8,
    common: { beta2: 0.9, d0: 0.01 },
    agrees: { with: { beta1: 0.5 }, authors: [0.4522216, 0.01981391] },
    differs: { with: { beta1: 0 }, authors: [0.11610629, -0.09055165] },
    told: /beta1 = 0 multiplies the gradient by the new estimate/,
  },
]

describe.each(cases)('$optimizer', ({ optimizer: name, steps, common, agrees, differs, told }) => {
  const optimizer = optimizers.find(o => o.name === name) ?? expect.fail(`${name} is missing`)
  const distance = async (own: HyperparameterValues, [x, y]: Point) => {
    const hyperparameters = { ...defaults(optimizer), ...common, ...own }
    const run = { optimizer, hyperparameters, fn, start: [1.3, -0.8] as const, steps, seed: 0 }
    const [trajectory] = minimize(await startBackend('auto'), [run]).trajectories
    const [u, v] = trajectory === undefined ? [Number.NaN, Number.NaN] : pointAt(trajectory, steps)
    return Math.hypot(u - x, v - y)
  }
  it('is its authors’ code where that follows the paper', async () => {
    expect(await distance(agrees.with, agrees.authors)).toBeLessThan(1e-5)
  })
  it('follows the paper where the authors’ code does not, and says so', async () => {
    expect(await distance(differs.with, differs.authors)).toBeGreaterThan(1e-3)
    expect(optimizer.divergences).toMatch(told)
  })
})
