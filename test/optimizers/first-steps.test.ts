import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import type { TestFunction } from '../../src/functions/types.js'
import type { HyperparameterValues } from '../../src/optimizers/hyperparameters.js'
import { optimizers } from '../../src/optimizers/index.js'
import { defaults, type Optimizer } from '../../src/optimizers/types.js'
import type { Point } from '../../src/records/geometry.js'
import { pointAt } from '../../src/records/trajectory.js'
import { equations, type Settings } from './equations.js'
import { layerEquations } from './layer-equations.js'
import { type TorchSettings, torchEquations, torchLayerEquations } from './torch-equations.js'
import { type VectorSettings, vectorEquations } from './vector-equations.js'

/** x⁴/4 + x² + 0.7 x y + 1.5 y²: curved differently in both directions, and not a quadratic. */
const fn: TestFunction = {
  name: 'quartic',
  title: 'Quartic',
  group: 'bowl',
  formula: 'x⁴/4 + x² + 0.7 x y + 1.5 y²',
  reference: 'this test',
  evaluate: (m, x, y) =>
    m.add(
      m.add(m.mul(m.square(m.square(x)), 0.25), m.square(x)),
      m.add(m.mul(m.mul(x, y), 0.7), m.mul(m.square(y), 1.5)),
    ),
  domain: { x: [-2, 2], y: [-2, 2] },
  start: [1.3, -0.8],
  minima: [{ at: [0, 0], value: 0 }],
  smooth: true,
}
const value = ([x, y]: Point) => x ** 4 / 4 + x ** 2 + 0.7 * x * y + 1.5 * y ** 2
const gradient = ([x, y]: Point): Point => [x ** 3 + 2 * x + 0.7 * y, 0.7 * x + 3 * y]
const diagonal = ([x]: Point): Point => [3 * x * x + 2, 3]
const hessianVector = ([x]: Point, [u, v]: Point): Point => [(3 * x * x + 2) * u + 0.7 * v, 0.7 * u + 3 * v]

const steps = 8

/** The probes of ADAHESSIAN, the same in all runs. */
const probes: readonly Point[] = [1, 1, -1, 1, -1, -1, 1, -1].map((z, k) => [z, k % 3 === 0 ? -1 : 1])

const all = { ...equations, ...torchEquations }
const allLayers = { ...layerEquations, ...torchLayerEquations }

/** Optimizers that always see [x, y] as one. */
const joint: ReadonlySet<string> = new Set(['prodigy', 'dadapt-adam', 'swats'])

/** The points that the paper's equation gives, in doubles. */
function derive(
  name: string,
  h: Settings & TorchSettings & VectorSettings,
  hessian: unknown,
  start: Point,
): readonly Point[] {
  const points: Point[] = [start]
  const vectorEquation = vectorEquations[name]
  const equation = all[name]
  const layerEquation = allLayers[name]
  const curvature = (p: Point, k: number) =>
    hessian === 'hutchinson' ? hessianVector(p, probes[k] ?? [0, 0]) : diagonal(p)
  for (let k = 0; k < steps; k++) {
    const slopes = points.map(gradient)
    if (vectorEquation !== undefined) {
      const seen = { points, gradients: slopes, values: points.map(value), probes, gradientAt: gradient }
      const [x = Number.NaN, y = Number.NaN] = vectorEquation(h, seen)
      points.push([x, y])
      continue
    }
    const column = (history: readonly Point[], i: 0 | 1) => history.map(p => p[i])
    const next = ([0, 1] as const).map(i => {
      const [p, g] = [column(points, i), column(slopes, i)]
      if (equation !== undefined) return equation(h, p, g, column(points.map(curvature), i), i)
      if (layerEquation === undefined) throw new Error(`no equation for ${name}`)
      if (h.joint || joint.has(name)) return layerEquation(h, points, slopes)[i] ?? Number.NaN
      return (
        layerEquation(
          h,
          p.map(v => [v]),
          g.map(v => [v]),
        )[0] ?? Number.NaN
      )
    })
    points.push([next[0] ?? Number.NaN, next[1] ?? Number.NaN])
  }
  return points
}

/** Settings away from the defaults, so that every hyperparameter is seen to act. */
const unusual: Readonly<Record<string, HyperparameterValues>> = {
  adabelief: { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1 },
  'adabelief@torchopt': { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1 },
  adabound: { lr: 0.1, beta1: 0.7, beta2: 0.5, final_lr: 0.05, gamma: 0.3, eps: 0.01, weight_decay: 0.1 },
  adadelta: { lr: 0.7, rho: 0.7, eps: 0.01, weight_decay: 0.1 },
  adafactor: { lr: 0.5, beta2_decay: -0.6, eps1: 0.5, eps2: 1.1, d: 1.05, weight_decay: 0.1 },
  adagrad: { lr: 0.1, lr_decay: 0.1, weight_decay: 0.1, initial_accumulator_value: 0.2, eps: 0.01 },
  adahessian: { lr: 0.1, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1, hessian_power: 0.8 },
  adam: { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1 },
  adamax: { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1 },
  adamw: { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1 },
  'adamw@pytorch': { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1 },
  asgd: { lr: 0.05, lambd: 0.1, alpha: 0.6, t0: 2, weight_decay: 0.1 },
  'lookahead-adam': { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1, k: 3, alpha: 0.3 },
  madgrad: { lr: 0.05, momentum: 0.7, weight_decay: 0.1, eps: 0.01 },
  nadam: { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1, momentum_decay: 0.1 },
  'nadam@torchopt': { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1, momentum_decay: 0.1 },
  nadamw: { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1, momentum_decay: 0.1 },
  qhadam: { lr: 0.05, beta1: 0.7, beta2: 0.8, nu1: 0.6, nu2: 0.9, eps: 0.01, weight_decay: 0.1 },
  radam: { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1 },
  ranger: { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1, k: 3, alpha: 0.3, n_sma_threshold: 4.5 },
  rmsprop: { lr: 0.02, alpha: 0.8, eps: 0.01, weight_decay: 0.1, momentum: 0.6 },
  rprop: { lr: 0.3, eta_minus: 0.4, eta_plus: 1.5, step_min: 0.2, step_max: 0.5 },
  sgd: { lr: 0.05, momentum: 0.7, dampening: 0.2, weight_decay: 0.1 },
  swats: { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1, switch_eps: 0.002 },
  'swats@torchopt': { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1 },
  yogi: { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, initial_accumulator: 0.1, weight_decay: 0.1 },
  'yogi@torchopt': { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, initial_accumulator: 0.1, weight_decay: 0.1 },
  a2grad: { beta: 2, lips: 3, rho: 0.7 },
  accsgd: { lr: 0.01, kappa: 20, xi: 3, small_const: 0.6, weight_decay: 0.1 },
  adamod: { lr: 0.05, beta1: 0.7, beta2: 0.9, beta3: 0.8, eps: 0.01, weight_decay: 0.1 },
  adamp: { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1, delta: 1.3, wd_ratio: 0.4 },
  adan: { lr: 0.05, beta1: 0.7, beta2: 0.8, beta3: 0.9, eps: 0.01, weight_decay: 0.1 },
  adasmooth: { lr: 0.05, beta1: 0.3, beta2: 0.9, eps: 0.01, weight_decay: 0.1 },
  ademamix: { lr: 0.05, beta1: 0.7, beta2: 0.9, beta3: 0.95, alpha: 2, eps: 0.01, weight_decay: 0.1 },
  adopt: { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1, clip_power: 0.1 },
  aggmo: { lr: 0.02, beta1: 0.2, beta2: 0.7, beta3: 0.9, weight_decay: 0.1 },
  apollo: { lr: 0.2, beta: 0.7, eps: 0.01, weight_decay: 0.1 },
  'cautious-adamw': { lr: 0.2, beta1: 0.9, beta2: 0.9, eps: 0.01, weight_decay: 0.1 },
  'dadapt-adam': { lr: 0.5, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1, d0: 0.01, growth_rate: 1.5 },
  diffgrad: { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1 },
  ftrl: { lr: 0.3, lr_power: -0.4, initial_accumulator: 0.2, l1: 0.05, l2: 0.1, beta: 0.2 },
  grams: { lr: 0.1, beta1: 0.9, beta2: 0.9, eps: 0.01, weight_decay: 0.1 },
  lamb: { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1, clamp: 0.9 },
  laprop: { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1 },
  lars: { lr: 0.5, momentum: 0.7, weight_decay: 0.1, trust_coefficient: 0.1, eps: 0.01 },
  lion: { lr: 0.2, beta1: 0.5, beta2: 0.8, weight_decay: 0.1 },
  mars: { lr: 0.1, beta1: 0.7, beta2: 0.9, gamma: 0.3, eps: 0.01, weight_decay: 0.1 },
  novograd: { lr: 0.05, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1 },
  padam: { lr: 0.05, beta1: 0.7, beta2: 0.8, partial: 0.2, eps: 0.01, weight_decay: 0.1 },
  pid: { lr: 0.01, momentum: 0.7, dampening: 0.2, integral: 2, derivative: 3, weight_decay: 0.1 },
  prodigy: {
    lr: 0.5,
    beta1: 0.7,
    beta2: 0.9,
    beta3: 0.8,
    eps: 0.01,
    weight_decay: 0.1,
    d0: 0.01,
    d_coef: 0.9,
    growth_rate: 1.5,
  },
  qhm: { lr: 0.05, momentum: 0.8, nu: 0.6, weight_decay: 0.1 },
  'schedulefree-adamw': { lr: 0.1, beta1: 0.7, beta2: 0.9, eps: 0.01, weight_decay: 0.1, r: 1, weight_lr_power: 1 },
  'schedulefree-sgd': { lr: 0.1, momentum: 0.7, weight_decay: 0.1, r: 1, weight_lr_power: 1 },
  sgdp: { lr: 0.05, momentum: 0.7, dampening: 0.2, weight_decay: 0.1, delta: 1.3, wd_ratio: 0.4 },
  sgdw: { lr: 0.05, momentum: 0.7, dampening: 0.2, weight_decay: 0.1 },
  signsgd: { lr: 0.3, weight_decay: 0.1 },
  signum: { lr: 0.3, momentum: 0.7, weight_decay: 0.1 },
  sophia: { lr: 0.3, beta1: 0.7, beta2: 0.8, gamma: 0.4, weight_decay: 0.1, update_period: 3 },
  tiger: { lr: 0.3, momentum: 0.7, weight_decay: 0.1 },
  'adagrad-full': { lr: 0.3, eps: 0.01, weight_decay: 0.1 },
  adai: { lr: 0.05, beta0: 0.6, beta2: 0.8, eps: 0.2, weight_decay: 0.1 },
  came: {
    lr: 0.05,
    beta1: 0.7,
    beta2: 0.8,
    beta3: 0.9,
    eps1: 0.1,
    eps2: 0.05,
    clip_threshold: 0.8,
    weight_decay: 0.1,
  },
  cocob: { alpha: 0.1, eps: 0.01, weight_decay: 0.1 },
  dog: { lr: 0.8, reps_rel: 0.1, eps: 0.5, weight_decay: 0.1 },
  dowg: { eps: 0.02 },
  'mechanic-adam': {
    lr: 0.5,
    beta1: 0.7,
    beta2: 0.8,
    eps: 0.01,
    weight_decay: 0.1,
    s_decay: 0.1,
    s_init: 0.2,
    mechanic_eps: 0.01,
  },
  'mechanic-sgd': {
    lr: 0.5,
    momentum: 0.7,
    dampening: 0.2,
    weight_decay: 0.1,
    s_decay: 0.1,
    s_init: 0.2,
    mechanic_eps: 0.01,
  },
  momo: { lr: 0.2, beta: 0.7, lb: 0.5, weight_decay: 0.1 },
  'momo-adam': { lr: 0.3, beta1: 0.7, beta2: 0.8, eps: 0.01, lb: 0.5, weight_decay: 0.1 },
  polyak: { lr: 0.7, max_lr: 0.1, f_min: 0.8, eps: 0.1 },
  'sam-adam': { lr: 0.05, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1, rho: 0.3 },
  'sam-sgd': { lr: 0.05, momentum: 0.7, dampening: 0.2, weight_decay: 0.1, rho: 0.3 },
  sgld: { lr: 0.02, temperature: 0.3 },
  shampoo: { lr: 0.1, beta1: 0.7, beta2: 0.8, eps: 0.01, weight_decay: 0.1 },
  soap: {
    lr: 0.1,
    beta1: 0.7,
    beta2: 0.8,
    shampoo_beta: 0.6,
    eps: 0.01,
    weight_decay: 0.1,
    precondition_frequency: 2,
  },
  stableadamw: { lr: 2, beta1: 0.7, beta2: 0.8, eps: 4, weight_decay: 0.1 },
}

/**
 * Defaults under which float32 cannot follow doubles: Prodigy's sum of gᵀ(p₀ − p) drowns in the rounding of p while the steps
 * are of d0's length, 1e-6; schedule-free SGD diverges at lr = 1, where the cubic gradient triples every error.
 */
const usual: Readonly<Record<string, HyperparameterValues>> = {
  prodigy: { d0: 0.01 },
  'schedulefree-sgd': { lr: 0.1 },
}

/** An optimizer's settings with each switch turned, each name chosen. */
function turned(optimizer: Optimizer): readonly HyperparameterValues[] {
  return Object.entries(optimizer.hyperparameters).flatMap(([key, p]): HyperparameterValues[] => {
    if (p.kind === 'flag') return [{ [key]: !p.default }]
    return p.kind === 'choice' ? p.choices.map(name => ({ [key]: name })) : []
  })
}

it('every update rule has its equation here', () => {
  const rules = optimizers.filter(({ kind }) => kind === 'rule').map(({ name }) => name)
  expect(Object.keys(unusual).sort()).toEqual(rules.sort())
})

describe.each(['tensorflow', 'cpu'] as const)('first steps against the papers, in doubles (%s)', choice => {
  let backend: Backend
  beforeAll(async () => {
    backend = await startBackend(choice)
  })

  it.each(Object.keys(unusual))('%s', name => {
    const optimizer = optimizers.find(o => o.name === name)
    if (optimizer === undefined) throw new Error(`no optimizer ${name}`)
    const settings = [{}, ...turned(optimizer)].flatMap(set => [
      { ...defaults(optimizer), ...usual[name], ...set },
      { ...defaults(optimizer), ...unusual[name], ...set },
    ])
    const starts: readonly Point[] = [fn.start, [-0.5, 1.1]]
    const cases = settings.flatMap(hyperparameters => starts.map(start => ({ hyperparameters, start })))
    const { trajectories } = minimize(
      backend,
      cases.map(given => ({ ...given, optimizer, fn, steps, seed: 0, probes })),
    )
    for (const [i, { hyperparameters, start }] of cases.entries()) {
      const expected = derive(
        name,
        hyperparameters as Settings & TorchSettings & VectorSettings,
        hyperparameters.hessian,
        start,
      )
      const trajectory = trajectories[i]
      if (trajectory === undefined) throw new Error('one run has one trajectory')
      for (const [k, point] of expected.entries())
        for (const axis of [0, 1] as const)
          expect(
            Math.abs(pointAt(trajectory, k)[axis] - point[axis]) / Math.max(1, Math.abs(point[axis])),
            `${JSON.stringify(hyperparameters)} from ${start}, step ${k}: ${pointAt(trajectory, k)}, not ${point}`,
          ).toBeLessThan(1e-5)
    }
  })
})
