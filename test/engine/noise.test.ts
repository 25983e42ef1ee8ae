import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, type BackendChoice, startBackend } from '../../src/engine/backend.js'
import { noiseSource } from '../../src/engine/follow/noise.js'
import { type EngineChoice, minimize, type Run } from '../../src/engine/minimize.js'
import { normalSource, randomSource } from '../../src/random.js'
import { pointAt, pointCount, type Trajectory } from '../../src/records/trajectory.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { difference } from './cases.js'

const runOf = (raw: Readonly<Record<string, unknown>>): Run =>
  resolveRun(mergeSettings(parseSettings({ steps: 40, start: '1,2', lr: 0.1, ...raw }, key => key)))
const flat = { optim: 'sgd', expr: '0*x+0*y', lr: 1 }
/** The first pairs of a seed. */
const pairs = (seed: number, count: number) => Array.from({ length: count }, noiseSource(seed))

describe('normal numbers', () => {
  const draw = noiseSource(1)
  const drawn = Array.from({ length: 50_000 }, draw)
  const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length

  it('have mean 0, deviation 1 and kurtosis 3, and the two of a pair are independent', () => {
    const all = drawn.flat()
    // Four standard deviations of what 100,000 give: 1/√n, √(2/n), √(96/n), 1/√(n/2).
    expect(Math.abs(mean(all))).toBeLessThan(4 * Math.sqrt(1 / 1e5))
    expect(Math.abs(mean(all.map(z => z * z)) - 1)).toBeLessThan(4 * Math.sqrt(2 / 1e5))
    expect(Math.abs(mean(all.map(z => z ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / 1e5))
    expect(Math.abs(mean(drawn.map(([u, v]) => u * v)))).toBeLessThan(4 * Math.sqrt(1 / 5e4))
    // Beyond 3 lie 0.27 %.
    expect(Math.abs(all.filter(z => Math.abs(z) > 3).length - 270)).toBeLessThan(4 * Math.sqrt(270))
  })
  it('are those of the polar method with the logarithm of Math', () => {
    const random = randomSource(7)
    const polar = (): readonly [number, number] => {
      for (;;) {
        const [u, v] = [2 * random() - 1, 2 * random() - 1]
        const s = u * u + v * v
        if (s < 1 && s > 0) return [u * Math.sqrt((-2 * Math.log(s)) / s), v * Math.sqrt((-2 * Math.log(s)) / s)]
      }
    }
    const own = normalSource(randomSource(7))
    for (let i = 0; i < 5000; i++) {
      const [[u, v], [a, b]] = [own(), polar()]
      expect(Math.abs(u - a)).toBeLessThan(1e-14 * Math.max(1, Math.abs(a)))
      expect(Math.abs(v - b)).toBeLessThan(1e-14 * Math.max(1, Math.abs(b)))
    }
  })
  it('of other seeds are others', () => {
    expect(new Set([0, 1, 2, 3].map(seed => pairs(seed, 1).join())).size).toBe(4)
  })
})

describe.each<BackendChoice>(['tensorflow', 'cpu'])('noise on %s', choice => {
  let backend: Backend
  beforeAll(async () => {
    backend = await startBackend(choice)
  })
  const follow = (run: Run, engine: EngineChoice = 'auto'): Trajectory =>
    minimize(backend, [run], { engine }).trajectories[0] ?? expect.fail('no trajectory')
  const moves = (t: Trajectory) =>
    Array.from({ length: pointCount(t) - 1 }, (_, k) => {
      const [[x, y], [u, v]] = [pointAt(t, k), pointAt(t, k + 1)]
      return [u - x, v - y] as const
    })
  const near = (own: readonly (readonly [number, number])[], expected: readonly (readonly [number, number])[]) => {
    expect(own).toHaveLength(expected.length)
    const off = own.flatMap(([x, y], k) => [x - (expected[k]?.[0] ?? Number.NaN), y - (expected[k]?.[1] ?? Number.NaN)])
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(1e-5)
  }

  it('is added to the gradient of each step', () => {
    near(
      moves(follow(runOf({ ...flat, noise: 0.5, seed: 3 }))),
      pairs(3, 40).map(([u, v]) => [-0.5 * u, -0.5 * v]),
    )
  })
  it('is the same for all gradients of a step', () => {
    // On a plane the climb of SAM changes nothing: both gradients are told with the same sample.
    const plane = { expr: '3*x-4*y', lr: 0.01, seed: 3 }
    for (const noise of [0.5, '10%']) {
      const moved = moves(follow(runOf({ ...plane, noise, optim: 'sam-sgd' })))
      near(moved, moves(follow(runOf({ ...plane, noise, optim: 'sgd' }))))
      near(moved, moves(follow(runOf({ ...plane, noise, optim: 'sam-sgd' }), 'eager')))
    }
  })
  it('in % goes with the gradient’s norm', () => {
    near(
      moves(follow(runOf({ ...flat, expr: '3*x-4*y', lr: 0.01, noise: '10%' }))),
      pairs(0, 40).map(([u, v]) => [-0.01 * (3 + 0.5 * u), -0.01 * (-4 + 0.5 * v)]),
    )
  })
  it('of a step is the same for all that are compared', () => {
    const signs = moves(follow(runOf({ ...flat, optim: 'signsgd', noise: 2 }))).map(([x, y]) => [
      Math.sign(x),
      Math.sign(y),
    ])
    expect(signs).toEqual(pairs(0, 40).map(([u, v]) => [-Math.sign(u), -Math.sign(v)]))
  })
  it('is not in what is noted', () => {
    for (const optim of ['adam', 'adahessian', 'gd-armijo', 'nelder-mead']) {
      const { lr: _, ...run } = { optim, expr: 'x^2 + 3*y^2', noise: 0.3, lr: 0.1 }
      const t = follow(runOf(optim === 'nelder-mead' ? { ...run, lr: undefined } : { ...run, lr: 0.1 }))
      for (let k = 0; k < pointCount(t); k++) {
        const [x, y] = pointAt(t, k)
        expect(t.values[k]).toBeCloseTo(x * x + 3 * y * y, 4)
      }
    }
  })
  it('hits values and gradients that a procedure asks for, anew at each question', () => {
    const t = follow(runOf({ optim: 'gd-armijo', expr: 'x^2 + 3*y^2', noise: 1e-3, lr: 1 }))
    const quiet = follow(runOf({ optim: 'gd-armijo', expr: 'x^2 + 3*y^2', lr: 1 }))
    expect(difference(t, quiet)).toBeDefined()
    expect(t.values.at(-1)).toBeLessThan(0.01)
  })
  it('leaves lanes what they are alone, and the graph what the eager loop is', () => {
    const runs = [0, 1, 1, 2].map((seed, i) =>
      runOf({ optim: 'adamw', fn: 'himmelblau', noise: i === 3 ? '20%' : i, seed, schedule: 'cosine' }),
    )
    const together = minimize(backend, runs)
    expect(together.trajectories.map((t, i) => difference(t, follow(runs[i] ?? expect.fail('too many'))))).toEqual(
      runs.map(() => undefined),
    )
    const eager = minimize(backend, runs, { engine: 'eager' })
    expect(together.trajectories.map((t, i) => difference(t, eager.trajectories[i] ?? expect.fail('too few')))).toEqual(
      runs.map(() => undefined),
    )
    if (choice === 'tensorflow') expect(together.engine).toBe('graph')
  })
})

describe('the setting', () => {
  it.each(['-1', '-10%', 'x', '', '1e999', 'inf', true, null, '10%%'])('refuses %j', noise => {
    expect(() => runOf({ noise })).toThrow('noise: expected a standard deviation of at least 0')
  })
  it.each([
    ['0.5', { text: '0.5', deviation: 0.5, relative: false }],
    [2, { text: '2', deviation: 2, relative: false }],
    [' 12.5 % ', { text: '12.5%', deviation: 0.125, relative: true }],
    ['0%', undefined],
    [0, undefined],
  ])('reads %j', (noise, expected) => {
    expect(runOf({ noise }).noise).toEqual(expected)
  })
})
