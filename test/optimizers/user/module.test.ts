import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../../src/engine/backend.js'
import { type Binding, nativeBackend } from '../../../src/engine/compile/binding.js'
import { refuseRewriting } from '../../../src/engine/compile/witness.js'
import { type MinimizeOptions, minimize, type Run } from '../../../src/engine/minimize.js'
import { OptvizError, RuntimeFailure, UsageError } from '../../../src/errors.js'
import { functions } from '../../../src/functions/index.js'
import { optimizers } from '../../../src/optimizers/index.js'
import { defaults, type Optimizer } from '../../../src/optimizers/types.js'
import type { PlainRule } from '../../../src/optimizers/user/definition.js'
import { givenOptimizer, loadOptimizer } from '../../../src/optimizers/user/module.js'
import type { Point } from '../../../src/records/geometry.js'
import { difference, engineDifference, nudged, runOf } from '../../engine/cases.js'

const fn = (name: string) => functions.find(f => f.name === name) ?? expect.fail(`${name} is missing`)
const builtIn = (name: string) => optimizers.find(o => o.name === name) ?? expect.fail(`${name} is missing`)
const fixture = (name: string) => loadOptimizer(`fixtures/optimizers/${name}.mjs`)

let backend: Backend
let folder = ''
beforeAll(async () => {
  backend = await startBackend('tensorflow')
  folder = await mkdtemp(join(tmpdir(), 'optviz-module-'))
})
afterAll(() => rm(folder, { recursive: true }))

let count = 0
async function load(source: string): Promise<Optimizer> {
  const file = join(folder, `module-${count++}.mjs`)
  await writeFile(file, source)
  return loadOptimizer(file)
}

const only = (run: Run, options: MinimizeOptions = {}) => {
  const { trajectories, ...by } = minimize(backend, [run], options)
  return { trajectory: trajectories[0] ?? expect.fail('no trajectory'), ...by }
}

/** What a run of an optimizer's is refused with; no tensor may be left of it. */
function refusal(run: () => unknown): OptvizError {
  const before = backend.tf.memory().numTensors
  try {
    run()
  } catch (error) {
    expect(backend.tf.memory().numTensors).toBe(before)
    expect(error).toBeInstanceOf(OptvizError)
    if (error instanceof OptvizError) {
      expect(error.message).not.toContain('\n')
      return error
    }
  }
  return expect.fail('nothing was refused')
}

describe('an update rule as a module', () => {
  it.each([
    ['heavy-ball', 'sgd', { lr: 0.02, momentum: 0.8 }],
    ['adam', 'adam', { lr: 0.1, beta1: 0.8, eps: 1e-6 }],
  ] as const)('%s takes the very path of %s, as a graph and eagerly', async (module, name, chosen) => {
    const own = await fixture(module)
    for (const at of ['flower', 'himmelblau']) {
      const hyperparameters = { ...defaults(own), ...chosen }
      const mine = runOf(own, fn(at), { hyperparameters })
      const theirs = runOf(builtIn(name), fn(at), {
        hyperparameters: { ...defaults(builtIn(name)), ...hyperparameters },
      })
      const graph = only(mine)
      expect(graph.engine).toBe('graph')
      expect(difference(graph.trajectory, only(theirs).trajectory)).toBeUndefined()
      expect(engineDifference(backend, mine)).toBeUndefined()
    }
  })

  it('runs as lanes, each as it would alone', async () => {
    const own = await fixture('adam')
    const runs = Array.from({ length: 5 }, (_, lane) =>
      runOf(own, fn('flower'), { hyperparameters: { ...nudged(own, lane), lr: 0.1 + lane / 100 } }),
    )
    const native = nativeBackend(backend) ?? expect.fail('no native backend')
    const { binding } = native
    let calls = 0
    const counting: Partial<Binding> = {
      runSavedModel(...call) {
        calls++
        return binding.runSavedModel(...call)
      },
    }
    native.binding = Object.create(binding, Object.getOwnPropertyDescriptors(counting))
    // A binding shows at its first graph whether it rewrites any; what is counted comes after that.
    refuseRewriting(native.binding)
    calls = 0
    const together = minimize(backend, runs)
    native.binding = binding
    expect(together.engine).toBe('graph')
    expect(calls).toBe(1)
    for (const [i, run] of runs.entries()) {
      const t = together.trajectories[i] ?? expect.fail('no trajectory')
      expect(difference(t, only(run).trajectory)).toBeUndefined()
    }
  })

  it('is one optimizer however often its module is loaded, and its graph is written once', async () => {
    const own = await fixture('heavy-ball')
    expect(await fixture('heavy-ball')).toBe(own)
    const native = nativeBackend(backend) ?? expect.fail('no native backend')
    const { binding } = native
    const written: string[] = []
    const noting: Partial<Binding> = {
      executeOp(op, ...more) {
        if (op === 'WriteFile') written.push(op)
        return binding.executeOp(op, ...more)
      },
    }
    native.binding = Object.create(binding, Object.getOwnPropertyDescriptors(noting))
    refuseRewriting(native.binding)
    written.length = 0
    for (let i = 0; i < 3; i++) expect(only(runOf(own, fn('booth'))).engine).toBe('graph')
    native.binding = binding
    expect(written).toHaveLength(1)
  })

  it('has the hyperparameters and t as coefficients where it has no schedule, and no state where it has no init', async () => {
    const own = await load(`export default {
      name: 'decaying',
      hyperparameters: {
        lr: 0.1,
        'β': 0.5,
        signed: { kind: 'flag', default: true, doc: 'by the sign alone' },
        power: { kind: 'choice', default: 'root', choices: ['root', 'none'] },
        turns: { kind: 'count', default: 2, range: '[1, 9]' },
      },
      update(m, { params, gradient }, state, { lr, β, t, signed, turns, power }, structure) {
        const rate = structure.power === 'root' && power === 'root' ? m.div(lr, m.sqrt(t)) : lr
        const direction = signed && structure.signed ? m.sign(gradient) : gradient
        return { params: m.sub(params, m.mul(m.mul(rate, m.mul(β, turns)), direction)) }
      },
    }`)
    expect(Object.keys(own.hyperparameters)).toEqual(['lr', 'β', 'signed', 'power', 'turns'])
    const run = runOf(own, fn('booth'), { start: [0, 0], steps: 4 })
    const { trajectory, engine } = only(run)
    expect(engine).toBe('graph')
    const steps = [1, 2, 3, 4].map(t => 0.1 / Math.sqrt(t))
    const sum = steps.reduce((a, b) => a + b)
    expect([...trajectory.points.subarray(-2)]).toEqual([expect.closeTo(sum, 5), expect.closeTo(sum, 5)])
    expect(engineDifference(backend, run)).toBeUndefined()
  })

  it('counts Hessian–vector products that it asks for', async () => {
    const own = await load(`export default {
      name: 'newton-like',
      hyperparameters: { lr: 0.5 },
      init: (m, params, { lr }) => ({ h: m.mul(m.fillLike(params, 1), lr) }),
      update(m, { params, gradient, hessianDiagonal, hessianVector }, state, { lr }) {
        const h = m.max(m.abs(m.add(hessianDiagonal(), hessianVector(gradient))), 1)
        return { params: m.sub(params, m.mul(lr, m.div(gradient, h))), state: { h } }
      },
    }`)
    expect(own.cost).toEqual({ gradients: 1, hessianVectors: 3 })
    const run = runOf(own, fn('booth'), { steps: 7 })
    expect(only(run).trajectory.evaluations).toEqual({ values: 0, gradients: 7, hessianVectors: 21 })
    expect(engineDifference(backend, run)).toBeUndefined()
  })

  it('takes gradients elsewhere, which are counted: extragradient', async () => {
    const own = await load(`export default {
      name: 'extragradient',
      hyperparameters: { lr: 0.05 },
      update(m, { params, gradient, gradientAt }, state, { lr }) {
        const ahead = gradientAt(m.sub(params, m.mul(gradient, lr)))
        return { params: m.sub(params, m.mul(ahead, lr)) }
      },
    }`)
    expect(own.cost).toEqual({ gradients: 2 })
    const run = runOf(own, fn('sphere'), { steps: 7 })
    const { trajectory } = only(run)
    expect(trajectory.evaluations).toEqual({ values: 0, gradients: 14, hessianVectors: 0 })
    // x ← x − 0.05 · 2 (x − 0.1 x).
    const [x] = run.start
    expect(trajectory.points[14]).toBeCloseTo(x * (1 - 0.1 * 0.9) ** 7, 5)
    expect(engineDifference(backend, run)).toBeUndefined()
  })

  it('is told what it takes a gradient at', async () => {
    const own = await load(`export default {
      name: 'own',
      hyperparameters: { lr: 0.05 },
      update: (m, { params, gradientAt }) => ({ params: gradientAt(m.sum(params)) }),
    }`)
    expect(refusal(() => only(runOf(own, fn('booth')))).message).toMatch(
      /gradientAt: expected a tensor of the shape of params, got a tensor of shape \[1, \d+\]/,
    )
  })

  const update = (body: string) =>
    `export default { name: 'own', hyperparameters: { lr: 0.01 }, init: (m, params) => ({ v: m.zerosLike(params) }),
      update(m, { params, gradient }, { v }, { lr, t }) {
        ${body}
      } }`
  const step = 'return { params: m.sub(params, m.mul(gradient, rate)), state: { v } }'

  it.each([
    ['reads a value', `const rate = gradient.dataSync()[0] > 0 ? 0.01 : 0.02\n${step}`, /it reads data/],
    ['reads an array', `const rate = 0.001 * params.arraySync().length\n${step}`, /it reads data/],
    [
      'reads a value and catches what that throws',
      `let rate = 0.01; try { rate = params.dataSync()[0] > 20 ? 0.01 : 0.02 } catch {}\n${step}`,
      /it reads data/,
    ],
    ['calls Math.random', `const rate = Math.random() < 2 ? 0.01 : 0.02\n${step}`, /random numbers \(Math.random\)/],
  ])('runs eagerly, and says why, where it %s', async (_, body, reason) => {
    const before = backend.tf.memory().numTensors
    const run = runOf(await load(update(body)), fn('flower'))
    const auto = only(run)
    expect(auto).toMatchObject({ engine: 'eager', reason: expect.stringMatching(reason) })
    expect(difference(auto.trajectory, only(run, { engine: 'eager' }).trajectory)).toBeUndefined()
    expect(auto.trajectory.points).toHaveLength(2 * 61)
    expect(backend.tf.memory().numTensors).toBe(before)
  })

  it('is told where it calls methods that tensors have in other builds of TensorFlow.js only', async () => {
    const run = runOf(await load(update(`const rate = 0.01; v = gradient.mul(0.5)\n${step}`)), fn('flower'))
    expect(() => only(run)).toThrow(/gradient\.mul is not a function/)
  })

  it.each([5, 41])('runs eagerly where it counts its calls, and does something else at step %d', async period => {
    const own = await load(`let k = 0
      export default { name: 'counting', init: () => { k = 0; return {} },
        update: (m, { params, gradient }) => ({ params: m.sub(params, m.mul(gradient, ++k % ${period} ? 0.01 : 0.02)) }) }`)
    const run = runOf(own, fn('flower'))
    const auto = only(run)
    expect(auto).toMatchObject({ engine: 'eager', reason: 'it is not the same computation at every step' })
    expect(difference(auto.trajectory, only(run, { engine: 'eager' }).trajectory)).toBeUndefined()
  })

  it.each([
    ['return m.sub(params, gradient)', 'update: expected {params, state}, got a tensor of shape [2, 16]'],
    ['return undefined', 'update: expected {params, state}, got nothing'],
    ['return { params: 3, state: { v } }', 'update: params: expected a tensor'],
    [
      'return { parms: params, state: { v } }',
      'update: params: expected a tensor, what an operation of m returns, got nothing',
    ],
    ['return { params: m.sum(params), state: { v } }', 'the shape of params, [2, L] with L = 16, got [1, 16]'],
    ['return { params: m.less(params, 0), state: { v } }', 'update: params: expected float32, got bool'],
    ['return { params }', 'update: state.v: expected a tensor, as init makes it, got nothing'],
    ['return { params, state: { v: 0 } }', 'update: state.v: expected a tensor, such as m.fillLike(params, 0), got 0'],
    ['return { params, state: { v, w: v } }', 'update: state.w: init makes no such state; did you mean "v"?'],
    ['return { params, state: v }', 'update: expected a record of tensors as state, got a tensor'],
    ['return Promise.resolve({ params, state: { v } })', 'update: it returns a promise'],
    ['return { params, state: Promise.resolve({ v }) }', 'update: it returns a promise'],
    ['params.dispose(); return { params, state: { v } }', 'update: params: the tensor is disposed of'],
  ])('is refused where it does %s', async (body, message) => {
    const own = await load(update(body))
    for (const engine of ['auto', 'eager'] as const) {
      const error = refusal(() => only(runOf(own, fn('flower')), { engine }))
      expect(error).toBeInstanceOf(UsageError)
      expect(error.message).toContain(`the module ${own.module}: `)
      expect(error.message).toContain(message)
    }
  })

  it.each([
    ['return { params: params.minus(gradient), state: { v } }', 'TypeError: params.minus is not a function'],
    [
      'return { params: m.sub(params, lr * gradient), state: { v } }',
      'TypeError: tensors are not numbers; compute with m',
    ],
    ['if (gradient > 1) v = params; return { params, state: { v } }', 'TypeError: tensors are not numbers'],
    [
      'return { params: m.mul(params, undefined), state: { v } }',
      'TypeError: m.mul: expected tensors and numbers, got nothing',
    ],
    ['return { params: m.abs(), state: { v } }', 'TypeError: m.abs: expected 1 operand, got none'],
    ['return { params: m.min(params), state: { v } }', 'TypeError: m.min: expected 2 operands, got 1'],
    ['return { params: m.abs(params, v), state: { v } }', 'TypeError: m.abs: expected 1 operand, got 2'],
    ['return { params: m.mul(params, "2"), state: { v } }', "TypeError: m.mul: expected tensors and numbers, got '2'"],
    ['return { params: m.mul("2", params), state: { v } }', "TypeError: m.mul: expected tensors and numbers, got '2'"],
    ['return { params: m.mul(params, NaN), state: { v } }', 'TypeError: m.mul: expected tensors and numbers, got NaN'],
    ['throw new Error("first\\nsecond")', 'throws: first (line 3)'],
    ['throw 42', 'throws: 42'],
  ])('that throws is told as its failure: %s', async (body, message) => {
    const own = await load(update(body))
    for (const engine of ['auto', 'eager'] as const) {
      const error = refusal(() => only(runOf(own, fn('flower')), { engine }))
      expect(error).toBeInstanceOf(RuntimeFailure)
      expect(error.message).toContain(`update of ${own.module} throws: `)
      expect(error.message).toContain(message)
      if (!body.includes('42')) expect(error.message).toMatch(/ \(line 3\)$/)
    }
  })

  it.each([
    ['init: () => ({ v: 0 })', 'init: state.v: expected a tensor, such as m.fillLike(params, 0), got 0', UsageError],
    ['init: () => {}', 'init: expected a record of tensors as state, got nothing', UsageError],
    ['init: () => Promise.resolve({})', 'init: it returns a promise; expected the result itself', UsageError],
    ['init: () => { throw new Error("no") }', 'init of', RuntimeFailure],
    ['schedule: () => 3', 'schedule: expected what a generator function, *schedule(…), gives, got 3', UsageError],
    ['*schedule() { yield { a: 1 } }', 'schedule: it ends after 1 of 60 steps', UsageError],
    [
      '*schedule() { for (let t = 1; ; t++) yield t < 3 ? { a: 1 } : {} }',
      'schedule: a at step 3: expected a number',
      UsageError,
    ],
    ['*schedule() { for (;;) yield 0.1 }', 'schedule: expected a record of numbers, got 0.1', UsageError],
    ['*schedule() { throw new Error("no") }', 'schedule of', RuntimeFailure],
  ])('is refused with %s', async (part, message, kind) => {
    const own = await load(
      `export default { name: 'own', ${part}, update: (m, { params }, state) => ({ params, state }) }`,
    )
    const error = refusal(() => only(runOf(own, fn('flower'))))
    expect(error).toBeInstanceOf(kind)
    expect(error.message).toContain(message)
    expect(error.message).toContain(own.module)
  })
})

describe('a procedure as a module', () => {
  it('takes its steps, and stays where it has converged; every call is counted', async () => {
    const own = await fixture('coordinate-search')
    const run = runOf(own, fn('booth'), { start: [0, 0], steps: 200 })
    const { trajectory, engine } = only(run)
    expect(engine).toBe('graph')
    expect([...trajectory.points.subarray(0, 4)]).toEqual([0, 0, 0, 1])
    expect([...trajectory.points.subarray(-2)]).toEqual([1, 3])
    expect(trajectory.points).toHaveLength(2 * 201)
    const asked = trajectory.evaluations.values
    expect(asked % 4).toBe(1)
    expect(asked).toBeLessThan(4 * 40)
    expect(engineDifference(backend, run)).toBeUndefined()
  })

  const iterate = (body: string, params = 'oracle, [x, y], h, { steps, random }') =>
    `export default { name: 'own', hyperparameters: { lr: 0.1 }, *iterate(${params}) {\n${body}\n} }`

  it('diverges where it yields a point that is not finite', async () => {
    const own = await load(iterate('yield Float64Array.of(x, y); yield Float32Array.of(NaN, y)'))
    expect(only(runOf(own, fn('booth'))).trajectory.outcome).toEqual({ kind: 'diverged', step: 2 })
  })

  it('has the run’s steps and randomness, numbers of its own, and a start that it may change', async () => {
    const own = await load(
      iterate(
        `for (let k = 0; k < steps; k++) { p[0] += h.lr * (random() - 0.5); p[1] = oracle.gradient(p).gradient[1] * 0 + steps; yield p }`,
        'oracle, p, h, { steps, random }',
      ),
    )
    const run = (seed: number) => only(runOf(own, fn('booth'), { steps: 5, seed })).trajectory
    expect(difference(run(1), run(1))).toBeUndefined()
    expect(difference(run(1), run(2))).toMatch(/points/)
    expect(run(1).points[11]).toBe(5)
    expect(run(1).points[1]).toBe(fn('booth').start[1])
    expect(run(1).evaluations).toEqual({ values: 0, gradients: 5, hessianVectors: 0 })
  })

  it.each([
    ['yield 3', 'iterate: expected [x, y] at step 1, got 3', UsageError],
    ['yield [x, y]; yield [x]', 'iterate: expected [x, y] at step 2, got [', UsageError],
    ['yield [x, y, 1]', 'iterate: expected [x, y] at step 1', UsageError],
    ['yield ["1", y]', 'iterate: expected [x, y] at step 1', UsageError],
    ['oracle.value(x, y); yield [x, y]', 'iterate: oracle.value: expected [x, y], got', UsageError],
    ['throw new Error("no way")', 'throws: no way (line 2)', RuntimeFailure],
    ['yield oracle.grad([x, y])', 'TypeError: oracle.grad is not a function (line 2)', RuntimeFailure],
  ])('is refused where it does %s', async (body, message, kind) => {
    const own = await load(iterate(body))
    for (const engine of ['auto', 'eager'] as const) {
      const error = refusal(() => only(runOf(own, fn('booth')), { engine }))
      expect(error).toBeInstanceOf(kind)
      expect(error.message).toContain(message)
      expect(error.message).toContain(own.module)
    }
  })

  it('is given the bounds of the run where it says how it keeps to them', async () => {
    const walk = `*iterate(oracle, [x, y], h, { bounds }) { for (;;) yield [x = Math.min(x + 1, bounds.x[1]), y] }`
    const bounded = await load(`export default { name: 'walk', bounds: 'stops at them', ${walk} }`)
    const bounds = { x: [-1, 2.5], y: [-9, 9] } as const
    const { trajectory } = only({ ...runOf(bounded, fn('booth')), start: [0, 0], steps: 4, bounds })
    expect([...trajectory.points]).toEqual([0, 0, 1, 0, 2, 0, 2.5, 0, 2.5, 0])
    expect(bounded.bounds).toBe('stops at them')
    await expect(
      load(`export default { name: 'rule', bounds: 'no', update: (m, e) => ({ params: e.params }) }`),
    ).rejects.toThrow('bounds: an update rule is projected onto them')
  })

  it('does not hide a failure of the objective by catching it', async () => {
    const own = await load(iterate('try { oracle.value([x, y]) } catch {}\nyield [x, y]'))
    const broken = {
      ...fn('booth'),
      evaluate: () => {
        throw new RuntimeFailure('evaluate of f.mjs throws: no')
      },
    }
    expect(refusal(() => only(runOf(own, broken))).message).toBe('evaluate of f.mjs throws: no')
  })
})

describe('loadOptimizer', () => {
  const whole: PlainRule = { name: 'own', update: (_, { params }) => ({ params }) }
  const iterates = {
    name: 'own',
    *iterate() {
      yield [0, 0] as Point
    },
  }

  it.each<[object, string]>([
    [{ ...whole, name: '../up' }, "name: expected letters, digits, _ and -, got '../up'"],
    [{ update: whole.update }, 'name: expected letters, digits, _ and -, got nothing'],
    [{ name: 'own' }, 'expected update(m, e, state, c), of an update rule, or *iterate(oracle, start, h, run)'],
    [{ ...whole, updat: 1 }, 'unknown field "updat"; did you mean "update"?'],
    [{ ...whole, ...iterates }, 'update: a procedure has none; give one of the two'],
    [{ ...iterates, init: () => ({}) }, 'init: a procedure has none'],
    [{ ...whole, kind: 'thing' }, "kind: expected rule or procedure, got 'thing'"],
    [{ ...whole, update: 3 }, 'update: expected a function update(m, e, state, c), got 3'],
    [{ ...whole, update: async () => ({}) }, 'update: expected a function that is not async'],
    [{ ...whole, *update() {} }, 'that returns its result, got a generator function'],
    [{ ...whole, async init() {} }, 'init: expected a function that is not async'],
    [{ name: 'own', async *iterate() {} }, 'iterate: expected a function that is not async'],
    [{ ...whole, title: 3 }, 'title: expected a text, got 3'],
    [{ ...whole, group: 'mine' }, 'group: expected gradient descent, adaptive'],
    [{ ...whole, cost: 3 }, 'cost: expected a record'],
    [{ ...whole, cost: { gradient: 1 } }, 'cost: unknown field "gradient"; did you mean "gradients"?'],
    [{ ...whole, cost: { gradients: -1 } }, 'cost.gradients: expected a whole number, got -1'],
    [{ ...whole, cost: { gradients: 1, note: 3 } }, 'note: expected a text, got 3'],
    [{ ...whole, hyperparameters: [1] }, 'hyperparameters: expected a record of numbers or schemas, got [ 1 ]'],
    [{ ...whole, hyperparameters: { t: 1 } }, 'hyperparameters: t is the number of the step; call yours otherwise'],
    [{ ...whole, hyperparameters: { 'a b': 1 } }, 'hyperparameters: "a b" is no name'],
    [{ ...whole, hyperparameters: { lr: 'fast' } }, 'hyperparameters.lr: expected a number or a schema, such as 0.1'],
    [{ ...whole, hyperparameters: { lr: Number.NaN } }, 'hyperparameters.lr: expected a finite default, got NaN'],
    [
      { ...whole, hyperparameters: { lr: { default: 1 } } },
      'hyperparameters.lr: kind: expected real, count, flag, choice, got nothing',
    ],
    [
      { ...whole, hyperparameters: { lr: { kind: 'real', default: 1, rang: '' } } },
      'hyperparameters.lr: unknown field "rang"; did you mean "range"?',
    ],
    [
      { ...whole, hyperparameters: { lr: { kind: 'real', default: 2, range: '[0, 1]' } } },
      'hyperparameters.lr: default: expected a number in [0, 1], got 2',
    ],
    [
      { ...whole, hyperparameters: { lr: { kind: 'real', default: 2, range: '0..1' } } },
      "hyperparameters.lr: range: expected an interval, such as '[0, inf)', got '0..1'",
    ],
    [
      { ...whole, hyperparameters: { n: { kind: 'count', default: 1.5 } } },
      'hyperparameters.n: default: expected a whole number',
    ],
    [
      { ...whole, hyperparameters: { f: { kind: 'flag', default: 1 } } },
      'hyperparameters.f: default: expected true or false, got 1',
    ],
    [
      { ...whole, hyperparameters: { c: { kind: 'choice', default: 'x', choices: ['a', 'b'] } } },
      "hyperparameters.c: default: expected a or b, got 'x'",
    ],
    [
      { ...whole, hyperparameters: { c: { kind: 'choice', default: 'x', choices: [] } } },
      'hyperparameters.c: choices: expected a list of texts',
    ],
  ])('refuses %j: %s', (given, message) => {
    const act = () => givenOptimizer(given)
    expect(act).toThrow(UsageError)
    expect(act).toThrow(message)
    expect(act).toThrow(/^the optimizer (own|of your own|\.\.\/up): /)
  })

  it('refuses a module that is none, or does not load', async () => {
    await expect(load('export const a = 1')).rejects.toThrow('expected an optimizer, got nothing')
    await expect(load('throw new Error("out of order")')).rejects.toThrow(/fails to load: out of order \(line 1\)$/)
  })

  it('keeps of a copy of any built-in optimizer what it says of itself', () => {
    for (const one of optimizers) {
      // Its functions are checked at every call, and a copy's population is not seen.
      const told = Object.entries(one).filter(
        ([key, value]) => !['function', 'undefined'].includes(typeof value) && key !== 'population',
      )
      expect(givenOptimizer({ ...one })).toMatchObject(Object.fromEntries(told))
    }
    expect(() => givenOptimizer({ ...builtIn('sgld'), spread: 'width' })).toThrow(
      "spread: expected the name of a hyperparameter, got 'width'",
    )
  })

  it('takes a built-in optimizer for what it is', () => {
    for (const one of [builtIn('adahessian'), builtIn('nelder-mead')]) {
      const own = givenOptimizer({ ...one })
      expect(own).toMatchObject({
        title: one.title,
        group: one.group,
        hyperparameters: one.hyperparameters,
        cost: one.cost,
      })
      const run = { start: fn('beale').start, steps: 30 }
      expect(
        difference(only(runOf(own, fn('beale'), run)).trajectory, only(runOf(one, fn('beale'), run)).trajectory),
      ).toBeUndefined()
    }
  })
})
