import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { computePaths } from '../../src/pipeline/paths.js'
import { planCompare, planRun, planSweep } from '../../src/pipeline/plan.js'
import { spreadOf } from '../../src/records/quantiles.js'
import { commandOf } from '../../src/spec/again.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { call } from '../cli/inprocess.js'
import { temporaryFolder } from '../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
let backend: Backend
beforeAll(async () => {
  backend = await startBackend('tensorflow')
})

type Raw = Readonly<Record<string, unknown>>
const settingsOf = (raw: Raw) =>
  mergeSettings(parseSettings({ fn: 'himmelblau', steps: 30, resolution: 8, ...raw }, key => key))
const drawn = async (raw: Raw) => computePaths(await planRun(settingsOf(raw)), backend)
const compared = async (raw: Raw) => computePaths(await planCompare(settingsOf({ panel: 'loss', ...raw })), backend)

const random: readonly (readonly [what: string, raw: Raw])[] = [
  ['noise', { optim: 'adam', lr: 0.1, noise: 5 }],
  ['noise in shares, with a schedule', { optim: 'sgd', lr: 0.01, noise: '20%', schedule: 'cosine' }],
  ['random starts', { optim: 'adamw', lr: 0.1, start: 'random' }],
  ['probes', { optim: 'adahessian', lr: 0.1, start: [0.3, 1] }],
  ['a population', { optim: 'cma-es', start: 'random' }],
  ['a line search that is told noise', { optim: 'lbfgs', set: { line_search: 'strong_wolfe' }, noise: 1 }],
  ['a goal', { optim: 'adam', lr: 0.3, noise: 5, until: 'f<1' }],
  ['a plateau', { optim: 'adam', lr: 0.3, noise: 5, schedule: 'plateau:patience=2' }],
  ['a budget', { optim: 'cma-es', steps: undefined, budget: 60 }],
]

describe('repeated runs', () => {
  it.each(random)('are those that each seed has alone: %s', async (_, raw) => {
    const { paths } = await drawn({ ...raw, seed: 3, repeat: 5 })
    const { seeds, trajectories } = paths[0].repeats ?? expect.fail('no repeats')
    expect(seeds).toEqual([3, 4, 5, 6, 7])
    for (const [i, t] of trajectories.entries()) {
      const alone = await drawn({ ...raw, seed: 3 + i })
      expect(alone.paths[0].repeats).toBeUndefined()
      expect(t).toEqual(alone.paths[0].trajectory)
    }
    expect(new Set(trajectories.map(({ points }) => points.join())).size).toBe(5)
  })
  it('are drawn with the median run, and told by step as data', async () => {
    const { paths, json, csv, document } = await drawn({ optim: 'adam', lr: 0.1, noise: 5, repeat: 6 })
    const [{ trajectory, repeats }] = paths
    const all = repeats?.trajectories ?? []
    const finals = all.map(({ values }) => values.at(-1) ?? Number.NaN)
    expect(trajectory.values.at(-1)).toBe(finals.toSorted((a, b) => a - b)[2])
    const rows = csv().trim().split('\n')
    expect(rows[0]).toBe('step,x,y,value,low,median,high,diverged')
    const { low, median, high } = spreadOf(all.map(({ values }) => values[12] ?? Number.NaN))
    const [step, , , value, ...told] = (rows[13] ?? '').split(',').map(Number)
    expect([step, value]).toEqual(
      [12, Number((trajectory.values[12] ?? 0).toPrecision(9))].map(v => expect.closeTo(v, 5)),
    )
    expect(told).toEqual([...[low, median, high].map(v => expect.closeTo(v, 4)), 0])
    const file = JSON.parse(json())
    expect([file.points.length, file.low.length, file.repeat]).toEqual([31, 31, 6])
    const { repeats: head } = document({}) as { repeats: Record<string, unknown> }
    expect(head).toMatchObject({
      runs: 6,
      medianSeed: repeats?.seeds[repeats.median],
      diverged: { count: 0, share: 0 },
    })
    expect(head.bySeed).toHaveLength(6)
  })
  it('have the population of the median run, and keep no other', async () => {
    const raw = { optim: 'particle-swarm', show: 'population', steps: 5, seed: 3 }
    const { paths, json, scene } = await drawn({ ...raw, repeat: 4 })
    const [{ trajectory, repeats }] = paths
    const { seeds, median, trajectories } = repeats ?? expect.fail('no repeats')
    expect(trajectories.map(({ populations }) => populations)).toEqual([undefined, undefined, undefined, undefined])
    const [alone] = (await drawn({ ...raw, seed: seeds[median] })).paths
    expect(trajectory).toEqual(alone.trajectory)
    expect(trajectory.populations).toHaveLength(6)
    const { populations: _, ...path } = trajectory
    expect(path).toEqual(trajectories[median])
    expect(JSON.parse(json()).populations).toHaveLength(6)
    expect(JSON.stringify(scene())).toContain('its population at steps 0, 1, 2, 4')
  })
  it('say who reached a goal, and who diverged', async () => {
    const { out, code, err } = await call([
      ...['run', '--optim', 'sgd', '--fn', 'rosenbrock', '--lr', '0.002', '--noise', '20', '--repeat', '8'],
      ...['--start', 'random', '--steps', '50', '--until', 'f<1', '--resolution', '8', '-o', join(folder, 'a.svg')],
    ])
    expect([code, out]).toEqual([0, expect.stringMatching(/^ reached +\d of 8 \(\d+(\.\d)?%\), steps to get there: /m)])
    expect(out).toMatch(/^ diverged +\d of 8/m)
    expect(err).toMatch(/\d of 8 runs diverged; try a smaller --lr/)
    const svg = readFileSync(join(folder, 'a.svg'), 'utf8')
    expect(svg).toMatch(/<desc>.*8 seeds, median and 10 to 90% of the final f = .* the median run, seed \d/)
    expect(svg).toContain('8 seeds')
  })
  it('are in a comparison all of each entry, but for those in which nothing is random', async () => {
    const { paths, csv, content } = await compared({ compare: 'adam:lr=0.1,adahessian:lr=0.1', repeat: 4 })
    expect(paths.map(({ repeats }) => repeats?.seeds.length)).toEqual([undefined, 4])
    expect(csv().split('\n')[1]).toMatch(/^Adam.*,0,0\.5,-1\.5,[\d.]+,,,,$/)
    expect(content().subtitle).toMatch(/ · 4 seeds$/)
    expect(content().paths[1]?.bundle?.band.counts).toHaveLength(31)
  })
  it('of a user’s code that draws nothing are told to be the same', async () => {
    const { warnings } = await drawn({ optim: undefined, optimModule: 'fixtures/optimizers/adam.mjs', repeat: 3 })
    expect(warnings).toContain('all 3 runs are the same: nothing in them hangs on the seed')
  })
  it('are refused where nothing is random, or where they are too many', async () => {
    await expect(drawn({ optim: 'adam', repeat: 20 })).rejects.toThrow(
      'repeat: all 20 runs of Adam would be the same: nothing is random',
    )
    await expect(compared({ compare: 'adam,sgd', repeat: 20 })).rejects.toThrow('nothing is random')
    await expect(drawn({ optim: 'adahessian', set: { hessian: 'exact' }, repeat: 2 })).rejects.toThrow('the same')
    await expect(drawn({ optim: 'cma-es', steps: 1e6, repeat: 100 })).rejects.toThrow('more than 20000000')
    await expect(planSweep(settingsOf({ scan: 'lr=0.1,0.2', repeat: 3 }))).rejects.toThrow('nothing is random')
    await expect(planSweep(settingsOf({ scan: 'start', noise: 1, repeat: 3 }))).rejects.toThrow(/repeat: .*one run/)
    await expect(planSweep(settingsOf({ scan: 'lr=0.1,0.2', starts: 2, repeat: 3 }))).rejects.toThrow(/both say/)
    expect((await drawn({ optim: 'adam', repeat: 1 })).paths[0].repeats).toBeUndefined()
  })
  it('are drawn again by what a figure says', async () => {
    const recipe = async (raw: Raw) => (await planRun(settingsOf(raw))).recipe
    expect(commandOf(await recipe({ optim: 'cma-es', start: 'random', seed: 2, repeat: 7 }))).toContain(
      '--start random --seed 2 --repeat 7',
    )
    expect(await recipe({ optim: 'adam', repeat: 1 })).not.toHaveProperty('repeat')
    const plan = await planCompare(settingsOf({ compare: 'cma-es,adam', start: 'random', repeat: 7 }))
    expect(commandOf(plan.recipe)).toMatch(/--start random --repeat 7/)
    const sweep = await planSweep(settingsOf({ scan: 'lr=0.1,0.2', start: 'random', repeat: 7 }))
    expect(commandOf(sweep.recipe)).toMatch(/--start random --repeat 7/)
  })
})

describe('a sweep', () => {
  it('averages over seeds as over the lanes of one run', async () => {
    const { out } = await call([
      ...['sweep', '--optim', 'sgd', '--fn', 'booth', '--scan', 'lr=0.01,0.02', '--noise', '3', '--repeat', '4'],
      ...['--steps', '20', '--seed', '5', '--json', '-o', join(folder, 's.csv')],
    ])
    const { settings, seeds } = JSON.parse(out)
    expect(seeds).toEqual([5, 6, 7, 8])
    const runs = await Promise.all(
      seeds.map((seed: number) =>
        planRun(settingsOf({ optim: 'sgd', fn: 'booth', lr: 0.02, noise: 3, steps: 20, seed })),
      ),
    )
    const { trajectories } = minimize(
      backend,
      runs.map(plan => plan.runs[0].spec),
    )
    const finals = trajectories.map(({ values }) => values.at(-1) ?? Number.NaN)
    expect(settings[1].final).toBeCloseTo(finals.reduce((a, b) => a + b) / 4, 4)
  })
})
