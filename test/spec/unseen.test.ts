import { describe, expect, it } from 'vitest'
import { planCompare, planRun } from '../../src/pipeline/plan.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'
import { asOption, unseenOf, unseenTheme } from '../../src/spec/unseen.js'

const settings = (raw: Readonly<Record<string, unknown>>) => mergeSettings(parseSettings(raw, key => key))

describe('what was said of what a figure does not have', () => {
  it.each([
    [{ contours: 0, contourLabels: true }, ['there are no contours for --contour-labels; leave out --contours 0']],
    [{ contours: 0, contourColor: 'red' }, ['there are no contours for --contour-color; leave out --contours 0']],
    [{ contours: 0 }, []],
    [{ contours: 5, contourLabels: true, contourColor: 'red' }, []],
    [{ background: 'bands', smooth: true }, ['--smooth is for cells, and bands have none; leave out one of them']],
    [{ background: 'bands' }, []],
    [
      { bare: true, title: 'T', panel: 'lr' },
      ['--panel is not seen with --bare, the plot alone; leave out one of them'],
    ],
    [{ bare: true, title: 'T' }, []],
    [{ title: 'T', panel: 'loss' }, []],
  ])('%j', (raw, said) => {
    expect(unseenOf(settings(raw), 'run')).toEqual(said)
  })

  it('is nothing of the panel that a comparison has without being asked', () => {
    expect(unseenOf(settings({ bare: true, panel: 'loss' }), 'compare')).toEqual([])
  })

  it.each([
    ['compare', { bare: true, panel: 'loss,lr' }, ['--panel']],
    ['compare', { bare: true, panel: 'loss', lossX: 'evaluations' }, ['--loss-x']],
    ['run', { bare: true, lossScale: 'log' }, ['--loss-scale']],
  ] as const)('is all of the panel of a bare plot: %s %j', (kind, raw, flags) => {
    expect(unseenOf(settings(raw), kind)).toEqual(
      flags.map(flag => `${flag} is not seen with --bare, the plot alone; leave out one of them`),
    )
  })

  it('is the scale of a basin map without contours, which has no other', () => {
    const raw = { contours: 0, colorScale: 'log', contourColor: 'red' }
    expect(unseenOf(settings(raw), 'basins')).toEqual(
      ['--contour-color', '--color-scale'].map(flag => `there are no contours for ${flag}; leave out --contours 0`),
    )
    expect(unseenOf(settings({ ...raw, contours: 9 }), 'basins')).toEqual([])
    expect(unseenOf(settings({ ...raw, contourColor: 'auto' }), 'run')).toEqual([])
  })

  it('is told in the words of who said it', () => {
    expect(unseenOf(settings({ contours: 0, contourLabels: true }), 'run', asOption)).toEqual([
      'there are no contours for contourLabels; leave out contours: 0',
    ])
  })

  it.each([
    ['run', { theme: 'dark', bare: true }, 'is of what stands around the plot'],
    ['run', { theme: 'dark' }, undefined],
    ['run', { theme: 'paper', bare: true }, undefined],
    ['basins', { theme: 'dark', bare: true }, 'is of what stands around the plot'],
    ['basins', { theme: 'paper' }, 'has grey colors and thin lines, and such a figure has neither'],
    ['basins', { theme: 'dark' }, undefined],
    ['chart', { theme: 'dark', bare: true }, undefined],
    ['map', { theme: 'dark', bare: true }, 'is of what stands around the plot'],
    ['map', { theme: 'paper', bare: true }, undefined],
  ] as const)('may be a theme: %s %j', (kind, raw, said) => {
    const told = unseenTheme(settings(raw), kind, false)
    if (said === undefined) expect(told).toBeUndefined()
    else expect(told).toContain(`--theme ${raw.theme} ${said}`)
  })
})

describe('populations', () => {
  it('of a step that no run takes are refused', async () => {
    const wanted = { optim: 'cma-es', show: 'population:0,5,9', steps: 8 }
    const refused = 'show (population:0,5,9): there is no step 9: the last is 8'
    await expect(planRun(settings(wanted))).rejects.toThrow(refused)
    await expect(planRun(settings({ ...wanted, steps: 9 }))).resolves.toBeDefined()
    // A rule that goes on for longer has no population.
    const race = { compare: ['adam:steps=20', 'cma-es'], show: wanted.show, steps: 8 }
    await expect(planCompare(settings(race))).rejects.toThrow(refused)
  })
})

describe('an entry of a comparison', () => {
  it.each([
    ['noise=3', '--noise'],
    ['batch_size=2', '--batch-size'],
    ['until=f', '--until'],
  ])('that has %s, which is common to all, is told where to say it', async (word, flag) => {
    await expect(planCompare(settings({ compare: [`adam:${word}`, 'sgd'] }))).rejects.toMatchObject({
      message: expect.stringMatching(/^adam has no hyperparameter/),
      hint: `It is a setting for all that is run: ${flag}.`,
    })
  })
})

describe('a color that YAML took for a comment', () => {
  it('is told how to be written', () => {
    expect(() => settings({ lineColor: null })).toThrow(
      expect.objectContaining({ hint: 'In YAML # begins a comment: such a color stands in quotes, "#ff0000".' }),
    )
  })
})
