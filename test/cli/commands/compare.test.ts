import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const three = ['compare', '--optim', 'adamw:lr=0.1,adahessian,lbfgs', '--set', 'adahessian.lr=0.3', '--fn', 'flower']

describe('optviz compare', () => {
  it('writes FN-compare.png and a table, the lowest final value first, with the cost of each', () => {
    const { code, out } = optviz([...three, '--budget', '120'], folder)
    expect(code).toBe(0)
    expect(readdirSync(folder)).toEqual(['flower-compare.png'])
    const rows = [
      ...out.matchAll(/^ (AdamW|ADAHESSIAN|L-BFGS).*? (-?[\d.e+-]+|Infinity) +(?:diverged at )?step \d+ .* (\d+)$/gm),
    ]
    expect(rows.map(row => row[1]).sort()).toEqual(['ADAHESSIAN', 'AdamW', 'L-BFGS'])
    const finals = rows.map(row => Number(row[2]))
    expect(finals).toEqual([...finals].sort((a, b) => a - b))
    const cost = Object.fromEntries(rows.map(row => [row[1], Number(row[3])]))
    expect(cost).toMatchObject({ AdamW: 120, ADAHESSIAN: 120 })
    expect(cost['L-BFGS']).toBeLessThanOrEqual(120)
  })

  it('says that there is no room for the panel, in a picture', async () => {
    const small = [
      'compare',
      '--optim',
      'adam,sgd',
      '--lr',
      '0.1',
      '--fn',
      'booth',
      '--resolution',
      '9',
      '--size',
      '300x270',
    ]
    const said = 'warning: the figure has no room for its panel (loss); try a larger --size, or --panel none\n'
    expect((await call([...small, '-q', '-o', 'small.svg'], folder)).err).toContain(said)
    expect((await call([...small, '-q', '-o', 'small.svg', '--panel', 'none'], folder)).err).not.toContain('room')
    expect((await call([...small, '-q', '-o', 'small.csv', '--panel', 'loss'], folder)).err).not.toContain('room')
  })

  it('gives the same paths as single runs, as JSON and CSV', async () => {
    const args = [...three, '--steps', '30', '-o', 'c.json', '-o', 'c.csv', '--json']
    const { out } = await call(args, folder)
    const summary = JSON.parse(out)
    expect(summary).toMatchObject({ function: 'flower', files: ['c.json', 'c.csv'] })
    expect(summary.ranking).toHaveLength(3)
    const data = JSON.parse(readFileSync(at('c.json'), 'utf8'))
    expect(data.runs.map((run: { optimizer: string }) => run.optimizer)).toEqual(['adamw', 'adahessian', 'lbfgs'])
    await call(
      ['run', '--optim', 'adahessian', '--lr', '0.3', '--fn', 'flower', '--steps', '30', '-o', 's.json'],
      folder,
    )
    const single = JSON.parse(readFileSync(at('s.json'), 'utf8'))
    expect(data.runs[1].points).toEqual(single.points)
    expect(data.runs[1].values).toEqual(single.values)
    const csv = readFileSync(at('c.csv'), 'utf8').split('\n')
    expect(csv[0]).toBe('run,step,x,y,value')
    expect(csv).toHaveLength(1 + 3 * 31 + 1)
    expect(csv[32]).toMatch(/^ADAHESSIAN lr 0\.3,0,20,20,/)
  })

  it('reads what is compared from a file, and is drawn again from the figure', async () => {
    const config = at('race.yaml')
    const text =
      'fn: booth\nsteps: 20\ncompare:\n  - { optim: adamw, lr: 0.1 }\n  - { optim: adamw, set: { lr: 0.5 } }\n'
    writeFileSync(config, text)
    expect((await call(['compare', '--config', config, '-o', 'r.svg'], folder)).code).toBe(0)
    const again = /Again: optviz (.+)$/m.exec((await call(['inspect', 'r.svg'], folder)).out)?.[1] ?? ''
    expect(again).toBe('compare --optim adamw:lr=0.1 --optim adamw:lr=0.5 --fn booth --steps 20 --format svg')
    expect((await call([...again.split(' '), '-o', 'again.svg'], folder)).code).toBe(0)
    expect(readFileSync(at('again.svg')).equals(readFileSync(at('r.svg')))).toBe(true)
  })

  it('has a value that is not finite at the end for a divergence: last in the table, and exit 3 under --strict', async () => {
    const args = ['--expr', '(x-1)^2 + max(0,y)^200', '--optim', 'sgd:lr=0.1,nelder-mead:start=1,90', '--start', '2,0']
    const { code, out } = await call(['compare', ...args, '--steps', '5', '-o', 'd.csv', '--strict'], folder)
    expect(out).toMatch(/^ SGD .*\n Nelder.* Infinity +diverged at step 0 +none /m)
    expect(code).toBe(3)
  })

  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /nothing to compare: expected at least two/],
    [['--optim', 'adamw'], /nothing to compare: expected at least two/],
    [['--optim', 'adamw,adm'], /unknown optimizer "adm"/],
    [['--optim', 'adamw:lr,sgd'], /--optim: expected KEY=VALUE after "adamw:", got "lr"/],
    [['--optim', 'adamw,sgd', '--set', 'lion.lr=1'], /"lion" is not compared/],
    [['--optim', 'adamw,sgd', '--budget', '0'], /--budget: expected a whole number from 1/],
    [['--optim', 'adamw:steps=3,sgd', '--budget', '9'], /adamw has steps of its own/],
  ]
  for (const [args, message] of wrong)
    it(`${args.join(' ') || 'without anything'}: exit 2, one or two lines, no file`, async () => {
      const before = readdirSync(folder)
      const result = await call(['compare', ...args], folder)
      expect(result.err).toMatch(message)
      expect(result.err.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
      expect([result.code, result.out]).toEqual([2, ''])
      expect(readdirSync(folder)).toEqual(before)
    })
})
