import { beforeAll, describe, expect, it } from 'vitest'
import type { Backend } from '../../../src/engine/backend.js'
import { startBackend } from '../../../src/engine/backend.js'
import { graphsKeptBy, keepingGraphs } from '../../../src/engine/compile/kept.js'
import { minimize, type Run } from '../../../src/engine/minimize.js'
import { functions } from '../../../src/functions/index.js'
import { optimizers } from '../../../src/optimizers/index.js'
import { defaults, type Optimizer } from '../../../src/optimizers/types.js'
import { noiseOf } from '../../../src/records/noise.js'

let backend: Backend
beforeAll(async () => {
  backend = await startBackend('auto')
})

const [fn] = functions.filter(({ name }) => name === 'rosenbrock')

function runOf(optimizer: Optimizer, given: Partial<Run> = {}): Run {
  if (fn === undefined) throw new Error('there is no such function')
  return { optimizer, fn, hyperparameters: defaults(optimizer), start: fn.start, steps: 12, seed: 0, ...given }
}

/** The same rule with other numbers: another start, seed, length, and other real hyperparameters. */
function others(optimizer: Optimizer): Run {
  const reals = Object.entries(optimizer.hyperparameters).filter(([, p]) => p.kind === 'real')
  const nudged = reals.map(([key, p]) => [key, typeof p.default === 'number' ? 0.9 * p.default : p.default] as const)
  const hyperparameters = { ...defaults(optimizer), ...Object.fromEntries(nudged) }
  return runOf(optimizer, { hyperparameters, start: [-0.5, 0.75], steps: 9, seed: 7 })
}

const bitsOf = (backend: Backend, run: Run) => {
  const { trajectories, engine } = minimize(backend, [run])
  return { engine, points: trajectories[0]?.points, values: trajectories[0]?.values }
}

describe('graphs that are kept', () => {
  const rules = optimizers.filter(({ kind }) => kind === 'rule')
  it('take other numbers bit for bit as fresh ones do, of every rule', () => {
    const keeping = keepingGraphs(backend, rules.length)
    for (const rule of rules) bitsOf(keeping, runOf(rule))
    const before = backend.tf.memory().numTensors
    for (const rule of rules)
      expect([rule.name, bitsOf(keeping, others(rule))]).toEqual([rule.name, bitsOf(backend, others(rule))])
    expect(backend.tf.memory().numTensors).toBe(before)
  })

  /** Hears of each graph whether it was made anew. */
  function watched(loads: boolean[]): Backend {
    const keeping = keepingGraphs(backend)
    const graphs = graphsKeptBy(keeping)
    if (graphs === undefined) throw new Error('it keeps none')
    const { take } = graphs
    Object.assign(graphs, {
      take: (key: string) => {
        const loop = take(key)
        loads.push(loop === undefined)
        return loop
      },
    })
    return keeping
  }

  it('are used again, but not for another structure, function or number of lanes', () => {
    const loads: boolean[] = []
    const keeping = watched(loads)
    const sgd = optimizers.find(({ name }) => name === 'sgd')
    const other = functions.find(({ name }) => name === 'booth')
    if (sgd === undefined || other === undefined) throw new Error('there is no such thing')
    const run = runOf(sgd)
    const nesterov = { ...run.hyperparameters, nesterov: true, momentum: 0.9 }
    for (const one of [run, others(sgd), { ...run, hyperparameters: nesterov }, { ...run, fn: other }, run])
      minimize(keeping, [one])
    minimize(
      keeping,
      Array.from({ length: 17 }, (_, i) => ({ ...run, start: [i, 0] as const })),
    )
    expect(loads).toEqual([true, false, true, true, false, true])
  })

  it('are used again with noise, a box and batches, each for its own kind, size or sides', () => {
    const loads: boolean[] = []
    const keeping = watched(loads)
    const sgd = optimizers.find(({ name }) => name === 'sgd')
    const loss = functions.find(({ name }) => name === 'least_squares')
    if (sgd === undefined || loss === undefined) throw new Error('there is no such thing')
    const noise = (text: string) => ({ noise: noiseOf(text) ?? expect.fail('no noise') })
    const box = (most: number) => ({ bounds: { x: [-2, most], y: [-2, Number.POSITIVE_INFINITY] } as const })
    const changes: readonly Partial<Run>[] = [
      ...[noise('0.1'), noise('0.2'), noise('10%')],
      ...[box(2), box(1), box(2)],
      ...[4, 8, 4].map(batchSize => ({ batchSize })),
    ]
    for (const [seed, change] of changes.entries()) {
      const run = runOf(sgd, { fn: loss, start: loss.start, seed, ...change })
      expect(bitsOf(keeping, run)).toEqual(bitsOf(backend, run))
    }
    expect(loads).toEqual([true, false, true, true, true, false, true, true, false])
  })

  it('of a user, whose step may count its calls, are none', () => {
    const keeping = keepingGraphs(backend)
    const rule = optimizers.find(({ name }) => name === 'adam')
    if (rule?.kind !== 'rule') throw new Error('there is no such rule')
    const table = { steps: 1, shared: [], laned: [], columns: 0, values: new Float32Array() }
    const keyOf = (of: object) => graphsKeptBy(keeping)?.keyOf({ ...rule, ...of } as never, runOf(rule), table, 16)
    expect(keyOf({})).toBeDefined()
    expect(keyOf({ module: './mine.mjs' })).toBeUndefined()
  })
})
