/** A learning rate that falls where the loss does not: it is known step by step only. */
import { choice, count, real } from '../optimizers/hyperparameters.js'
import { schedule } from './types.js'

export const plateau = schedule({
  name: 'plateau',
  title: 'Reduce on plateau',
  equation:
    'after more than patience steps that are no better: lr ← max(lr · factor, min_lr)\nbetter is f < best · (1 − threshold), or f < best − threshold with threshold_mode=abs',
  reference: 'torch.optim.lr_scheduler.ReduceLROnPlateau with mode="min"',
  divergences:
    'The loss of a step is the one at the point where it set out, as training loops have it. The steps are taken one by one, as no graph knows the next rate.',
  parameters: {
    factor: real(0.1, '[0, 1)', 'of the learning rate'),
    patience: count(10, '[0, inf)', 'steps that may be no better'),
    threshold: real(1e-4, '[0, inf)', 'how much lower is better'),
    threshold_mode: choice('rel', ['rel', 'abs'], 'relative to the best loss, or absolute'),
    cooldown: count(0, '[0, inf)', 'steps after a fall that do not count'),
    min_lr: real(0, '[0, inf)', 'the lowest learning rate'),
    eps: real(1e-8, '[0, inf)', 'the smallest fall'),
  },
  adaptive: true,
  rates({ factor, patience, threshold, threshold_mode, cooldown, min_lr, eps }, lr) {
    let [rate, best, bad, resting] = [lr, Number.POSITIVE_INFINITY, 0, 0]
    return {
      at: () => rate,
      hear(loss) {
        const better = loss < (threshold_mode === 'rel' ? best * (1 - threshold) : best - threshold)
        if (better) best = loss
        bad = better ? 0 : bad + 1
        if (resting > 0) {
          resting--
          bad = 0
        }
        if (bad <= patience) return
        const lower = Math.max(rate * factor, min_lr)
        if (rate - lower > eps) rate = lower
        resting = cooldown
        bad = 0
      },
    }
  },
})
