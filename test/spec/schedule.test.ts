import { describe, expect, it } from 'vitest'
import { commandOf } from '../../src/spec/again.js'
import { compareEntries, parseEntry } from '../../src/spec/compare.js'
import { entries } from '../../src/spec/fields/entries.js'
import type { Given } from '../../src/spec/fields/fields.js'
import { compareRecipe, recipeOf, sweepRecipe } from '../../src/spec/recipe.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { resolveSweep } from '../../src/spec/sweep.js'

const given = (raw: Readonly<Record<string, unknown>>): Given => parseSettings(raw, key => key)
const resolved = (raw: Readonly<Record<string, unknown>>) => resolveRun(mergeSettings(given(raw)))
const textOf = (raw: Readonly<Record<string, unknown>>) => resolved(raw).schedule?.text

describe('a schedule', () => {
  it.each([
    ['cosin', 'schedule: unknown schedule "cosin"; did you mean "cosine"?'],
    ['OneCycleLR', 'schedule: unknown schedule "OneCycleLR"; did you mean "onecycle"?'],
    ['ReduceLROnPlateau', 'schedule: unknown schedule "ReduceLROnPlateau"; did you mean "plateau"?'],
    ['StepLR', 'schedule: unknown schedule "StepLR"; did you mean "step"?'],
    ['', 'schedule: expected NAME[:KEY=VALUE…][,NAME…], or a formula in lr, t and T, got ""'],
    ['warmup,', 'schedule: expected NAME[:KEY=VALUE…][,NAME…], or a formula in lr, t and T, got ""'],
    [3, 'schedule: expected NAME[:KEY=VALUE…][,NAME…], or a formula in lr, t and T, got 3'],
    ['step:gama=1', 'schedule: step has no parameter "gama"; did you mean "gamma"?'],
    ['step:gamma', 'schedule: expected KEY=VALUE after "step:", got "gamma"'],
    ['step:gamma=1:gamma=1', 'schedule: step: gamma is given twice'],
    ['step:step_size=0', 'schedule: step: step_size = "0": expected a whole number in [1, inf)'],
    ['step:gamma=-1', 'schedule: step: gamma = "-1": expected a number in [0, inf)'],
    ['onecycle:anneal_strategy=cs', 'schedule: onecycle: anneal_strategy = "cs": expected cos or linear'],
    [
      'multistep:milestones=80,30',
      'schedule: multistep: milestones = "80,30": expected ascending steps, such as 30,80',
    ],
    ['cosine:steps=x', 'schedule: cosine: steps = "x": expected a whole number in [1, inf)'],
    ['cosine,step', 'schedule: cosine is followed by another schedule: expected steps, how long it lasts'],
    ['0.1', 'schedule: neither lr nor t nor T occurs in the formula'],
    ['lr*q', 'schedule: unknown name "q"'],
  ])('%s is refused by its name', (schedule, message) => {
    expect(() => given({ schedule })).toThrow(message)
  })
  it.each([
    [{ optim: 'rprop' }, 'schedule: rprop cannot have one: its learning rate is the first step size'],
    [{ optim: 'nelder-mead' }, 'schedule: nelder-mead has no learning rate (lr)'],
    [{ optimCommand: 'mine' }, 'schedule: a command is told its hyperparameters once'],
    [{ optim: 'lbfgs', budget: 9 }, 'schedule: how many steps of lbfgs a budget pays for is known afterwards only'],
    [
      { steps: 20, schedule: 'warmup:steps=20,cosine' },
      'schedule: cosine never begins: after 20 steps the run is over',
    ],
    [{ lr: 0.1, schedule: 'onecycle:max_lr=1' }, 'lr (0.1) and schedule (onecycle:max_lr=1) both say'],
    [{ set: { lr: 1 }, schedule: '0.1*0.9^t' }, 'lr (1) and schedule (0.1*0.9^t) both say'],
    [{ lr: 1, schedule: 'cyclic:base_lr=1:max_lr=2' }, 'lr (1) and schedule (cyclic:base_lr=1:max_lr=2) both say'],
  ])('that means nothing for %j is refused', (raw, message) => {
    expect(() => resolved({ schedule: 'cosine', ...raw })).toThrow(message)
  })
  it('that makes something of lr goes with it', () => {
    for (const schedule of ['onecycle', 'cyclic:max_lr=2', 'warmup,onecycle:max_lr=1', 'lr*0.9^t', 'lr-0*T'])
      expect(textOf({ lr: 0.1, schedule })).toBe(schedule)
  })
  it('can be a list, in parentheses, and none', () => {
    expect(textOf({ schedule: ['warmup:steps=5', 'cosine'] })).toBe('warmup:steps=5,cosine')
    expect(textOf({ schedule: ' (warmup:steps=5,cosine) ' })).toBe('warmup:steps=5,cosine')
    expect(textOf({ schedule: '(lr+t)*(1-t/T)' })).toBe('(lr+t)*(1-t/T)')
    expect(textOf({ schedule: 'None', optim: 'rprop' })).toBeUndefined()
  })
  it('shows where a formula goes wrong, on lines of its own', () => {
    expect(() => given({ schedule: 'lr*q' })).toThrow(/^schedule: unknown name "q".*\n {2}lr\*q\n {5}\^$/)
  })
  it('of a name is one in any case', () => {
    expect(resolved({ schedule: 'Cosine_Restarts:t_0=5' }).schedule?.parts[0]?.given).toEqual({ T_0: 5 })
  })
  it('that says the rates itself cannot stand under a scan of lr', () => {
    const sweep = (schedule: string) => resolveSweep(mergeSettings(given({ scan: 'lr=0.1,1', schedule })))
    expect(() => sweep('onecycle:max_lr=1')).toThrow(
      'scan: lr has no meaning where the schedule says the learning rates',
    )
    expect(() => sweep('cosine')).not.toThrow()
  })
})

describe('entries with schedules', () => {
  const compared = (text: string, shared: Readonly<Record<string, unknown>> = {}) =>
    compareEntries(
      mergeSettings(given(shared)),
      entries(text, 'optim').map(one => parseEntry(one, 'optim')),
    ).map(settings => resolveRun(settings))

  it('have what is in parentheses as one', () => {
    const runs = compared('adam:schedule=(warmup:steps=9,cosine):steps=30,sgd:schedule=lr*max(0.1,1-t/T),lion')
    expect(runs.map(run => run.schedule?.text)).toEqual(['warmup:steps=9,cosine', 'lr*max(0.1,1-t/T)', undefined])
    expect(runs.map(run => run.steps)).toEqual([30, 200, 200])
  })
  it('hear what is said for all, where they can', () => {
    const runs = compared('adam,rprop,lion:schedule=none,sgd:schedule=step', { schedule: 'cosine' })
    expect(runs.map(run => run.schedule?.text)).toEqual(['cosine', undefined, undefined, 'step'])
    expect(() => compared('rprop,nelder-mead', { schedule: 'cosine' })).toThrow('rprop cannot have one')
  })
  it('are told by a command that gives the same again', () => {
    const [first, ...others] = compared('adam:schedule=(warmup:steps=9,cosine),sgd:schedule=cosine,lion')
    if (first === undefined) expect.fail('no run')
    const command = commandOf(compareRecipe('1', mergeSettings(), [first, ...others]))
    expect(command).toMatch(
      /^optviz compare --optim 'adam:schedule=\(warmup:steps=9,cosine\)' --optim sgd:schedule=cosine --optim lion /,
    )
    const [one, ...same] = compared('adam,sgd', { schedule: 'cosine' })
    if (one === undefined) expect.fail('no run')
    expect(commandOf(compareRecipe('1', mergeSettings(), [one, ...same]))).toContain('--optim adam --optim sgd')
  })
})

it('a recipe tells the schedule, and lr where it has a say', () => {
  const recipe = (raw: Readonly<Record<string, unknown>>) => recipeOf('1', mergeSettings(given(raw)), resolved(raw))
  expect(commandOf(recipe({ lr: 0.1, schedule: 'warmup:steps=9,cosine' }))).toMatch(
    /--lr 0.1 --schedule warmup:steps=9,cosine$/,
  )
  expect(recipe({ schedule: 'onecycle:max_lr=1' }).set).not.toHaveProperty('lr')
  expect(commandOf(recipe({ schedule: 'onecycle:max_lr=1' }))).toMatch(/ --schedule onecycle:max_lr=1$/)
  const raw = { optim: 'adam', scan: 'lr=0.1,1', schedule: 'cosine' }
  const settings = mergeSettings(given(raw))
  expect(commandOf(sweepRecipe('1', settings, resolveSweep(settings)))).toMatch(/--schedule cosine$/)
})
