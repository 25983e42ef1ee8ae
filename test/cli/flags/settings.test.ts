import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { optviz, shell, temporaryFolder } from '../process.js'

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

describe('what is wrong with the whole of what was asked for is told with the line of the file that it comes from', () => {
  const beta = 'adam: beta1 = 7: expected a number in [0, 1)'
  it.each<readonly [text: string, flags: string, message: string]>([
    ['optim: adam\nset:\n  lr: 0.1\n  beta1: 7\nsteps: 5\n', 'run', `c.yaml:4: ${beta}`],
    ['set: { beta1: 7 }\noptim: adam\n', 'run', `c.yaml:1: ${beta}`],
    ['{\n  "optim": "adam",\n  "set": {\n    "beta1": 7\n  }\n}', 'run', `c.yaml:4: ${beta}`],
    [
      'steps: 5\nset:\n  beta9: 1\noptim: adam\n',
      'sweep --scan lr=1,2',
      'c.yaml:3: adam has no hyperparameter "beta9"; did you mean "beta1" or "beta2"?',
    ],
    ['set: { beta1: 7 }\nsteps: 5\n', 'run --optim adam', `c.yaml:1: ${beta}`],
    ['lr: 0.1\n\noptim: newton\n', 'run', 'c.yaml:1: newton has no learning rate (lr)'],
    ['steps: 5\noptim: adm\n', 'run', 'c.yaml:2: unknown optimizer "adm"; did you mean "adam"?'],
    ['compare:\n  - adamw\n  - optim: adam\n    set:\n      beta1: 7\n', 'compare', `c.yaml:5: ${beta}`],
    [
      'compare:\n  - adamw\n  - optim: adam\n    set:\n      beta1: 7\n',
      'explore --no-open',
      `c.yaml:5: ${beta.replace('7', '"7"')}`,
    ],
    ['fn: flower\nparam:\n  petals: 5\n', 'run', 'c.yaml:3: flower has no parameters, but petals is given'],
    ['# two are wrong\noptim: adam\nset:\n  beta1: 7\n  beta2: 7\n', 'run', `c.yaml:4: ${beta}`],
    ['lr: 0.1\nsteps: 5\nbudget: 9\n', 'run', 'c.yaml:3: steps (5) and budget (9) both say how long to run'],
    // Of what the command line says no line of a file is told.
    ['optim: adam\nset: { beta1: 0.5 }\n', 'run --set beta1=7', 'adam: beta1 = "7": expected a number in [0, 1)'],
    ['optim: adam\n', 'run --set momentum=0.9', 'adam has no hyperparameter "momentum"'],
    ['optim: newton\n', 'run --lr 0.1', 'newton has no learning rate (lr)'],
    ['steps: 5\n', 'run --optim adm', 'unknown optimizer "adm"; did you mean "adam"?'],
    ['steps: 5\n', 'run --fn-data none.csv', 'cannot read none.csv: there is no such file or folder'],
  ])('%j, %s', async (text, flags, message) => {
    writeFileSync(at('c.yaml'), text)
    const { code, err } = await call([...flags.split(' '), '--config', 'c.yaml'], folder)
    expect([code, err.split('\n')[0]]).toEqual([2, `error: ${message}`])
  })

  it('but where a path comes from standard input, which is read once', () => {
    writeFileSync(at('c.yaml'), 'compare:\n  - adamw\n  - path: "-"\nset:\n  beta9: 1\n')
    const { code, err } = shell('printf "step,x,y\n0,1,1\n1,1,0\n" | optviz compare --config c.yaml', folder)
    expect([code, err.split('\n')[0]]).toEqual([
      2,
      expect.stringMatching(/^error: adamw has no hyperparameter "beta9"/),
    ])
  })
})
