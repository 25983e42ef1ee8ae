import { beforeAll, describe, expect, it } from 'vitest'
import type { Backend } from '../../../src/engine/backend.js'
import { startBackend } from '../../../src/engine/backend.js'
import { graphsKeptBy, keepingGraphs } from '../../../src/engine/compile/kept.js'
import { minimize, type Run } from '../../../src/engine/minimize.js'
import { functions } from '../../../src/functions/index.js'
import { optimizers } from '../../../src/optimizers/index.js'
import { defaults, type Optimizer } from '../../../src/optimizers/types.js'

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

  it('are used again, but not for another structure, function or number of lanes', () => {
    const keeping = keepingGraphs(backend)
    const graphs = graphsKeptBy(keeping)
    if (graphs === undefined) throw new Error('it keeps none')
    const loads: boolean[] = []
    const { take } = graphs
    Object.assign(graphs, {
      take: (key: string) => {
        const loop = take(key)
        loads.push(loop === undefined)
        return loop
      },
    })
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
