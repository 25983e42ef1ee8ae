import { describe, expect, it } from 'vitest'
import { subtitleOf } from '../../src/pipeline/words/headings.js'
import { inside } from '../../src/records/geometry.js'
import { commandOf } from '../../src/spec/again.js'
import { recipeOf } from '../../src/spec/recipe.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { resolveSweep } from '../../src/spec/sweep.js'

const given = (raw: Readonly<Record<string, unknown>>) => mergeSettings(parseSettings(raw, key => key))
const run = (raw: Readonly<Record<string, unknown>>) => resolveRun(given(raw))

describe('bounds', () => {
  it('are four numbers, of which any side may be missing', () => {
    const least = Number.NEGATIVE_INFINITY
    const most = Number.POSITIVE_INFINITY
    for (const bounds of [
      '-1,2,-inf,inf',
      [-1, 2, '-inf', 'inf'],
      [-1, 2, least, most],
      { x: [-1, 2], y: [least, most] },
    ])
      expect(run({ bounds }).bounds).toEqual({ x: [-1, 2], y: [least, most] })
    expect(() => run({ bounds: '1,2,3' })).toThrow(
      'bounds: expected four numbers XMIN,XMAX,YMIN,YMAX, inf for none, got "1,2,3"',
    )
    expect(() => run({ bounds: '2,1,0,1' })).toThrow('bounds: expected XMIN below XMAX')
    expect(() => run({ bounds: '0,1,0,1e39' })).toThrow('bounds: expected four numbers')
    expect(() => run({ bounds: '-inf,inf,-inf,inf' })).toThrow('bounds: expected at least one side that is finite')
    expect(() => run({ bounds: 'nan,1,0,1' })).toThrow('bounds: expected four numbers')
  })

  it('are refused where an optimizer cannot keep to them', () => {
    expect(() => run({ bounds: '0,1,0,1', optim: 'newton' })).toThrow('bounds: newton cannot keep to them')
    expect(() => run({ bounds: '0,1,0,1', optimCommand: 'true' })).toThrow('bounds: a command takes its steps itself')
    for (const optim of ['adam', 'nelder-mead', 'powell', 'lbfgs-b'])
      expect(run({ bounds: '0,1,0,1', optim }).bounds).toBeDefined()
  })

  it("hold a start that is asked for to lie inside, and bring the function's own there", () => {
    expect(run({ fn: 'himmelblau', bounds: '1,2,1,2' }).start).toEqual([1, 1])
    expect(run({ fn: 'himmelblau', bounds: '1,2,1,2', start: '1.5,2' }).start).toEqual([1.5, 2])
    expect(() => run({ fn: 'himmelblau', bounds: '1,2,1,2', start: '0,3' })).toThrow(
      'start: (0, 3) lies outside the bounds',
    )
    const box = { x: [1, 9], y: [1, 2] } as const
    for (let seed = 0; seed < 20; seed++)
      expect(inside(box, run({ fn: 'himmelblau', bounds: '1,9,1,2', start: 'random', seed }).start)).toBe(true)
    expect(() => run({ fn: 'himmelblau', bounds: '6,9,1,2', start: 'random' })).toThrow(
      'no random one lies in the domain',
    )
  })

  it('hold the random starts of a sweep, too', () => {
    const spec = resolveSweep(given({ fn: 'himmelblau', bounds: '1,9,1,2', scan: 'lr=0.1,0.2', starts: 9 }))
    if (spec.kind !== 'scan') throw new Error('a scan')
    expect(spec.lanes.every(({ start }) => inside({ x: [1, 5], y: [1, 2] }, start))).toBe(true)
  })

  it('are told in the subtitle, and stand in the command of a recipe', () => {
    const settings = given({ fn: 'himmelblau', bounds: '-1,2.5,-inf,inf', optim: 'adam' })
    expect(subtitleOf(resolveRun(settings))).toContain('projected onto [-1, 2.5] × (-∞, ∞)')
    expect(subtitleOf(run({ bounds: '0,1,0,1', optim: 'powell' }))).toContain('within [0, 1] × [0, 1]')
    const recipe = recipeOf('1', settings, resolveRun(settings))
    expect(recipe.bounds).toEqual([-1, 2.5, '-inf', 'inf'])
    expect(commandOf(recipe)).toContain('--bounds -1,2.5,-inf,inf')
  })
})
