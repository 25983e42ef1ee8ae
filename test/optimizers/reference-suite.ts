import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, type BackendChoice, startBackend } from '../../src/engine/backend.js'
import { compare, map, referencesOf } from './references.js'

/** Every correct float32 implementation stays below this in the safe part of a reference. */
const tolerance = 1e-3

/** Compares the references with our trajectories on a backend, in so many steps at most: one test a reference optimizer. */
export function testReferences(choice: BackendChoice, most?: number): void {
  describe(`reference trajectories on ${choice}`, () => {
    let backend: Backend
    beforeAll(async () => {
      backend = await startBackend(choice)
    })

    for (const [id, mapping] of Object.entries(map)) {
      if (mapping === null) continue
      it(`${id} → ${mapping.optim}`, () => {
        const cases = referencesOf(id)
        expect(cases.length).toBeGreaterThan(0)
        const failures = compare(backend, cases, mapping, most)
          .filter(({ deviation }) => !(deviation <= tolerance))
          .map(
            ({ reference, deviation, step }) => `${reference.id}: off by ${deviation.toPrecision(2)} at step ${step}`,
          )
        expect(failures).toEqual([])
      })
    }
  })
}
