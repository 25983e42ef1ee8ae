import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { choice, count, flag, real } from '../../src/optimizers/hyperparameters.js'
import { updateRule } from '../../src/optimizers/types.js'
import { fields } from '../../src/spec/fields/fields.js'
import { checkHyperparameters } from '../../src/spec/hyperparameters.js'

const rule = updateRule({
  name: 'example',
  title: 'Example',
  group: 'adaptive',
  equation: 'p ← p',
  reference: 'none',
  hyperparameters: {
    lr: real(0.01, '[0, inf)', 'learning rate'),
    beta1: real(0.9, '[0, 1)', 'decay'),
    weight_decay: real(0, '(-1, inf]', 'decay'),
    k: count(5, '[1, 10]', 'period'),
    nesterov: flag(false, 'momentum'),
    hessian: choice('hutchinson', ['hutchinson', 'exact'], 'diagonal'),
  },
  cost: { gradients: 1 },
  *schedule() {
    for (;;) yield {}
  },
  init: () => ({}),
  update: (_, { params }) => ({ params, state: {} }),
})

const unset = { lr: 0.01, beta1: 0.9, weight_decay: 0, k: 5, nesterov: false, hessian: 'hutchinson' }

function refusal(given: Record<string, unknown>): unknown {
  try {
    return checkHyperparameters(rule, given)
  } catch (error) {
    return error
  }
}

describe('checkHyperparameters accepts', () => {
  it.each<[given: Record<string, unknown>, expected: Record<string, unknown>]>([
    [{}, {}],
    [{ lr: 0.1 }, { lr: 0.1 }],
    [{ lr: '0.1' }, { lr: 0.1 }],
    [{ lr: ' 1e-3 ' }, { lr: 1e-3 }],
    [{ lr: '.5' }, { lr: 0.5 }],
    [{ lr: '0' }, { lr: 0 }],
    [{ weight_decay: 'inf' }, { weight_decay: Number.POSITIVE_INFINITY }],
    [{ 'weight-decay': 0.1 }, { weight_decay: 0.1 }],
    [{ weightDecay: '-0.5' }, { weight_decay: -0.5 }],
    [{ k: '1' }, { k: 1 }],
    [{ k: 10 }, { k: 10 }],
    [{ nesterov: true }, { nesterov: true }],
    [
      { nesterov: 'true', hessian: 'exact' },
      { nesterov: true, hessian: 'exact' },
    ],
  ])('%j', (given, expected) => {
    expect(checkHyperparameters(rule, given)).toEqual({ ...unset, ...expected })
  })
})

describe('checkHyperparameters refuses', () => {
  it.each<[given: Record<string, unknown>, message: string]>([
    [{ beta: 0.1 }, 'example has no hyperparameter "beta"; did you mean "beta1"?'],
    [{ 'weight-deacy': 0.1 }, 'example has no hyperparameter "weight-deacy"; did you mean "weight_decay"?'],
    [{ constructor: 1 }, 'example has no hyperparameter "constructor"'],
    [{ weight_decay: 0.1, weightDecay: 0.2 }, 'hyperparameter weight_decay is given twice (also as "weightDecay")'],
    [{ lr: -1 }, 'example: lr = -1: expected a number in [0, inf)'],
    [{ lr: '-1' }, 'example: lr = "-1": expected a number in [0, inf)'],
    [{ lr: 'inf' }, 'example: lr = "inf": expected a number in [0, inf)'],
    [{ lr: 'nan' }, 'example: lr = "nan": expected a number in [0, inf)'],
    [{ lr: Number.NaN }, 'example: lr = NaN: expected a number in [0, inf)'],
    [{ lr: 'abc' }, 'example: lr = "abc": expected a number in [0, inf)'],
    [{ lr: '' }, 'example: lr = "": expected a number in [0, inf)'],
    [{ lr: '0x1' }, 'example: lr = "0x1": expected a number in [0, inf)'],
    [{ lr: true }, 'example: lr = true: expected a number in [0, inf)'],
    [{ lr: null }, 'example: lr = null: expected a number in [0, inf)'],
    [{ lr: [0.1] }, 'example: lr = [0.1]: expected a number in [0, inf)'],
    [{ beta1: 1 }, 'example: beta1 = 1: expected a number in [0, 1)'],
    [{ weight_decay: -1 }, 'example: weight_decay = -1: expected a number in (-1, inf]'],
    [{ k: 1.5 }, 'example: k = 1.5: expected a whole number in [1, 10]'],
    [{ k: 0 }, 'example: k = 0: expected a whole number in [1, 10]'],
    [{ nesterov: 1 }, 'example: nesterov = 1: expected true or false'],
    [{ nesterov: 'yes' }, 'example: nesterov = "yes": expected true or false'],
    [{ hessian: 'diag' }, 'example: hessian = "diag": expected hutchinson or exact'],
  ])('%j', (given, message) => {
    expect(refusal(given)).toBeInstanceOf(UsageError)
    expect(refusal(given)).toMatchObject({ message, exitCode: 2 })
  })

  it('and lists what there is', () => {
    expect(refusal({ beta: 0.1 })).toMatchObject({
      hint: 'Hyperparameters of example: lr, beta1, weight_decay, k, nesterov, hessian. See: optviz show example',
    })
  })
})

it('a list where one number stands is told how a comparison takes it', () => {
  const told = (given: unknown) => {
    const error = refusal({ beta1: given })
    return error instanceof UsageError ? error.hint : 'taken'
  }
  expect([told('0.5,0.9'), told([0.5, 0.9]), told('0.5,x'), told('2')]).toEqual([
    ...['0.5,0.9', '0.5,0.9'].map(list => `For a path each: optviz compare --optim example:beta1=${list}`),
    undefined,
    undefined,
  ])
  expect(() => fields.lr.parse('0.1,1', '--lr')).toThrow(
    expect.objectContaining({ hint: 'For a path each: optviz compare --optim adam:lr=0.1,1' }),
  )
})
