import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { evaluationCount, pointCount } from '../../src/records/trajectory.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'

const runs = async (raw: Record<string, unknown>) => {
  const backend = await startBackend('cpu')
  const spec = resolveRun(mergeSettings(parseSettings(raw, key => key)))
  const [trajectory] = minimize(backend, [spec]).trajectories
  if (trajectory === undefined) throw new Error('no trajectory')
  return trajectory
}

describe('a budget of evaluations', () => {
  const procedures = ['lbfgs', 'nelder-mead', 'bfgs', 'cg']
  for (const optim of procedures)
    it(`stops ${optim} before the step that would exceed it, on the path of an unlimited run`, async () => {
      const free = await runs({ fn: 'rosenbrock', optim, steps: 30 })
      for (const budget of [7, 25, 60]) {
        const limited = await runs({ fn: 'rosenbrock', optim, budget })
        const steps = pointCount(limited) - 1
        expect(evaluationCount(limited.evaluations)).toBeLessThanOrEqual(budget)
        const shared = Math.min(steps, 30) + 1
        expect([...limited.points.slice(0, 2 * shared)]).toEqual([...free.points.slice(0, 2 * shared)])
        // One step more would have cost too much, unless the method had converged.
        const next = await runs({ fn: 'rosenbrock', optim, steps: steps + 1 })
        const cost = evaluationCount(next.evaluations)
        expect(cost > budget || cost === evaluationCount(limited.evaluations)).toBe(true)
      }
    })

  it('ends a procedure that has converged', async () => {
    const t = await runs({ fn: 'booth', optim: 'lbfgs', lr: 1, budget: 5000 })
    expect(evaluationCount(t.evaluations)).toBeLessThanOrEqual(5000)
    expect(t.values.at(-1)).toBeLessThan(1e-10)
  })

  it('gives a rule as many steps as it pays for', async () => {
    const t = await runs({ fn: 'beale', optim: 'adahessian', budget: 21 })
    expect([pointCount(t), evaluationCount(t.evaluations)]).toEqual([11, 20])
  })
})
