import { expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { drawingOf } from '../../src/library/drawn.js'
import { computePaths } from '../../src/pipeline/paths.js'
import { planRun } from '../../src/pipeline/plan.js'
import { mergeSettings } from '../../src/spec/settings.js'

it('a drawing tells that the slower backend drew it, where the native one was wanted', async () => {
  const backend = await startBackend('cpu')
  const computed = await computePaths(await planRun(mergeSettings({ steps: 300, fn: 'beale', optim: 'sgd' })), backend)
  const wanted = drawingOf(computed, { ...backend, fallback: 'it is not built' }, {})
  const [first, ...others] = wanted.warnings
  expect(first).toBe(
    'the native backend does not start, so the slower cpu backend runs: it is not built (to mend it: bin/setup)',
  )
  expect(others).toEqual(drawingOf(computed, backend, {}).warnings)
  expect([wanted.backend, wanted.engine]).toEqual(['cpu', 'eager'])
})
