/** Schedules made of arcs and of waves. */
import { choice, count, flag, real } from '../optimizers/hyperparameters.js'
import { countFrom, etaMin, realFrom, share, wholeLength } from './parameters.js'
import { schedule } from './types.js'

/** From 1 at p = 0 to 0 at p = 1, along half a wave of the cosine. */
function halfWave(p: number): number {
  return (1 + Math.cos(Math.PI * p)) / 2
}

export const cosine = schedule({
  name: 'cosine',
  title: 'Cosine',
  equation: 'eta_min + (lr − eta_min) (1 + cos(π t / T_max)) / 2',
  reference: 'Loshchilov & Hutter, SGDR, ICLR 2017, arXiv:1608.03983; torch.optim.lr_scheduler.CosineAnnealingLR',
  divergences: 'PyTorch has no default for T_max. After T_max the rate rises again, as there.',
  parameters: { T_max: wholeLength('steps from the highest to the lowest rate'), eta_min: etaMin },
  rates: ({ T_max, eta_min }, lr) => ({ at: t => eta_min + (lr - eta_min) * halfWave(t / T_max) }),
})

export const cosineRestarts = schedule({
  name: 'cosine-restarts',
  title: 'Cosine with warm restarts',
  equation: 'eta_min + (lr − eta_min) (1 + cos(π t′ / Tᵢ)) / 2\nt′: steps since the last restart, Tᵢ = T_0 · T_multⁱ',
  reference:
    'Loshchilov & Hutter, SGDR, ICLR 2017, arXiv:1608.03983; torch.optim.lr_scheduler.CosineAnnealingWarmRestarts',
  divergences: 'PyTorch has no default for T_0.',
  parameters: {
    T_0: countFrom('a quarter of the steps', share(1 / 4), 'steps to the first restart'),
    T_mult: count(1, '[1, inf)', 'factor of the steps from one restart to the next'),
    eta_min: etaMin,
  },
  rates({ T_0, T_mult, eta_min }, lr) {
    let [from, length] = [0, T_0]
    return {
      at(t) {
        while (t >= from + length) [from, length] = [from + length, length * T_mult]
        return eta_min + (lr - eta_min) * halfWave((t - from) / length)
      },
    }
  },
})

export const onecycle = schedule({
  name: 'onecycle',
  title: 'One cycle',
  equation:
    'from max_lr / div_factor up to max_lr, down to max_lr / (div_factor · final_div_factor)\npct_start of the steps go up; along half waves of the cosine, or straight',
  reference:
    'Smith & Topin, Super-Convergence, 2018, arXiv:1708.07120; torch.optim.lr_scheduler.OneCycleLR with cycle_momentum=False',
  divergences:
    'PyTorch has no default for max_lr and total_steps, refuses more steps than those, where the last rate stays here, and moves the momentum, too, unless cycle_momentum=False.',
  parameters: {
    max_lr: realFrom('lr', ({ lr }) => lr, 'the highest learning rate; given, lr has no meaning'),
    total_steps: wholeLength('steps of the cycle'),
    pct_start: real(0.3, '[0, 1]', 'share of the steps in which it rises'),
    anneal_strategy: choice('cos', ['cos', 'linear'], 'how it rises and falls'),
    div_factor: real(25, '(0, inf)', 'how much lower it begins'),
    final_div_factor: real(1e4, '(0, inf)', 'how much lower than it began it ends'),
    three_phase: flag(false, 'back to where it began first, as steeply as it rose, and then further'),
  },
  heeds: given => given.max_lr === undefined,
  rates(p) {
    const { max_lr, total_steps, pct_start, anneal_strategy, three_phase } = p
    const first = max_lr / p.div_factor
    const last = first / p.final_div_factor
    const phases = three_phase
      ? [
          { end: pct_start * total_steps - 1, from: first, to: max_lr },
          { end: 2 * pct_start * total_steps - 2, from: max_lr, to: first },
          { end: total_steps - 1, from: first, to: last },
        ]
      : [
          { end: pct_start * total_steps - 1, from: first, to: max_lr },
          { end: total_steps - 1, from: max_lr, to: last },
        ]
    const left = anneal_strategy === 'cos' ? halfWave : (share: number) => 1 - share
    return {
      at(t) {
        let begin = 0
        for (const [i, { end, from, to }] of phases.entries()) {
          if (t <= end || i === phases.length - 1)
            return end === begin ? to : to + (from - to) * left(Math.min(1, (t - begin) / (end - begin)))
          begin = end
        }
        return last
      },
    }
  },
})

export const cyclic = schedule({
  name: 'cyclic',
  title: 'Cyclic',
  equation:
    'from base_lr to max_lr in step_size_up steps, back in step_size_down, and so on\ntriangular2: half as high at each cycle; exp_range: gammaᵗ as high',
  reference:
    'Smith, Cyclical Learning Rates, WACV 2017, arXiv:1506.01186; torch.optim.lr_scheduler.CyclicLR with cycle_momentum=False',
  divergences:
    'PyTorch has no defaults for base_lr and max_lr, 2000 for step_size_up, and moves the momentum, too, unless cycle_momentum=False.',
  parameters: {
    base_lr: realFrom(
      'lr, or a tenth of it where max_lr is not given',
      ({ lr, given }) => (given.max_lr === undefined ? lr / 10 : lr),
      'the lowest learning rate',
    ),
    max_lr: realFrom('lr', ({ lr }) => lr, 'the highest learning rate'),
    step_size_up: countFrom('an eighth of the steps', share(1 / 8), 'steps to rise in'),
    step_size_down: countFrom(
      'step_size_up',
      setting => Number(setting.given.step_size_up ?? share(1 / 8)(setting)),
      'steps to fall in',
    ),
    mode: choice('triangular', ['triangular', 'triangular2', 'exp_range'], 'how high later cycles are'),
    gamma: real(1, '[0, inf)', 'of exp_range'),
  },
  heeds: given => given.base_lr === undefined || given.max_lr === undefined,
  rates({ base_lr, max_lr, step_size_up, step_size_down, mode, gamma }) {
    const length = step_size_up + step_size_down
    const rise = step_size_up / length
    return {
      at(t) {
        const cycle = Math.floor(t / length)
        const x = t / length - cycle
        const height = x <= rise ? x / rise : (1 - x) / (1 - rise)
        const factor = { triangular: 1, triangular2: 0.5 ** cycle, exp_range: gamma ** t }[mode]
        return base_lr + (max_lr - base_lr) * height * factor
      },
    }
  },
})
