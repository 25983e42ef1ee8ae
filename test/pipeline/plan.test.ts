import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { functions } from '../../src/functions/index.js'
import { optimizers } from '../../src/optimizers/index.js'
import { type PathsPlan, planCompare, planRun, planSweep } from '../../src/pipeline/plan.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { version } from '../../src/version.js'

let folder = ''
const at = (name: string) => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'optviz-test-'))
  writeFileSync(at('one.csv'), 'step,x,y\n0,1,1\n1,0.5,0.5\n')
  writeFileSync(at('two.csv'), 'run,step,x,y\nleft,0,1,1\nleft,1,0,1\nright,0,2,2\nright,1,1,2\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

const settings = (raw: Readonly<Record<string, unknown>>) =>
  mergeSettings(parseSettings({ fn: 'booth', ...raw }, key => key))
const run = (raw: Readonly<Record<string, unknown>>) => planRun(settings(raw))
const compare = (raw: Readonly<Record<string, unknown>>) => planCompare(settings({ lr: 0.1, ...raw }))
const sweep = (raw: Readonly<Record<string, unknown>>) => planSweep(settings(raw))
const message = (plan: Promise<unknown>) =>
  plan.then(
    () => 'none',
    (error: Error) => error.message,
  )

describe('the plan of a run', () => {
  it('has a name, a label, a recipe with the version, and the palette by its own name', async () => {
    const plan = await run({ optim: 'sgd', palette: 'VIRIDIS' })
    expect(plan).toMatchObject({
      kind: 'run',
      name: 'booth-sgd',
      recipe: { optviz: version, optim: 'sgd', fn: 'booth' },
    })
    expect(plan.runs.map(({ label }) => label)).toEqual(['SGD'])
    expect(plan.recipe).toEqual((await run({ optim: 'sgd' })).recipe)
    expect(plan.recipe).toMatchObject({ palette: 'viridis' })
  })

  it('has no tolerance: nothing is compared', async () => {
    expect(await message(run({ optim: 'sgd', tolerance: 0.1 }))).toContain('tolerance: it is for a comparison')
  })
})

describe('the plan of a comparison', () => {
  const told = ({ runs }: PathsPlan) =>
    runs.map(({ label, settings, spec }) => [label, settings.optim, spec.optimizer.name])

  it('has what is run, then what was recorded, each with its own settings, on one function', async () => {
    const plan = await compare({ path: at('two.csv'), optim: 'adam,sgd:momentum=0.5', label: ['L', 'R'], steps: 3 })
    expect(plan).toMatchObject({ kind: 'compare', name: 'booth-compare' })
    expect(told(plan).map(([label]) => label)).toEqual(['Adam lr 0.1', 'SGD lr 0.1, momentum 0.5', 'L', 'R'])
    expect(
      told(plan)
        .slice(0, 2)
        .map(([, optim]) => optim),
    ).toEqual(['adam', 'sgd'])
    expect(plan.runs.map(({ settings }) => settings.path)).toEqual([
      undefined,
      undefined,
      [at('two.csv')],
      [at('two.csv')],
    ])
    expect(new Set(plan.runs.map(({ spec }) => spec.fn)).size).toBe(1)
    expect(new Set(plan.runs.map(({ spec }) => spec.named)).size).toBe(1)
    expect(plan.runs.map(({ spec: { optimizer } }) => optimizer.kind)).toEqual(['rule', 'rule', 'recorded', 'recorded'])
  })

  it('has a recipe with an entry for each optimizer and each file, and what was in it', async () => {
    const { recipe } = await compare({ path: at('two.csv'), optim: 'adam', label: ['L', 'R'], steps: 3, seed: 4 })
    const { compare: entries, paths } = JSON.parse(JSON.stringify(recipe))
    expect(entries).toHaveLength(2)
    expect(entries[0]).toMatchObject({ optim: 'adam', steps: 3, seed: 4 })
    expect(entries[1]).toMatchObject({ path: at('two.csv'), label: ['L', 'R'] })
    expect(entries[1]).not.toHaveProperty('seed')
    expect(Object.keys(paths)).toEqual([at('two.csv')])
    expect((await compare({ optim: 'adam,sgd' })).recipe).not.toHaveProperty('paths')
  })

  it('may be of two recorded paths, or of the standard optimizer and one', async () => {
    const two = { ...settings({ fn: 'booth' }), path: [at('two.csv')] }
    expect(told(await planCompare(two)).map(([label]) => label)).toEqual(['left', 'right'])
    expect(await message(planCompare(settings({ path: at('one.csv') })))).toContain(
      'nothing to compare: one path alone',
    )
    expect((await compare({ path: at('one.csv'), optim: 'adam', tolerance: 0.5 })).runs).toHaveLength(2)
  })

  it.each([
    [{ optim: 'adam' }, 'nothing to compare: expected at least two'],
    [{ optim: 'adam lion' }, 'unknown optimizer "adam lion"'],
    [{}, 'nothing to compare: expected at least two'],
    [{ optim: 'adam,sgd', label: ['A'] }, 'label: only a recorded path (path) has one'],
    [{ optim: 'adam,sgd', tolerance: 0.1 }, 'tolerance: no recorded path is compared'],
  ])('is refused: %j', async (raw, expected) => {
    expect(await message(compare(raw))).toContain(expected)
  })

  it('of resolved entries takes them as they are', async () => {
    const entries = [settings({ optim: 'adam', steps: 2 }), settings({ optim: 'sgd', steps: 5 })]
    const plan = await planCompare(settings({ steps: 9 }), entries)
    expect(plan.runs.map(({ spec }) => spec.steps)).toEqual([2, 5])
    expect(plan.runs[1]?.settings).toBe(entries[1])
    expect(await message(planCompare(settings({}), entries.slice(1)))).toContain('nothing to compare')
  })
})

describe('the plan of a sweep', () => {
  it('has a recipe with what varies, and the start unless it does', async () => {
    const plan = await sweep({ optim: 'sgd', lr: 0.1, scan: ['momentum=0,0.5'], start: '1,2' })
    expect(plan).toMatchObject({ kind: 'sweep', name: 'booth-sgd-sweep' })
    expect(plan.recipe).toMatchObject({ scan: ['momentum=0,0.5'], start: [1, 2], set: { lr: 0.1 } })
    expect(plan.recipe.set).not.toHaveProperty('momentum')
    for (const starts of [2, 3]) expect((await sweep({ scan: ['lr=1,2'], starts })).recipe).not.toHaveProperty('start')
    expect((await sweep({ scan: ['lr=1,2'], starts: 1 })).recipe).toHaveProperty('start')
  })

  it('of starts has neither a start nor a metric, and is called a map of basins', async () => {
    const { recipe, name } = await sweep({ optim: 'sgd', scan: ['start'], resolution: 10 })
    expect(name).toBe('booth-sgd-basins')
    for (const key of ['start', 'metric', 'starts']) expect(recipe).not.toHaveProperty(key)
    expect(recipe).toMatchObject({ scan: ['start'], resolution: 10 })
  })
})

describe('objects of the library', () => {
  const named = (name: string) => optimizers.find(one => one.name === name) ?? expect.fail()

  it('are in the recipe by what they are and their names; built-in ones are named', async () => {
    const mine = { ...named('sgd'), name: 'mine' }
    const sphere = functions.find(({ name }) => name === 'sphere') ?? expect.fail()
    const fn = { ...sphere, name: 'own' }
    const plan = await planRun(settings({ fn: undefined }), { optimizer: mine, function: fn })
    expect(plan.recipe.objects).toEqual(['the function own', 'the optimizer mine'])
    const builtIn = await planRun(settings({}), { optimizer: named('adam') })
    expect(builtIn.recipe).not.toHaveProperty('objects')
    expect(builtIn.runs[0].spec.optimizer.name).toBe('adam')
  })
})
