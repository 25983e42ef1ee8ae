import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)

const bowl = `export default {
  name: 'bowl',
  domain: { x: [-1, 1], y: [-1, 1] },
  start: [0, 1],
  evaluate: (m, x, y) => m.add(m.square(x), m.square(y)),
}
`

beforeAll(() => {
  writeFileSync(at('run.yaml'), 'optim: adam\nfn: booth\nsteps: 7\nlr: 0.5\nset: { beta1: 0.5, beta2: 0.9 }\n')
  mkdirSync(at('below'))
  writeFileSync(at('below/bowl.mjs'), bowl)
  writeFileSync(at('below/bowl.yaml'), 'fn-module: bowl.mjs\nstart: 1,1\ndomain: [-2, 2, -2, 2]\n')
})

/** What was run, from the data that is written to stdout. */
const ran = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { code, out, err } = optviz(['run', ...args, '-o', '-', '-f', 'json', '-q'], folder, env)
  if (code !== 0) throw new Error(err)
  return JSON.parse(out)
}

describe('where settings come from', () => {
  it('lets the environment win over the file, and flags over both', () => {
    expect(ran(['--config', 'run.yaml'])).toMatchObject({
      optimizer: 'adam',
      function: 'booth',
      steps: 7,
      hyperparameters: { lr: 0.5, beta1: 0.5, beta2: 0.9 },
    })
    const env = { OPTVIZ_STEPS: '8', OPTVIZ_LR: '0.25', OPTVIZ_FN: 'matyas', OPTVIZ_SCAN: 'lr=0.1,1' }
    expect(ran(['--config', 'run.yaml', '--steps', '9', '--set', 'beta1=0.7'], env)).toMatchObject({
      function: 'matyas',
      steps: 9,
      hyperparameters: { lr: 0.25, beta1: 0.7, beta2: 0.9 },
    })
  })

  it('finds a function module beside the file that names it', () => {
    expect(ran(['--config', 'below/bowl.yaml', '--steps', '3'])).toMatchObject({ function: 'bowl', start: [1, 1] })
  })

  it('tells the line of what is wrong in a file, and the name of what is wrong in the environment', () => {
    writeFileSync(at('wrong.yaml'), 'optim: adam\nscan: lr=0.1,1\n')
    const file = optviz(['run', '--config', 'wrong.yaml'], folder)
    expect([file.code, file.err]).toEqual([2, 'error: wrong.yaml:2: scan is no setting of run\n'])
    const missing = optviz(['run', '--config', 'none.yaml'], folder)
    expect([missing.code, missing.err]).toEqual([2, expect.stringMatching(/^error: cannot read none.yaml: .*no such/)])
    const unknown = optviz(['run', '-o', 'u.csv', '-q', '--steps', '3'], folder, { OPTVIZ_STESP: '5' })
    const said = 'warning: the variable OPTVIZ_STESP is unknown and ignored; did you mean OPTVIZ_STEPS?\n'
    expect([unknown.code, unknown.err]).toEqual([0, expect.stringContaining(said)])
    writeFileSync(at('one.yaml'), 'figures: [{ name: one, steps: 3, formats: csv }]')
    const batch = optviz(['batch', 'one.yaml', '-q'], folder, { OPTVIZ_STESP: '5' })
    expect([batch.code, batch.err]).toEqual([0, said])
    const variable = optviz(['run'], folder, { OPTVIZ_STEPS: 'five' })
    expect([variable.code, variable.err]).toEqual([2, expect.stringMatching(/OPTVIZ_STEPS: expected .* got "five"/)])
  })
})
