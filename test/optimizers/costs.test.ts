import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { optimizers } from '../../src/optimizers/index.js'
import { defaults } from '../../src/optimizers/types.js'
import { functionNamed } from '../figure/contents.js'

const rules = optimizers.flatMap(optimizer => (optimizer.kind === 'rule' ? [[optimizer.name, optimizer] as const] : []))

describe('a step costs what its optimizer says', async () => {
  const backend = await startBackend('cpu')
  const flower = functionNamed('flower')

  it.each(rules)('%s', (_, optimizer) => {
    let asked = 0
    const fn: typeof flower = {
      ...flower,
      evaluate: (m, x, y) => {
        asked++
        return flower.evaluate(m, x, y)
      },
    }
    const steps = 3
    const run = { fn, optimizer, hyperparameters: defaults(optimizer), start: [3, 2] as const, steps, seed: 1 }
    const { trajectories } = minimize(backend, [run], { engine: 'eager' })
    const { values = 0, gradients = 0, hessianVectors = 0 } = trajectories[0]?.evaluations ?? {}
    // The last value is asked for the picture.
    expect(asked - 1).toBe(values + gradients + hessianVectors)
  })
})
