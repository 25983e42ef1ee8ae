/** Schedules that fall, or rise, and never turn. */
import { real } from '../optimizers/hyperparameters.js'
import { countFrom, realFrom, share, stepsFrom, totalIters, wholeLength } from './parameters.js'
import { schedule } from './types.js'

const torch = (name: string) => `torch.optim.lr_scheduler.${name}`

export const constant = schedule({
  name: 'constant',
  title: 'Constant factor, then the learning rate itself',
  equation: 'lr · factor where t < total_iters, then lr',
  reference: torch('ConstantLR'),
  parameters: { factor: real(1 / 3, '[0, inf)', 'of the learning rate'), total_iters: totalIters },
  lasts: ({ total_iters }) => total_iters,
  rates: ({ factor, total_iters }, lr) => ({ at: t => (t < total_iters ? lr * factor : lr) }),
})

export const linear = schedule({
  name: 'linear',
  title: 'Linear',
  equation: 'lr · (start_factor + (end_factor − start_factor) min(1, t / total_iters))',
  reference: torch('LinearLR'),
  parameters: {
    start_factor: real(1 / 3, '[0, inf)', 'of the learning rate, at the first step'),
    end_factor: real(1, '[0, inf)', 'of the learning rate, at the end'),
    total_iters: totalIters,
  },
  lasts: ({ total_iters }) => total_iters,
  rates: ({ start_factor, end_factor, total_iters }, lr) => ({
    at: t => lr * (start_factor + (end_factor - start_factor) * Math.min(1, t / total_iters)),
  }),
})

export const exponential = schedule({
  name: 'exponential',
  title: 'Exponential',
  equation: 'lr · gammaᵗ',
  reference: torch('ExponentialLR'),
  divergences: 'PyTorch has no default for gamma.',
  parameters: {
    gamma: realFrom(
      'a hundredth of lr is left at the end',
      ({ steps }) => 0.01 ** (1 / steps),
      'factor from one step to the next',
    ),
  },
  rates: ({ gamma }, lr) => ({ at: t => lr * gamma ** t }),
})

export const step = schedule({
  name: 'step',
  title: 'Step',
  equation: 'lr · gamma^⌊t / step_size⌋',
  reference: torch('StepLR'),
  divergences: 'PyTorch has no default for step_size.',
  parameters: {
    step_size: countFrom('a third of the steps', share(1 / 3), 'steps from one fall to the next'),
    gamma: real(0.1, '[0, inf)', 'factor of a fall'),
  },
  rates: ({ step_size, gamma }, lr) => ({ at: t => lr * gamma ** Math.floor(t / step_size) }),
})

export const multistep = schedule({
  name: 'multistep',
  title: 'Multistep',
  equation: 'lr · gammaᵏ, k: how many of the milestones are ≤ t',
  reference: torch('MultiStepLR'),
  divergences: 'PyTorch has no default for milestones.',
  parameters: {
    milestones: stepsFrom(
      'half and three quarters',
      setting => [share(0.5)(setting), share(0.75)(setting)],
      'the steps at which it falls: milestones=30,80',
    ),
    gamma: real(0.1, '[0, inf)', 'factor of a fall'),
  },
  rates: ({ milestones, gamma }, lr) => ({ at: t => lr * gamma ** milestones.filter(m => m <= t).length }),
})

export const polynomial = schedule({
  name: 'polynomial',
  title: 'Polynomial',
  equation: 'lr · (1 − min(1, t / total_iters))^power',
  reference: torch('PolynomialLR'),
  divergences: 'PyTorch’s total_iters is 5 where nobody gives it, not all steps.',
  parameters: {
    total_iters: wholeLength('after so many steps it is 0'),
    power: real(1, '[0, inf)', 'of the polynomial'),
  },
  rates: ({ total_iters, power }, lr) => ({ at: t => lr * (1 - Math.min(1, t / total_iters)) ** power }),
})

export const inverseSqrt = schedule({
  name: 'inverse-sqrt',
  title: 'Inverse square root',
  equation: 'lr / √(1 + t / timescale)',
  reference:
    'Vaswani et al., Attention Is All You Need, NeurIPS 2017, arXiv:1706.03762; form of get_inverse_sqrt_schedule of Hugging Face’s transformers',
  divergences: 'There, timescale is 10000 where nothing comes before.',
  parameters: {
    timescale: countFrom('the steps before it, or 1', ({ before }) => Math.max(1, before), 'how slowly it falls'),
  },
  rates: ({ timescale }, lr) => ({ at: t => lr / Math.sqrt(1 + t / timescale) }),
})

export const warmup = schedule({
  name: 'warmup',
  title: 'Warm-up, before any other',
  equation: 'lr · min(1, (t + 1) / steps)',
  reference:
    'Ma & Yarats, On the Adequacy of Untuned Warmup for Adaptive Optimization, AAAI 2021, arXiv:1910.04209, linear warm-up; in PyTorch LinearLR(start_factor=1/steps, total_iters=steps-1)',
  parameters: {
    steps: countFrom('a tenth of the steps', ({ total }) => Math.max(1, Math.round(total / 10)), 'steps to rise in'),
  },
  lasts: ({ steps }) => steps,
  rates: ({ steps }, lr) => ({ at: t => lr * Math.min(1, (t + 1) / steps) }),
})
