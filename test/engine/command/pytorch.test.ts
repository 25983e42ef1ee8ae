import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { minimizeAwaiting } from '../../../src/engine/awaiting.js'
import { startBackend } from '../../../src/engine/backend.js'
import { evaluationCount, pointAt, pointCount } from '../../../src/records/trajectory.js'
import { resolveRun } from '../../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../../src/spec/settings.js'
import { shellWord } from '../../../src/words/shell.js'

const client = (name: string) => shellWord(fileURLToPath(new URL(`../../../fixtures/clients/${name}`, import.meta.url)))

/** A Python that has PyTorch: PYTHON, or one of those that are looked at. */
const python = [process.env.PYTHON ?? '', join(homedir(), 'venv/bin/python'), 'python3'].find(
  program => (program === 'python3' || existsSync(program)) && spawnSync(program, ['-c', 'import torch']).status === 0,
)

const trajectoriesOf = async (given: readonly Readonly<Record<string, unknown>>[]) => {
  const runs = given.map(raw => resolveRun(mergeSettings(parseSettings(raw, key => key))))
  const { trajectories } = await minimizeAwaiting(await startBackend('auto'), runs, { patience: 30 })
  return trajectories
}

/** The largest distance of two paths, relative to the coordinate where that is above 1. */
async function distance(
  common: Readonly<Record<string, unknown>>,
  mine: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, unknown>>,
): Promise<number> {
  const [a, b] = await trajectoriesOf([
    { ...common, ...mine },
    { ...common, ...theirs },
  ])
  if (a === undefined || b === undefined) return expect.fail('no trajectory')
  expect(pointCount(a)).toBe(pointCount(b))
  expect(evaluationCount(a.evaluations)).toBe(evaluationCount(b.evaluations))
  const apart = (k: number) =>
    ([0, 1] as const).map(i => Math.abs(pointAt(a, k)[i] - pointAt(b, k)[i]) / Math.max(1, Math.abs(pointAt(a, k)[i])))
  return Math.max(...Array.from({ length: pointCount(a) }, (_, k) => Math.max(...apart(k))))
}

describe.skipIf(python === undefined)('torch.optim, unchanged, by the protocol', () => {
  const command = (of: string) => ({ optimCommand: `${shellWord(python ?? '')} ${client('pytorch.py')} ${of}` })

  it.each([
    ['flower', { steps: 60 }],
    ['himmelblau', { steps: 60 }],
    ['rosenbrock', { steps: 100 }],
    ['booth', { steps: 100, start: [-3, 4] }],
  ])('AdamW is adamw@pytorch on %s, before chaos', async (fn, more) => {
    const set = { weight_decay: 0.02, beta1: 0.8, beta2: 0.99 }
    const apart = await distance({ fn, lr: 0.1, set, ...more }, { optim: 'adamw@pytorch' }, command('AdamW'))
    expect(apart).toBeLessThan(1e-5)
  })

  it.each([
    ['rosenbrock', { steps: 3 }],
    ['himmelblau', { steps: 3 }],
    ['booth', { steps: 3 }],
  ])('L-BFGS with its line search is lbfgs on %s, question for question', async (fn, common) => {
    const mine = { optim: 'lbfgs', set: { line_search: 'strong_wolfe' } }
    const theirs = { ...command('LBFGS'), set: { line_search_fn: 'strong_wolfe' } }
    expect(await distance({ fn, lr: 1, ...common }, mine, theirs)).toBeLessThan(1e-5)
  })

  it('L-BFGS without one is lbfgs, too', async () => {
    const common = { fn: 'booth', lr: 0.1, steps: 4 }
    expect(await distance(common, { optim: 'lbfgs' }, command('LBFGS'))).toBeLessThan(1e-5)
  })

  it('says which class there is not', async () => {
    const absent = trajectoriesOf([{ fn: 'booth', ...command('Adamm') }])
    await expect(absent).rejects.toThrow(
      /^pytorch Adamm, before its first step: it ends with exit code 1\n(.*\n)*.*'Adamm'/,
    )
  })
})

describe.skipIf(spawnSync('python3', ['--version']).status !== 0)('Python without packages, by the protocol', () => {
  it('is the built-in SGD with momentum', async () => {
    const common = { fn: 'flower', lr: 0.02, set: { momentum: 0.9 }, steps: 60 }
    const theirs = { optimCommand: `python3 ${client('momentum.py')}` }
    expect(await distance(common, { optim: 'sgd' }, theirs)).toBeLessThan(1e-5)
  })
})

const hasR = spawnSync('Rscript', ['-e', 'stopifnot(torch::torch_is_installed()); library(jsonlite)']).status === 0

describe.skipIf(!hasR)('torch for R, unchanged, by the protocol', () => {
  it.each([
    ['optim_adamw', { optim: 'adamw@pytorch' }, { steps: 60, lr: 0.1 }],
    ['optim_lbfgs', { optim: 'lbfgs' }, { steps: 3, lr: 0.1 }],
  ])('%s is the built-in one', async (of, mine, more) => {
    const theirs = { optimCommand: `Rscript ${client('torch.R')} ${of}` }
    expect(await distance({ fn: 'booth', ...more }, mine, theirs)).toBeLessThan(1e-4)
  })
})
