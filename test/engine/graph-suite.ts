import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../src/engine/backend.js'
import { functions } from '../../src/functions/index.js'
import { optimizers } from '../../src/optimizers/index.js'
import { engineDifference, runOf } from './cases.js'

/** Milliseconds for one optimizer on every function: seventy graphs are built and as many paths walked eagerly. */
const patience = 600_000

/** Compares the engines bit by bit: the optimizers whose index leaves `part` modulo `parts`, on every function. */
export function testGraphs(part: number, parts: number): void {
  describe(`graph and eager are bit-equal (${part + 1} of ${parts})`, () => {
    let backend: Backend
    beforeAll(async () => {
      backend = await startBackend('tensorflow')
    })

    const mine = optimizers.filter((_, i) => i % parts === part)
    it.each(mine.map(optimizer => [optimizer.name, optimizer] as const))(
      '%s on every function',
      (_, optimizer) => {
        const found = functions.map(fn => [fn.name, engineDifference(backend, runOf(optimizer, fn))])
        expect(found.filter(([, what]) => what !== undefined)).toEqual([])
      },
      patience,
    )
  })
}
