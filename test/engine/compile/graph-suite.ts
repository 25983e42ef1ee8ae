import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../../src/engine/backend.js'
import { functions } from '../../../src/functions/index.js'
import type { TestFunction } from '../../../src/functions/types.js'
import { optimizers } from '../../../src/optimizers/index.js'
import type { Optimizer } from '../../../src/optimizers/types.js'
import { engineDifference, nudged, runOf, variants } from '../cases.js'

const flower = functions.find(fn => fn.name === 'flower') ?? expect.fail('flower is missing')

/** Milliseconds for one optimizer: a few graphs are built and as many paths walked eagerly. */
const patience = 600_000

/**
 * Compares the engines bit by bit: the optimizers whose index leaves `part` modulo `parts`. Each runs on every fifteenth
 * function, another fifteenth for the next optimizer: a graph is traced operation by operation, so that those of a function
 * are the same whichever rule asks. `npm run engines` has all pairs. What can differ from step to step and between lanes are
 * the optimizer's coefficients, so few functions are run for long.
 */
export function testGraphs(part: number, parts: number): void {
  describe(`graph and eager are bit-equal (${part + 1} of ${parts})`, () => {
    let backend: Backend
    beforeAll(async () => {
      backend = await startBackend('tensorflow')
    })

    const mine = [...optimizers.entries()].filter(([i]) => i % parts === part)
    const cases = mine.map(([i, optimizer]) => [optimizer.name, optimizer, i] as const)

    it.each(cases)(
      '%s on a fifteenth of all functions',
      (_, optimizer) => {
        const found = functionsFor(optimizer).map(fn => [
          fn.name,
          engineDifference(backend, runOf(optimizer, fn, { steps: few })),
        ])
        expect(found.filter(([, what]) => what !== undefined)).toEqual([])
      },
      patience,
    )

    it.each(cases)('%s for many steps, in lanes', (_, optimizer, i) => {
      // Flower is steep and winding enough that a wrong bit of a coefficient shows, and has no end that all paths reach.
      for (const fn of [flower, functions[i % functions.length]])
        expect(fn && engineDifference(backend, ...lanes(optimizer, fn))).toBeUndefined()
    })

    it.each(cases.filter(([, optimizer]) => variants(optimizer).length > 0))(
      '%s with each flag and choice',
      (_, optimizer, i) => {
        for (const [k, hyperparameters] of variants(optimizer).entries()) {
          const fn = functions[(i + 11 * k) % functions.length]
          expect(fn && engineDifference(backend, runOf(optimizer, fn, { hyperparameters }))).toBeUndefined()
        }
      },
    )
  })
}

/** Every fifteenth function, from another one on for the next optimizer of the kind: together they take all, several times. */
export function functionsFor(optimizer: Optimizer): readonly TestFunction[] {
  const alike = optimizers.filter(({ kind }) => kind === optimizer.kind)
  const place = alike.findIndex(({ name }) => name === optimizer.name)
  return functions.filter((_, j) => (place + j) % 15 === 0)
}

/** More than are traced. */
const few = 4

/** Runs of sixty steps, or fifteen of a procedure, that differ in start, seed and hyperparameters: many of a rule, as lanes cost it little. */
function lanes(optimizer: Optimizer, fn: TestFunction) {
  const [x, y] = fn.start
  return Array.from({ length: optimizer.kind === 'rule' ? 16 : 2 }, (_, lane) =>
    runOf(optimizer, fn, {
      ...(optimizer.kind === 'procedure' && { steps: 15 }),
      seed: lane,
      start: [(1 - lane / 20) * x + lane / 20, (1 - lane / 30) * y],
      hyperparameters: nudged(optimizer, lane),
    }),
  )
}
