import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { gradientsAt } from '../../src/engine/gradients.js'
import { functions } from '../../src/functions/index.js'

describe('gradients at points', () => {
  const rosenbrock = functions.find(fn => fn.name === 'rosenbrock')

  it('are those of the formula, in the order of the points, and leave no tensor', async () => {
    const backend = await startBackend('auto')
    if (rosenbrock === undefined) throw new Error('there is no rosenbrock')
    const before = backend.tf.memory().numTensors
    // (1 − x)² + 100 (y − x²)², by hand: (−2(1 − x) − 400x(y − x²), 200(y − x²)).
    // Plus zero: −0 is 0.
    const gradients = gradientsAt(backend, rosenbrock, [
      [1, 1],
      [0, 0],
      [-1, 2],
    ])
    expect(gradients.map(g => g.map(v => v + 0))).toEqual([
      [0, 0],
      [-2, 0],
      [396, 200],
    ])
    expect(gradientsAt(backend, rosenbrock, [])).toEqual([])
    expect(backend.tf.memory().numTensors).toBe(before)
  })
})
