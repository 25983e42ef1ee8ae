import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { commandOf } from '../../src/spec/again.js'
import { compareEntries, parseEntry } from '../../src/spec/compare.js'
import { entries } from '../../src/spec/fields/entries.js'
import { compareDefaults } from '../../src/spec/fields/fields.js'
import { compareRecipe } from '../../src/spec/recipe.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { shellWords } from '../../src/words/shell.js'

const resolve = (optim: unknown, shared: Record<string, unknown> = {}) =>
  compareEntries(
    mergeSettings(parseSettings(shared, key => key)),
    entries(optim, '--optim').map(entry => parseEntry(entry, '--optim')),
  )

const runs = (optim: unknown, shared: Record<string, unknown> = {}) =>
  resolve(optim, shared).map(entry => resolveRun(entry))

describe('entries', () => {
  it('reads optimizers, each with settings of its own', () => {
    expect(entries('adamw:lr=0.1:beta1=0.8,lbfgs:steps=20:start=1,-2,sgd:start=.5,3', 'x')).toEqual([
      { optim: 'adamw', lr: '0.1', set: { beta1: '0.8' } },
      { optim: 'lbfgs', steps: '20', start: '1,-2' },
      { optim: 'sgd', start: '.5,3' },
    ])
  })

  it('has blanks around names and values that mean nothing', () => {
    expect(entries('adamw: lr = 0.1 : beta1 = 0.8 , lbfgs: line-color = red ', 'x')).toEqual([
      { optim: 'adamw', lr: '0.1', set: { beta1: '0.8' } },
      { optim: 'lbfgs', lineColor: 'red' },
    ])
  })

  it('reads a list of texts and mappings', () => {
    const rates = entries('adam:lr=0.1, 0.2,.4:beta1=0.5,lion:seed=1,2,sgd:lr=1,2:momentum=0,0.9:start=3,4', 'x')
    expect(rates.map(({ optim, lr, seed, set, start }) => [optim, lr, seed, set, start].flat())).toEqual([
      ...['0.1', '0.2', '.4'].map(lr => ['adam', lr, undefined, { beta1: '0.5' }, undefined]),
      ...['1', '2'].map(seed => ['lion', undefined, seed, undefined, undefined]),
      ...['1', '2'].flatMap(lr => ['0', '0.9'].map(momentum => ['sgd', lr, undefined, { momentum }, '3,4'])),
    ])
    expect(entries(['adamw, sgd', { optim: 'lbfgs', steps: 3 }], 'x')).toEqual([
      { optim: 'adamw' },
      { optim: 'sgd' },
      { optim: 'lbfgs', steps: 3 },
    ])
  })

  const refused: readonly (readonly [raw: unknown, message: RegExp])[] = [
    ['adamw:lr', /expected KEY=VALUE after "adamw:", got "lr"/],
    ['adamw,,sgd', /expected the name of an optimizer/],
    ['', /expected the name of an optimizer/],
    [[3], /expected NAME:KEY=VALUE/],
    [[['adamw']], /expected NAME:KEY=VALUE/],
    ['adamm', /unknown optimizer "adamm"; did you mean "adam/],
    ['Muon,adamw', /no optimizer "Muon": it orthogonalizes matrices/],
    ['adamw:beta9=1', /adamw has no hyperparameter "beta9"/],
    ['adamw:steps=x', /--optim: steps: expected a whole number/],
    [[{ optim: 'adamw', fn: 'flower' }], /fn is common to all/],
    [[{ optim: 'adamw', stepz: 3 }], /unknown setting "stepz"; did you mean "steps"/],
  ]
  for (const [raw, message] of refused)
    it(`refuses ${JSON.stringify(raw)}`, () => {
      expect(() => runs(raw)).toThrow(UsageError)
      expect(() => runs(raw)).toThrow(message)
    })
})

describe('the settings of a comparison', () => {
  it('gives what is plain to all that have it, and NAME.key to that optimizer only', () => {
    const [adamw, adahessian] = runs('adamw,adahessian', {
      lr: 0.5,
      set: ['beta1=0.8', 'hessian_power=1', 'adahessian.lr=0.3', 'adahessian.steps=35', 'adamw.start=1,2'],
    })
    expect(adamw).toMatchObject({ hyperparameters: { lr: 0.5, beta1: 0.8 }, steps: 200, start: [1, 2] })
    expect(adahessian).toMatchObject({
      hyperparameters: { lr: 0.3, beta1: 0.8, hessian_power: 1 },
      steps: 35,
      start: [1, 1],
    })
  })

  it('lets an entry of its own win over what is shared, also where lr stands in both places', () => {
    const [a, b] = runs('adamw:lr=0.1,adamw', { set: ['lr=0.7', 'adamw.beta1=0.5'] })
    expect(a?.hyperparameters).toMatchObject({ lr: 0.1, beta1: 0.5 })
    expect(b?.hyperparameters).toMatchObject({ lr: 0.7, beta1: 0.5 })
  })

  it('refuses a key that nobody has and a name that is not compared', () => {
    expect(() => runs('adamw,sgd', { set: ['betta1=1'] })).toThrow(/has no hyperparameter "betta1"/)
    expect(() => runs('adamw,sgd', { set: ['adam.lr=1'] })).toThrow(/"adam" is not compared; did you mean "adamw"/)
  })

  it('spends a budget: as many steps as it pays for', () => {
    const [adamw, adahessian, lbfgs] = runs('adamw,adahessian,lbfgs', { budget: 81 })
    expect([adamw?.steps, adahessian?.steps, lbfgs?.budget]).toEqual([81, 40, 81])
    expect(() => runs('adamw,adahessian', { budget: 1 })).toThrow(/budget: 1 is less than one step of adahessian, 2/)
    expect(() => runs('adamw:steps=3,sgd', { budget: 9 })).toThrow(
      /adamw has steps of its own, which the budget decides/,
    )
  })

  it('has a schedule of several parts in brackets, and one that is a word without', () => {
    for (const schedule of ['cosine', '(cosine:eta_min=0.001)', '(warmup:steps=20,cosine)']) {
      const shared = mergeSettings(parseSettings({ fn: 'flower', ...compareDefaults }, key => key))
      const [first, ...others] = runs(`adamw:lr=0.1:schedule=${schedule},sgd`, { fn: 'flower' })
      if (first === undefined) throw new Error('no run')
      const text = commandOf(JSON.parse(JSON.stringify(compareRecipe('1.2.3', shared, [first, ...others]))))
      expect(shellWords(text, 'again')).toContain(`adamw:lr=0.1:schedule=${schedule}`)
    }
  })

  it('is drawn again by the command of its recipe', () => {
    const given = { fn: 'flower', steps: 50, ...compareDefaults }
    const shared = mergeSettings(parseSettings(given, key => key))
    const [first, ...others] = runs('adamw:lr=0.1,lbfgs:line_search=strong_wolfe,sgd:start=1,2', given)
    if (first === undefined) throw new Error('no run')
    const recipe = JSON.parse(JSON.stringify(compareRecipe('1.2.3', shared, [first, ...others])))
    expect(commandOf(recipe)).toBe(
      'optviz compare --optim adamw:lr=0.1 --optim lbfgs:line_search=strong_wolfe --optim sgd:start=1,2 --fn flower --steps 50',
    )
  })
})
