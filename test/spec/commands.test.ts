import { describe, expect, it } from 'vitest'
import { commandOptimizer } from '../../src/optimizers/user/command.js'
import { commandOf } from '../../src/spec/again.js'
import { compareEntries, parseEntry } from '../../src/spec/compare.js'
import { commandEntry } from '../../src/spec/fields/entries.js'
import { checkHyperparameters } from '../../src/spec/hyperparameters.js'
import { compareRecipe, recipeOf, runsCommands, sweepRecipe } from '../../src/spec/recipe.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { resolveSweep } from '../../src/spec/sweep.js'
import { shellWords } from '../../src/words/shell.js'

const chosen = (raw: Readonly<Record<string, unknown>>) => mergeSettings(parseSettings(raw, key => key))

describe('what a command is called', () => {
  it.each([
    ['python3 my_optim.py', 'my_optim', 'my_optim'],
    ['/usr/bin/python3.11 -u lib/pytorch.py AdamW', 'pytorch AdamW', 'pytorch-AdamW'],
    ['Rscript --vanilla torch.R optim_adamw', 'torch optim_adamw', 'torch-optim_adamw'],
    ['./bin/mine --config a.yaml', 'mine --config a.yaml', 'mine-config-a.yaml'],
    ['python3 -m lib.mine fast', 'lib.mine fast', 'lib.mine-fast'],
    ["sh -c 'python3 a.py 2>/dev/null'", 'sh -c python3 a.py 2>/dev/null', 'sh-c-python3-a.py-2-dev-null'],
    ['"C:/Program Files/R/Rscript.exe" b.R', 'b', 'b'],
    ["'…'", '…', 'command'],
  ])('%s', (command, title, name) => {
    expect(commandOptimizer(command)).toMatchObject({ title, name, command })
  })

  it('has room in a title', () => {
    expect(commandOptimizer(`sh -c '${'x'.repeat(100)}'`).title).toHaveLength(48)
  })
})

describe('the hyperparameters of a command', () => {
  const read = (given: Readonly<Record<string, unknown>>) => checkHyperparameters(commandOptimizer('a'), given)

  it('are those that are given, as they are given', () => {
    const given = {
      lr: '1e-1',
      weightDecay: '.5',
      'weight-decay': 2,
      mode: 'fast',
      on: 'True',
      off: false,
      cap: '-inf',
    }
    expect(read(given)).toEqual({ ...given, lr: 0.1, weightDecay: 0.5, on: true, cap: Number.NEGATIVE_INFINITY })
    expect(read({})).toEqual({})
    const inherited = JSON.parse('{"__proto__": "1", "constructor": "x"}')
    expect(Object.entries(read(inherited))).toEqual(
      Object.entries({ ...inherited }).map(([k, v]) => [k, v === '1' ? 1 : v]),
    )
  })

  it.each([
    [{ 'a b': 1 }, 'hyperparameter "a b": expected a name'],
    [{ 'sgd.lr': 1 }, 'hyperparameter "sgd.lr": expected a name'],
    [{ a: [1] }, 'hyperparameter a: expected a number, a text, true or false, got [1]'],
    [{ a: null }, 'hyperparameter a: expected a number, a text, true or false, got null'],
  ])('are refused: %j', (given, message) => {
    expect(() => read(given)).toThrow(message)
  })

  it('are all that are for all in a comparison, and those under its name', () => {
    const settings = chosen({ lr: 0.1, set: { beta1: 0.5, 'mine.momentum': 0.8, 'mine.steps': 7 } })
    const entries = [{ optim: 'adam' }, { optim: 'sgd' }, { 'optim-command': 'python3 mine.py' }]
    const [adam, sgd, mine] = compareEntries(
      settings,
      entries.map(entry => parseEntry(entry, 'optim')),
    )
    expect(adam).toMatchObject({ lr: 0.1, set: { beta1: 0.5 } })
    expect(sgd).toMatchObject({ lr: 0.1, set: {} })
    expect(mine).toMatchObject({ optimCommand: 'python3 mine.py', optim: undefined, lr: 0.1, steps: 7 })
    expect(mine?.set).toEqual({ beta1: 0.5, momentum: 0.8 })
  })
})

describe('an entry with a command', () => {
  it.each([
    ['python3 a.py', 'python3 a.py', {}],
    ['python3 a.py:lr=0.1:steps=20', 'python3 a.py', { lr: '0.1', steps: '20' }],
    [
      'python3 a.py AdamW:weight-decay=1:start=1,2',
      'python3 a.py AdamW',
      { start: '1,2', set: { 'weight-decay': '1' } },
    ],
    ["sh -c 'a :b=1'", "sh -c 'a :b=1'", {}],
    ["python3 'a:lr=1'", "python3 'a:lr=1'", {}],
    ['C:/a --url http://x', 'C:/a --url http://x', {}],
  ])('is read: %s', (text, command, own) => {
    expect(commandEntry(text, '--optim-command')).toEqual({ 'optim-command': command, ...own })
  })

  it('has a command', () => {
    expect(() => commandEntry(':lr=1', '--optim-command')).toThrow('--optim-command: expected a command, got ":lr=1"')
  })
})

describe('the recipe of a command', () => {
  const optimCommand = `python3 'my optim.py' "it's"`

  it('is a run', () => {
    const settings = chosen({ optimCommand, fn: 'booth', lr: 0.1, set: { cap: 'inf', mode: 'a b' } })
    const recipe = recipeOf('0', settings, resolveRun(settings))
    expect(recipe).toMatchObject({ 'optim-command': optimCommand, set: { lr: 0.1, cap: 'inf', mode: 'a b' } })
    expect(recipe).not.toHaveProperty('optim')
    expect(runsCommands(recipe)).toBe(true)
    const command = commandOf(recipe)
    expect(command).toContain('--lr 0.1')
    expect(command).toContain("--set 'mode=a b'")
    expect(command).toContain('--set cap=inf')
    expect(shellWords(command, '')).toContain(optimCommand)
  })

  it('is an entry of a comparison, in its place', () => {
    const given = [{ 'optim-command': 'python3 a.py', lr: 0.1, steps: 3 }, { optim: 'adam' }, { 'optim-command': 'b' }]
    const settings = chosen({ fn: 'booth' })
    const entries = compareEntries(
      settings,
      given.map(entry => parseEntry(entry, 'optim')),
    )
    const [first, ...others] = entries.map(entry => resolveRun(entry))
    if (first === undefined) return expect.fail('no run')
    const recipe = compareRecipe('0', settings, [first, ...others])
    expect(runsCommands(recipe)).toBe(true)
    expect(commandOf(recipe)).toMatch(
      /^optviz compare --optim-command 'python3 a\.py:lr=0\.1:steps=3' --optim adam\S* --optim-command b --fn booth/,
    )
    const [only = {}] = given
    const wrong = { ...recipe, compare: [{ ...only, 'optim-command': 'a:b=1' }, { optim: 'adam' }] }
    expect(() => commandOf(wrong)).toThrow('cannot stand in a command')
  })

  it('is a sweep, and no other’s is one', () => {
    const settings = chosen({ optimCommand: 'a b', fn: 'booth', scan: 'learningRate=0.1,0.2', set: { m: 1 } })
    const spec = resolveSweep(settings)
    const recipe = sweepRecipe('0', settings, spec)
    expect(recipe).toMatchObject({ 'optim-command': 'a b', set: { m: 1 } })
    expect(commandOf(recipe)).toContain("optviz sweep --scan learningRate=0.1,0.2 --optim-command 'a b'")
    const plain = chosen({ optim: 'adam' })
    expect(runsCommands(recipeOf('0', plain, resolveRun(plain)))).toBe(false)
  })
})

describe('the command of a comparison with a recorded path', () => {
  const adam = { optim: 'adam', lr: 0.1, start: [1, 1] }
  const sgd = { optim: 'sgd', lr: 0.01, start: [1, 1] }
  it.each([
    [50, 50, undefined, '--optim adam:lr=0.1:steps=50 --optim sgd:lr=0.01:steps=50', ''],
    [50, 50, 50, '--optim adam:lr=0.1 --optim sgd:lr=0.01', ' --steps 50'],
    [50, 60, 50, '--optim adam:lr=0.1 --optim sgd:lr=0.01:steps=60', ' --steps 50'],
  ])('says steps where they are those of all: %d, %d and %d', (first, second, cut, optims, shared) => {
    const path = { path: 'a.csv', label: 'mine', ...(cut && { steps: cut }) }
    const compare = [{ ...adam, steps: first }, { ...sgd, steps: second }, path]
    expect(commandOf({ optviz: '0', fn: 'booth', compare })).toBe(
      `optviz compare ${optims} --path a.csv --label mine --fn booth${shared} --start 1,1`,
    )
  })
})
