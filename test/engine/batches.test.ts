import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../src/engine/backend.js'
import { batchesOf } from '../../src/engine/follow/batches.js'
import { minimize, type Run } from '../../src/engine/minimize.js'
import { asTestFunction } from '../../src/functions/module.js'
import type { Algebra, Operand } from '../../src/records/algebra.js'
import { pointAt, type Trajectory } from '../../src/records/trajectory.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { refusalOf } from '../refusal.js'
import { difference, engineDifference } from './cases.js'

interface References {
  readonly epochs: Readonly<Record<string, readonly number[]>>
  readonly drawn: readonly { readonly size: number; readonly seed: number; readonly batches: readonly number[][] }[]
  readonly runs: readonly {
    readonly fn: string
    readonly optim: string
    readonly set: Readonly<Record<string, number>>
    readonly drawn: number
    readonly points: readonly (readonly [number, number])[]
    readonly values: readonly number[]
  }[]
}

/** torch.optim told the same batches: fixtures/batches.py. */
const references: References = JSON.parse(readFileSync(new URL('../../fixtures/batches.json', import.meta.url), 'utf8'))

const runOf = (raw: Readonly<Record<string, unknown>>): Run =>
  resolveRun(
    mergeSettings(parseSettings({ steps: 40, fn: 'least_squares', optim: 'sgd', lr: 0.02, ...raw }, key => key)),
  )

function first(count: number, size: number, seed: number): readonly (readonly number[])[] {
  const batches = batchesOf(20, size, seed)
  return Array.from({ length: count }, () => batches.next().value)
}

describe('batches', () => {
  it.each(Object.entries(references.epochs))(
    'of %s go through all rows once an epoch, cut as by DataLoader',
    (size, cut) => {
      for (let epoch = 0, all = first(5 * cut.length, Number(size), 1); epoch < 5; epoch++) {
        const own = all.slice(epoch * cut.length, (epoch + 1) * cut.length)
        expect(own.map(rows => rows.length)).toEqual(cut)
        expect(own.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i))
      }
    },
  )

  it('have every row at every place as often, whatever stands before it', () => {
    const epochs = first(4000, 20, 5)
    const [places, follows] = [new Map<string, number>(), new Map<string, number>()]
    const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
    for (const order of epochs)
      for (const [place, row] of order.entries()) {
        count(places, `${row} ${place}`)
        if (place > 0) count(follows, `${order[place - 1]} ${row}`)
      }
    // Chi-squared: as many degrees of freedom, give or take five of its deviations.
    const chi = (map: Map<string, number>, cells: number) => {
      const expected = [...map.values()].reduce((a, b) => a + b, 0) / cells
      return [...map.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
    }
    expect(places.size).toBe(400)
    expect(Math.abs(chi(places, 400) - 361)).toBeLessThan(5 * Math.sqrt(2 * 361))
    expect(Math.abs(chi(follows, 380) - 379)).toBeLessThan(5 * Math.sqrt(2 * 379))
  })

  it('hang on the seed, and are those that the references were told', () => {
    expect(new Set([0, 1, 2, 3].map(seed => first(1, 4, seed).join())).size).toBe(4)
    for (const { size, seed, batches } of references.drawn) expect(first(batches.length, size, seed)).toEqual(batches)
  })
})

describe('runs with batches', () => {
  let backend: Backend
  beforeAll(async () => {
    backend = await startBackend('tensorflow')
  })
  const follow = (...runs: readonly Run[]): readonly Trajectory[] => minimize(backend, runs).trajectories

  it('are PyTorch’s, and their losses those of all rows', () => {
    for (const { fn, optim, set, drawn, points, values } of references.runs) {
      const { size, seed } = references.drawn[drawn] ?? { size: 0, seed: 0 }
      const { lr, ...others } = set
      const [own] = follow(runOf({ fn, optim, lr, set: others, batchSize: size, seed, steps: points.length - 1 }))
      if (own === undefined) throw new Error('no trajectory')
      points.forEach(([x, y], k) => {
        const [a, b] = pointAt(own, k)
        expect(Math.hypot(a - x, b - y), `${fn} ${optim} step ${k}`).toBeLessThan(2e-5)
        expect(Math.abs((own.values[k] ?? Number.NaN) - (values[k] ?? 0))).toBeLessThan(
          1e-4 * Math.max(1, values[k] ?? 0),
        )
      })
    }
  })

  it('are the same as a graph and step by step, also with a last batch that is smaller, second derivatives, noise', () => {
    expect(
      engineDifference(
        backend,
        ...[0, 1].map(seed =>
          runOf({ fn: 'tanh_network', optim: 'adahessian', batchSize: 8, noise: '10%', seed, steps: 9 }),
        ),
      ),
    ).toBeUndefined()
  })

  it('are told the batch of their seed, whatever stands beside them', () => {
    const runs = [0, 1, 2].map(seed => runOf({ optim: 'adam', lr: 0.1, batchSize: 4, seed }))
    const together = follow(...runs)
    for (const [i, run] of runs.entries()) {
      const [alone] = follow(run)
      const lane = together[i]
      expect(alone && lane && difference(alone, lane)).toBeUndefined()
    }
    expect(new Set(together.map(t => pointAt(t, 40).join())).size).toBe(3)
  })

  it('of all rows take the steps without batches but for rounding', () => {
    const [all, none] = [follow(runOf({ batchSize: 20 }))[0], follow(runOf({}))[0]]
    for (let k = 0; k <= 40; k++) {
      const [[a, b], [x, y]] = [all, none].map(t => (t === undefined ? [Number.NaN, Number.NaN] : pointAt(t, k))) as [
        [number, number],
        [number, number],
      ]
      expect(Math.hypot(a - x, b - y)).toBeLessThan(1e-5)
    }
  })

  it('have noise on top of the batch', () => {
    const second = (raw: Readonly<Record<string, unknown>>) => {
      const [t] = follow(runOf({ steps: 1, ...raw }))
      return t === undefined ? [] : pointAt(t, 1)
    }
    const [plain, batch, noise, both] = [{}, { batchSize: 4 }, { noise: 3 }, { batchSize: 4, noise: 3 }].map(second)
    for (const i of [0, 1]) {
      const [p, b, n, both_] = [plain, batch, noise, both].map(point => point?.[i] ?? Number.NaN)
      expect((both_ ?? 0) - (b ?? 0)).toBeCloseTo((n ?? 0) - (p ?? 0), 5)
      expect(b).not.toBeCloseTo(p ?? 0, 3)
    }
  })

  it('take a module’s terms as a built-in’s', () => {
    const { fn } = runOf({})
    const term = <T>(m: Algebra<T>, x: T, y: T, [u = 0, v = 0]: readonly Operand<T>[]) =>
      m.square(m.sub(v, m.add(x, m.mul(y, u))))
    const { domain, start } = fn
    const mine = asTestFunction({ name: 'mine', terms: { data: fn.terms?.data, term }, domain, start }, 'mine.mjs')
    const [own, builtIn] = [mine, fn].map(of => follow({ ...runOf({ batchSize: 3 }), fn: of })[0])
    expect(own && builtIn && difference(own, builtIn)).toBeUndefined()
  })
})

describe('what is refused', () => {
  const refusal = (raw: Readonly<Record<string, unknown>>) => refusalOf(() => runOf({ batchSize: 4, ...raw })).message
  it.each<[Readonly<Record<string, unknown>>, string]>([
    [{ fn: 'beale' }, 'batch-size: beale is no mean over data, of which a batch could be taken'],
    [
      { fn: undefined, expr: 'x^2+y^2' },
      'batch-size: expression is no mean over data, of which a batch could be taken',
    ],
    [{ objective: 'log' }, 'batch-size: the logarithm of least_squares is no mean over its data (objective log)'],
    [{ batchSize: 21 }, 'batch-size: expected at most 20, the rows of least_squares, got 21'],
    [{ batchSize: 0 }, 'batchSize: expected a whole number from 1 to 100000, got 0'],
    [
      { optim: 'lbfgs' },
      'batch-size: lbfgs compares what it is told at several points of a step, and each batch is another function',
    ],
  ])('%j', (raw, message) => {
    expect(refusal(raw)).toBe(message)
  })
})
