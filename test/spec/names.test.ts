import { describe, expect, it } from 'vitest'
import { paletteNamed, palettes } from '../../src/figure/ground/palette.js'
import { formats } from '../../src/formats.js'
import { functions } from '../../src/functions/index.js'
import { chooseParameters } from '../../src/functions/parameters.js'
import { optimizers } from '../../src/optimizers/index.js'
import { compareEntries, parseEntry } from '../../src/spec/compare.js'
import { entries } from '../../src/spec/fields/entries.js'
import { fields, type Key, kebab } from '../../src/spec/fields/fields.js'
import { choicesOf } from '../../src/spec/fields/kinds.js'
import { parseConfig } from '../../src/spec/files/config.js'
import { parseManifest } from '../../src/spec/files/manifest.js'
import { checkHyperparameters } from '../../src/spec/hyperparameters.js'
import { named } from '../../src/spec/names.js'
import { fieldOf, mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { alike, nearest } from '../../src/words/nearest.js'

/** Other spellings of a name. */
const spellings = (name: string) => [
  name.toUpperCase(),
  `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
  name.replaceAll('-', '_'),
  name.replaceAll('_', '-'),
  name.replaceAll(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase()),
]

const keys = Object.keys(fields) as Key[]
const parse = (raw: Record<string, unknown>) => parseSettings(raw, kebab)

describe('names are known however they are spelled', () => {
  it.each([
    ['optimizers', optimizers],
    ['functions', functions],
  ])('%s', (_, list) => {
    for (const { name } of list as readonly { name: string }[])
      for (const spelling of spellings(name))
        expect(named(list as readonly { name: string }[], spelling, 'x').name).toBe(name)
  })

  it('and an entry of a comparison is none', () => {
    const refused = (text: string) => () => named(optimizers, text, 'optimizer')
    expect(refused('adam,sgd')).toThrow(
      expect.objectContaining({
        message: 'expected one optimizer, got "adam,sgd"',
        hint: 'Several are compared: optviz compare --optim adam,sgd',
      }),
    )
    expect(refused('SGD:lr=0.1')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--optim SGD --lr V --set KEY=VALUE') }),
    )
    expect(refused('adm,sgd')).toThrow('unknown optimizer "adm,sgd"')
  })

  it('palettes, as Matplotlib and ColorBrewer spell them, too', () => {
    for (const name of palettes) for (const spelling of spellings(name)) expect(paletteNamed(spelling)).toBe(name)
    expect(['Viridis', 'YlGnBu', 'PuBuGn', 'RdBu', 'Greys'].map(paletteNamed)).toEqual([
      'viridis',
      'yl-gn-bu',
      'pu-bu-gn',
      'rd-bu',
      'greys',
    ])
  })

  it('choices of settings', () => {
    const all = keys.flatMap(key => (choicesOf(fieldOf(key).parse) ?? []).map(choice => [key, choice] as const))
    expect(all.length).toBeGreaterThan(20)
    for (const [key, choice] of all)
      for (const spelling of spellings(choice)) expect(parse({ [key]: spelling })).toEqual(parse({ [key]: choice }))
    expect(Object.keys(formats)).toEqual(choicesOf(fields.format.parse))
    expect(parse({ panel: 'lr, loss' })).toEqual(parse({ panel: 'loss,lr' }))
  })

  it('choices and flags of hyperparameters', () => {
    for (const optimizer of optimizers)
      for (const [key, p] of Object.entries(optimizer.hyperparameters)) {
        const values: readonly (string | boolean)[] =
          p.kind === 'choice' ? p.choices : p.kind === 'flag' ? [true, false] : []
        for (const value of values)
          for (const spelling of spellings(String(value)))
            expect(checkHyperparameters(optimizer, { [key]: spelling })[key]).toBe(value)
      }
  })

  it('keys of settings, in files', () => {
    for (const key of keys)
      for (const spelling of [key, kebab(key), kebab(key).replaceAll('-', '_'), key.toUpperCase()])
        expect(alike(spelling, keys)).toBe(key)
    expect(parseConfig('a', 'line_color: red\nColor-Scale: LOG\nSteps: 3', keys, 'run')).toEqual({
      lineColor: '#ff0000',
      colorScale: 'log',
      steps: 3,
    })
    expect(() => parseConfig('a', 'line_color: red\nlineColor: blue', keys, 'run')).toThrow(
      'a:2: line-color is given twice (also as "lineColor")',
    )
  })

  it('keys of a manifest', () => {
    const manifest = (text: string) =>
      parseManifest('m', text, { below: {}, above: {} }).figures.map(({ name }) => name)
    expect(manifest('Figures: [{ Name: "{Steps}", STEPS: 5, color_scale: log, Formats: PNG }]')).toEqual(['5'])
    expect(manifest('figures: [{ name: "{color_scale}", matrix: { color_scale: [log] } }]')).toEqual(['log'])
    expect(() => manifest('figures: [{ name: a, Steps: 5, steps: 6 }]')).toThrow(/m:1: steps is given twice/)
    expect(() => manifest('figures: [{ name: a, Steps: 5, matrix: { steps: [6] } }]')).toThrow(/by its matrix/)
  })

  it('words of comparisons, scans and starts', () => {
    const given = entries('Adam:LR=0.1:Steps=5,LBFGS', '--optim').map(raw => parseEntry(raw, '--optim'))
    expect(given).toEqual([{ optim: 'Adam', lr: 0.1, steps: 5 }, { optim: 'LBFGS' }])
    const shared = mergeSettings(parse({ set: { 'ADAM.Steps': 7, 'Adam.Beta1': 0.5 } }))
    expect(
      compareEntries(shared, [{ optim: 'adam' }, { optim: 'lion' }]).map(({ steps, set }) => ({ steps, set })),
    ).toEqual([
      { steps: 7, set: { Beta1: 0.5 } },
      { steps: undefined, set: {} },
    ])
    expect(parse({ scan: ['Start'] })).toEqual(parse({ scan: ['start'] }))
    expect(parse({ scan: ['lr=0.1..1:5:LOG'] }).scan).toMatchObject([{ spacing: 'log' }])
    expect(parse({ metric: 'Steps-To=1e-3', start: 'Random' })).toEqual({ metric: 'steps-to=1e-3', start: 'random' })
  })

  it('parameters of a function', () => {
    const valley = named(functions, 'narrow_valley', 'function')
    expect(chooseParameters(valley, { Condition: 50 }).formula).toBe(
      chooseParameters(valley, { condition: 50 }).formula,
    )
    expect(() => chooseParameters(valley, { Condition: 50, condition: 60 })).toThrow(/condition is given twice/)
  })

  it('a boolean', () => {
    expect(parse({ smooth: 'True', axes: 'FALSE' })).toEqual({ smooth: true, axes: false })
  })

  it('the native backend by either of its names', () => {
    expect(['native', 'Native', 'tensorflow', 'TensorFlow'].map(name => parse({ backend: name }).backend)).toEqual(
      Array.from({ length: 4 }, () => 'tensorflow'),
    )
    expect(() => parse({ backend: 'nativ' })).toThrow(/expected auto, tensorflow, cpu, native.* did you mean "native"/)
  })
})

describe('names that are alike', () => {
  it('are told apart where two are', () => {
    expect(alike('AB', ['a-b', 'a_b'])).toBeUndefined()
    expect(alike('a_b', ['a-b', 'a_b'])).toBe('a_b')
    expect(alike('constructor', ['a'])).toBeUndefined()
  })
})

it('two letters that changed places are one slip', () => {
  expect(nearest('drak', ['light', 'dark', 'paper'])).toBe('dark')
  expect(nearest('agdc', ['cagd', 'light'])).toBeUndefined()
  expect(nearest('dar', ['bark', 'mist'])).toBeUndefined()
})
