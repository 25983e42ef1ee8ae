import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../../src/engine/backend.js'
import { functions } from '../../../src/functions/index.js'
import type { TestFunction } from '../../../src/functions/types.js'
import { optimizers } from '../../../src/optimizers/index.js'
import { engineDifference, runOf } from '../cases.js'
import { coverOperations } from '../cover.js'
import { functionsFor, testGraphs } from './graph-suite.js'

testGraphs(0, 2)

describe('every function', () => {
  it.each(['rule', 'procedure'])('is run by a %s', kind => {
    const run = new Set(optimizers.filter(optimizer => optimizer.kind === kind).flatMap(functionsFor))
    expect(functions.filter(fn => !run.has(fn))).toEqual([])
  })
})

describe('where curvature is asked for, graph and eager are bit-equal on functions with every operation', () => {
  let backend: Backend
  let cover: readonly TestFunction[]
  beforeAll(async () => {
    backend = await startBackend('tensorflow')
    cover = coverOperations(backend, functions)
  })

  const curved = optimizers.filter(({ cost }) => cost.hessianVectors !== undefined)
  it.each(curved.map(optimizer => [optimizer.name, optimizer] as const))('%s', (_, optimizer) => {
    const found = cover.map(fn => [fn.name, engineDifference(backend, runOf(optimizer, fn, { steps: 4 }))])
    expect(found.filter(([, what]) => what !== undefined)).toEqual([])
  })
})
