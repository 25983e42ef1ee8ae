import type * as tfjs from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../../src/engine/backend.js'
import { type Binding, type NativeBackend, nativeBackend } from '../../../src/engine/compile/binding.js'
import { minimize, type Run } from '../../../src/engine/minimize.js'
import { parseExpression } from '../../../src/functions/expression.js'
import { functions } from '../../../src/functions/index.js'
import { count, type HyperparameterSchema, real } from '../../../src/optimizers/hyperparameters.js'
import { optimizers } from '../../../src/optimizers/index.js'
import { defaults, type Optimizer, type UpdateRule, updateRule } from '../../../src/optimizers/types.js'
import type { Tensor } from '../../../src/records/tensor.js'
import { difference, engineDifference, runOf } from '../cases.js'

const flower = functions.find(fn => fn.name === 'flower') ?? expect.fail('flower is missing')
const named = (name: string) => optimizers.find(o => o.name === name) ?? expect.fail(`${name} is missing`)

type Schema = { lr: ReturnType<typeof real>; turn: ReturnType<typeof count> } & HyperparameterSchema
type Definition = Omit<UpdateRule<Schema, 'lr'>, 'kind'>

/** Gradient descent with something of its own. */
function descent(own: Partial<Pick<Definition, 'schedule' | 'init' | 'update'>>): Optimizer {
  const hyperparameters = {
    lr: real(0.01, '[0, inf)', 'learning rate'),
    turn: count(300, '[0, inf)', 'the step at which lanes part'),
  }
  return updateRule<Schema, 'lr', Record<string, Tensor>>({
    name: 'descent',
    title: 'Descent',
    group: 'gradient descent',
    equation: 'p ← p − lr g',
    reference: 'none',
    hyperparameters,
    cost: { gradients: 1 },
    *schedule({ lr }) {
      for (;;) yield { lr }
    },
    init: () => ({}),
    update: (m, { params, gradient }, state, c) => ({ params: m.sub(params, m.mul(c.lr, gradient)), state }),
    ...own,
  }) as Optimizer
}

describe('the graph engine', () => {
  let backend: Backend
  let native: NativeBackend
  let binding: Binding
  beforeAll(async () => {
    backend = await startBackend('tensorflow')
    native = nativeBackend(backend) ?? expect.fail('no native backend')
    binding = native.binding
  })
  afterEach(() => {
    native.binding = binding
  })
  /** Puts something in the place of parts of the binding, until the test ends. */
  const replace = (parts: Partial<Binding>) => {
    native.binding = Object.create(binding, Object.getOwnPropertyDescriptors(parts))
  }
  /** A run that has no graph gives the eager trajectory, and says why. */
  const expectEager = (run: Run, reason: RegExp) => {
    const auto = minimize(backend, [run])
    expect(auto).toMatchObject({ engine: 'eager', reason: expect.stringMatching(reason) })
    native.binding = binding
    const [a, b] = [auto, minimize(backend, [run], { engine: 'eager' })].map(({ trajectories: [t] }) => t)
    expect(a && b && difference(a, b)).toBeUndefined()
  }
  const adamwOnFlower = () => runOf(named('adamw'), flower)

  it('is not used where an update reads its data', () => {
    const reads = descent({
      update: (m, { params, gradient }, state) => ({
        params: m.sub(params, m.mul(gradient, (params.dataSync()[0] ?? 0) > 10 ? 0.5 : 0.1)),
        state,
      }),
    })
    expectEager(runOf(reads, flower), /reads data/)
  })

  it('is not used where an update draws random numbers', () => {
    const native = descent({
      update: (m, { params }, state) => {
        const drawn = backend.tf.multinomial(backend.tf.tensor1d([0.5, 0.5]), 2)
        return { params: m.add(params, backend.tf.cast(backend.tf.reshape(drawn, [2, 1]), 'float32')), state }
      },
    })
    expect(minimize(backend, [runOf(native, flower)])).toMatchObject({
      engine: 'eager',
      reason: expect.stringMatching(/draws random numbers/),
    })
    const host = descent({
      update: (m, { params }, state) => ({ params: m.add(params, Math.random()), state }),
    })
    expect(minimize(backend, [runOf(host, flower)])).toMatchObject({
      engine: 'eager',
      reason: expect.stringMatching(/draws random numbers \(Math.random\)/),
    })
  })

  it('is not used where an update does something else at the second step', () => {
    let calls = 0
    const counts = descent({
      init: () => {
        calls = 0
        return {}
      },
      update: (m, { params, gradient }, state) => ({
        params: calls++ === 0 ? params : m.sub(params, m.mul(gradient, 0.1)),
        state,
      }),
    })
    expectEager(runOf(counts, flower), /not the same computation/)
  })

  it('is not used where the state changes its shape', () => {
    const grows = descent({
      init: m => ({ mean: m.column(0, 0) }),
      update: (m, { params, gradient }, { mean = params }, c) => {
        const next = m.add(m.mul(mean, 0.9), gradient)
        return { params: m.sub(params, m.mul(c.lr, next)), state: { mean: next } }
      },
    })
    expectEager(runOf(grows, flower), /changes its shape/)
  })

  it('keeps apart two states that begin as the same tensor, or as the parameters', () => {
    const remembers = descent({
      init: (_, params) => ({ last: params, before: params }),
      update: (m, { params, gradient }, { last = params, before = params }, c) => ({
        params: m.sub(m.add(params, m.mul(m.sub(last, before), 0.5)), m.mul(c.lr, gradient)),
        state: { last: params, before: last },
      }),
    })
    expect(engineDifference(backend, runOf(remembers, flower))).toBeUndefined()
  })

  it.each<[string, RegExp, () => Partial<Binding>]>([
    [
      'a graph does not load',
      /no such file/,
      () => ({
        loadSavedModel() {
          throw new Error('no such file')
        },
      }),
    ],
    [
      'an operation has no kernel',
      /no kernel/,
      () => ({
        runSavedModel() {
          throw new Error('no kernel')
        },
      }),
    ],
    [
      'a graph gives another last bit',
      /not the eager one/,
      () => {
        let calls = 0
        return {
          runSavedModel(...call) {
            const results = binding.runSavedModel(...call)
            calls++
            return results.map((result, i) => {
              // What shows whether TensorFlow rewrites graphs: a result beside a rule's, or a graph before a procedure's.
              if (results.length > 1 ? i === 3 : calls === 1) return result
              const data = binding.tensorDataSync(result.id).map(x => x * (1 + 2 ** -23)) as Float32Array
              binding.deleteTensor(result.id)
              return { ...result, id: binding.createTensor(result.shape, result.dtype, data) }
            })
          },
        }
      },
    ],
  ])('gives way to the eager one when %s', (_, reason, parts) => {
    replace(parts())
    expectEager(adamwOnFlower(), reason)
    replace(parts())
    expectEager(runOf(named('lbfgs'), flower, { steps: 5 }), reason)
  })

  /** A TensorFlow that does not know the words which keep it from rewriting graphs: of functions, and of a call's configuration. */
  const withoutWords = (...words: readonly Uint8Array[]): Partial<Binding> => ({
    createTensor(shape, dtype, data) {
      if (!Array.isArray(data)) return binding.createTensor(shape, dtype, data)
      const unknown = data.map(bytes => {
        const text = Buffer.from(bytes)
        for (const word of words)
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
            text.writeUInt8(text.readUInt8(at + word.length - 1) ^ 1, at + word.length - 1)
        return text
      })
      return binding.createTensor(shape, dtype, unknown)
    },
  })
  const ofFunctions = Buffer.from('_tf_data_function')
  const ofCalls = Uint8Array.of(0x52, 5, 0x52, 3, 0x98, 1, 1)

  it.each([
    ['adamw', [ofFunctions]],
    ['adabelief', [ofFunctions]],
    ['adafactor', [ofFunctions, ofCalls]],
    ['lbfgs', [ofFunctions, ofCalls]],
    ['cg', [ofCalls]],
  ])(
    'of %s gives way to the eager one where TensorFlow rewrites graphs, whatever it makes of the first steps',
    (name, words) => {
      for (const fn of [flower, ...functions.filter((_, i) => i % 9 === 0)]) {
        replace(withoutWords(...words))
        expectEager(runOf(named(name), fn), /rewrites graphs|not the eager one/)
      }
    },
  )

  it('gives way to the eager one for an operation that it does not know', () => {
    const odd = descent({
      update: (_, { params }, state) => ({ params: backend.tf.selu(params as tfjs.Tensor), state }),
    })
    expectEager(runOf(odd, flower), /no compiled form of Selu/)
  })

  it('tells the words of TensorFlow without those of the binding', () => {
    replace({
      loadSavedModel() {
        throw new Error('Invalid TF_Status: 5\nMessage: Op type not registered\n\t [[node]]')
      },
    })
    expect(minimize(backend, [adamwOnFlower()])).toMatchObject({ engine: 'eager', reason: 'Op type not registered' })
  })

  it('does not hide a fault behind the eager one', () => {
    const fault = () => {
      throw new TypeError('x.slice is not a function')
    }
    for (const engine of ['auto', 'graph'] as const) {
      const fails = (run: Run) => expect(() => minimize(backend, [run], { engine }))
      fails(runOf(descent({ update: fault }), flower)).toThrow(
        'descent on flower fails: TypeError: x.slice is not a function',
      )
      for (const part of ['loadSavedModel', 'runSavedModel', 'executeOp', 'createTensor'] as const) {
        replace({ [part]: fault })
        fails(adamwOnFlower()).toThrow('adamw on flower fails: TypeError')
        replace({ [part]: fault })
        fails(runOf(named('lbfgs'), flower, { steps: 5 })).toThrow('lbfgs on flower fails: TypeError')
        native.binding = binding
      }
    }
  })

  it('is that of an expression as long as may be', () => {
    const long = parseExpression(
      Array.from({ length: 570 }, (_, i) => `x/${i}`)
        .join('-')
        .slice(4),
    )
    expect(minimize(backend, [{ ...runOf(named('sgd'), long), steps: 3 }]).engine).toBe('graph')
  })

  it('says so where it was asked for and cannot be had', () => {
    const reads = descent({
      update: (m, { params }, state) => ({ params: m.mul(params, params.dataSync()[0] ?? 0), state }),
    })
    expect(() => minimize(backend, [runOf(reads, flower)], { engine: 'graph' })).toThrow(
      'descent on flower does not run as a graph: it reads data that differs from step to step',
    )
  })

  it('refuses a schedule that ends, or that yields other numbers at a later step', () => {
    const ends = descent({
      *schedule() {
        yield { lr: 0.1 }
      },
    })
    const changes = descent({
      *schedule() {
        for (let t = 0; ; t++) yield (t < 30 ? { lr: 0.1 } : { rate: 0.1 }) as { lr: number }
      },
    })
    for (const rule of [ends, changes])
      for (const engine of ['auto', 'eager'] as const)
        expect(() => minimize(backend, [runOf(rule, flower)], { engine })).toThrow('must yield lr at every step: no lr')
  })

  const lanes = (optimizer: Optimizer, steps: number) =>
    Array.from({ length: 1000 }, (_, i) =>
      runOf(optimizer, flower, { steps, hyperparameters: { ...defaults(optimizer), lr: 0.01 * (1 + i / 1000) } }),
    )

  it('takes many steps of many lanes in several calls, the eager trajectories bit for bit', () => {
    const runs = lanes(named('adam'), 600)
    let calls = 0
    replace({
      runSavedModel(...call) {
        calls++
        return binding.runSavedModel(...call)
      },
    })
    const graph = minimize(backend, runs)
    expect(graph.engine).toBe('graph')
    expect(calls).toBeGreaterThan(1)
    const eager = minimize(backend, runs, { engine: 'eager' })
    expect(graph.trajectories.map((t, i) => difference(t, eager.trajectories[i] ?? t)).filter(Boolean)).toEqual([])
  })

  it('goes on where a coefficient begins to differ between lanes after many steps', () => {
    const parts = descent({
      *schedule({ lr, turn }) {
        for (let t = 1; ; t++) yield { lr: t > turn ? lr : 0.01 }
      },
      init: (m, params) => ({ mean: m.zerosLike(params) }),
      update: (m, { params, gradient }, { mean = params }, c) => {
        const next = m.add(m.mul(mean, 0.9), gradient)
        return { params: m.sub(params, m.mul(c.lr, next)), state: { mean: next } }
      },
    })
    const runs = lanes(parts, 400)
    const graph = minimize(backend, runs)
    expect(graph.engine).toBe('graph')
    const eager = minimize(backend, runs, { engine: 'eager' })
    expect(graph.trajectories.map((t, i) => difference(t, eager.trajectories[i] ?? t)).filter(Boolean)).toEqual([])
    expect(graph.trajectories[0]?.points.at(-1)).not.toBe(graph.trajectories[999]?.points.at(-1))
  })

  it.each([1, 2, 3])('takes %i steps', steps => {
    expect(engineDifference(backend, { ...adamwOnFlower(), steps })).toBeUndefined()
  })

  it('is not used where there is no step to take', () => {
    expectEager({ ...adamwOnFlower(), steps: 0 }, /no step/)
  })

  it('leaves no tensor, handle or session behind, whether it succeeds or not', () => {
    const counted = () => [
      backend.tf.memory().numTensors,
      Reflect.apply(Reflect.get(backend.tf.backend(), 'getNumOfTFTensors'), backend.tf.backend(), []),
      Reflect.apply(Reflect.get(backend.tf.backend(), 'getNumOfSavedModels'), backend.tf.backend(), []),
    ]
    const before = counted()
    minimize(backend, [adamwOnFlower(), runOf(named('lbfgs'), flower, { steps: 3 })])
    replace({
      runSavedModel() {
        throw new Error('no kernel')
      },
    })
    minimize(backend, [adamwOnFlower(), runOf(named('lbfgs'), flower, { steps: 3 })])
    expect(counted()).toEqual(before)
  })
})
