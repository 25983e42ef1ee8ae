import { describe, expect, it } from 'vitest'
import { commandOf } from '../../src/spec/again.js'
import { recipeOf, sweepRecipe } from '../../src/spec/recipe.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { resolveSweep } from '../../src/spec/sweep.js'

const recipe = (raw: Record<string, unknown>) => {
  const chosen = mergeSettings(parseSettings(raw, key => key))
  return recipeOf('1.2.3', chosen, resolveRun(chosen))
}

describe('a recipe', () => {
  it('holds what was resolved: defaults of the optimizer and the function included', () => {
    expect(recipe({ fn: 'flower', lr: 0.1 })).toMatchObject({
      optviz: '1.2.3',
      optim: 'adamw',
      set: { lr: 0.1, beta1: 0.9 },
      start: [20, 20],
      domain: [-3, 3, -3, 3],
      steps: 200,
    })
  })

  it('survives JSON and gives the command that makes it again', () => {
    const original = recipe({
      fn: 'flower',
      lr: 0.1,
      steps: 7,
      title: "it's",
      domain: [-1, 2, -3, 4],
      axes: false,
      smooth: true,
    })
    const read = JSON.parse(JSON.stringify(original))
    expect(commandOf(read)).toBe(
      "optviz run --optim adamw --fn flower --steps 7 --lr 0.1 --domain -1,2,-3,4 --smooth --title 'it'\\''s' --no-axes",
    )
  })

  it('names the function, not its logarithm', () => {
    expect(commandOf(recipe({ fn: 'beale', objective: 'log' }))).toBe(
      'optviz run --optim adamw --fn beale --objective log',
    )
  })

  it('keeps what a font was apart from what modules were', () => {
    const chosen = mergeSettings(parseSettings({ fn: 'flower', font: './a.ttf' }, key => key))
    const files = { './a.ttf': 'aa', './mine.mjs': 'bb' }
    const { fonts, modules } = recipeOf('1.2.3', chosen, resolveRun(chosen), files)
    expect({ fonts, modules }).toEqual({ fonts: { './a.ttf': 'aa' }, modules: { './mine.mjs': 'bb' } })
  })

  it('of a sweep has a start where all paths begin there', () => {
    const startIn = (raw: Record<string, unknown>) => {
      const chosen = mergeSettings(parseSettings(raw, key => key))
      return sweepRecipe('1.2.3', chosen, resolveSweep(chosen)).start
    }
    const scan = { fn: 'flower', scan: ['lr=0.1,0.2'] }
    expect(startIn(scan)).toEqual([20, 20])
    expect(startIn({ ...scan, starts: 3 })).toBeUndefined()
    expect(startIn({ fn: 'flower', scan: ['start'] })).toBeUndefined()
  })

  it('says nothing of what is standard', () => {
    expect(commandOf(recipe({ fn: 'flower' }))).toBe('optviz run --optim adamw --fn flower')
  })
})
