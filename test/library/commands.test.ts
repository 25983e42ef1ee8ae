import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  basins,
  compare,
  type Drawing,
  functions,
  inspect,
  minimize,
  optimizers,
  procedure,
  real,
  render,
  run,
  sweep,
  updateRule,
} from '../../src/index.js'
import { call } from '../cli/inprocess.js'
import { temporaryFolder } from '../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)

/** What a command writes with some flags. */
async function written(name: string, ...args: readonly string[]): Promise<Buffer> {
  expect(await call([...args, '-q', '-o', at(name)])).toMatchObject({ code: 0 })
  return readFileSync(at(name))
}

const small = ['--size', '200x160', '--scale', '1']
const size = { size: [200, 160], scale: 1 } as const

describe('the library draws what the command line draws, byte for byte', () => {
  const cases: readonly (readonly [
    args: readonly string[],
    draw: () => Promise<Drawing>,
    formats: readonly string[],
  ])[] = [
    [
      [
        'run',
        '--optim',
        'adam',
        '--fn',
        'booth',
        '--lr',
        '0.1',
        '--steps',
        '12',
        '--set',
        'beta1=0.8',
        '--view',
        'all',
      ],
      () => run({ optim: 'adam', fn: 'booth', lr: 0.1, steps: 12, set: { beta1: 0.8 }, view: 'all', ...size }),
      ['png', 'svg', 'gif', 'json', 'csv'],
    ],
    [
      ['compare', '--optim', 'adam:lr=0.1,lbfgs:steps=3', '--fn', 'booth', '--steps', '12', '--no-minima'],
      () =>
        compare({
          optim: ['adam:lr=0.1', { optim: 'lbfgs', steps: 3 }],
          fn: 'booth',
          steps: 12,
          minima: false,
          ...size,
        }),
      ['png', 'svg', 'gif', 'json', 'csv'],
    ],
    [
      [
        'compare',
        '--optim',
        'adam:lr=0.1',
        '--path',
        'fixtures/paths/mine.csv',
        '--label',
        'mine',
        '--fn',
        'himmelblau',
      ],
      () =>
        compare({ optim: 'adam:lr=0.1', path: 'fixtures/paths/mine.csv', label: 'mine', fn: 'himmelblau', ...size }),
      ['svg', 'json'],
    ],
    [
      [
        'sweep',
        '--fn',
        'booth',
        '--steps',
        '5',
        '--scan',
        'lr=0.01..1:4:log',
        '--scan',
        'beta1=0.5,0.9',
        '--starts',
        '2',
      ],
      () => sweep({ fn: 'booth', steps: 5, scan: ['lr=0.01..1:4:log', 'beta1=0.5,0.9'], starts: 2, ...size }),
      ['png', 'svg', 'json', 'csv'],
    ],
    [
      ['sweep', '--fn', 'himmelblau', '--steps', '30', '--lr', '0.3', '--scan', 'start', '--resolution', '6'],
      () => basins({ fn: 'himmelblau', steps: 30, lr: 0.3, resolution: 6, ...size }),
      ['png', 'svg', 'json', 'csv'],
    ],
  ]
  for (const [args, draw, formats] of cases)
    it(args.slice(0, 4).join(' '), async () => {
      const drawing = await draw()
      for (const format of formats) {
        const file = await written(`a.${format}`, ...args, ...small, '-f', format)
        expect(Buffer.compare(Buffer.from(await render(drawing, format as 'png')), file), format).toBe(0)
      }
    })
})

describe('run and compare', () => {
  it('give the paths, what they lie on, and what to know of them', async () => {
    const options = { fn: 'booth', steps: 12, ...size }
    const one = await run({ optim: 'adam', lr: 0.1, resolution: 9, ...options })
    expect(one.trajectory).toEqual(await minimize({ optim: 'adam', lr: 0.1, fn: 'booth', steps: 12 }))
    expect([one.landscape().columns, one.engine]).toEqual([9, 'graph'])
    expect(one.animation().frames.length).toBe(13)
    expect(one.scene()).toBe(one.scene())
    expect((await run({ optim: 'sgd', lr: 10, ...options })).warnings).toEqual([
      expect.stringMatching(/^the run diverged at step \d+/),
    ])
    const race = await compare({ optim: 'sgd:lr=0.01,sgd:lr=10,adam', ...options })
    expect(race.paths.map(({ label }) => label)).toEqual(['SGD lr 0.01', 'SGD lr 10', 'Adam lr 0.001'])
    expect(race.ranking).toEqual(['SGD lr 0.01', 'Adam lr 0.001', 'SGD lr 10'])
    expect(race.warnings).toEqual(expect.arrayContaining([expect.stringMatching(/^SGD lr 10: the run diverged/)]))
  })

  it('take entries as a flag, as texts, as records and under both names', async () => {
    const options = { fn: 'booth', steps: 3, ...size }
    const recipes = await Promise.all([
      compare({ optim: 'adam:lr=0.1,sgd', ...options }),
      compare({ optim: ['adam:lr=0.1', 'sgd'], ...options }),
      compare({ compare: [{ optim: 'adam', lr: 0.1 }, { optim: 'SGD' }], ...options }),
      compare({ optim: 'adam', compare: [{ lr: 0.1 }, { optim: 'sgd' }], ...options }),
    ])
    for (const { recipe } of recipes) expect(recipe).toEqual(recipes[0]?.recipe)
  })

  it('take paths that were recorded elsewhere, and tell where they part', async () => {
    const path = 'fixtures/paths/mine.csv'
    const options = { fn: 'himmelblau', ...size }
    const { paths, warnings } = await compare({
      optim: 'adam:lr=0.1',
      path,
      label: 'mine',
      tolerance: 1e-3,
      panel: 'none',
      ...options,
    })
    expect(paths.map(({ label }) => label)).toEqual(['Adam lr 0.1', 'mine'])
    expect([paths[0]?.parting, paths[1]?.parting]).toMatchObject([
      undefined,
      { from: 'Adam lr 0.1', tolerance: 1e-3, step: 1 },
    ])
    expect(warnings).toEqual([])
    const alone = await minimize({ path, fn: 'himmelblau' })
    expect(alone).toEqual(paths[1]?.trajectory)
    expect((await run({ path, ...options })).trajectory).toEqual(alone)
    const entries = await compare({ optim: ['adam:lr=0.1', { path, label: 'mine' }], ...options })
    expect(entries.paths.map(({ trajectory }) => trajectory)).toEqual(paths.map(({ trajectory }) => trajectory))
    await expect(sweep({ path, scan: 'lr=1,2' } as never)).rejects.toThrow('sweep does not take path')
    await expect(run({ tolerance: 1 } as never)).rejects.toThrow('run does not take tolerance')
  })

  it('take objects, and say in the recipe that they were', async () => {
    const push = updateRule({
      name: 'push',
      hyperparameters: { lr: real(0.1) },
      update: (m, { params, gradient }, _, { lr }) => ({ params: m.sub(params, m.mul(gradient, lr)) }),
    })
    const stay = procedure({
      name: 'stay',
      *iterate(_, start) {
        yield start
      },
    })
    const [booth, bowl] = [
      functions.find(({ name }) => name === 'booth'),
      { name: 'bowl', domain: { x: [-1, 1], y: [-1, 1] }, start: [1, 1] } as const,
    ]
    const race = await compare({
      optim: [{ optimizer: push, lr: 0.2 }, { optimizer: push }, { optimizer: stay }, 'adam'],
      set: { 'push.steps': 4 },
      function: { ...bowl, evaluate: (m, x, y) => m.add(m.square(x), m.mul(3, m.square(y))) },
      steps: 3,
      ...size,
    })
    expect(race.paths.map(({ label, trajectory }) => [label, trajectory.values.length])).toEqual([
      ['push lr 0.2, 4 steps', 5],
      ['push lr 0.1, 4 steps', 5],
      ['stay 3 steps', 4],
      ['Adam lr 0.001, 3 steps', 4],
    ])
    const said = { objects: ['the function bowl', 'the optimizer push', 'the optimizer push', 'the optimizer stay'] }
    expect(race.recipe).toMatchObject(said)
    const { recipe, command, notes } = await inspect(await render(race, 'svg'))
    expect({ recipe, command }).toEqual({ recipe: race.recipe, command: undefined })
    expect(notes).toEqual([
      expect.stringMatching(
        /no command draws it: the function bowl and the optimizer push .*were objects given to the library/,
      ),
    ])
    const builtIn = await run({ optimizer: optimizers[0], function: booth, steps: 2, ...size })
    expect(builtIn.recipe).toEqual((await run({ optim: optimizers[0]?.name, fn: 'booth', steps: 2, ...size })).recipe)
  })

  it('say what is wrong', async () => {
    const wrong = (options: object) => expect(compare(options as never)).rejects
    await wrong({}).toThrow('nothing to compare: expected at least two optimizers or settings')
    await wrong({ optim: ['adam'], compare: ['sgd', 'lion'] }).toThrow('optim and compare both say what is compared')
    await wrong({ optim: ['adam', { optim: 'lion', fn: 'beale' }] }).toThrow('an entry of compare does not take fn')
    await wrong({ optim: ['adam', { optim: 'lion', optimizer: {} }] }).toThrow('give only one of optim and optimizer')
    await wrong({ optim: ['adam', { optimizer: {} }] }).toThrow('the optimizer of your own: ')
    await wrong({ optim: ['adam', 3] }).toThrow('optim: expected NAME:KEY=VALUE… or a mapping, got 3')
    await wrong({ optim: 'adam,lion', budget: 3, steps: 3 }).toThrow('both say how long to run')
    await expect(render(await run({ steps: 1, ...size }), 'png', { scale: 2 })).rejects.toThrow(
      'render: the scale is part of what was drawn',
    )
  })
})

describe('sweep and basins', () => {
  it('give every setting, judged, and the best', async () => {
    const rates = await sweep({ fn: 'booth', optim: 'sgd', steps: 50, scan: { lr: [0.001, 0.01, 10] } })
    expect(rates.axes).toEqual([{ key: 'lr', values: [0.001, 0.01, 10], spacing: 'list' }])
    expect(rates.settings.map(({ diverged }) => diverged)).toEqual([0, 0, 1])
    expect(rates.best?.setting).toBe(rates.settings[1])
    const path = await minimize({ fn: 'booth', optim: 'sgd', steps: 50, lr: 0.01 })
    expect(rates.best?.value).toBe(path.values.at(-1))
    const lost = await sweep({ fn: 'booth', optim: 'sgd', steps: 50, scan: 'lr=10,20' })
    expect([lost.best, lost.warnings]).toEqual([undefined, ['every setting diverged; try smaller values']])
    await expect(render(rates, 'gif')).rejects.toThrow('a sweep does not move')
    expect(await sweep({ fn: 'booth', scan: { lr: '0.1..1:3' }, steps: 1, metric: 'steps-to=1e-3' })).toMatchObject({
      metric: { kind: 'steps-to', tolerance: 1e-3 },
      target: 1e-3,
    })
  })

  it('give the places where runs end', async () => {
    const map = await basins({ fn: 'himmelblau', optim: 'adam', lr: 0.3, steps: 100, resolution: 8 })
    expect([map.attractors.length, map.reached.length, map.columns]).toEqual([4, 64, 8])
    expect(map.scene().title).toBe('Basins of Adam on Himmelblau')
    // Where no step leads anywhere runs end where they begin: at the centres of cells.
    const still = await basins({ expr: 'x + y', optim: 'sgd', lr: 0, steps: 1, resolution: 2, domain: [0, 4, -6, 2] })
    expect(still.attractors.map(({ at }) => [...at]).sort()).toEqual([
      [1, -4],
      [1, 0],
      [3, -4],
      [3, 0],
    ])
  })

  it('say what is wrong', async () => {
    await expect(sweep({})).rejects.toThrow('nothing to scan')
    await expect(sweep({ scan: 'lr=1' })).rejects.toThrow('scan: lr: expected at least two values')
    await expect(sweep({ scan: 'lr=1,2', lr: 1 })).rejects.toThrow('lr is scanned and also given as 1')
    await expect(basins({ resolution: 1 })).rejects.toThrow('resolution: expected a whole number from 2')
  })
})
