import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { computePaths } from '../../src/pipeline/paths.js'
import { planCompare } from '../../src/pipeline/plan.js'
import { commandOf } from '../../src/spec/again.js'
import { compareDefaults } from '../../src/spec/fields/fields.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'

const planned = (raw: Readonly<Record<string, unknown>>) =>
  planCompare(
    mergeSettings(
      compareDefaults,
      parseSettings({ fn: 'booth', steps: 3, resolution: 10, ...raw }, key => key),
    ),
  )

describe('the color of an entry', () => {
  it('is that of its path, the others have those of their places', async () => {
    const entries = 'adam:line-color=green,lion,sgd:lr=0.001:line-color=#ff0000'
    const drawing = await computePaths(await planned({ compare: entries }), await startBackend('auto'))
    expect(drawing.layers().looks.map(({ color, endColor }) => [color, endColor])).toEqual([
      ['#008000', '#008000'],
      ['#0066ff', '#0066ff'],
      ['#ff0000', '#ff0000'],
    ])
  })

  it('is in the recipe, and in the command that draws it again', async () => {
    const { recipe } = await planned({ compare: [{ optim: 'adam', 'line-color': 'green' }, { optim: 'lion' }] })
    expect(recipe.compare).toMatchObject([{ optim: 'adam', 'line-color': '#008000' }, { optim: 'lion' }])
    const command = commandOf(recipe)
    expect(command).toBe(
      "optviz compare --optim 'adam:line-color=#008000' --optim lion --fn booth --steps 3 --resolution 10",
    )
    const again = await planned({ compare: ['adam:line-color=#008000', 'lion'] })
    expect(again.recipe).toEqual(recipe)
  })

  it('of a recorded path is in no command', () => {
    const recipe = {
      optviz: '1',
      compare: [{ optim: 'adam' }, { path: 'a.csv', 'line-color': '#008000' }],
      fn: 'booth',
    }
    expect(() => commandOf(recipe)).toThrow('the color of a recorded path cannot stand in a command')
  })
})
