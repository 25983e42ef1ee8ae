import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, type BackendChoice, startBackend } from '../../src/engine/backend.js'
import { minimize, type Run } from '../../src/engine/minimize.js'
import { evaluationCount, pointAt, pointCount, type Trajectory } from '../../src/records/trajectory.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { difference } from './cases.js'

const runOf = (raw: Readonly<Record<string, unknown>>): Run =>
  resolveRun(mergeSettings(parseSettings({ steps: 100, start: '1,1', ...raw }, key => key)))
/** Every step makes x and y half as large: after k steps f is 2 · 4⁻ᵏ, its gradient 2√2 · 2⁻ᵏ, the step √2 · 2⁻ᵏ long. */
const halving = { optim: 'sgd', expr: 'x^2 + y^2', lr: 0.25 }

describe.each<BackendChoice>(['tensorflow', 'cpu'])('until on %s', choice => {
  let backend: Backend
  beforeAll(async () => {
    backend = await startBackend(choice)
  })
  const follow = (run: Run): Trajectory => minimize(backend, [run]).trajectories[0] ?? expect.fail('no trajectory')

  it.each([
    ['f<1e-3', 6, 'f<0.001'],
    ['f<3', 0, 'f<3'],
    ['grad<1e-2', 9, 'grad<0.01'],
    ['step<1e-2', 8, 'step<0.01'],
    ['step<1e-2,f<1e-3', 6, 'f<0.001'],
    ['f<1e-9,grad<1e-2', 9, 'grad<0.01'],
  ])('%s ends a rule at step %d', (until, step, goal) => {
    const t = follow(runOf({ ...halving, until }))
    expect(t.reached).toEqual({ goal, step })
    expect([pointCount(t), t.values.length, evaluationCount(t.evaluations)]).toEqual([step + 1, step + 1, step])
    expect(pointAt(t, step)).toEqual([2 ** -step, 2 ** -step])
  })
  it('is not reached where it never holds, and changes nothing then', () => {
    const t = follow(runOf({ ...halving, steps: 5, until: 'f<1e-9' }))
    expect(t.reached).toBeUndefined()
    expect(difference(t, follow(runOf({ ...halving, steps: 5 })))).toBeUndefined()
  })
  it('is found beyond the points whose gradients are computed at once', () => {
    const slow = { ...halving, lr: 0.0005, steps: 8000 }
    // (1 − 2 lr)ᵏ 2√2 < 1e-3 from k = ln(1e-3 / 2√2) / ln(0.999) = 7943.6 on.
    expect(follow(runOf({ ...slow, until: 'grad<1e-3' })).reached?.step).toBeCloseTo(7944, -1)
  })
  it('ends a procedure, which is asked nothing more', () => {
    const run = { optim: 'gd-armijo', expr: 'x^2 + 3*y^2', steps: 50 }
    const whole = follow(runOf(run))
    const first = whole.values.findIndex(value => value < 1e-4)
    const t = follow(runOf({ ...run, until: 'f<1e-4' }))
    expect(t.reached).toEqual({ goal: 'f<0.0001', step: first })
    expect(t.points).toEqual(whole.points.slice(0, 2 * (first + 1)))
    expect(t.evaluations).toEqual(follow(runOf({ ...run, steps: first })).evaluations)
    expect(follow(runOf({ ...run, until: 'grad<1e-2' })).reached?.goal).toBe('grad<0.01')
    expect(follow(runOf({ ...run, until: 'step<1e-3' })).reached?.goal).toBe('step<0.001')
  })
  it('comes before a divergence, and lanes stop for themselves', () => {
    const runs = [0.25, 0.4, 3].map(lr => runOf({ ...halving, lr, until: 'f<1e-3' }))
    const { trajectories } = minimize(backend, runs)
    // 0.2ᵏ √2 squared: 2 · 25⁻ᵏ < 1e-3 from k = 3 on; with lr = 3 the point is five times as far at each step.
    expect(trajectories.map(({ reached }) => reached?.step)).toEqual([6, 3, undefined])
    expect(trajectories.map(({ outcome }) => outcome.kind)).toEqual(['finished', 'finished', 'diverged'])
    const leaping = follow(runOf({ ...halving, lr: 3, until: 'grad<3' }))
    expect([leaping.reached?.step, leaping.outcome.kind]).toEqual([0, 'finished'])
  })
})

describe('the setting', () => {
  it.each(['grad<-1', 'grad<0', 'step < -1e-3', 'f<1,step<0'])('refuses %j, which never holds', until => {
    expect(() => runOf({ until })).toThrow(/^until: the .* is never below \S+: expected a number above 0, got "/)
  })

  it.each(['f', 'f<', 'f>1', 'g<1', 'f<x', 'f<1 grad<2', '', 3, [], ['f<1', 'x<2'], 'f<1e999'])('refuses %j', until => {
    expect(() => runOf({ until })).toThrow('until: expected f, grad or step below a number, such as f<1e-6, got')
  })
  it('reads several, in any case', () => {
    const texts = (until: unknown) => runOf({ until }).until?.map(({ text }) => text)
    expect(texts('F < 1e-6 , grad<.5')).toEqual(['f<0.000001', 'grad<0.5'])
    expect(texts(['step<1', 'f<-0.5'])).toEqual(['step<1', 'f<-0.5'])
  })
})
