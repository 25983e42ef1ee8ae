import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { temporaryFolder } from '../process.js'

/** What programs are told with --json, of f(x) = x²: SGD goes from x to (1 − 2 lr) x. */
const { folder, remove } = temporaryFolder()
afterAll(remove)
const file = join(folder, 'x.csv')
const problem = ['--expr', 'x^2 + 0*y', '--start', '1,0', '--steps', '2', '--backend', 'cpu', '-o', file, '--json']

async function told(...[command = '', ...args]: readonly string[]) {
  const { code, out } = await call([command, ...problem, ...args])
  expect(code).toBe(0)
  return JSON.parse(out)
}

describe('a document tells', () => {
  it('of a run how it was run, how it came out, and what it cost', async () => {
    expect(await told('run', '--optim', 'sgd', '--lr', '0.25')).toMatchObject({
      ...{
        function: 'expression',
        expr: 'x^2 + 0*y',
        objective: 'raw',
        optimizer: 'sgd',
        start: [1, 0],
        steps: 2,
        seed: 0,
      },
      hyperparameters: { lr: 0.25, momentum: 0, nesterov: false },
      outcome: { kind: 'finished' },
      final: { point: [0.25, 0], value: 0.0625 },
      best: { step: 2, point: [0.25, 0], value: 0.0625 },
      ...{ evaluations: 2, evaluationsByKind: { values: 0, gradients: 2, hessianVectors: 0 }, firstInsideView: 0 },
      ...{ warnings: [], files: [file], backend: 'cpu' },
    })
  })

  it('a path that comes into the picture later, or ends badly', async () => {
    // 6, 3, 1.5 in a picture from −2 to 2; then 1e30, 1e30 − 2e60.
    const late = await told('run', '--optim', 'sgd', '--lr', '0.25', '--start', '6,0', '--domain', '-2,2,-2,2')
    expect(late).toMatchObject({ firstInsideView: 2, view: [-2, 2, -2, 2] })
    const lost = await told('run', '--optim', 'sgd', '--lr', '1e30')
    expect(lost).toMatchObject({ outcome: { kind: 'diverged' }, best: { step: 0, point: [1, 0], value: 1 } })
    expect(lost.warnings).toHaveLength(1)
  })

  it('why it is not the graph that ran, where it is not', async () => {
    const commands = [['run'], ['compare', '--optim', 'adam,sgd'], ['sweep', '--scan', 'lr=0.1,0.2']]
    for (const command of commands) {
      expect(await told(...command, '--engine', 'eager')).toMatchObject({ engine: 'eager', engineReason: 'asked for' })
      const { engine, engineReason } = await told(...command)
      expect(engineReason === undefined).toBe(engine === 'graph')
    }
  })

  it('of a sweep each setting, and the best of them', async () => {
    const setting = (lr: number) => {
      const f = (1 - 2 * lr) ** 4
      return { lr, verdict: 'finished', final: f, best: f, bestStep: 2, diverged: 0, evaluations: 2 }
    }
    expect(await told('sweep', '--optim', 'sgd', '--scan', 'lr=0.125,0.25')).toMatchObject({
      ...{ optimizer: 'sgd', steps: 2, metric: 'final', evaluations: 4, start: [1, 0] },
      best: setting(0.25),
      settings: [setting(0.125), setting(0.25)],
    })
  })
})
