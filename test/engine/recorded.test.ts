import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { minimize } from '../../src/engine/minimize.js'
import { withValues } from '../../src/engine/recorded.js'
import { functions } from '../../src/functions/index.js'
import { resolveRun } from '../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../src/spec/settings.js'

const run = (raw: Record<string, unknown>) => resolveRun(mergeSettings(parseSettings(raw, key => key)))
const recorded = (points: Float32Array) => ({
  points,
  steps: Uint32Array.from({ length: points.length / 2 }, (_, k) => k),
})

describe.each(['cpu', 'tensorflow'] as const)('the values of a recorded path on %s', name => {
  it('are bit for bit those of the run that it was recorded of, on every function', async () => {
    const backend = await startBackend(name)
    for (const fn of functions) {
      const spec = run({ fn: fn.name, optim: 'adam', lr: 0.01, steps: 37 })
      const [path] = minimize(backend, [spec]).trajectories
      if (path === undefined) throw new Error('no trajectory')
      const again = withValues(backend, spec.fn, recorded(path.points))
      expect(again.values, fn.name).toEqual(path.values)
      expect(again.steps).toBeUndefined()
    }
  })

  it('are the same whatever the number of points, and leave no tensor behind', async () => {
    const backend = await startBackend(name)
    const { fn } = run({ fn: 'flower' })
    const count = 2 ** 16 + 21
    const points = Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i) * 5)
    const before = backend.tf.memory().numTensors
    const all = withValues(backend, fn, recorded(points)).values
    expect(backend.tf.memory().numTensors).toBe(before)
    expect(all).toHaveLength(count)
    for (const k of [0, 1, 65535, 65536, count - 1])
      expect(withValues(backend, fn, recorded(points.slice(2 * k, 2 * k + 2))).values[0]).toBe(all[k])
  })

  it('of a constant function are there for every point', async () => {
    const backend = await startBackend(name)
    const { fn } = run({ expr: '3 + 0*x' })
    expect([...withValues(backend, fn, recorded(Float32Array.of(1, 2, 3, 4))).values]).toEqual([3, 3])
  })
})
