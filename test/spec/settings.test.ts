import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { fields, kebab } from '../../src/spec/fields/fields.js'
import { resolveRun } from '../../src/spec/run.js'
import { environmentSettings, mergeSettings, parseSettings } from '../../src/spec/settings.js'

const parse = (raw: Record<string, unknown>) => parseSettings(raw, key => `--${kebab(key)}`)

describe('settings', () => {
  it('reads kebab-case and camelCase as one key', () => {
    expect(parse({ 'color-scale': 'log' })).toEqual({ colorScale: 'log' })
    expect(parse({ colorScale: 'log' })).toEqual({ colorScale: 'log' })
  })

  it('reads text and native values alike', () => {
    expect(parse({ steps: '7', start: '1,-2', domain: '-1,1,-2,2', size: '640x600', smooth: 'true' })).toEqual(
      parse({ steps: 7, start: [1, -2], domain: [-1, 1, -2, 2], size: [640, 600], smooth: true }),
    )
  })

  it('names the nearest key of an unknown one', () => {
    expect(() => parse({ 'colour-scale': 'log' })).toThrow(/unknown setting "colour-scale"; did you mean "color-scale"/)
    expect(() => parse({ stepz: 1 })).toThrow(UsageError)
  })

  const refused: readonly (readonly [key: string, value: unknown])[] = [
    ['steps', 1.5],
    ['steps', '0x10'],
    ['steps', Number.NaN],
    ['lr', 'inf'],
    ['lr', ''],
    ['start', [1]],
    ['start', '1,2,3'],
    ['start', '1,'],
    ['domain', '0,1,0'],
    ['size', '0x0'],
    ['smooth', 'maybe'],
    ['view', 'everything'],
    ['lineColor', '#12'],
    ['set', ['lr']],
    ['out', [3, {}]],
  ]
  for (const [key, value] of refused)
    it(`refuses ${key} = ${JSON.stringify(value)}`, () => expect(() => parse({ [key]: value })).toThrow(UsageError))

  it('lets later layers win and merges hyperparameters key by key', () => {
    const merged = mergeSettings(parse({ steps: 1, set: { a: 1, b: 1 } }), parse({ steps: 2, set: ['b=2'] }))
    expect(merged).toMatchObject({ steps: 2, set: { a: 1, b: '2' }, palette: 'viridis' })
  })

  it('merges parameters of a function key by key, over as many layers as there are', () => {
    const params = (...layers: readonly Record<string, unknown>[]) => mergeSettings(...layers.map(parse)).param
    expect(params({ param: { a: 1, b: 1 } }, { param: ['b=2'] }, { param: { c: 3 } })).toEqual({ a: 1, b: '2', c: 3 })
    expect(params({ param: { a: 1 } }, { steps: 3 })).toEqual({ a: 1 })
    expect(params({ steps: 3 }, { param: { a: 1 } })).toEqual({ a: 1 })
    expect(params({ steps: 3 })).toBeUndefined()
  })

  it('takes other spellings of a hyperparameter for the same one', () => {
    const merged = mergeSettings(
      parse({ set: { 'weight-decay': 1, lr: 1 } }),
      parse({ set: { weight_decay: 2 }, lr: 2 }),
    )
    expect(merged).toMatchObject({ lr: 2, set: { weight_decay: 2 } })
    expect(Object.keys(merged.set ?? {})).toEqual(['weight_decay'])
  })

  it('lets steps and a budget replace each other; both at once are refused where a run is resolved', () => {
    const length = (...raw: readonly Record<string, unknown>[]) => {
      const { steps, budget } = resolveRun(mergeSettings(...raw.map(parse)))
      return { steps, budget }
    }
    expect(length({})).toEqual({ steps: 200 })
    expect(length({ steps: 500 }, { budget: 30 })).toEqual({ steps: 30, budget: 30 })
    expect(length({ budget: 30 }, { steps: 500 })).toEqual({ steps: 500 })
    expect(() => length({ steps: 500, budget: 30 })).toThrow(/steps \(500\) and budget \(30\) both say how long to run/)
  })

  it('reads the environment', () => {
    expect(environmentSettings({ OPTVIZ_COLOR_SCALE: 'log', OPTVIZ_STEPS: '5', HOME: '/' })).toEqual({
      colorScale: 'log',
      steps: 5,
    })
    expect(() => environmentSettings({ OPTVIZ_STEPS: 'many' })).toThrow(/OPTVIZ_STEPS: expected/)
  })

  it('takes auto for a color where one is found, and nowhere else', () => {
    expect(parse({ 'contour-color': 'Auto' })).toEqual({ contourColor: 'auto' })
    expect(parse({ 'contour-color': 'white' })).toEqual({ contourColor: '#ffffff' })
    expect(() => parse({ 'contour-color': 'outo' })).toThrow(/contour-color: expected auto or a color .*, got "outo"/)
    expect(() => parse({ 'line-color': 'auto' })).toThrow(/line-color: expected a color/)
  })

  it('writes colors as hexadecimal', () => {
    expect(parse({ lineColor: 'red', startColor: '#5050FF7F', endColor: '#abc' })).toEqual({
      lineColor: '#ff0000',
      startColor: '#5050ff7f',
      endColor: '#aabbcc',
    })
  })

  it('has defaults that its own parsers accept', () => {
    for (const [key, field] of Object.entries(fields))
      if ('default' in field) expect(parse({ [key]: field.default }), key).toEqual({ [key]: field.default })
  })
})
