import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { functions } from '../../src/functions/index.js'
import { optimizers } from '../../src/optimizers/index.js'
import { defaults } from '../../src/optimizers/types.js'

/** Values and gradients overflow on the way down: whatever an optimizer makes of that, it must end and give finite points. */
describe.each(['saddle', 'monkey_saddle'])('on %s, which has no bottom', name => {
  const fn = functions.find(f => f.name === name) ?? expect.fail(`no function ${name}`)
  const procedures = optimizers.filter(optimizer => optimizer.kind === 'procedure')
  it.each(procedures.map(optimizer => [optimizer.name, optimizer] as const))('%s ends', async (_, optimizer) => {
    const run = { optimizer, hyperparameters: defaults(optimizer), fn, start: fn.start, steps: 200, seed: 0 }
    const [trajectory] = minimize(await startBackend('tensorflow'), [run]).trajectories
    expect(trajectory?.points.every(Number.isFinite)).toBe(true)
  })
})
