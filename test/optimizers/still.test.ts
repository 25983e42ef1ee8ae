import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { optimizers } from '../../src/optimizers/index.js'
import { defaults } from '../../src/optimizers/types.js'
import { functionNamed } from '../figure/contents.js'

const rules = optimizers.flatMap(optimizer => (optimizer.kind === 'rule' ? [[optimizer.name, optimizer] as const] : []))

describe('where the gradient is zero from the start no rule divides by it', async () => {
  const backend = await startBackend('cpu')
  const fn = functionNamed('sphere')

  it.each(rules)('%s', (_, optimizer) => {
    const run = { fn, optimizer, hyperparameters: defaults(optimizer), start: [0, 0] as const, steps: 4, seed: 1 }
    const [path] = minimize(backend, [run]).trajectories
    expect(path?.outcome).toEqual({ kind: 'finished' })
    expect([...(path?.points ?? [])].every(Number.isFinite)).toBe(true)
    expect(path?.points).toHaveLength(10)
  })
})
