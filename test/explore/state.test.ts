import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { baseOf } from '../../src/explore/begin.js'
import { begin } from '../../src/explore/index.js'
import { planOf } from '../../src/explore/plan.js'
import type { PageRun, PageState } from '../../src/explore/protocol.js'
import { commandOf } from '../../src/spec/again.js'
import type { Given } from '../../src/spec/fields/fields.js'
import { parseSettings } from '../../src/spec/settings.js'

const given = (raw: Readonly<Record<string, unknown>>): Given => parseSettings(raw, key => key)
const adam: PageRun = { by: 'optim', name: 'adam', own: {} }
const page = (settings: PageState['settings'], ...runs: readonly PageRun[]): PageState => ({
  settings,
  runs: runs.length === 0 ? [adam] : runs,
})
const planned = async (state: PageState, raw: Readonly<Record<string, unknown>> = {}) =>
  planOf(await baseOf([given(raw)]), state)
const commandFor = async (state: PageState, raw: Readonly<Record<string, unknown>> = {}) =>
  commandOf((await planned(state, raw)).recipe)

describe('what the command line says', () => {
  it('becomes the state that the page begins with', async () => {
    const { state } = await baseOf([given({ fn: 'flower', steps: 300 }), given({ lr: 0.1, palette: 'magma' })])
    expect(state).toEqual({
      settings: { fn: 'flower', steps: '300', palette: 'magma' },
      runs: [{ by: 'optim', name: 'adamw', own: { lr: '0.1' } }],
    })
  })

  it('gives hyperparameters to the runs that they reach, and to none that is added', async () => {
    const raw = { compare: 'adam:steps=20,nelder-mead', lr: 0.1, set: { 'adam.beta1': 0.8 }, start: [1, 2] }
    const { state } = await baseOf([given(raw)])
    expect(state).toEqual({
      settings: { start: '1,2' },
      runs: [
        { by: 'optim', name: 'adam', own: { lr: '0.1', beta1: '0.8', steps: '20' } },
        { by: 'optim', name: 'nelder-mead', own: {} },
      ],
    })
  })

  it('is drawn as run and compare would', async () => {
    for (const [raw, command] of [
      [{}, 'optviz run --optim adamw --fn beale --size 1200x720 --panel loss'],
      [
        { expr: 'x^2+a*y^2', param: { a: 2 }, start: '1,2', domain: '-2,2,-3,3', panel: 'none' },
        "optviz run --optim adamw --expr 'x^2+a*y^2' --param a=2 --start 1,2 --domain -2,2,-3,3 --size 1200x720",
      ],
      [
        { compare: 'adam:lr=0.1,lion', title: false },
        'optviz compare --optim adam:lr=0.1 --optim lion --fn beale --no-title',
      ],
    ] as const) {
      const base = await baseOf([given(raw)])
      expect(commandOf((await planOf(base, base.state)).recipe)).toBe(command)
    }
  })

  it('is refused where it is wrong, before anything is served', async () => {
    await expect(begin([given({ optim: 'adamm' })])).rejects.toThrow('unknown optimizer "adamm"')
    await expect(begin([given({ path: ['-'] })])).rejects.toThrow('standard input')
    await expect(begin([given({ compare: [{ optim: 'adam' }, { path: '-' }] })])).rejects.toThrow('standard input')
  })
})

describe('a state', () => {
  it('is a run where there is one path, a comparison where there are more', async () => {
    const lion: PageRun = { by: 'optim', name: 'lion', own: { lr: '0.01', steps: '50' } }
    expect(await commandFor(page({ fn: 'booth' }, lion))).toBe(
      'optviz run --optim lion --fn booth --steps 50 --lr 0.01 --size 1200x720 --panel loss',
    )
    const green: PageRun = { ...lion, own: { ...lion.own, 'line-color': 'green' } }
    expect(await commandFor(page({ fn: 'booth' }, green))).toMatch(/ --line-color '#008000' /)
    expect(await commandFor(page({ fn: 'booth' }, adam, green))).toMatch(
      / --optim 'lion:lr=0.01:steps=50:line-color=#008000' /,
    )
    expect(await commandFor(page({ fn: 'booth', steps: '30' }, adam, lion))).toBe(
      'optviz compare --optim adam:steps=30 --optim lion:lr=0.01:steps=50 --fn booth',
    )
  })
})

/** As JSON has it: with what objects have anyway as names of its own. */
const own = (name: string, value: string): Readonly<Record<string, string>> =>
  JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`)

describe('what a request may not', () => {
  const module = fileURLToPath(new URL('../../fixtures/none.mjs', import.meta.url))
  it.each<[string, PageState]>([
    ['name a module of an optimizer', page({}, { by: 'optim', name: './evil.mjs', own: {} })],
    ['name one by a setting', page({ 'optim-module': './evil.mjs' })],
    ['name a command', page({}, { by: 'optim-command', name: 'touch evil', own: {} })],
    ['name one by a setting, too', page({ 'optim-command': 'touch evil' })],
    ['name a recorded path', page({}, { by: 'path', name: '/etc/passwd', own: {} })],
    ['name one by a setting, either', page({ path: '/etc/passwd' })],
    ["name a function's module", page({ 'fn-module': module })],
    ['name a grid', page({ 'fn-data': module })],
    ['name a font', page({ font: '/usr/share/fonts/any.ttf' })],
    ['name the file of a theme', page({ theme: './theme.yaml' })],
    ['name a file to write', page({ out: 'evil.png' })],
    ['name one for the best path', page({ 'draw-best': 'evil.png' })],
    ['choose how it is computed', page({ backend: 'cpu' })],
    ['list runs as a setting', page({ compare: './evil.mjs' })],
    ['hide a module among the settings of a run', page({}, { ...adam, own: { 'optim-module': './evil.mjs' } })],
    ['hide a command among them', page({}, { ...adam, own: { 'optim-command': 'touch evil' } })],
  ])('%s', async (_, state) => {
    await expect(planned(state)).rejects.toThrow(/only the command line|has no hyperparameter/)
  })

  it.each<[string, PageState]>([
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].flatMap((name): [string, PageState][] => [
      [`a setting ${name}`, page(own(name, '1'))],
      [`a parameter ${name}`, page(own(`param.${name}`, '1'))],
      [`a function ${name}`, page({ fn: name })],
      [`an optimizer ${name}`, page({}, { ...adam, name })],
      [`a hyperparameter ${name}`, page({}, { ...adam, own: own(name, '1') })],
      [`a schedule ${name}`, page({ schedule: name })],
      [`a palette ${name}`, page({ palette: name })],
      [`a theme ${name}`, page({ theme: name })],
    ]),
    ['a setting in other letters', page({ 'Optim-Module': './evil.mjs' })],
    ['one with underscores', page({ FN_MODULE: './evil.mjs' })],
    ['a list of optimizers with a module', page({}, { ...adam, name: 'adam,./evil.mjs' })],
    ['a module in capitals', page({}, { ...adam, name: 'EVIL.MJS' })],
    ['a module by its address', page({}, { ...adam, name: 'file:///evil' })],
    ['a module of another platform', page({}, { ...adam, name: '..\\evil' })],
    ['a module as a schedule', page({ schedule: './evil.mjs' })],
    ['an optimizer among the settings of a run', page({}, { ...adam, own: { optim: './evil.mjs' } })],
    ['runs among them', page({}, { ...adam, own: { compare: './evil.mjs' } })],
    ['a path among them', page({}, { ...adam, own: { path: '/etc/passwd' } })],
    ['a theme that leads out', page({ theme: '..\\theme' })],
    ['calls in a formula', page({ expr: 'process.exit(1)' })],
    ['texts in a formula', page({ expr: '"a".constructor' })],
    ['a formula that is deep', page({ expr: `${'('.repeat(990)}x${')'.repeat(990)}` })],
    ['more seeds', page({ repeat: '101' })],
    ['no number', page({ steps: 'Infinity' })],
    ['another number', page({ resolution: '-5' })],
    ['more levels', page({ levels: '100000' })],
    ["a run's evaluations", page({}, { ...adam, own: { budget: '1e9' } })],
    ['a sum without end', page({ expr: 'sum(i, 1, 1e9, x)' })],
    ['a size of a wall', page({ size: '5m x 5m' })],
    ['a command in a size', page({ size: '$(touch evil)' })],
  ])('is no other thing, and says so: %s', async (_, state) => {
    await expect(planned(state)).rejects.toBeInstanceOf(UsageError)
  })

  it.each<[string, PageState, RegExp]>([
    ['steps', page({ steps: '20001' }), /steps: expected at most 20000 here/],
    ["a run's own steps", page({}, { ...adam, own: { steps: '1000000' } }), /steps: expected at most/],
    ['evaluations', page({ budget: '1000000' }), /budget: expected at most/],
    ['cells', page({ resolution: '4000' }), /resolution: expected at most 1000 here/],
    ['pixels', page({ size: '16000x16000' }), /size: expected at most 4000 pixels/],
    ['pixels of a file', page({ scale: '16' }), /scale: expected at most 4 here/],
    ['pixels of a large figure', page({ size: '4000x4000', scale: '3' }), /at most 10000 pixels a side .*, got 12000/],
    ['pixels of a large page', page({ size: '1000x600mm', dpi: '600' }), /at most 10000 pixels a side .*, got 23622/],
    ['pixels to the inch', page({ dpi: '1600' }), /dpi: expected at most/],
  ])('ask for more work than that: %s', async (_, state, message) => {
    await expect(planned(state)).rejects.toThrow(message)
  })

  it.each<Readonly<Record<string, string>>>([{ steps: '20000' }, { resolution: '1000' }, { size: '4000x4000' }])(
    'is at most %j',
    async most => {
      await expect(planned(page(most))).resolves.toBeDefined()
    },
  )

  it('is as much as the command line asked for', async () => {
    const { runs } = await planned(page({ steps: '30000' }), { steps: 30_000 })
    expect(runs[0].spec.steps).toBe(30_000)
    const size = { size: '5000x3000', scale: 4 }
    expect((await planned(page({ size: '5000x3000', scale: '4' }), size)).style.width).toBe(5000)
    await expect(planned(page({ size: '5000x4000', scale: '4' }), size)).rejects.toThrow('at most 4000 pixels')
  })
})
