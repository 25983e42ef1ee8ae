import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { client, descent, expectAgain, script, withClient } from './clients.js'

const { folder, at, run } = withClient()

describe('a command in other places', () => {
  it('stands in a comparison, with settings of its own, in its place', () => {
    const own = `${descent}:lr=0.01:steps=9`
    const args = ['--optim', 'sgd:lr=0.01', '--optim-command', own, '--optim', 'adam', '--optim-command', descent]
    const { code, out } = run('compare', ...args, '--lr', '0.02', '--fn', 'booth', '--json', '-o', 'c.svg')
    expect(code).toBe(0)
    const { runs, engine } = JSON.parse(out)
    expect(engine).toBe('graph')
    expect(runs.map(({ label }: { label: string }) => label)).toEqual([
      'SGD lr 0.01',
      'descent lr 0.01, 9 steps',
      'Adam lr 0.02',
      'descent lr 0.02',
    ])
    expectAgain(folder, 'c.svg', 'c2.svg')
  })

  it('fails a comparison as one, and leaves no other running', () => {
    const args = ['--optim-command', script('sleep 60'), '--optim-command', script('exit 5')]
    const { code, err } = run('compare', ...args, '-o', 'x.svg')
    expect([code, err]).toEqual([1, expect.stringContaining('it ends with exit code 5')])
  })

  it('is swept, a process each, and its best path drawn', () => {
    const sweep = ['sweep', '--optim-command', descent, '--fn', 'booth', '--steps', '9', '--json']
    const { code, out } = run(...sweep, '--scan', 'lr=0.001..0.05:5', '-o', 'w.png', '--draw-best', 'best.png')
    expect(code).toBe(0)
    const { settings, best, files } = JSON.parse(out)
    expect([settings.length, files]).toEqual([5, ['w.png', 'best.png']])
    expect(best.lr).toBeGreaterThan(0.01)
    expect(run('inspect', 'best.png').out).toContain(`optim-command: ${descent}`)
    const map = run(...sweep, '--lr', '0.01', '--scan', 'start', '--resolution', '3', '-o', 'm.png')
    expect(JSON.parse(map.out)).toMatchObject({ columns: 3, rows: 3, diverged: 0 })
    expect(run(...sweep, '--lr', '0.01', '--scan', 'start')).toMatchObject({
      code: 2,
      err: expect.stringContaining('40000 runs of a command, a process each, are more than 10000'),
    })
  })

  it('stands in a manifest and a file of settings, and is always drawn again', () => {
    writeFileSync(
      at('figures.yaml'),
      `defaults: { fn: booth, steps: 9 }
figures:
  - { name: mine, optim-command: "${descent}", lr: 0.01 }
  - { name: race, compare: [adam, { optim-command: "${descent}", lr: 0.01, steps: 5 }], formats: [svg, gif] }
  - { name: theirs, optim: adam }
`,
    )
    expect(run('batch', 'figures.yaml')).toMatchObject({ code: 0 })
    expect(run('batch', 'figures.yaml', '--check', '--jobs', '2')).toMatchObject({ code: 0 })
    // The command does something else now: a check sees it, though no setting has changed.
    writeFileSync(at('descent.mjs'), client.replace('x - problem', 'x + problem'))
    const check = run('batch', 'figures.yaml', '--check')
    expect([check.code, ...['mine', 'race', 'theirs'].map(name => check.err.includes(`${name}.`))]).toEqual([
      4,
      true,
      true,
      false,
    ])
    expect(run('batch', 'figures.yaml')).toMatchObject({ code: 0 })
    expect(run('batch', 'figures.yaml', '--check')).toMatchObject({ code: 0 })
    writeFileSync(at('descent.mjs'), client)

    writeFileSync(at('run.yaml'), `optim-command: "${descent}"\nfn: booth\nsteps: 3\nset: { lr: 0.01 }`)
    expect(run('run', '--config', 'run.yaml', '-o', 'y.csv')).toMatchObject({ code: 0 })
    writeFileSync(at('bad.yaml'), `figures:\n  - { name: a, optim-command: "a 'b" }`)
    expect(run('batch', 'bad.yaml')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/bad\.yaml:2: optim-command: no ' closes/),
    })
  })
})
