import type { Binding } from './binding.js'
import { apply, attribute, float, int32, integers, load } from './emit.js'
import { type Graph, graph } from './graph.js'
import { Unequal } from './nograph.js'
import type { Value } from './value.js'

const [a, b, c] = [0.1, 1.7, 3.3].map(Math.fround) as [number, number, number]
const seeds = Float32Array.from({ length: 8 }, (_, i) => 1.1 + 0.37 * i)

/** ((x · a) · b + a + b) / c, rounded at each operation. */
const rounded = (x: number) => Math.fround(Math.fround(Math.fround(Math.fround(Math.fround(x * a) * b) + a) + b) / c)

/** The same in a graph. */
function inGraph(g: Graph, x: Value): Value {
  const operations = [
    ['Mul', a],
    ['Mul', b],
    ['AddV2', a],
    ['AddV2', b],
    ['RealDiv', c],
  ] as const
  const T = attribute.type('T', 1)
  return operations.reduce((y, [op, z]) => apply(g, op, [T], [y, g.constant(float(), Float32Array.of(z))], x), x)
}

/** What a graph makes of the seeds: once in the body of a loop, and once more in the function that the loop is in. */
function witness(binding: Binding): Float32Array {
  const g = graph()
  const integer = attribute.type('T', 3)
  const [given, index, x] = [g.input('seeds', float(8)), g.input('index', int32()), g.input('x', float(8))]
  const variables = [index, x]
  const next = apply(g, 'AddV2', [integer], [index, integers(g, 1)], int32())
  const first = apply(g, 'Less', [integer], [index, integers(g, 1)], { dtype: 10, shape: [] })
  const loop = [
    attribute.types('T', variables),
    attribute.function('cond', 'first'),
    attribute.function('body', 'body'),
  ]
  const [, once = given] = g.apply('StatelessWhile', loop, [integers(g, 0), given], variables)
  const session = load(binding, [
    { name: 'main', inputs: [given], results: [inGraph(g, once)] },
    { name: 'body', inputs: variables, results: [next, inGraph(g, x)] },
    { name: 'first', inputs: variables, results: [first] },
  ])
  try {
    return session.run([{ shape: [8], data: seeds }])[0] ?? new Float32Array()
  } finally {
    session.close()
  }
}

const trusted = new WeakSet<Binding>()

/**
 * TensorFlow may rewrite graphs: x · a · b becomes x · (a · b), and the last bits are others. That it is kept from it hangs on
 * what no version promises, and where it rewrites, two in three of the paths that change begin with the eager steps. So the
 * first graph of all is one that would come out otherwise; throws `Unequal` if it does.
 */
export function refuseRewriting(binding: Binding): void {
  if (trusted.has(binding)) return
  const bits = ({ buffer }: Float32Array) => new Int32Array(buffer)
  const [found, expected] = [bits(witness(binding).slice()), bits(seeds.map(x => rounded(rounded(x))))]
  if (expected.some((word, i) => word !== found[i]))
    throw new Unequal('this libtensorflow rewrites graphs, and the last bits with them')
  trusted.add(binding)
}
