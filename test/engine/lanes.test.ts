import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, type BackendChoice, startBackend } from '../../src/engine/backend.js'
import { keepingGraphs } from '../../src/engine/compile/kept.js'
import { objectiveOf } from '../../src/engine/follow/objective.js'
import { minimize, type Run } from '../../src/engine/minimize.js'
import { functions } from '../../src/functions/index.js'
import type { TestFunction } from '../../src/functions/types.js'
import { optimizers } from '../../src/optimizers/index.js'
import type { Optimizer, Question } from '../../src/optimizers/types.js'
import type { Point } from '../../src/records/geometry.js'
import { evaluationCount, pointCount, type Trajectory } from '../../src/records/trajectory.js'
import { difference, nudged, runOf } from './cases.js'

const flower = functions.find(fn => fn.name === 'flower') ?? expect.fail('flower is missing')
const adamw = optimizers.find(optimizer => optimizer.name === 'adamw') ?? expect.fail('adamw is missing')

describe.each<BackendChoice>(['tensorflow', 'cpu'])('lanes on %s', choice => {
  let backend: Backend
  beforeAll(async () => {
    backend = await startBackend(choice)
    keeping = keepingGraphs(backend)
  })
  /** Of runs alone, those that differ in numbers share a graph: making it is most of what they take. */
  let keeping: Backend
  const alone = (run: Run): Trajectory => minimize(keeping, [run]).trajectories[0] ?? expect.fail('no trajectory')
  const differences = (runs: readonly Run[]) =>
    minimize(backend, runs).trajectories.map((lane, i) =>
      difference(lane, alone(runs[i] ?? expect.fail('too many lanes'))),
    )

  const rules = optimizers.filter(optimizer => optimizer.kind === 'rule')
  it.each(rules.map(rule => [rule.name, rule] as const))('of %s are bit-equal to the runs alone', (_, rule) => {
    const runs = [0, 1, 2].map(lane =>
      runOf(rule, flower, { steps: 12, seed: lane, hyperparameters: nudged(rule, lane), start: [2 - lane, 1.5] }),
    )
    expect(differences(runs)).toEqual([undefined, undefined, undefined])
  })

  // Of each function the values and derivatives, which are what it has of its own, are compared below.
  const some = functions.filter((_, i) => i % 3 === 0)
  it.each(some.map(fn => [fn.name, fn] as const))('on %s are bit-equal to the runs alone', (_, fn) => {
    const starts: Point[] = Array.from({ length: 19 }, (_, i) => [fn.start[0] - 0.01 * i, fn.start[1] + 0.02 * i])
    const runs = starts.map(start => runOf(adamw, fn, { start, steps: 5 }))
    const { trajectories } = minimize(backend, runs)
    // Native kernels take lanes by eights and sixteens, and the rest one by one.
    for (const i of [0, 9, 16, 18])
      expect(difference(trajectories[i] ?? expect.fail('no lane'), alone(runs[i] ?? expect.fail('no run')))).toBe(
        undefined,
      )
  })

  /** Everything that is asked, at once or one by one. */
  const answers = (fn: TestFunction, ask: Question['ask'], at: readonly Point[], together: boolean) => {
    const objective = objectiveOf(backend, fn, choice === 'cpu' ? 'eager' : 'graph')
    const answered = together ? objective.answers(ask, at) : at.flatMap(point => objective.answers(ask, [point]))
    objective.close()
    return answered.map(answer => Object.values(answer).flat().map(Math.fround))
  }
  it.each(functions.map(fn => [fn.name, fn] as const))('%s answers many points as each alone', (_, fn) => {
    const { x, y } = fn.domain
    // So many that wider graphs answer them than a single one.
    const count = choice === 'cpu' ? 40 : 4200
    const at = Array.from({ length: count }, (_, i): Point => {
      const [s, t] = [(i * 0.618034) % 1, i / count]
      return [x[0] + s * (x[1] - x[0]), y[0] + t * (y[1] - y[0])].map(Math.fround) as [number, number]
    })
    const chosen = at.flatMap((_, i) => (i % 97 === 0 ? i : []))
    for (const ask of ['value', 'hessian'] as const) {
      const together = answers(fn, ask, at, true)
      const single = answers(
        fn,
        ask,
        chosen.map(i => at[i] ?? fn.start),
        false,
      )
      expect(chosen.filter((i, k) => JSON.stringify(together[i]) !== JSON.stringify(single[k]))).toEqual([])
    }
  })

  // Of a population's questions there are so many that the widest graph answers them.
  it.skipIf(choice === 'cpu').each(functions.map(fn => [fn.name, fn] as const))(
    '%s has the values of thousands of points that each has alone',
    (_, fn) => {
      const { x, y } = fn.domain
      const at = Array.from({ length: 33_000 }, (_, i): Point => {
        const [s, t] = [(i * 0.618034) % 1, (i * 0.754877) % 1]
        return [Math.fround(x[0] + s * (x[1] - x[0])), Math.fround(y[0] + t * (y[1] - y[0]))]
      })
      const objective = objectiveOf(backend, fn, 'graph')
      const values = objective.values(at)
      objective.close()
      const chosen = at.flatMap((_, i) => (i % 1597 === 0 || i === at.length - 1 ? i : []))
      const single = answers(
        fn,
        'value',
        chosen.map(i => at[i] ?? fn.start),
        false,
      )
      expect(chosen.map(i => values[i])).toEqual(single.map(([value]) => value))
    },
  )

  const procedures = optimizers.filter(optimizer => optimizer.kind === 'procedure')
  it.each(procedures.map(one => [one.name, one] as const))(
    'of %s are bit-equal to the runs alone, whatever they ask and however long they are',
    (_, procedure) => {
      const run = (i: number) =>
        runOf(procedure, flower, {
          start: [0.31 * (i % 14) - 2, 0.1 * Math.floor(i / 14) - 2.2],
          steps: 6 + (i % 3),
          seed: i,
          hyperparameters: nudged(procedure, i % 3),
          ...(i % 5 === 4 && { budget: 11 }),
        })
      // So many that they are answered by wider graphs than a run alone, until most have converged.
      const asked = evaluationCount(alone(run(0)).evaluations)
      const count = choice === 'cpu' ? 20 : Math.max(70, Math.min(600, Math.ceil(12_000 / asked)))
      const runs = Array.from({ length: count }, (_, i) => run(i))
      const lanes = minimize(backend, runs).trajectories
      for (let i = 0; i < count; i += Math.ceil(count / 6))
        expect(difference(lanes[i] ?? expect.fail('no lane'), alone(runs[i] ?? expect.fail('no run')))).toBeUndefined()
    },
  )

  it('that diverge end alone', () => {
    const at = (lr: number) => ({ ...nudged(adamw, 0), lr })
    const runs = [0.1, 1e38, 0.1, 1e39].map(lr => runOf(adamw, flower, { steps: 20, hyperparameters: at(lr) }))
    const { trajectories } = minimize(backend, runs)
    expect(trajectories.map(t => t.outcome.kind)).toEqual(['finished', 'diverged', 'finished', 'diverged'])
    expect(trajectories.every(t => t.points.every(Number.isFinite))).toBe(true)
    expect(differences(runs)).toEqual([undefined, undefined, undefined, undefined])
  })

  it('of a user’s rule draw for themselves, of whatever source', () => {
    const [sgd] = rules.filter(({ name }) => name === 'sgd')
    if (sgd === undefined) return expect.fail('sgd is missing')
    let begun = 0
    const theirs: Optimizer = {
      ...sgd,
      *schedule(h, run) {
        const lr = 0.01 * ++begun
        for (const rows = sgd.schedule(h, run); ; ) yield { ...rows.next().value, lr }
      },
    }
    const runs = [0, 1, 2].map(seed => runOf(theirs, flower, { steps: 4, seed }))
    const ends = minimize(backend, runs).trajectories.map(t => t.points.slice(-2).join())
    expect(new Set(ends).size).toBe(3)
  })

  it('of several optimizers, functions and lengths keep their order', () => {
    const runs = [7, 3, 7, 3].map((steps, i) => runOf(adamw, flower, { steps, start: [i, 1] }))
    const { trajectories } = minimize(backend, runs)
    expect(trajectories.map(pointCount)).toEqual([8, 4, 8, 4])
    expect(trajectories.map(t => t.points[0])).toEqual([0, 1, 2, 3])
  })

  it('leave no tensor behind, diverged or not', () => {
    const runs = [0.1, 1e38].map(lr => runOf(adamw, flower, { hyperparameters: { ...nudged(adamw, 0), lr } }))
    const before = backend.tf.memory().numTensors
    minimize(backend, runs)
    minimize(backend, runs.slice(1))
    expect(backend.tf.memory().numTensors).toBe(before)
  })
})
