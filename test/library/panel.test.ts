import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compare, figure, landscape, minimize, run } from '../../src/index.js'
import { evaluationCount, evaluationsAt } from '../../src/records/trajectory.js'
import { temporaryFolder } from '../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

describe('a figure', () => {
  const problem = { fn: 'sphere', steps: 3, resolution: 9, backend: 'cpu' } as const

  it('says what it had no room for before anybody draws it', async () => {
    const small = { ...problem, size: [300, 270] } as const
    const said = 'the figure has no room for its panel (loss); try a larger --size, or --panel none'
    expect((await compare({ ...small, optim: ['adam:lr=0.1', 'sgd:lr=0.1'] })).warnings).toContain(said)
    expect((await run({ ...small, panel: 'loss' })).warnings).toContain(said)
    expect((await run({ ...problem, size: [120, 100], contourLabels: true })).warnings).toContain(
      'the figure has no room for the labels of its contours; try a larger --size, or leave out --contour-labels',
    )
    const large = await run({ ...problem, panel: 'loss', contourLabels: true })
    expect(large.warnings.join()).not.toContain('room')
  })

  it('says which options had nothing to do', async () => {
    const { warnings } = await run({ ...problem, seed: 3, view: 'path', domain: [-1, 1, -1, 1] })
    expect(warnings.join()).toMatch(
      /--seed is of all that is random, and nothing is.*--domain is not seen with --view path/,
    )
    const path = join(folder, 'short.csv')
    writeFileSync(path, 'x,y\n1,1\n0.5,0.5\n')
    const cut = 'cuts nothing: what was recorded ends at step 1'
    expect((await run({ fn: 'sphere', path, steps: 5, backend: 'cpu' })).warnings).toContain(`--steps 5 ${cut}`)
    expect((await run({ fn: 'sphere', path, steps: 1, backend: 'cpu' })).warnings.join()).not.toContain(cut)
    const besides = await compare({ fn: 'sphere', optim: 'adam', path, steps: 5, backend: 'cpu' })
    expect(besides.warnings.join()).not.toContain(cut)
  })

  it('refuses in stages, where nothing else could tell it, what it does not have', async () => {
    const [drawn, ground] = [await minimize({ fn: 'sphere', steps: 3 }), await landscape({ fn: 'sphere' })]
    const said = 'figure: there are no contours for contourLabels; leave out contours: 0'
    expect(() => figure(drawn, ground, { contours: 0, contourLabels: true })).toThrow(said)
    expect(() => figure(drawn, ground, { bare: true, theme: 'dark' })).toThrow(/theme: dark is of what stands around/)
    expect(figure(drawn, ground, { bare: true, theme: 'dark', bounds: [-1, 1, -1, 1] }).shapes).toBeDefined()
  })
})

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
    expect(() => figure(drawn, ground, { lossX: 'evaluations' })).toThrow(
      /figure: there is no panel of losses for lossX; add panel: loss/,
    )
    expect(() => figure(drawn, ground, { lossScale: 'log' })).toThrow(/there is no panel of losses for lossScale/)
    expect((await run({ ...problem, lossScale: 'log', panel: 'lr' })).warnings.join()).toMatch(
      /there is no panel of losses for --loss-scale/,
    )
    const unknown = { ...drawn, evaluations: { values: Number.NaN, gradients: 0, hessianVectors: 0 } }
    expect(() => figure(unknown, ground, counted)).toThrow(/lossX: nobody counted/)
    expect(figure(drawn, ground, counted).shapes.length).toBeGreaterThan(3)
  })
})
