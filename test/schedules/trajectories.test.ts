import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, type BackendChoice, startBackend } from '../../src/engine/backend.js'
import { type EngineChoice, minimize, type Run } from '../../src/engine/minimize.js'
import { optimizers } from '../../src/optimizers/index.js'
import { pointAt, pointCount, type Trajectory } from '../../src/records/trajectory.js'
import { parseEntry } from '../../src/spec/compare.js'
import { entries } from '../../src/spec/fields/entries.js'
import { resolveRun } from '../../src/spec/run.js'
import { whyUnscheduled } from '../../src/spec/schedule.js'
import { mergeSettings } from '../../src/spec/settings.js'
import { difference } from '../engine/cases.js'
import { references } from './references.js'

const { steps, trajectories } = references

/** What keeps an optimizer from arriving, from diverging, or from a rate of its own, before the fifth step. */
const lively: Readonly<Record<string, string>> = {
  'schedulefree-sgd': ':lr=0.001',
  // So low that its model of the loss asks for more, and the rate is what it gets.
  momo: ':lr=0.001',
  lbfgs: ':max_iter=1',
  'lbfgs@rtorch': ':max_iter=1',
}

/** The run of an entry of a comparison. */
function runOf(entry: string, fn: string, schedule?: string): Run {
  const [raw = {}] = entries(entry, 'optim')
  return resolveRun(mergeSettings({ fn, steps, schedule, ...parseEntry(raw, 'optim') }))
}

describe.each<BackendChoice>(['tensorflow', 'cpu'])('under a schedule, on %s', choice => {
  let backend: Backend
  beforeAll(async () => {
    backend = await startBackend(choice)
  })
  const follow = (run: Run, engine: EngineChoice = 'auto'): Trajectory =>
    minimize(backend, [run], { engine }).trajectories[0] ?? expect.fail('no trajectory')

  it.each([...new Set(trajectories.map(({ optimizer }) => optimizer))])('%s goes PyTorch’s way', optimizer => {
    const failures = trajectories
      .filter(one => one.optimizer === optimizer)
      .map(({ function: fn, schedule, points }) => {
        const [start = [0, 0] as const] = points
        const own = follow({ ...runOf(optimizer, fn, schedule), start })
        const off = points.map(([x, y], k) => {
          const [u, v] = pointAt(own, k)
          return Math.max(Math.abs(u - x) / Math.max(1, Math.abs(x)), Math.abs(v - y) / Math.max(1, Math.abs(y)))
        })
        return { fn, schedule, worst: Math.max(...off) }
      })
      .filter(({ worst }) => !(worst < 1e-4))
    expect(failures).toEqual([])
  })

  const scheduled = optimizers.filter(optimizer => whyUnscheduled(optimizer) === undefined)
  const rules = scheduled.filter(({ kind }) => choice === 'tensorflow' || kind === 'procedure')
  it.each(rules.map(({ name }) => name))('%s steps by the rate of each step', name => {
    const scheduledBy = (schedule?: string): Run => {
      const run = runOf(`${name}${lively[name] ?? ''}`, 'himmelblau', schedule)
      return { ...run, steps: 8, start: [-2.5, 2.5] }
    }
    const plain = scheduledBy()
    const same = follow(scheduledBy('linear:start_factor=1'))
    expect(difference(same, follow(plain))).toBeUndefined()

    const falling = scheduledBy('step:step_size=4:gamma=0.7')
    const own = follow(falling)
    const apart = (k: number) => Math.hypot(...pointAt(own, k).map((u, i) => u - (pointAt(same, k)[i] ?? Number.NaN)))
    const first = Array.from({ length: pointCount(own) }, (_, k) => k).find(k => apart(k) > 0)
    // A rate is of use a step later where it is settled after the step before.
    expect(first).toBe(name === 'asgd' ? 6 : 5)
    expect(difference(own, follow(falling, 'eager'))).toBeUndefined()
  })

  it('lanes of one computation have schedules of their own, and one that hangs on the loss', () => {
    const texts = ['cosine', 'step:step_size=4', 'plateau:patience=1', undefined, 'lr*0.9^t', 'plateau:patience=1']
    const runs = texts.map((text, i) => ({ ...runOf(`sgd:lr=0.0${i + 1}`, 'himmelblau', text), steps: 20 }))
    const together = minimize(backend, runs).trajectories
    expect(together.map((t, i) => difference(t, follow(runs[i] ?? expect.fail('too many'))))).toEqual(
      texts.map(() => undefined),
    )
  })
})
