import { expect, it } from 'vitest'
import { apply, attribute, float, integers } from '../../../src/engine/compile/emit.js'
import { type Graph, graph } from '../../../src/engine/compile/graph.js'
import type { Value } from '../../../src/engine/compile/value.js'

const T = attribute.type('T', 1)
const row = float(1, 16)

function together(g: Graph, parts: readonly Value[]): Value {
  const whole = float(parts.length, 16)
  return apply(g, 'ConcatV2', [attribute.int('N', parts.length), T], [...parts, integers(g, 0)], whole)
}

function apart(g: Graph, whole: Value, sizes: readonly number[]): readonly Value[] {
  const results = sizes.map(size => float(size, 16))
  return g.apply(
    'SplitV',
    [attribute.int('num_split', sizes.length), T],
    [whole, integers(g, sizes), integers(g, 0)],
    results,
  )
}

it('gives back what is split as it was put together', () => {
  const g = graph()
  const [x, y] = [g.input('x', row), g.input('y', row)]
  expect(apart(g, together(g, [x, y]), [1, 1])).toEqual([x, y])
})

it('splits what was put together otherwise', () => {
  const g = graph()
  const [x, y, both] = [g.input('x', row), g.input('y', row), g.input('both', float(2, 16))]
  const kinds = (values: readonly Value[]) => values.map(({ kind }) => kind)
  expect(kinds(apart(g, both, [1, 1]))).toEqual(['result', 'result'])
  expect(kinds(apart(g, together(g, [x, y, x]), [2, 1]))).toEqual(['result', 'result'])
  const beside = apply(g, 'ConcatV2', [T], [both, both, integers(g, 1)], float(2, 32))
  expect(kinds(apart(g, beside, [1, 1]))).toEqual(['result', 'result'])
})
