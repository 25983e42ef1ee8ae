import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { functions } from '../../src/functions/index.js'
import { lbfgs, lbfgsRTorch } from '../../src/optimizers/lbfgs.js'
import { strongWolfe } from '../../src/optimizers/parts/strong-wolfe.js'
import type { Point } from '../../src/records/geometry.js'
import { pointAt, pointCount } from '../../src/records/trajectory.js'
import {
  atOnce,
  distance,
  himmelblau,
  iterates,
  logarithm,
  oracleOf,
  quadratic,
  rosenbrock,
  unasked,
} from './oracles.js'
import { functionOf, hyperparametersOf, map, optimizerOf, type Reference, referencesOf } from './references.js'

describe('L-BFGS', () => {
  it('takes the steps of BFGS with a dense inverse Hessian, as long as the history holds them', () => {
    // H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ over all pairs, from yᵀs / yᵀy · I of the newest pair; in doubles.
    const steps: Point[] = []
    const pairs: { s: Point; y: Point }[] = []
    let p: Point = [2.5, 1.5]
    let g = himmelblau.gradient(p)
    for (let k = 0; k < 6; k++) {
      const newest = pairs.at(-1)
      const scale = newest === undefined ? 1 : inner(newest.y, newest.s) / inner(newest.y, newest.y)
      let h: Matrix = [scale, 0, 0, scale]
      for (const { s, y } of pairs) {
        const rho = 1 / inner(y, s)
        const left: Matrix = [1 - rho * s[0] * y[0], -rho * s[0] * y[1], -rho * s[1] * y[0], 1 - rho * s[1] * y[1]]
        const [a, b, c, d] = times(times(left, h), [left[0], left[2], left[1], left[3]])
        h = [a + rho * s[0] * s[0], b + rho * s[0] * s[1], c + rho * s[1] * s[0], d + rho * s[1] * s[1]]
      }
      const t = k === 0 ? 0.3 * Math.min(1, 1 / (Math.abs(g[0]) + Math.abs(g[1]))) : 0.3
      const s: Point = [-t * (h[0] * g[0] + h[1] * g[1]), -t * (h[2] * g[0] + h[3] * g[1])]
      const next: Point = [p[0] + s[0], p[1] + s[1]]
      const after = himmelblau.gradient(next)
      const y: Point = [after[0] - g[0], after[1] - g[1]]
      if (inner(y, s) > 1e-10) pairs.push({ s, y })
      steps.push(next)
      p = next
      g = after
    }
    expect(pairs.length).toBeGreaterThan(3)
    const ours = iterates(lbfgs, oracleOf(himmelblau), [2.5, 1.5], 6, { lr: 0.3, max_iter: 1 })
    for (const [k, step] of steps.entries()) expect(distance(ours[k] ?? [0, 0], step)).toBeLessThan(1e-5)
  })

  it.each([2, 0.375, 0.3, 0.25, 0.1])('begins at %f with lr along the gradient, whose sum is cut to 1', x => {
    const bowl = quadratic(2, 0, 2)
    const g = bowl.gradient([x, x / 2])
    const t = 0.3 / Math.max(1, g[0] + g[1])
    const [first = [0, 0]] = iterates(lbfgs, oracleOf(bowl), [x, x / 2], 1, { lr: 0.3, max_iter: 1 })
    expect(distance(first, [x - t * g[0], x / 2 - t * g[1]])).toBeLessThan(1e-7)
  })

  it('forgets the oldest pair when the history is full', () => {
    const at = (history_size: number) =>
      iterates(lbfgs, oracleOf(rosenbrock), [-1.2, 1], 8, { lr: 0.5, max_iter: 1, history_size })
    // The third step is the first that two pairs bear on.
    expect(at(100)[1]).toEqual(at(1)[1])
    expect(at(100)[2]).not.toEqual(at(1)[2])
  })

  it('stays at a minimum without evaluating again', () => {
    const oracle = oracleOf(quadratic(2, 0.5, 1), 'float32')
    const points = iterates(lbfgs, oracle, [1.5, -1.25], 10, { line_search: 'strong_wolfe' })
    const calls = oracle.calls()
    expect(distance(points.at(-1) ?? [1, 1], [0, 0])).toBeLessThan(1e-6)
    const more = oracleOf(quadratic(2, 0.5, 1), 'float32')
    iterates(lbfgs, more, [1.5, -1.25], 60, { line_search: 'strong_wolfe' })
    expect(more.calls()).toBe(calls)
  })

  it('keeps a point of value −∞, where PyTorch turns to NaN', () => {
    const at = iterates(lbfgs, oracleOf(logarithm(quadratic(2, 0, 2))), [0, 0], 3, { line_search: 'strong_wolfe' })
    expect(at).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ])
  })

  it('spends no more than max_eval evaluations on a line search; R torch always allows 25', () => {
    const set = { line_search: 'strong_wolfe', max_iter: 1, max_eval: 3, lr: 100 } as const
    const limited = oracleOf(rosenbrock)
    iterates(lbfgs, limited, [-1.2, 1], 1, set)
    expect(limited.calls()).toBe(4)
    const free = oracleOf(rosenbrock)
    iterates(lbfgsRTorch, free, [-1.2, 1], 1, set)
    expect(free.calls()).toBeGreaterThan(4)
  })
})

describe('the strong-Wolfe line search', () => {
  const along = (fn: typeof himmelblau, from: Point, d: Point) => (t: number) => {
    const p: Point = [from[0] + t * d[0], from[1] + t * d[1]]
    return { t, value: fn.value(p), slope: inner(fn.gradient(p), d), gradient: p }
  }

  it('accepts only what satisfies both conditions', () => {
    for (const [fn, from] of [
      [himmelblau, [0.5, -1.5]],
      [himmelblau, [-4, 4]],
      [rosenbrock, [-1.2, 1]],
      [rosenbrock, [2, -2]],
    ] as const)
      for (const t of [1e-3, 1, 50]) {
        const [gx, gy] = fn.gradient(from)
        const evaluate = along(fn, from, [-gx, -gy])
        const origin = evaluate(0)
        const reach = Math.max(Math.abs(gx), Math.abs(gy))
        const { accepted } = unasked(strongWolfe(atOnce(evaluate), origin, { t, single: false }, reach, 1e-12, 50))
        expect(accepted.t).toBeGreaterThan(0)
        expect(accepted.value).toBeLessThanOrEqual(origin.value + 1e-4 * accepted.t * origin.slope)
        expect(Math.abs(accepted.slope)).toBeLessThanOrEqual(0.9 * Math.abs(origin.slope))
      }
  })

  it('backs off from places where the objective is undefined', () => {
    // −log(1 − t) − 2 t is undefined from t = 1 on; its minimum is at t = 1/2.
    const evaluate = (t: number) => ({ t, value: -Math.log(1 - t) - 2 * t, slope: 1 / (1 - t) - 2, gradient: t })
    const { accepted } = unasked(strongWolfe(atOnce(evaluate), evaluate(0), { t: 4, single: false }, 1, 1e-9, 25))
    expect(accepted.t).toBeGreaterThan(0.05)
    expect(accepted.t).toBeLessThan(1)
  })
})

describe('L-BFGS on the engine', () => {
  let backend: Backend
  beforeAll(async () => {
    backend = await startBackend('tensorflow')
  })

  const follow = (reference: Reference, id: string) => {
    const mapping = map[id]
    if (mapping === null || mapping === undefined) throw new Error(`no optimizer for ${id}`)
    const run = {
      optimizer: optimizerOf(mapping),
      hyperparameters: hyperparametersOf(reference, mapping),
      fn: functionOf(reference),
      start: reference.start,
      steps: reference.steps,
      seed: 0,
    }
    const [trajectory] = minimize(backend, [run]).trajectories
    if (trajectory === undefined) throw new Error('one run has one trajectory')
    return trajectory
  }

  // Steps of several iterations are compared by where they end: on the way, rounding decides.
  for (const id of Object.keys(map).filter(id => id.startsWith('lbfgs'))) {
    const cases = referencesOf(id).filter(
      r => r.diverged === undefined && r.function !== 'flower' && functions.some(fn => fn.name === r.function),
    )
    it.each(cases)(`$id ends where PyTorch does`, reference => {
      const trajectory = follow(reference, id)
      const end: Point = [reference.x.at(-1) ?? Number.NaN, reference.y.at(-1) ?? Number.NaN]
      expect(pointCount(trajectory)).toBe(reference.steps + 1)
      expect(distance(pointAt(trajectory, reference.steps), end)).toBeLessThan(1e-3)
    })
  }

  it.each(['lbfgs_sw', 'lbfgs_sw@rtorch'])('%s sits in the middle of the flower after 3 steps and stays there', id => {
    for (const reference of referencesOf(id).filter(r => r.tag.startsWith('blog'))) {
      const trajectory = follow(reference, id)
      for (let step = 3; step <= reference.steps; step++) {
        expect(distance(pointAt(trajectory, step), [0, 0])).toBeLessThan(3e-3)
        expect(trajectory.values[step]).toBeLessThan(-0.99)
      }
    }
  })
})

type Matrix = readonly [number, number, number, number]

function inner(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1]
}

function times([a, b, c, d]: Matrix, [e, f, g, h]: Matrix): Matrix {
  return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h]
}
