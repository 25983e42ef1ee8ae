import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { HyperparameterValues } from '../../src/optimizers/hyperparameters.js'
import { optimizers } from '../../src/optimizers/index.js'
import { defaults, type Optimizer } from '../../src/optimizers/types.js'
import { type Mapping, map, optimizerOf, translated } from './references.js'

/** The defaults of every reference implementation, as its source or constructor has them. */
const index: {
  readonly optimizers: Readonly<Record<string, { readonly defaults: Readonly<Record<string, unknown>> }>>
} = JSON.parse(
  gunzipSync(readFileSync(new URL('../../fixtures/trajectories/index.json.gz', import.meta.url))).toString(),
)

/** Those of a reference's defaults that an optimizer has otherwise; its own names, the reference's values. */
function differences(id: string, optimizer: Optimizer, set: HyperparameterValues = {}): HyperparameterValues {
  const ours = defaults(optimizer)
  const theirs = translated(index.optimizers[id]?.defaults ?? {})
  return Object.fromEntries(Object.entries(theirs).filter(([key, value]) => !(key in set) && ours[key] !== value))
}

const references = Object.entries(map).flatMap(([id, mapping]): readonly (readonly [string, Mapping])[] =>
  mapping === null ? [] : [[id, mapping]],
)

/** References that are a variant of an optimizer: the settings that make them one. */
const variants: Readonly<Record<string, HyperparameterValues>> = {
  adagrad_decay: { lr_decay: 0.01, initial_accumulator_value: 0.1 },
  adam_amsgrad: { amsgrad: true },
  adam_wd: { weight_decay: 0.01 },
  adamw_amsgrad: { amsgrad: true },
  adan_wd: { weight_decay: 0.02 },
  amsbound: { amsbound: true },
  lamb_nodebias: { clamp: 10, debias: false },
  lion_wd: { weight_decay: 0.1 },
  madgrad_momentum0: { momentum: 0 },
  rmsprop_centered: { centered: true },
  rmsprop_momentum: { momentum: 0.9 },
  sgd_dampening: { momentum: 0.9, dampening: 0.5 },
  sgd_momentum: { momentum: 0.9 },
  sgd_nesterov: { momentum: 0.9, nesterov: true },
  sgd_wd: { weight_decay: 0.01 },
  yogi_wd: { weight_decay: 0.01 },
  'yogi_wd@torchopt': { weight_decay: 0.01 },
}

/** Where the bare name has torchopt's defaults, or ones for single precision: what the paper, PyTorch or the authors have instead. */
const elsewhere: Readonly<Record<string, HyperparameterValues>> = {
  adagrad_full: { eps: 1e-12 },
  shampoo: { eps: 1e-12 },
  adabelief: { eps: 1e-16, weight_decay: 0 },
  adabelief_norectify: { eps: 1e-16, weight_decay: 0, rectify: false },
  adahessian: { hessian_power: 1 },
  'adahessian@diag': { hessian_power: 1 },
  qhadam: { lr: 0.001, beta1: 0.995, nu1: 0.7, eps: 1e-8 },
  qhadam_wd: { lr: 0.001, beta1: 0.995, nu1: 0.7, eps: 1e-8, weight_decay: 0.01 },
  radam: { lr: 0.001 },
  swats: { lr: 0.001, eps: 1e-9 },
}

/** PyTorch computes max_eval = 5/4 max_iter where none is given; here 0 stands for that. */
const budgets: Readonly<Record<string, HyperparameterValues>> = {
  lbfgs: { max_eval: 25 },
  lbfgs_iter1: { max_iter: 1, max_eval: 1 },
  lbfgs_iter5_hist3: { max_iter: 5, max_eval: 6, history_size: 3 },
  lbfgs_sw: { max_eval: 25, line_search: 'strong_wolfe' },
  'lbfgs_sw@rtorch': { max_eval: 25, line_search: 'strong_wolfe' },
  lbfgs_sw_iter1: { max_iter: 1, max_eval: 1, line_search: 'strong_wolfe' },
  'lbfgs_sw_iter1@rtorch': { max_iter: 1, max_eval: 1, line_search: 'strong_wolfe' },
  lbfgs_sw_iter1_eval25: { max_iter: 1, max_eval: 25, line_search: 'strong_wolfe' },
  lbfgs_sw_iter4_hist3: { max_iter: 4, max_eval: 100, history_size: 3, line_search: 'strong_wolfe' },
}

/** The ten optimizers of torchopt 0.1.4. */
const torchopts = 'adabelief adabound adahessian adamw madgrad nadam qhadam radam swats yogi'.split(' ')

/**
 * The classical methods, which no trajectory on file has: SciPy 1.17's `_minimize_bfgs` (c1, c2, gtol), `_minimize_cg` (c2 = 0.4),
 * `_minimize_neldermead` (rho 1, chi 2, psi and sigma ½, a simplex 5 % larger, xatol and fatol 1e-4), `_minimize_newtoncg` (c1, c2,
 * xtol), `_minimize_lbfgsb` (maxcor, gtol, ftol), `_minimize_powell` (xtol, ftol) and `_minimize_trust_region`; Hansen's 4 + ⌊3 ln n⌋ points for CMA-ES; the short step of
 * CIL's rule for Barzilai & Borwein, without its stabilization, which hangs on the first step;
 * `differential_evolution` (popsize 15 for each of two, mutation, recombination, tol, atol), `dual_annealing` and `basinhopping` (T,
 * stepsize, interval); Clerc & Kennedy's constriction for a swarm: χ = 2 / (4.1 − 2 + √(4.1² − 4 · 4.1)), χ · 4.1 / 2.
 */
const constriction = 2 / (4.1 - 2 + Math.sqrt(4.1 ** 2 - 4 * 4.1))
const round = (value: number, digits = 4) => Number(value.toFixed(digits))
const classical: Readonly<Record<string, HyperparameterValues>> = {
  'barzilai-borwein': { lr: 1e-3, step: 'short', stabilized: false, tolerance_grad: 1e-8 },
  'basin-hopping': { temperature: 1, step_size: 0.5, interval: 50 },
  bfgs: { c1: 1e-4, c2: 0.9, tolerance_grad: 1e-5 },
  cg: { c1: 1e-4, c2: 0.4, tolerance_grad: 1e-5 },
  'cma-es': { sigma: 0.5, population: 4 + Math.floor(3 * Math.log(2)), tolerance_x: 1e-7 },
  'differential-evolution': {
    ...{ population: 30, mutation_min: 0.5, mutation_max: 1 },
    ...{ recombination: 0.7, tolerance_rel: 0.01, tolerance_abs: 0 },
  },
  'dual-annealing': { temperature: 5230, restart_ratio: 2e-5, visit: 2.62, accept: -5 },
  'particle-swarm': {
    ...{ population: 20, inertia: round(constriction), cognitive: round(constriction * 2.05, 5), tolerance_x: 1e-7 },
    social: round(constriction * 2.05, 5),
  },
  'gd-armijo': { lr: 1, shrink: 0.5, c1: 1e-4, tolerance_grad: 1e-5 },
  'lbfgs-b': { history_size: 10, tolerance_grad: 1e-5, tolerance_f: 2.220446049250313e-9 },
  'nelder-mead': { alpha: 1, gamma: 2, rho: 0.5, sigma: 0.5, size: 0.05, tolerance_x: 1e-4, tolerance_f: 1e-4 },
  'gd-exact': { lr: 0.01, tolerance_line: 1e-4, tolerance_grad: 1e-5 },
  'newton-cg': { c1: 1e-4, c2: 0.9, tolerance_x: 1e-5 },
  powell: { tolerance_x: 1e-4, tolerance_f: 1e-4 },
  'trust-dogleg': { radius: 1, max_radius: 1000, eta: 0.15, tolerance_grad: 1e-4 },
  'trust-ncg': { radius: 1, max_radius: 1000, eta: 0.15, tolerance_grad: 1e-4 },
  newton: { damped: true, shrink: 0.5, c1: 1e-4, tolerance_grad: 1e-5 },
}

describe('the defaults of optimizers', () => {
  it('are those of their references, apart from variants and from what is said in the tables above', () => {
    const found = references.map(([id, mapping]) => [id, differences(id, optimizerOf(mapping), mapping.set)] as const)
    const differing = found.filter(([, difference]) => Object.keys(difference).length > 0)
    expect(Object.fromEntries(differing)).toEqual({ ...variants, ...elsewhere, ...budgets })
  })

  it.each(torchopts)('are those of torchopt for %s', name => {
    const optimizer = optimizers.find(one => one.name === name)
    const id = [`${name}@torchopt`, name].find(known => known in index.optimizers)
    if (optimizer === undefined || id === undefined) throw new Error(`no ${name}`)
    expect(differences(id, optimizer)).toEqual({})
  })

  it('are those of their sources for the classical methods', () => {
    const known = new Set(references.map(([, { optim }]) => optim))
    const others = optimizers.filter(({ name }) => !known.has(name))
    expect(Object.fromEntries(others.map(one => [one.name, defaults(one)]))).toEqual(classical)
  })
})
