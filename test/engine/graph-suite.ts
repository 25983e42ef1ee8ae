import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../src/engine/backend.js'
import { minimize, type Run } from '../../src/engine/minimize.js'
import { functions } from '../../src/functions/index.js'
import { optimizers } from '../../src/optimizers/index.js'
import { difference, runOf } from './cases.js'

/** What differs between the graph and the eager engine in one run, as text; undefined where nothing does. */
export function engineDifference(backend: Backend, run: Run): string | undefined {
  const graph = minimize(backend, [run])
  if (graph.engine !== 'graph') return `no graph: ${graph.reason}`
  const eager = minimize(backend, [run], { engine: 'eager' })
  const [a, b] = [graph.trajectories[0], eager.trajectories[0]]
  return a === undefined || b === undefined ? 'no trajectory' : difference(a, b)
}

/** Compares the engines bit by bit: the optimizers whose index leaves `part` modulo `parts`, on every function. */
export function testGraphs(part: number, parts: number): void {
  describe(`graph and eager are bit-equal (${part + 1} of ${parts})`, () => {
    let backend: Backend
    beforeAll(async () => {
      backend = await startBackend('tensorflow')
    })

    const mine = optimizers.filter((_, i) => i % parts === part)
    it.each(mine.map(optimizer => [optimizer.name, optimizer] as const))('%s on every function', (_, optimizer) => {
      const found = functions.map(fn => [fn.name, engineDifference(backend, runOf(optimizer, fn))])
      expect(found.filter(([, what]) => what !== undefined)).toEqual([])
    })
  })
}
