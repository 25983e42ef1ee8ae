import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import type { Optimizer } from '../../src/optimizers/types.js'
import { givenOptimizer } from '../../src/optimizers/user/module.js'
import { commandOf } from '../../src/spec/again.js'
import { compareEntries, parseEntry } from '../../src/spec/compare.js'
import { entries } from '../../src/spec/fields/entries.js'
import { compareDefaults } from '../../src/spec/fields/fields.js'
import { optimizersNamed, parseManifest } from '../../src/spec/files/manifest.js'
import { checkHyperparameters } from '../../src/spec/hyperparameters.js'
import { placedModules } from '../../src/spec/modules.js'
import { compareRecipe, filesOf, recipeOf, sweepRecipe, withFilesAt } from '../../src/spec/recipe.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { resolveSweep } from '../../src/spec/sweep.js'

const own = (hyperparameters: Readonly<Record<string, number>>, module: string): Optimizer => ({
  ...givenOptimizer({
    name: 'own',
    hyperparameters,
    update: (_: unknown, { params }: { params: never }) => ({ params }),
  }),
  module,
})
const file = './lib/own.mjs'
const optimizers = new Map([
  [file, own({ lr: 0.5, A: 1, a: 2, weightDecay: 0 }, file)],
  ['bare.js', own({ stride: 1 }, 'bare.js')],
])
const modules = { optimizers }
const chosen = (...layers: readonly Record<string, unknown>[]) =>
  mergeSettings(...layers.map(raw => parseSettings(raw, key => key)))

describe('an entry with a module', () => {
  it.each([
    ['./mine.mjs', './mine.mjs', []],
    ['./mine.mjs:lr=0.1', './mine.mjs', ['lr']],
    ['mine.js:lr=0.1:x=2', 'mine.js', ['lr', 'set']],
    ['C:/own/mine.mjs:lr=0.1', 'C:/own/mine.mjs', ['lr']],
    ['C:\\work\\mine.mjs', 'C:\\work\\mine.mjs', []],
    ['../a.js.d/mine.cjs:lr=1', '../a.js.d/mine.cjs', ['lr']],
    ['dir/mine:lr=1', 'dir/mine', ['lr']],
    ['dir/a:b/mine:lr=1', 'dir/a:b/mine', ['lr']],
  ])('is read: %s', (text, optim, keys) => {
    const [{ optim: name, ...others } = {}, ...more] = entries(text, '--optim')
    expect([name, Object.keys(others), more]).toEqual([optim, keys, []])
  })

  it('stands beside built-in ones, and starts with several commas', () => {
    const texts = entries('adam,./a.mjs:start=1,.5,../b.mjs, c.js:lr=.1', '--optim').map(({ optim }) => optim)
    expect(texts).toEqual(['adam', './a.mjs', '../b.mjs', 'c.js'])
  })

  it('needs KEY=VALUE after its name', () => {
    expect(() => entries('./a.mjs:lr', '--optim')).toThrow('--optim: expected KEY=VALUE after "./a.mjs:", got "lr"')
  })
})

describe('the optimizer that settings choose', () => {
  const optimizer = (...layers: readonly Record<string, unknown>[]) => resolveRun(chosen(...layers), modules).optimizer

  it('is a module where the name is a path, or it is named as one', () => {
    expect(optimizer({}).name).toBe('adamw')
    for (const raw of [{ optim: file }, { optimModule: file }, { 'optim-module': file }])
      expect(optimizer(raw)).toBe(optimizers.get(file))
    expect(optimizer({ optim: 'bare.js' })).toBe(optimizers.get('bare.js'))
  })

  it('is what the topmost layer says', () => {
    expect(optimizer({ optim: 'adam' }, { optimModule: file })).toBe(optimizers.get(file))
    expect(optimizer({ optimModule: file }, { optim: 'adam' }).name).toBe('adam')
  })

  it('is told where there is none, or where there are two', () => {
    expect(() => optimizer({ optim: './none.mjs' })).toThrow('no such module: ./none.mjs')
    expect(() => optimizer({ optim: 'adam', optimModule: file })).toThrow('give only one of optim and optim-module')
    const given = { ...modules, optimizer: own({}, file) }
    expect(() => resolveRun(chosen({ optim: 'adam' }), given)).toThrow('give only one of optim and optimizer')
  })

  it('has its own hyperparameters, however they are spelled', () => {
    const of = (given: Readonly<Record<string, unknown>>) => checkHyperparameters(optimizer({ optim: file }), given)
    expect(of({ A: '3' })).toEqual({ lr: 0.5, A: 3, a: 2, weightDecay: 0 })
    expect(of({ a: '3', 'weight-decay': '0.1' })).toEqual({ lr: 0.5, A: 1, a: 3, weightDecay: 0.1 })
    expect(of({ weightDecay: '-1' })).toMatchObject({ weightDecay: -1 })
    expect(() => of({ wd: 1 })).toThrow('own has no hyperparameter "wd"')
    expect(() => of({ lr: 'inf' })).toThrow('own: lr = "inf": expected a number in (-inf, inf)')
  })

  it('says where it has no learning rate', () => {
    const act = () => resolveRun(chosen({ optim: 'bare.js', lr: 0.1 }), modules)
    expect(act).toThrow(UsageError)
    expect(act).toThrow('own has no learning rate (lr)')
    expect(resolveRun(chosen({ optim: file, lr: 0.1 }), modules).hyperparameters).toMatchObject({ lr: 0.1 })
  })

  it('is scanned by its own keys', () => {
    const raw = chosen({ optim: file, scan: ['weightDecay=0.1,0.2', 'A=1,2'] })
    const spec = resolveSweep(raw, modules)
    if (spec.kind !== 'scan') return expect.fail('not a scan')
    expect(spec.axes.map(({ key }) => key)).toEqual(['weightDecay', 'A'])
    expect(spec.settings[3]?.run.hyperparameters).toEqual({ lr: 0.5, A: 2, a: 2, weightDecay: 0.2 })
    expect(sweepRecipe('1', raw, spec)).toMatchObject({ 'optim-module': file, set: { lr: 0.5, a: 2 } })
  })
})

describe('a comparison with modules', () => {
  const resolve = (optim: unknown, shared: Record<string, unknown> = {}) =>
    compareEntries(
      chosen(shared),
      entries(optim, '--optim').map(entry => parseEntry(entry, '--optim')),
      modules,
    ).map(entry => resolveRun(entry, modules))

  it('gives each its own settings and those of the shared ones that it has', () => {
    const [a, b, c] = resolve(`${file}:A=3,bare.js,adam`, { lr: 0.1, set: 'own.steps=3' })
    expect(a?.hyperparameters).toEqual({ lr: 0.1, A: 3, a: 2, weightDecay: 0 })
    expect([a?.steps, b?.hyperparameters, c?.hyperparameters.lr]).toEqual([3, { stride: 1 }, 0.1])
  })

  it('takes mappings with either key', () => {
    const names = resolve([{ optim: file }, { 'optim-module': 'bare.js' }, {}], { optim: 'lion' })
    expect(names.map(({ optimizer }) => optimizer.module ?? optimizer.name)).toEqual([file, 'bare.js', 'lion'])
  })

  it('has a recipe with the modules, and a command that names them', () => {
    const [first, ...others] = resolve(`bare.js:stride=2,${file},adam`)
    if (first === undefined) return expect.fail('nothing is compared')
    const digests = { 'bare.js': 'ab', [file]: 'cd' }
    const recipe = JSON.parse(
      JSON.stringify(compareRecipe('1', chosen({ ...compareDefaults }), [first, ...others], digests)),
    )
    expect(recipe.compare[0]).toMatchObject({ 'optim-module': 'bare.js', set: { stride: 2 } })
    expect([...filesOf(recipe)]).toEqual([
      ['bare.js', 'ab'],
      [file, 'cd'],
    ])
    expect(commandOf(recipe)).toBe(
      `optviz compare --optim bare.js:stride=2 --optim ${file}:lr=0.5:A=1:a=2:weightDecay=0 --optim adam --fn beale`,
    )
    const elsewhere = commandOf(
      withFilesAt(
        recipe,
        new Map([
          ['bare.js', 'sub/module'],
          [file, 'x'],
        ]),
      ),
    )
    expect(elsewhere).toContain('--optim sub/module:stride=2 --optim ./x:lr=0.5')
  })
})

describe('the recipe of a run with modules', () => {
  it('names the optimizer’s and the function’s with what was in them', () => {
    const raw = chosen({ optim: file, lr: 2 })
    const recipe = JSON.parse(JSON.stringify(recipeOf('1', raw, resolveRun(raw, modules), { [file]: 'ab' })))
    expect(recipe).toMatchObject({ 'optim-module': file, modules: { [file]: 'ab' } })
    expect(recipe).not.toHaveProperty('optim')
    expect(commandOf(recipe)).toBe(
      `optviz run --optim-module ${file} --fn beale --lr 2 --set A=1 --set a=2 --set weightDecay=0`,
    )
  })

  it.each([
    [{ 'optim-module': 'm.mjs', set: { 'a b': 1 } }, 'set: expected a name, got "a b"'],
    [{ 'optim-module': 'm.mjs', set: { a: [1] } }, 'set: a: expected a number, a text, true or false, got [1]'],
    [{ 'optim-module': 3.5, set: { 'a=b': 1 } }, 'set: expected a name'],
    [{ optim: 'adam', 'optim-module': 'm.mjs' }, 'give only one of optim and optim-module'],
    [{ optim: './m.mjs' }, 'no such module: ./m.mjs'],
    [{ compare: [{ 'optim-module': 'a,b.mjs' }, { optim: 'adam' }] }, 'cannot stand in a command'],
    [{ compare: [{ 'optim-module': 'b.mjs', set: { c: 'x:y=1' } }, { optim: 'adam' }] }, 'cannot stand in a command'],
  ])('gives no command where it is not what a figure carries: %j', (recipe, message) => {
    const act = () => commandOf({ optviz: '1', ...recipe })
    expect(act).toThrow(UsageError)
    expect(act).toThrow(message)
  })

  it('gives a command that keeps a rate below zero', () => {
    const recipe = { optviz: '1', 'optim-module': "it's.mjs", fn: 'flower', set: { lr: -1, kind: 'a b', on: true } }
    expect(commandOf(recipe)).toBe(
      "optviz run --optim-module 'it'\\''s.mjs' --fn flower --set lr=-1 --set 'kind=a b' --set on=true",
    )
  })

  it('is read where it is of an older version', () => {
    expect([...filesOf({ optviz: '0', 'fn-module': 'f.mjs' })]).toEqual([['f.mjs', undefined]])
  })
})

describe('a manifest with modules', () => {
  const text = `
defaults: { optim: own.mjs }
figures:
  - { name: "{optim}-{lr}", matrix: { lr: [1, 2] } }
  - { name: "by-{optim}", matrix: { optim: [own.mjs, adam, ./sub/bare] } }
  - { name: c, compare: ["own.mjs:lr=1,adam", { optim-module: plain }] }
  - { name: d, fn-module: f.mjs, optim-module: plain }`
  const place = (name: string) => `in/${name.replace('./', '')}`
  const loaded = new Map(
    ['in/own.mjs', 'in/sub/bare', 'in/plain'].map((path, i) => [path, { ...own({ lr: 1 }, path), name: `own${i}` }]),
  )

  it('names them relative to itself, also in comparisons and in the names of files', () => {
    expect([...new Set(optimizersNamed('m', text, place))].sort()).toEqual(['in/own.mjs', 'in/plain', 'in/sub/bare'])
    const { figures } = parseManifest('m', text, { below: {}, above: {}, place, optimizers: loaded })
    expect(figures.map(({ name }) => name)).toEqual(['own0-1', 'own0-2', 'by-own0', 'by-adam', 'by-own1', 'c', 'd'])
    expect(figures[0]?.settings.optim).toBe('in/own.mjs')
    const entries = figures[5]?.compare?.map(({ optim, optimModule }) => optim ?? optimModule)
    expect(entries).toEqual(['in/own.mjs', 'adam', 'in/plain'])
    expect(figures[6]?.settings).toMatchObject({ fnModule: 'in/f.mjs', optimModule: 'in/plain', optim: undefined })
  })

  it('tells the line of one that is not there', () => {
    const act = () => parseManifest('m', text, { below: {}, above: {}, place })
    expect(act).toThrow('m:4: no such module: in/own.mjs')
  })
})

describe('placedModules', () => {
  it('moves what a file of settings names, and nothing else', () => {
    const given = {
      optim: './a.mjs',
      fnModule: 'f.mjs',
      compare: [{ optim: 'adam' }, { optim: 'x/b', lr: '1' }, { OPTIM_MODULE: 'c' }, { 'optim-module': 3 }],
    }
    const place = (name: string) => name.split('/').at(-1) ?? ''
    expect(placedModules(given, name => `in/${place(name)}`)).toEqual({
      optim: 'in/a.mjs',
      fnModule: 'in/f.mjs',
      compare: [{ optim: 'adam' }, { optim: 'in/b', lr: '1' }, { OPTIM_MODULE: 'in/c' }, { 'optim-module': 3 }],
    })
    expect(placedModules({ optim: 'x/b' }, place)).toEqual({ optim: './b' })
    const into = (name: string) => `in/${name}`
    expect(placedModules({ path: ['a.csv', '-'], font: 'f.ttf', compare: [{ path: 'b.csv' }] }, into)).toEqual({
      ...{ path: ['in/a.csv', '-'], font: 'in/f.ttf', compare: [{ path: 'in/b.csv' }] },
    })
    const compare = [{ Path: ['c.csv', '-'] }, { path: '-', label: 'd.csv' }]
    expect(placedModules({ compare }, into)).toEqual({
      compare: [{ Path: ['in/c.csv', '-'] }, { path: '-', label: 'd.csv' }],
    })
    expect(placedModules({ optim: 'adam' }, () => 'no')).toEqual({ optim: 'adam' })
  })
})
