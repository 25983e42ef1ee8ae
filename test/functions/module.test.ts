import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBackend } from '../../src/engine/backend.js'
import { landscape } from '../../src/engine/landscape.js'
import { RuntimeFailure, UsageError } from '../../src/errors.js'
import { float64 } from '../../src/functions/float64.js'
import { asTestFunction, givenFunction, loadModule } from '../../src/functions/module.js'
import type { Algebra } from '../../src/records/algebra.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'optviz-module-'))
})
afterAll(() => rm(folder, { recursive: true }))

let count = 0
async function load(source: string, name = `module-${count++}.mjs`) {
  const file = join(folder, name)
  await writeFile(file, source)
  return loadModule(file)
}

/** The messages of UsageErrors with which the built `loadModule` refuses files, in a process without Vitest's own imports. */
async function refusalsByNode(files: readonly string[]): Promise<string[]> {
  const program = `
    import { loadModule } from ${JSON.stringify(new URL('../../dist/functions/module.js', import.meta.url).href)}
    const refusal = file => loadModule(file).then(() => 'loaded', e => (e.name === 'UsageError' ? e.message : e.name))
    console.log(JSON.stringify(await Promise.all(${JSON.stringify(files)}.map(refusal))))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
  return JSON.parse(stdout)
}

const whole = {
  name: 'ring',
  evaluate: <T>(m: Algebra<T>, x: T, y: T): T => m.square(m.sub(m.add(m.square(x), m.square(y)), 1)),
  domain: { x: [-2, 2], y: [-2, 2] },
  start: [1.5, 0.5],
}

describe('loadModule', () => {
  it('loads a test function that the engine can draw', async () => {
    const fn = await load(`
      export default {
        name: 'ring',
        title: 'Ring',
        formula: '(x^2 + y^2 - 1)^2',
        evaluate: (m, x, y) => m.square(m.sub(m.add(m.square(x), m.square(y)), 1)),
        domain: { x: [-2, 2], y: [-2, 2] },
        start: [1.5, 0.5],
        minima: [{ at: [1, 0], value: 0 }],
        smooth: true,
      }`)
    expect(fn).toMatchObject({ name: 'ring', title: 'Ring', group: 'user-defined', start: [1.5, 0.5] })
    expect(fn.evaluate(float64, 2, 0)).toBe(9)
    const { values } = landscape(await startBackend('cpu'), fn, fn.domain, 2, 2)
    expect([...values]).toEqual([1, 1, 1, 1])
  })

  it('refuses what cannot be loaded, in one line', async () => {
    const cases = [
      ['export const a = 1', 'expected a test function as default export, got nothing'],
      ['export default (m, x, y) => x', 'expected a test function as default export, got [Function: default]'],
      ['export default {', 'SyntaxError: Unexpected end of input'],
      ['throw new Error("out of\\norder")', 'fails to load: out of'],
      ['throw 42', 'fails to load: 42'],
      ['import "./nowhere.mjs"', 'fails to load: Cannot find module'],
    ] as const
    const files = cases.map((_, i) => join(folder, `refused-${i}.mjs`))
    await Promise.all(cases.map(([source], i) => writeFile(files[i] ?? '', source)))
    const absent = join(folder, 'absent.mjs')
    const refusals = await refusalsByNode([...files, absent, folder])
    cases.forEach(([, message], i) => {
      expect(refusals[i]).toContain(message)
    })
    expect(refusals.at(-2)).toBe(`no such module: ${absent}`)
    expect(refusals.at(-1)).toContain('it is a directory')
    for (const refusal of refusals) expect(refusal).not.toContain('\n')
  })
})

it('an object for the library may be made of a built-in function, which says what a picture shows', () => {
  const closeUp = { x: [0, 2], y: [-1, 1] }
  expect(givenFunction({ ...whole, closeUp }).closeUp).toEqual(closeUp)
  expect(givenFunction({ ...whole })).not.toHaveProperty('closeUp')
})

describe('asTestFunction', () => {
  it('needs no more than a name, evaluate, a domain and a start', () => {
    const fn = asTestFunction(whole, 'ring.mjs')
    expect(fn).toMatchObject({ title: 'ring', formula: 'evaluate of ring.mjs', reference: 'ring.mjs', minima: [] })
  })

  it.each([
    ['evaluate', undefined, 'evaluate: expected a function (m, x, y), got nothing'],
    ['name', undefined, 'name: expected letters, digits, _ and -, got nothing'],
    ['name', '../up', "name: expected letters, digits, _ and -, got '../up'"],
    ['domain', [-1, 1], 'domain: expected {x: [min, max], y: [min, max]}, got [ -1, 1 ]'],
    ['domain', { x: [1, -1], y: [0, 1] }, 'domain: expected'],
    ['start', [1], 'start: expected [x, y], got [ 1 ]'],
    ['start', [1, Number.NaN], 'start: expected [x, y], got [ 1, NaN ]'],
    ['minima', [[0, 0]], 'minima: expected a list of {at: [x, y], value}'],
    ['minima', [{ at: [0, 0], value: 0 }], 'minima: evaluate is 1 at 0, 0, not 0'],
    ['smooth', 'yes', "smooth: expected true or false, got 'yes'"],
    ['title', 3, 'title: expected a text, got 3'],
    ['stat', [1, 2], 'unknown field "stat"; did you mean "start"?'],
    ['evaluate', () => undefined, 'evaluate: expected what an operation of m returns, got nothing'],
    ['evaluate', async () => 1, 'evaluate: expected what an operation of m returns, got Promise'],
    ['evaluate', (m: Algebra<unknown>) => m.add(1, 2), 'evaluate depends neither on x nor on y'],
    ['evaluate', (m: Algebra<unknown>, x: unknown) => m.log(m.neg(x)), 'evaluate is not finite at its start 1.5, 0.5'],
  ])('refuses a wrong %s: %s', (field, value, message) => {
    const act = () => asTestFunction({ ...whole, [field]: value }, 'ring.mjs')
    expect(act).toThrow(UsageError)
    expect(act).toThrow(message)
  })

  it('notices arithmetic that would not work on tensors', () => {
    const evaluate = (_: unknown, x: number, y: number) => x * x + y * y
    const act = () => asTestFunction({ ...whole, evaluate }, 'ring.mjs')
    expect(act).toThrow(RuntimeFailure)
    expect(act).toThrow('evaluate of ring.mjs throws: TypeError: x and y are not numbers; compute with m')
  })

  it.each<[string, (m: Algebra<unknown>, x: unknown, y: unknown) => unknown]>([
    ['m.abs: expected 1 operand, got none', (m, x) => m.add(x, Reflect.apply(m.abs, m, []))],
    ['m.mul: expected 2 operands, got 1', (m, x, y) => m.add(x, Reflect.apply(m.mul, m, [y]))],
    // Doubles would take a third one to min, tensors leave it out.
    ['m.min: expected 2 operands, got 3', (m, x, y) => Reflect.apply(m.min, m, [x, y, 3])],
    ['m.where: expected 3 operands, got 2', (m, x, y) => m.add(x, Reflect.apply(m.where, m, [m.less(y, 9), y]))],
    ['m.add: expected x, y, numbers and what m returns, got nothing', (m, x) => m.add(x, undefined as unknown)],
    ["m.mul: expected x, y, numbers and what m returns, got '2'", (m, x) => m.mul(x, '2')],
  ])('says which operand is wrong: %s', (message, evaluate) => {
    const act = () => asTestFunction({ ...whole, evaluate }, 'ring.mjs')
    expect(act).toThrow(RuntimeFailure)
    expect(act).toThrow(`evaluate of ring.mjs throws: TypeError: ${message}`)
  })

  it('tells an error of the user’s code in one line, as a failure at run time', () => {
    const evaluate = () => {
      throw new Error('first\nsecond')
    }
    const act = () => asTestFunction({ ...whole, evaluate }, 'ring.mjs')
    expect(act).toThrow(RuntimeFailure)
    expect(act).toThrow(/^evaluate of ring\.mjs throws: first$/)
  })
})

describe('a function that says its terms', () => {
  const { evaluate: _, ...rest } = whole
  const term = <T>(m: Algebra<T>, x: T, y: T, [u = 0, v = 0]: readonly (T | number)[]) =>
    m.square(m.sub(v, m.add(x, m.mul(y, u))))
  const data = [
    [0, 1],
    [2, 3],
  ]
  const fails = (terms: unknown, more = {}): string => {
    try {
      asTestFunction({ ...rest, terms, ...more }, 'fit.mjs')
    } catch (error) {
      return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    }
    return 'nothing'
  }

  it('is their mean', () => {
    const fn = asTestFunction({ ...rest, terms: { data, term } }, 'fit.mjs')
    expect(fn.evaluate(float64, 1, 2)).toBe((0 + 4) / 2)
    expect(fn.formula).toBe('mean of term of fit.mjs')
  })

  it.each<[string, unknown, object, string]>([
    ['no record', [1], {}, 'terms: expected { data, term }, got [ 1 ]'],
    ['no data', { term }, {}, 'terms: data: expected rows of finite numbers, all as long as the first, got nothing'],
    [
      'uneven rows',
      { data: [[1, 2], [3]], term },
      {},
      'terms: data: expected rows of finite numbers, all as long as the first, got [ [ 1, 2 ], [ 3 ] ]',
    ],
    ['no term', { data, terms: term }, {}, 'terms: unknown field "terms"; did you mean "term"?'],
    ['another evaluate', { data, term }, whole, 'evaluate is 2.25 at its start, but the mean of its terms is 0.25'],
  ])('%s', (_, terms, more, message) => {
    expect(fails(terms, more)).toBe(`the module fit.mjs: ${message}`)
  })

  it('that computes with a row’s numbers itself is refused, as a batch’s are none', () => {
    const own = (m: Algebra<number>, x: number, y: number, [u = 0]: readonly number[]) => m.mul(x, y * (u + 1))
    expect(fails({ data, term: own })).toMatch(/^term of fit.mjs throws: TypeError: x and y are not numbers/)
  })
})
