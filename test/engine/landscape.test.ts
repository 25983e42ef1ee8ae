import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, type BackendChoice, startBackend } from '../../src/engine/backend.js'
import { landscape } from '../../src/engine/landscape.js'
import { tensorOps } from '../../src/engine/tensors/ops.js'
import { functions } from '../../src/functions/index.js'
import type { TestFunction } from '../../src/functions/types.js'
import type { Domain } from '../../src/records/geometry.js'

const beale = functions.find(fn => fn.name === 'beale') ?? expect.fail('beale is missing')

describe.each<BackendChoice>(['tensorflow', 'cpu'])('a landscape on %s', choice => {
  let backend: Backend
  beforeAll(async () => {
    backend = await startBackend(choice)
  })

  /** Every cell by itself: x and y of one shape, as functions are defined. A multiple of 16 cells, so that none is a remainder. */
  const elementwise = (fn: TestFunction, { x, y }: Domain, columns: number, rows: number) => {
    const { tf } = backend
    const centre = ([min, max]: readonly [number, number], i: number, cells: number) =>
      min + ((i + 0.5) * (max - min)) / cells
    const cells = Array.from({ length: Math.ceil((columns * rows) / 16) * 16 }, (_, i) => i % (columns * rows))
    const xs = cells.map(i => centre(x, i % columns, columns))
    const ys = cells.map(i => centre(y, Math.floor(i / columns), rows))
    return tf.tidy(() =>
      fn
        .evaluate(tensorOps(tf), tf.tensor1d(xs), tf.tensor1d(ys))
        .dataSync<'float32'>()
        .slice(0, columns * rows),
    )
  }

  it.each(functions.map(fn => [fn.name, fn] as const))('of %s is bit for bit that of its cells', (_, fn) => {
    const { values, ...grid } = landscape(backend, fn, fn.domain, 37, 23)
    expect(grid).toEqual({ domain: fn.domain, columns: 37, rows: 23 })
    expect(values).toEqual(elementwise(fn, fn.domain, 37, 23))
  })

  it('begins at the lowest x and y, row by row', () => {
    const plane: TestFunction = { ...beale, evaluate: (m, x, y) => m.add(x, m.mul(y, 10)) }
    expect([...landscape(backend, plane, { x: [0, 2], y: [0, 3] }, 2, 3).values]).toEqual([
      5.5, 6.5, 15.5, 16.5, 25.5, 26.5,
    ])
  })

  it('of a function of one coordinate fills the grid', () => {
    const of = (evaluate: TestFunction['evaluate']) => [
      ...landscape(backend, { ...beale, evaluate }, { x: [0, 2], y: [0, 2] }, 2, 2).values,
    ]
    expect(of((m, x) => m.square(x))).toEqual([0.25, 2.25, 0.25, 2.25])
    expect(of((m, _, y) => m.square(y))).toEqual([0.25, 0.25, 2.25, 2.25])
  })

  it('leaves no tensor behind', () => {
    const before = backend.tf.memory().numTensors
    landscape(backend, beale, beale.domain, 20, 20)
    expect(backend.tf.memory().numTensors).toBe(before)
  })
})
