import { describe, expect, it } from 'vitest'
import { legendWarnings } from '../../../src/pipeline/words/headings.js'
import { figureLabels, labelsOf, sharedFacts, variedNumber } from '../../../src/pipeline/words/labels.js'
import { compareEntries, parseEntry } from '../../../src/spec/compare.js'
import { entries } from '../../../src/spec/fields/entries.js'
import { type RunSpec, resolveRun } from '../../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../../src/spec/settings.js'
import { shortNumber } from '../../../src/words/words.js'
import { defaultStyle } from '../../figure/contents.js'

/** The runs of `compare --optim TEXT` with shared settings, on Himmelblau's function. */
function runsOf(text: string, shared: Readonly<Record<string, unknown>> = {}): readonly RunSpec[] {
  const settings = mergeSettings(parseSettings({ fn: 'himmelblau', ...shared }, key => key))
  const own = entries(text, 'optim').map(entry => parseEntry(entry, 'optim'))
  return compareEntries(settings, own).map(entry => resolveRun(entry))
}

const shownOf = (text: string, shared = {}) => figureLabels(runsOf(text, shared), undefined, shortNumber)
const factsOf = (text: string, shared = {}) => sharedFacts(runsOf(text, shared), shortNumber)

describe('what a figure calls its paths', () => {
  it.each([
    ['adam,lion', { lr: 0.1 }, ['Adam', 'Lion'], ['lr 0.1', '200 steps from (0.5, -1.5)']],
    ['adam:lr=0.1,lion:lr=0.2', {}, ['Adam lr 0.1', 'Lion lr 0.2'], ['200 steps from (0.5, -1.5)']],
    ['adam:lr=0.1,adam:lr=0.2', {}, ['lr 0.1', 'lr 0.2'], ['200 steps from (0.5, -1.5)']],
    ['adam:beta1=0.5,adam', { lr: 0.1 }, ['beta1 0.5', 'beta1 0.9'], ['lr 0.1', '200 steps from (0.5, -1.5)']],
    ['sgd:momentum=0.9,adam', { lr: 0.1 }, ['SGD momentum 0.9', 'Adam'], ['lr 0.1', '200 steps from (0.5, -1.5)']],
    [
      'sgd:lr=0.1,sgd:lr=0.2',
      { set: ['momentum=0.9'] },
      ['lr 0.1', 'lr 0.2'],
      ['momentum 0.9', '200 steps from (0.5, -1.5)'],
    ],
    ['adam:seed=1,adam:seed=2', { lr: 0.1 }, ['seed 1', 'seed 2'], ['lr 0.1', '200 steps from (0.5, -1.5)']],
    ['adam:steps=50,adam:steps=60', { lr: 0.1 }, ['50 steps', '60 steps'], ['lr 0.1', 'from (0.5, -1.5)']],
    [
      'adam,adam,adam:steps=60',
      { lr: 0.1 },
      ['Adam', 'Adam (2)', 'Adam 60 steps'],
      ['lr 0.1', '200 steps from (0.5, -1.5)'],
    ],
    ['adam,nelder-mead', { lr: 0.1 }, ['Adam lr 0.1', 'Nelder–Mead'], ['200 steps from (0.5, -1.5)']],
  ] as const)('%s: what differs, and what is the same above it', (text, shared, labels, facts) => {
    expect(shownOf(text, shared)).toEqual(labels)
    expect(factsOf(text, shared)).toEqual(facts)
  })

  it('tells starts apart', () => {
    const runs = runsOf('adam,adam', { lr: 0.1 }).map((run, i) => ({ ...run, start: [i, 1] as const }))
    expect(figureLabels(runs, undefined, shortNumber)).toEqual(['from (0, 1)', 'from (1, 1)'])
  })

  it('names the optimizer where the title does not, and all where there is no heading', () => {
    const runs = runsOf('adam:lr=0.1,adam:lr=0.2', { set: ['beta1=0.8'] })
    expect(figureLabels(runs, 'Mine', shortNumber)).toEqual(['Adam lr 0.1', 'Adam lr 0.2'])
    expect(figureLabels(runs, false, shortNumber)).toEqual(['Adam lr 0.1, beta1 0.8', 'Adam lr 0.2, beta1 0.8'])
  })
})

describe('what data call runs', () => {
  it('is whole in itself, and tells seeds apart', () => {
    expect(labelsOf(runsOf('adam,lion', { lr: 0.1 }))).toEqual(['Adam lr 0.1', 'Lion lr 0.1'])
    expect(labelsOf(runsOf('adam:seed=1,adam:seed=2', { lr: 0.1 }))).toEqual([
      'Adam lr 0.1, seed 1',
      'Adam lr 0.1, seed 2',
    ])
  })
})

describe('one number that varies', () => {
  it.each([
    ['adam:lr=0.1,adam:lr=0.2,adam:lr=0.4', {}, { name: 'lr', values: [0.1, 0.2, 0.4] }],
    ['adam:beta1=0.5,adam', {}, { name: 'beta1', values: [0.5, 0.9] }],
    ['adam:steps=50,adam:steps=60', {}, { name: 'steps', values: [50, 60] }],
    ['adam:lr=0.1,adam:lr=0.2:steps=9', {}, undefined],
    ['adam:lr=0.1,adamw:lr=0.2', {}, undefined],
    ['adam:seed=1,adam:seed=2', {}, undefined],
    ['adam,adam', {}, undefined],
  ] as const)('%s', (text, shared, varied) => {
    expect(variedNumber(runsOf(text, shared))).toEqual(varied)
  })
})

it('warns where a figure is too small for the legend of its paths', () => {
  const warnings = (width: number, height: number, bare = false) =>
    legendWarnings({ ...defaultStyle, width, height, bare }).length
  expect([warnings(120, 108), warnings(120, 108, true), warnings(200, 180), warnings(800, 720)]).toEqual([1, 0, 0, 0])
})

describe('schedules', () => {
  it('are told after the learning rate, and once where all that learn at a rate have the same', () => {
    expect(labelsOf(runsOf('adam:lr=0.1:schedule=cosine:beta1=0.8,sgd:lr=0.2'))).toEqual([
      'Adam lr 0.1, cosine, beta1 0.8',
      'SGD lr 0.2',
    ])
    expect(shownOf('adam,sgd', { lr: 0.1, schedule: 'cosine' })).toEqual(['Adam', 'SGD'])
    expect(factsOf('adam,sgd', { lr: 0.1, schedule: 'cosine' })[1]).toBe('cosine')
    expect(factsOf('adam,sgd,nelder-mead', { lr: 0.1, schedule: 'cosine' })[1]).toBe('cosine')
    expect(factsOf('adam:schedule=cosine,sgd', { lr: 0.1 })).not.toContain('cosine')
  })
  it('tell apart what has the same rate otherwise', () => {
    expect(shownOf('adam:schedule=cosine,adam:schedule=step', { lr: 0.1 })).toEqual(['cosine', 'step'])
    expect(variedNumber(runsOf('adam:lr=0.1:schedule=cosine,adam:lr=0.2'))).toBeUndefined()
  })
  it('that say the rates themselves stand in the place of lr', () => {
    expect(labelsOf(runsOf('adam:schedule=(onecycle:max_lr=1)'))).toEqual(['Adam onecycle:max_lr=1'])
  })
})
