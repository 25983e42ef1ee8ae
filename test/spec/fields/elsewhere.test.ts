import { describe, expect, it } from 'vitest'
import { optimizers } from '../../../src/optimizers/index.js'
import { asEntry, asFlag, meaningsOf } from '../../../src/spec/fields/elsewhere.js'
import { fields, type Key, kebab } from '../../../src/spec/fields/fields.js'
import { parseConfig } from '../../../src/spec/files/config.js'
import { parseManifest } from '../../../src/spec/files/manifest.js'
import { checkHyperparameters } from '../../../src/spec/hyperparameters.js'
import { unknownVariables } from '../../../src/spec/settings.js'
import { refusalOf } from '../../refusal.js'

const keys = Object.keys(fields) as Key[]
const known = keys.map(kebab)
const flags = (word: string, optim?: string) =>
  meaningsOf(word, [...known, 'no-axes', 'no-title'], optim).map(meaning => asFlag(meaning, '0.9'))

describe('what a word means that is no setting', () => {
  it.each([
    ['optimizer', ['--optim']],
    ['Optimiser', ['--optim']],
    ['function', ['--fn']],
    ['learning-rate', ['--lr']],
    ['learning_rate', ['--lr']],
    ['learningRate', ['--lr']],
    ['LR', ['--lr']],
    ['momentum', ['--set momentum=0.9']],
    ['weight-decay', ['--set weight_decay=0.9']],
    ['weightDecay', ['--set weight_decay=0.9']],
    ['wd', ['--set weight_decay=0.9']],
    ['epsilon', ['--set eps=0.9']],
    ['beta1', ['--set beta1=0.9']],
    ['beta-1', ['--set beta1=0.9']],
    ['betas', ['--set beta1=0.9', '--set beta2=0.9']],
    ['line-search', ['--set line_search=0.9']],
    ['condition', ['--param condition=0.9']],
    ['cmap', ['--palette']],
    ['colormap', ['--palette']],
    ['color_map', ['--palette']],
    ['output', ['--out']],
    ['out-file', ['--out']],
    ['xlim', ['--domain XMIN,XMAX,YMIN,YMAX']],
    ['figsize', ['--size WxH']],
    ['ppi', ['--dpi']],
    ['log', ['--objective log', '--color-scale log']],
    ['niter', ['--steps']],
    ['n_iter', ['--steps']],
    ['Epochs', ['--steps']],
    ['x0', ['--start']],
    ['init', ['--start']],
    ['contour', ['--contours']],
    ['no-contours', ['--contours 0']],
    ['no-ticks', ['--no-axes']],
    ['line_color', ['--line-color']],
    ['lineColor', ['--line-color']],
  ])('%s', (word, meant) => expect(flags(word)).toEqual(meant))

  it.each([
    ['optimzer', ['--optim']],
    ['learnig-rate', ['--lr']],
    ['momentun', ['--set momentum=0.9']],
    ['colrmap', ['--palette']],
    ['stpes', ['--steps']],
    ['iteratons', ['--steps']],
    ['contour-l', ['--contour-labels']],
  ])('%s, with a slip', (word, meant) => expect(flags(word)).toEqual(meant))

  it.each(['bogus', 'x', 'q', 'constructor', '__proto__', ''])('nothing: "%s"', word => expect(flags(word)).toEqual([]))

  it('names what an optimizer has itself beside what the word means elsewhere', () => {
    expect(flags('max_iter')).toEqual(['--steps'])
    expect(flags('max_iter', 'lbfgs')).toEqual(['--steps', '--set max_iter=0.9'])
  })

  it('knows every hyperparameter', () => {
    for (const { name, hyperparameters } of optimizers)
      for (const key of Object.keys(hyperparameters)) {
        const spelling = key.replaceAll('_', '-')
        const own = known.includes(spelling) ? `--${spelling}` : `--set ${key}=0.9`
        expect(flags(spelling, name)).toContain(own)
      }
  })

  it('has no word twice, and none that is a setting', () => {
    for (const key of known) expect(flags(key)).toEqual([`--${key}`])
  })

  it('is said in files as files have it', () => {
    const entries = (word: string) => meaningsOf(word, known).map(asEntry)
    expect(entries('optimizer')).toEqual(['"optim"'])
    expect(entries('momentum')).toEqual(['"set: { momentum: … }"'])
    expect(entries('xlim')).toEqual(['"domain"'])
    expect(entries('log')).toEqual(['"objective: log"', '"color-scale: log"'])
    expect(entries('no-contours')).toEqual(['"contours: 0"'])
  })
})

const refusal = (make: () => unknown) => refusalOf(make).message

describe('names from elsewhere', () => {
  it('in a file of settings', () => {
    const config = (text: string) => refusal(() => parseConfig('a.yaml', text, keys, 'run'))
    expect(config('optimizer: adam')).toBe('a.yaml:1: unknown setting "optimizer"; did you mean "optim"?')
    expect(config('momentum: 0.9')).toMatch(/did you mean "set: \{ momentum: … \}"/)
  })

  it('in a manifest: of figures, defaults and matrices', () => {
    const manifest = (text: string) => refusal(() => parseManifest('m.yaml', text, { below: {}, above: {} }))
    expect(manifest('figures: [{ name: a, learning_rate: 1 }]')).toMatch(
      /unknown key "learning_rate"; did you mean "lr"/,
    )
    expect(manifest('defaults: { epochs: 3 }\nfigures: [{ name: a }]')).toMatch(/did you mean "steps"/)
    expect(manifest('figures: [{ name: "{lr}", matrix: { optimizer: [adam] } }]')).toMatch(/did you mean "optim"/)
  })

  it('in the environment', () => {
    expect(
      unknownVariables({ OPTVIZ_OPTIMIZER: 'adam', OPTVIZ_EPOCHS: '3', OPTVIZ_MOMENTUM: '1', OPTVIZ_Q: '' }),
    ).toEqual([
      'the variable OPTVIZ_OPTIMIZER is unknown and ignored; did you mean OPTVIZ_OPTIM?',
      'the variable OPTVIZ_EPOCHS is unknown and ignored; did you mean OPTVIZ_STEPS?',
      'the variable OPTVIZ_MOMENTUM is unknown and ignored; did you mean OPTVIZ_SET=momentum=…?',
      'the variable OPTVIZ_Q is unknown and ignored',
    ])
  })

  it('of hyperparameters', () => {
    const adam = optimizers.find(({ name }) => name === 'adam')
    if (adam === undefined) throw new Error('there is no adam')
    const set = (key: string) => refusal(() => checkHyperparameters(adam, { [key]: 0.1 }))
    expect(set('learning_rate')).toMatch(/adam has no hyperparameter "learning_rate"; did you mean "lr"\?/)
    expect(set('wd')).toMatch(/did you mean "weight_decay"\?/)
    expect(set('betas')).toMatch(/did you mean "beta1" or "beta2"\?/)
    expect(set('epsilon')).toMatch(/did you mean "eps"\?/)
  })
})
