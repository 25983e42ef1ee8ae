import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startBackend } from '../../../src/engine/backend.js'
import { mapBasins } from '../../../src/engine/sweep.js'
import { scans } from '../../../src/spec/fields/scan.js'
import { mergeSettings } from '../../../src/spec/settings.js'
import { resolveSweep } from '../../../src/spec/sweep.js'
import { call } from '../inprocess.js'
import { optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const beale = ['sweep', '--optim', 'adamw', '--fn', 'beale', '--scan', 'lr=0.01..1:9:log', '--steps', '50'] as const

describe('optviz sweep', () => {
  it('writes FN-OPTIM-sweep.png and a short table, the best first', () => {
    const { code, out, err } = optviz(beale, folder)
    expect([code, err]).toEqual([0, ''])
    expect(readdirSync(folder)).toEqual(['beale-adamw-sweep.png'])
    expect(out.split('\n')[0]).toBe('AdamW on Beale, by lr: 50 steps from (1, 1)')
    expect(out).toMatch(/^ lr +final f +best f$/m)
    expect(out).toContain(' 9 settings')
  })

  it('has of each setting what a run of its own has, and draws the best', async () => {
    const args = [...beale, '-o', 's.csv', '-o', 's.json', '--draw-best', 'best.json', '--json']
    const { out } = await call(args, folder)
    const { settings, best, files } = JSON.parse(out)
    expect(files).toEqual(['s.csv', 's.json', 'best.json'])
    expect(settings).toHaveLength(9)
    const drawn = JSON.parse(readFileSync(at('best.json'), 'utf8'))
    expect(drawn.hyperparameters.lr).toBe(best.lr)
    expect(drawn.final.value).toBe(best.final)
    expect(Math.min(...settings.map((s: { final: number }) => s.final))).toBe(best.final)
    const lines = readFileSync(at('s.csv'), 'utf8').trimEnd().split('\n')
    expect(lines[0]).toBe('lr,final,best,best_step,low,high,diverged,evaluations')
    expect(lines).toHaveLength(10)
    expect(lines[5]).toMatch(/^0\.1,/)
    const [, final] = lines[5]?.split(',') ?? []
    await call(['run', '--optim', 'adamw', '--fn', 'beale', '--lr', '0.1', '--steps', '50', '-o', 'one.json'], folder)
    expect(JSON.parse(readFileSync(at('one.json'), 'utf8')).final.value).toBe(Number(final))
  })

  it('says of the best path what there is to say of it', async () => {
    const args = [...beale, '-o', 's.svg', '--draw-best', 'best.svg', '--loss-x', 'evaluations', '--contours', '0']
    const said = 'best.svg: there is no panel of losses for --loss-x; add --panel loss'
    const { err, out } = await call([...args, '--json'], folder)
    expect(err).toContain(`warning: ${said}\n`)
    expect(JSON.parse(out).warnings).toContain(said)
  })

  it('shows what diverged as such, says so, and exits 3 under --strict where nothing comes out', async () => {
    const wild = ['sweep', '--optim', 'sgd', '--fn', 'rosenbrock', '--steps', '50', '-o', 'w.svg', '--scan']
    const some = await call([...wild, 'lr=1e-4,1'], folder)
    expect(some.out).toContain('2 settings, 1 diverged')
    expect(readFileSync(at('w.svg'), 'utf8')).toContain('diverged: 1 of 2')
    const none = await call([...wild, 'lr=1,2', '--strict'], folder)
    expect([none.code, none.err]).toEqual([3, 'warning: every setting diverged; try smaller values\n'])
    expect(none.out).toMatch(/^ 1 +diverged +none$/m)
    const map = ['sweep', '--expr', 'x/0*0', '--scan', 'start', '--resolution', '2', '-o', 'w.svg', '--strict']
    const lost = await call(map, folder)
    expect([lost.code, lost.err]).toEqual([3, 'warning: every start diverged\n'])
  })

  it.each([
    [['--start', '-1,0'], 'the value at the start is not finite; try another --start'],
    [
      ['--starts', '8', '--domain', '-3,1,0,1', '--seed', '1'],
      /the value is not finite at [1-7] of 8 starts; try another --domain, in which they lie/,
    ],
    [['--start', '-1,0', '--repeat', '3', '--noise', '1'], 'the value at the start is not finite; try another --start'],
  ])('says of starts without a value that they have none, not that values be smaller: %j', async (flags, said) => {
    const args = ['sweep', '--expr', 'sqrt(x)+y^2', '--optim', 'sgd', '--scan', 'lr=0.01,0.1', '--steps', '3', ...flags]
    const { err } = await call([...args, '-o', 'r.svg', '-q'], folder)
    expect(err).toMatch(said)
    expect(err).toMatch(/^warning: every setting diverged: /)
    expect(err).not.toContain('smaller')
  })

  it('draws heatmaps of two, and tells when the best is at an end', async () => {
    const two = ['sweep', '--fn', 'booth', '--scan', 'lr=1e-4..1e-3:3', '--scan', 'beta1=0,0.9', '--metric', 'best']
    const { code, err, out } = await call([...two, '-o', 'two.svg', '-o', 'two.csv'], folder)
    expect([code, err]).toEqual([0, 'warning: the best lr, 0.001, is at an end of the scan; try a wider one\n'])
    expect(out).toContain(' 6 settings')
    const keys = readFileSync(at('two.csv'), 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => line.split(',').slice(0, 2).join())
    expect(keys).toEqual(['lr,beta1', '0.0001,0', '0.00055,0', '0.001,0', '0.0001,0.9', '0.00055,0.9', '0.001,0.9'])
    const again = /Again: optviz (.+)$/m.exec((await call(['inspect', 'two.svg'], folder)).out)?.[1] ?? ''
    await call([...again.split(' '), '-o', 'again.svg'], folder)
    expect(readFileSync(at('again.svg')).equals(readFileSync(at('two.svg')))).toBe(true)
  })

  it('maps basins: every cell a start', async () => {
    const map = ['sweep', '--fn', 'himmelblau', '--scan', 'start', '--resolution', '20', '--lr', '0.1']
    const { out } = await call([...map, '-o', 'b.png', '-o', 'b.csv', '--json'], folder)
    const { places } = JSON.parse(out)
    // Himmelblau's four minima.
    expect(places.map(({ at: [x, y] }: { at: [number, number] }) => `${x.toFixed(1)},${y.toFixed(1)}`).sort()).toEqual([
      '-2.8,3.1',
      '-3.8,-3.3',
      '3.0,2.0',
      '3.6,-1.8',
    ])
    const lines = readFileSync(at('b.csv'), 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(401)
    expect(lines[1]).toMatch(/^-4\.75,-4\.75,settled,\d,-3\.77\d+,-3\.28\d+,/)
  })

  it('tells how far it is: procedures in turns of two thousand, lanes in as few as memory allows', async () => {
    const backend = await startBackend('cpu')
    const told = async (optim: string) => {
      const spec = resolveSweep(
        mergeSettings({ optim, fn: 'booth', steps: 2, scan: scans('start', ''), resolution: 46 }),
      )
      if (spec.kind !== 'basins') throw new Error('no basins')
      const heard: (readonly [done: number, of: number])[] = []
      const { basins } = await mapBasins(backend, spec, { engine: 'eager', patience: 30 }, (done, of) =>
        heard.push([done, of]),
      )
      expect(basins.reached).toHaveLength(2116)
      return heard
    }
    expect(await told('nelder-mead')).toEqual([
      [2048, 2116],
      [2116, 2116],
    ])
    expect(await told('sgd')).toEqual([[2116, 2116]])
  })

  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /nothing to scan: expected --scan/],
    [['--scan', 'lr=5'], /--scan: lr: expected at least two values, got "5"/],
    [['--scan', 'lr=1..0.1'], /--scan: lr: expected FROM below TO/],
    [['--scan', 'lrr=0.1,1'], /no hyperparameter "lrr"; did you mean "lr"/],
    [['--scan', 'lr=0.1,1', '--metric', 'fnal'], /--metric: expected final, best or steps-to=TOL, got "fnal"/],
    [['--scan', 'lr=0.1,1', '--starts', '0'], /--starts: expected a whole number from 1/],
    [['--scan', 'lr=0.1,1', '--draw-best', 'x.bmp'], /unknown format "bmp"/],
    [['--scan', 'lr=0.1,1', '--draw-best', 'x.png', '-o', 'x.png'], /--out x.png and --draw-best x.png are one file/],
    [['--scan', 'start', '--draw-best', 'x.png'], /a basin map has no best setting/],
    [['--scan', 'lr=0.1,1', '--lr', '0.5'], /lr is scanned and also given as 0.5\n {2}Give one/],
  ]
  for (const [args, message] of wrong)
    it(`${args.join(' ') || 'without anything'}: exit 2, one or two lines, no file`, async () => {
      const before = readdirSync(folder)
      const result = await call(['sweep', ...args], folder)
      expect(result.err).toMatch(message)
      expect(result.err.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
      expect([result.code, result.out]).toEqual([2, ''])
      expect(readdirSync(folder)).toEqual(before)
      expect(existsSync(at('x.png'))).toBe(false)
    })
})

describe('a sweep over values that are much alike', () => {
  it('tells them apart', async () => {
    const far = ['sweep', '--optim', 'sgd', '--expr', '1000000+x^2+y^2', '--steps', '20', '-o', 'far.svg']
    const { out } = await call([...far, '--scan', 'lr=0.01..0.0100001:3'], folder)
    const [, ...rows] = out.split('\n').filter(line => /^ +(lr|0\.01)/.test(line))
    const cells = rows.map(row => row.trim().split(/ {2,}/))
    expect(new Set(cells.map(([lr]) => lr)).size).toBe(3)
    for (const [, final] of cells) expect(final).toMatch(/^10000\d\d(\.\d+)?$/)
  })
})

it('names --draw-best where the file of it has no known extension, and gives no advice that is for --out', async () => {
  expect(await call([...beale, '--draw-best', 'best.mjs'], folder)).toMatchObject({
    code: 2,
    err: 'error: --draw-best best.mjs: unknown format "mjs"\n  Expected png, svg, pdf, gif, mp4, webm, webp, json, csv.\n',
  })
})
