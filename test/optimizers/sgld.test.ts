import { expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { parseExpression } from '../../src/functions/expression.js'
import { sgld } from '../../src/optimizers/sgld.js'
import { defaults } from '../../src/optimizers/types.js'
import { pointAt } from '../../src/records/trajectory.js'

it('the points of SGLD are samples of exp(−f / T), one sample a seed', async () => {
  const fn = parseExpression('x^2 + 2*y^2')
  const [lr, temperature, steps, seeds] = [0.1, 0.5, 40, 600]
  const hyperparameters = { ...defaults(sgld), lr, temperature }
  const runs = Array.from({ length: seeds }, (_, seed) => ({
    optimizer: sgld,
    hyperparameters,
    fn,
    start: [1, -1] as const,
    steps,
    seed,
  }))
  const ends = minimize(await startBackend('auto'), runs).trajectories.map(t => pointAt(t, steps))
  const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length
  for (const [axis, curvature] of [
    [0, 2],
    [1, 4],
  ] as const) {
    // x ← (1 − lr c) x + √(2 lr T) z has this variance in the end, which is T / c for small lr.
    const variance = (2 * lr * temperature) / (1 - (1 - lr * curvature) ** 2)
    const at = ends.map(p => p[axis])
    // Four standard deviations of what so many samples give.
    expect(Math.abs(mean(at))).toBeLessThan(4 * Math.sqrt(variance / seeds))
    expect(Math.abs(mean(at.map(x => x * x)) - variance)).toBeLessThan(4 * variance * Math.sqrt(2 / seeds))
  }
  expect(Math.abs(mean(ends.map(([x, y]) => x * y)))).toBeLessThan((4 * Math.sqrt(0.28 * 0.16)) / Math.sqrt(seeds))
})
