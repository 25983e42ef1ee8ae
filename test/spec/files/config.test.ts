import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/errors.js'
import { parseConfig } from '../../../src/spec/files/config.js'
import { environmentSettings, unknownVariables } from '../../../src/spec/settings.js'

const keys = ['optim', 'steps', 'set', 'start', 'colorScale', 'scan'] as const
const read = (text: string) => parseConfig('run.yaml', text, keys, 'run')

describe('a file of settings', () => {
  it('is YAML or JSON, with either spelling of a key', () => {
    expect(read('optim: adam\ncolor-scale: log\nset: { beta1: 0.8 }\nstart: [1, 2]\n')).toEqual({
      optim: 'adam',
      colorScale: 'log',
      set: { beta1: 0.8 },
      start: [1, 2],
    })
    expect(read('{"$schema": "config.json", "steps": 5, "colorScale": "linear"}')).toEqual({
      steps: 5,
      colorScale: 'linear',
    })
  })

  const refused: readonly (readonly [text: string, message: RegExp])[] = [
    ['', /run.yaml: expected a mapping of settings/],
    ['- steps', /run.yaml: expected a mapping of settings/],
    ['optim: adam\nsteps: many', /run.yaml:2: steps: expected a whole number from 1 .* got "many"/],
    ['optim: adam\n\nstepz: 5', /run.yaml:3: unknown setting "stepz"; did you mean "steps"/],
    ['fps: 5', /run.yaml:1: fps is no setting of run/],
    ['steps: 5\nsteps: 6', /run.yaml:2: .*unique/],
    ['steps: [5', /run.yaml:1: /],
    ['a: &a [*a]', /run.yaml:1: unknown setting "a"|contains itself/],
  ]
  for (const [text, message] of refused)
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => read(text)).toThrow(UsageError)
      expect(() => read(text)).toThrow(message)
    })
})

describe('the environment', () => {
  it('says nothing by an empty variable', () => {
    expect(environmentSettings({ OPTVIZ_STEPS: '', OPTVIZ_AXES: 'false' })).toEqual({ axes: false })
  })

  it('never fails for unknown variables: each is told, with the nearest that is known', () => {
    const env = { HOME: '/', OPTVIZ_STESP: '5', OPTVIZ_COLOUR_SCALE: 'log', OPTVIZ_CACH: '/', OPTVIZ_TOKEN: '1' }
    expect(environmentSettings(env)).toEqual({})
    expect(unknownVariables(env)).toEqual([
      'the variable OPTVIZ_STESP is unknown and ignored; did you mean OPTVIZ_STEPS?',
      'the variable OPTVIZ_COLOUR_SCALE is unknown and ignored; did you mean OPTVIZ_COLOR_SCALE?',
      'the variable OPTVIZ_CACH is unknown and ignored; did you mean OPTVIZ_CACHE?',
      'the variable OPTVIZ_TOKEN is unknown and ignored',
    ])
  })

  it('knows every variable that the code reads', () => {
    const sources = ['src', 'bin', 'test'].flatMap(folder => {
      const root = fileURLToPath(new URL(`../../../${folder}`, import.meta.url))
      const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
      return files.map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    })
    const read = sources.flatMap(text =>
      [...text.matchAll(/(?:env\.|\$\{)(OPTVIZ_[A-Z_]+)/g)].flatMap(([, name]) => name ?? []),
    )
    expect(new Set(read)).toContain('OPTVIZ_REQUIRE_SHELLS')
    expect(unknownVariables(Object.fromEntries(read.map(name => [name, '1'])))).toEqual([])
  })
})
