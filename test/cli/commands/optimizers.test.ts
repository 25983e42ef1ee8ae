import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
const run = (...args: readonly string[]) => optviz(args, folder)
beforeAll(() => {
  const fixtures = fileURLToPath(new URL('../../../fixtures/optimizers', import.meta.url))
  mkdirSync(join(folder, 'lib'))
  for (const name of readdirSync(fixtures)) copyFileSync(join(fixtures, name), join(folder, 'lib', name))
  writeFileSync(
    join(folder, 'reads.mjs'),
    `export default { name: 'reads', update: (m, { params, gradient }) =>
      ({ params: m.sub(params, m.mul(gradient, gradient.dataSync()[0] > 0 ? 0.1 : 0.2)) }) }`,
  )
  writeFileSync(
    join(folder, 'throws.mjs'),
    `export default { name: 'throws',\n update(m, { params }) {\n  return params.nothing.x\n } }`,
  )
})
afterAll(remove)

/** The words of the command that `inspect` prints. */
const again = (file: string) => {
  const { out } = run('inspect', file)
  const command = /^Again: optviz (.*)$/m.exec(out)?.[1] ?? expect.fail(out)
  return { out, words: command.split(' ') }
}

describe('--optim-module', () => {
  it('runs as a graph, and its figure tells the command that draws it again, to the byte', () => {
    const { code, out } = run('run', '--optim-module', 'lib/heavy-ball.mjs', '--fn', 'flower', '--lr', '0.02', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      optimizer: 'heavy-ball',
      engine: 'graph',
      hyperparameters: { lr: 0.02, momentum: 0.9 },
      files: ['flower-heavy-ball.png'],
    })
    const { words, out: told } = again('flower-heavy-ball.png')
    expect(words).toContain('lib/heavy-ball.mjs')
    expect(told).toContain('  lib/heavy-ball.mjs is as it was.\n')
    expect(run(...words, '-o', 'again.png').code).toBe(0)
    const [first, second] = ['flower-heavy-ball.png', 'again.png'].map(file => readFileSync(join(folder, file)))
    expect(first?.equals(second ?? Buffer.of())).toBe(true)
  })

  it('says in what the module has changed, or that it is not there', () => {
    copyFileSync(join(folder, 'lib/heavy-ball.mjs'), join(folder, 'changing.mjs'))
    expect(run('run', '--optim', './changing.mjs', '--fn', 'flower', '-o', 'c.gif', '--steps', '5').code).toBe(0)
    appendFileSync(join(folder, 'changing.mjs'), '// another\n')
    expect(again('c.gif').out).toContain('./changing.mjs has changed since: the command may draw another figure.')
    mkdirSync(join(folder, 'deep'))
    renameSync(join(folder, 'c.gif'), join(folder, 'deep/c.gif'))
    expect(optviz(['inspect', 'c.gif'], join(folder, 'deep')).out).toContain('--optim-module ../changing.mjs ')
    renameSync(join(folder, 'changing.mjs'), join(folder, 'away.mjs'))
    expect(again('deep/c.gif').out).toContain('./changing.mjs is not here')
  })

  it('says why it is no graph', () => {
    const { out } = run('run', '--optim', './reads.mjs', '--fn', 'booth', '--steps', '3', '--json', '-o', 'r.csv')
    expect(JSON.parse(out)).toMatchObject({
      engine: 'eager',
      engineReason: 'it reads data that differs from step to step',
    })
  })

  it.each([
    [['--optim-module', 'none.mjs'], 2, 'error: no such module: none.mjs\n'],
    [['--optim', 'lib'], 2, 'unknown optimizer "lib"'],
    [['--optim', './lib'], 2, 'it is a directory'],
    [['--optim', 'adam', '--optim-module', 'reads.mjs'], 2, 'give only one of optim and optim-module'],
    [['--optim-module', 'reads.mjs', '--lr', '1'], 2, 'reads has no learning rate (lr)\n  See: optviz show reads.mjs'],
    [['--optim-module', 'lib/adam.mjs', '--set', 'beta=1'], 2, 'my-adam has no hyperparameter "beta"'],
    [['--optim-module', 'lib/adam.mjs', '--set', 'beta1=1'], 2, 'my-adam: beta1 = "1": expected a number in [0, 1)'],
    [['--optim-module', 'throws.mjs'], 1, 'error: update of throws.mjs throws: TypeError: Cannot read properties'],
    [['--optim-module', 'throws.mjs', '--engine', 'eager'], 1, '(line 3)\n'],
  ] as const)('refuses %j', (flags, code, message) => {
    const before = readdirSync(folder)
    const result = run('run', ...flags, '--fn', 'booth', '-o', 'x.png')
    expect(result.err).toContain(message)
    expect(result.code).toBe(code)
    expect(result.err.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
    expect(readdirSync(folder)).toEqual(before)
  })
})

describe('a module in other commands', () => {
  it('is named by --optim in a comparison', () => {
    const { code, err } = run('compare', '--optim', 'adam', '--optim-module', './reads.mjs')
    expect(code).toBe(2)
    expect(err).toMatch(/^error: unknown option '--optim-module': the entries of a comparison name modules themselves/)
  })

  it('is compared with built-in ones and itself, as lanes', () => {
    const entries = './lib/adam.mjs:lr=0.1,lib/adam.mjs:lr=0.2,adam:lr=0.1'
    const { code, out, err } = run('compare', '--optim', entries, '--fn', 'flower', '--json', '-o', 'cmp.svg')
    expect([code, err.includes('error')]).toEqual([0, false])
    const { engine, runs } = JSON.parse(out)
    expect(engine).toBe('graph')
    expect(runs.map(({ label }: { label: string }) => label)).toEqual([
      'My Adam lr 0.1',
      'My Adam lr 0.2',
      'Adam lr 0.1',
    ])
    expect(runs[0].final).toEqual(runs[2].final)
    const { words } = again('cmp.svg')
    expect(run(...words, '-o', 'cmp2.svg').code).toBe(0)
    expect(run('diff', 'cmp.svg', 'cmp2.svg').code).toBe(0)
  })

  it('is swept by its own hyperparameters, and its best path drawn', () => {
    const sweep = ['sweep', '--optim-module', 'lib/heavy-ball.mjs', '--fn', 'booth', '--steps', '20', '--json']
    const { out, code } = run(...sweep, '--scan', 'momentum=0..0.9:8', '-o', 's.png', '--draw-best', 'best.png')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ optimizer: 'heavy-ball', engine: 'graph', files: ['s.png', 'best.png'] })
    expect(again('best.png').words).toContain('lib/heavy-ball.mjs')
    const map = run(...sweep, '--scan', 'start', '--resolution', '8', '-o', 'm.png')
    expect(JSON.parse(map.out)).toMatchObject({ engine: 'graph', columns: 8 })
  })

  it('is shown, and so is a function’s', () => {
    expect(run('show', 'lib/adam.mjs').out).toMatch(
      /^my-adam {2}My Adam, user-defined\n(?:.*\n)*.*beta2 +0\.999 +\[0, 1\)/,
    )
    expect(JSON.parse(run('show', './lib/coordinate-search.mjs', '--json').out)).toMatchObject({ kind: 'procedure' })
    writeFileSync(
      join(folder, 'f.mjs'),
      `export default { name: 'bowl', evaluate: (m, x, y) => m.add(m.square(x), m.square(y)),
        domain: { x: [-1, 1], y: [-1, 1] }, start: [1, 1] }`,
    )
    expect(run('show', 'f.mjs').out).toMatch(/^bowl/)
    expect(run('show', 'lib/none.mjs')).toMatchObject({ code: 2, err: expect.stringContaining('no such module') })
  })

  it('is found beside a manifest and a file of settings, here and in other processes', () => {
    writeFileSync(
      join(folder, 'lib/figures.yaml'),
      `defaults: { fn: booth, steps: 20 }
figures:
  - { name: "{optim}-{lr}", optim: adam.mjs, matrix: { lr: [0.1, 0.2] } }
  - { name: search, optim-module: coordinate-search.mjs, formats: [csv] }
  - { name: race, compare: ["./adam.mjs:lr=0.1,adam:lr=0.1", { optim: ./heavy-ball.mjs }], formats: [svg] }
`,
    )
    const files = ['my-adam-0.1.png', 'my-adam-0.2.png', 'search.csv', 'race.svg']
    expect(run('batch', 'lib/figures.yaml', '--jobs', '2')).toMatchObject({ code: 0 })
    for (const file of files) expect(existsSync(join(folder, 'lib', file)), file).toBe(true)
    expect(run('batch', 'lib/figures.yaml', '--check').code).toBe(0)
    expect(again('lib/race.svg').words).toContain('lib/adam.mjs:lr=0.1:beta1=0.9:beta2=0.999:eps=1e-8')

    writeFileSync(join(folder, 'lib/run.yaml'), 'optim: ./heavy-ball.mjs\nfn: booth\nsteps: 3')
    expect(run('run', '--config', 'lib/run.yaml', '-o', 'n.csv')).toMatchObject({ code: 0 })
    writeFileSync(join(folder, 'lib/compare.yaml'), 'optim: "./heavy-ball.mjs,adam.mjs:lr=0.1"\nfn: booth\nsteps: 3')
    expect(run('compare', '--config', 'lib/compare.yaml', '-o', 'n2.csv')).toMatchObject({ code: 0 })
    writeFileSync(join(folder, 'bad.yaml'), 'figures:\n  - { name: a, optim: ./none.mjs }')
    expect(run('batch', 'bad.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('bad.yaml:2: no such module'),
    })
  })
})
