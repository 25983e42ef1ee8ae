import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compare, figure, landscape, minimize, run } from '../../src/index.js'
import { evaluationCount, evaluationsAt } from '../../src/records/trajectory.js'
import { temporaryFolder } from '../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

describe('a panel that counts evaluations', () => {
  it.each(['lbfgs', 'nelder-mead', 'adam', 'cma-es'])(
    'counts what %s took until each point, as a run that stops there',
    async optim => {
      const problem = { fn: 'rosenbrock', optim, seed: 3 } as const
      const whole = await minimize({ ...problem, steps: 6 })
      for (let steps = 1; steps <= 6; steps++) {
        const { evaluations } = await minimize({ ...problem, steps })
        expect(evaluationsAt(whole, steps), `${steps} steps`).toBe(evaluationCount(evaluations))
      }
    },
  )

  it('is refused for a path recorded elsewhere, and told where there is no panel', async () => {
    const problem = { fn: 'sphere', optim: 'adam', steps: 3 } as const
    const counted = { panel: 'loss', lossX: 'evaluations' } as const
    const path = join(folder, 'mine.csv')
    writeFileSync(path, 'x,y\n1,1\n0.5,0.5\n')
    await expect(run({ fn: 'sphere', path, ...counted })).rejects.toThrow(
      /loss-x: nobody counted the evaluations of mine/,
    )
    const both = compare({ fn: 'sphere', compare: ['adam'], path, ...counted })
    await expect(both).rejects.toThrow(/loss-x: nobody counted the evaluations of mine/)
    expect((await run({ ...problem, lossX: 'evaluations' })).warnings.join()).toMatch(
      /there is no panel of losses for --loss-x/,
    )
    expect((await run({ ...problem, ...counted })).warnings.join()).not.toMatch(/loss-x/)
    const drawn = await minimize(problem)
    const ground = await landscape({ fn: 'sphere' })
    expect(() => figure(drawn, ground, { lossX: 'evaluations' })).toThrow(/lossX: there is no panel of losses/)
    expect(() => figure(drawn, ground, { lossScale: 'log' })).toThrow(/lossScale: there is no panel of losses/)
    expect((await run({ ...problem, lossScale: 'log', panel: 'lr' })).warnings.join()).toMatch(
      /there is no panel of losses for --loss-scale/,
    )
    const unknown = { ...drawn, evaluations: { values: Number.NaN, gradients: 0, hessianVectors: 0 } }
    expect(() => figure(unknown, ground, counted)).toThrow(/lossX: nobody counted/)
    expect(figure(drawn, ground, counted).shapes.length).toBeGreaterThan(3)
  })
})
