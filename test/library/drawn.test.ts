import { expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { basins, compare, run, sweep } from '../../src/library/commands.js'
import { drawingOf } from '../../src/library/drawn.js'
import { computePaths } from '../../src/pipeline/paths.js'
import { planRun } from '../../src/pipeline/plan.js'
import { mergeSettings } from '../../src/spec/settings.js'

const small = { steps: 3, fn: 'sphere', backend: 'cpu' } as const

it('a drawing tells that the slower backend drew it, where the native one was wanted', async () => {
  const backend = await startBackend('cpu')
  const computed = await computePaths(await planRun(mergeSettings({ steps: 300, fn: 'beale', optim: 'sgd' })), backend)
  const wanted = drawingOf(computed, { ...backend, fallback: 'it is not built' }, {}, {})
  const [first, ...others] = wanted.warnings
  expect(first).toBe(
    'the native backend does not start, so the slower cpu backend runs: it is not built (to mend it: bin/setup)',
  )
  expect(others).toEqual(drawingOf(computed, backend, {}, {}).warnings)
  expect([wanted.backend, wanted.engine]).toEqual(['cpu', 'eager'])
})

it('a figure is not composed for what there is to say of it, before somebody reads that', async () => {
  const backend = await startBackend('cpu')
  const computed = await computePaths(await planRun(mergeSettings({ steps: 3, fn: 'sphere', optim: 'sgd' })), backend)
  let composed = 0
  const pictureWarnings = () => {
    composed++
    return ['there is no room']
  }
  const drawing = drawingOf({ ...computed, pictureWarnings }, backend, {}, { paths: 1 })
  expect(drawing).toHaveProperty('paths', 1)
  expect(composed).toBe(0)
  for (const warnings of [drawing.warnings, drawing.warnings, JSON.parse(JSON.stringify(drawing)).warnings])
    expect(warnings).toContain('there is no room')
  expect(composed).toBe(1)
})

it.each([
  () => run({ ...small, optim: 'sgd' }),
  () => compare({ ...small, optim: ['sgd', 'adam'] }),
  () => sweep({ ...small, scan: 'lr=0.1,0.2' }),
  () => basins({ ...small, resolution: 4 }),
])('nor by what draws it: %s', async draw => {
  expect(Object.getOwnPropertyDescriptor(await draw(), 'warnings')).toMatchObject({
    get: expect.any(Function),
    enumerable: true,
  })
})
