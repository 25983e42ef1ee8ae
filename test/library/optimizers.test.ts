import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  basins,
  choice,
  compare,
  figure,
  flag,
  landscape,
  minimize,
  optimizers,
  procedure,
  readPath,
  readPaths,
  real,
  render,
  run,
  sweep,
  updateRule,
} from '../../src/index.js'

describe('an optimizer of one’s own in the library', () => {
  const heavyBall = updateRule({
    name: 'heavy-ball',
    hyperparameters: {
      lr: 0.01,
      momentum: real(0.9, '[0, 1)', 'share of the last step that is kept'),
      nesterov: flag(false),
      sign: choice('down', ['down', 'up']),
    },
    init: (m, params) => ({ v: m.zerosLike(params) }),
    update(m, { params, gradient }, { v }, { lr, momentum, t, nesterov }, { sign }) {
      const next = m.add(m.mul(v, momentum), gradient)
      // @ts-expect-error: a flag is no tensor
      const step = nesterov ? m.add(gradient, m.mul(next, nesterov)) : next
      const rate = m.mul(lr, m.div(t, t))
      return { params: sign === 'down' ? m.sub(params, m.mul(step, rate)) : params, state: { v: next } }
    },
  })

  it('is an update rule, written with types', async () => {
    const mine = await minimize({ optimizer: heavyBall, fn: 'flower', lr: 0.02, steps: 50 })
    const theirs = await minimize({ optim: 'sgd', fn: 'flower', lr: 0.02, set: { momentum: 0.9 }, steps: 50 })
    expect(mine.points).toEqual(theirs.points)
  })

  it('is the same one in several runs, which are lanes', async () => {
    const runs = [0.01, 0.02].map(lr => ({ optimizer: heavyBall, fn: 'flower', lr, steps: 50 }))
    const [, second] = await minimize(runs)
    expect(second?.points).toEqual((await minimize({ ...runs[1] })).points)
  })

  it('is a schedule’s, whose names the update knows', async () => {
    const decaying = updateRule({
      name: 'decaying',
      hyperparameters: { lr: 0.1 },
      *schedule({ lr }) {
        for (let t = 1; ; t++) yield { rate: lr / Math.sqrt(t) }
      },
      update: (m, { params, gradient }, _, c) => {
        // @ts-expect-error: nothing yields it
        expect(c.rat).toBeUndefined()
        return { params: m.sub(params, m.mul(m.sign(gradient), c.rate)) }
      },
    })
    const { points } = await minimize({ optimizer: decaying, fn: 'booth', start: [0, 0], steps: 2 })
    expect(points[4]).toBeCloseTo(0.1 + 0.1 / Math.SQRT2)
  })

  it('is a procedure, or a plain object', async () => {
    const halving = procedure({
      name: 'halving',
      hyperparameters: { share: 0.5 },
      *iterate(oracle, [x, y], { share }, { steps }) {
        for (let k = 0; k < steps && oracle.value([x, y]) > 0; k++) {
          x *= share
          y *= share
          yield [x, y]
        }
      },
    })
    const { points, evaluations } = await minimize({ optimizer: halving, fn: 'beale', start: [1, 1], steps: 3 })
    expect([...points]).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125])
    expect(evaluations.values).toBe(3)
    const still = await minimize({ optimizer: { name: 'still', update: (_, { params }) => ({ params }) }, steps: 1 })
    expect(still.points.subarray(0, 2)).toEqual(still.points.subarray(2))
    const [first] = optimizers
    expect(await minimize({ optimizer: first, steps: 2 })).toEqual(await minimize({ optim: first?.name, steps: 2 }))
  })

  it('is a module where a setting names one; so is a function', async () => {
    const mine = await minimize({ optimModule: 'fixtures/optimizers/heavy-ball.mjs', fn: 'flower', steps: 20 })
    const same = await minimize({ optim: './fixtures/optimizers/heavy-ball.mjs', fn: 'flower', steps: 20 })
    expect(mine).toEqual(same)
    await expect(minimize({ fnModule: 'absent.mjs' })).rejects.toThrow(/absent\.mjs/)
  })

  it('is told what is wrong with it', async () => {
    const wrong = { optimizer: { name: 'own', updat: 1 } as never }
    await expect(minimize(wrong)).rejects.toThrow('the optimizer own: unknown field "updat"; did you mean "update"?')
    await expect(minimize({ optimizer: null as never })).rejects.toThrow(
      'the optimizer of your own: expected an optimizer',
    )
    await expect(minimize({ optim: 'adam', optimizer: heavyBall })).rejects.toThrow(
      'give only one of optim and optimizer',
    )
  })
})

describe('a recorded path in the library', () => {
  const folder = mkdtempSync(join(tmpdir(), 'optviz-library-'))
  const file = join(folder, 'mine.csv')
  writeFileSync(file, 'step,x,y,value\n0,0,0,74\n10,1,2,\n20,1,3,0\n')
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is read with the values of a function, or its own', async () => {
    const mine = await readPath(file, { fn: 'booth' })
    expect([...mine.points]).toEqual([0, 0, 1, 2, 1, 3])
    expect([...mine.values]).toEqual([74, 5, 0])
    expect([...(mine.steps ?? [])]).toEqual([0, 10, 20])
    expect([...(await readPath(file)).values]).toEqual([74, Number.NaN, 0])
  })

  it('stands where runs stand, and in figures', async () => {
    const [path, run] = await minimize([
      { path: [file], fn: 'booth' },
      { optim: 'adam', fn: 'booth', steps: 5 },
    ])
    expect(path).toEqual(await readPath(file, { fn: 'booth' }))
    const ground = await landscape({ fn: 'booth', resolution: 8 })
    if (path === undefined || run === undefined) throw new Error('no path')
    const scene = figure([path, run], ground, { labels: ['mine', 'Adam'], panel: 'loss', size: [1000, 600] })
    const svg = Buffer.from(await render(scene, 'svg')).toString()
    expect(svg).toContain('20 steps, recorded')
  })

  it('is told in words where it cannot be', async () => {
    writeFileSync(join(folder, 'bare.csv'), 'x,y\n1,2\n')
    writeFileSync(join(folder, 'two.json'), '{"runs":[{"points":[[1,2]]},{"label":"b","points":[[1,2]]}]}')
    await expect(readPath(join(folder, 'bare.csv'))).rejects.toThrow('bare.csv has no values')
    await expect(readPath(join(folder, 'two.json'), { fn: 'booth' })).rejects.toThrow('expected one path, got 2')
    const both = await readPaths(join(folder, 'two.json'), { fn: 'booth' })
    expect(both.map(({ label }) => label)).toEqual(['two', 'b'])
    await expect(minimize({ path: [file], lr: 0.1 })).rejects.toThrow('lr: a recorded path has no learning rate')
  })
})

describe.skipIf(process.platform === 'win32')('a program that is an optimizer in the library', () => {
  const stepping = (to: string) => `sh -c 'read l; echo "{\\"step\\":[${to}]}"; echo "{\\"done\\":true}"'`

  it('is run, and compared, swept and mapped', async () => {
    const { points } = await minimize({ optimCommand: stepping('1,2'), fn: 'booth', start: [0, 0], steps: 2 })
    expect([...points]).toEqual([0, 0, 1, 2, 1, 2])
    const all = await minimize([
      { optim: 'sgd', fn: 'booth', lr: 0, steps: 2 },
      { optimCommand: stepping('3,4'), fn: 'booth', steps: 2 },
      { optim: 'adam', fn: 'booth', lr: 0, steps: 2 },
    ])
    expect(all.map(t => [...t.points.slice(-2)])).toEqual([
      [-4, 6],
      [3, 4],
      [-4, 6],
    ])
    const race = await compare({ optim: ['adam', { optimCommand: stepping('1,3'), steps: 2 }], fn: 'booth' })
    expect(race.ranking[0]).toMatch(/^sh -c/)
    const swept = await sweep({ optimCommand: stepping('1,3'), fn: 'booth', steps: 2, scan: 'a=1,2' })
    expect(swept.settings.map(({ final }) => final)).toEqual([0, 0])
    const map = await basins({ optimCommand: stepping('1,3'), fn: 'booth', steps: 2, resolution: 2 })
    expect(map.attractors).toMatchObject([{ at: [1, 3], count: 4 }])
  })

  it('fails in words, and is waited for as long as it is said', async () => {
    const slow = { optimCommand: "sh -c 'sleep 60'", fn: 'booth', optimTimeout: 0.2 }
    await expect(minimize(slow)).rejects.toThrow('no message for 0.2 seconds')
    await expect(minimize([slow, { optim: 'adam' }])).rejects.toThrow('the runs of one call have one optimTimeout')
    await expect(run({ optim: 'adam', optimTimeout: 3 })).rejects.toThrow(
      'run: optimTimeout is for optimCommand, and no command is run',
    )
    await expect(minimize({ optimCommand: 'a "b' })).rejects.toThrow('optimCommand: no " closes')
  })
})
