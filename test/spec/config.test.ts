import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { parseConfig } from '../../src/spec/config.js'
import { environmentSettings } from '../../src/spec/settings.js'

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
    expect(read('{"steps": 5, "colorScale": "linear"}')).toEqual({ steps: 5, colorScale: 'linear' })
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

  it('is refused where a variable is nearly a setting, and left alone where it is none', () => {
    expect(() => environmentSettings({ OPTVIZ_STESP: '5' })).toThrow(/OPTVIZ_STESP; did you mean OPTVIZ_STEPS\?/)
    expect(() => environmentSettings({ OPTVIZ_COLOUR_SCALE: 'log' })).toThrow(/did you mean OPTVIZ_COLOR_SCALE/)
    const others = ['DEBUG', 'CACHE', 'REQUIRE_CHROMIUM', 'REQUIRE_SHELLS', 'HOME', 'TEST', 'VERSION', 'CI', 'TOKEN']
    expect(environmentSettings(Object.fromEntries(others.map(name => [`OPTVIZ_${name}`, '1'])))).toEqual({})
  })
})
