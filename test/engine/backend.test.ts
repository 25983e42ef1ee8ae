import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))
const backend = JSON.stringify(join(here, '../../dist/engine/backend.js'))
const withoutNative = { UNLOADABLE: '@tensorflow/tfjs-node', NODE_OPTIONS: `--require ${join(here, 'unloadable.cjs')}` }

/** Runs an ES module in a process of its own: what a user's terminal would show. The libraries' own settings are left out. */
function run(code: string, env: Record<string, string> = {}) {
  const { TF_CPP_MIN_LOG_LEVEL, TF_ENABLE_ONEDNN_OPTS, ...inherited } = process.env
  const script = `import { startBackend } from ${backend}\n${code}`
  const result = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...inherited, ...env },
  })
  return { status: result.status, stdout: result.stdout.trim(), stderr: result.stderr.trim() }
}

/** A gradient and a product large enough for the library's threads; then what was started. */
const work = (choice: string) => `
  const { tf, name, fallback } = await startBackend('${choice}')
  const slope = tf.grad(x => tf.sum(tf.square(x)))(tf.tensor1d([1, -3])).arraySync()
  tf.matMul(tf.ones([256, 256]), tf.ones([256, 256])).dataSync()
  tf.concat([tf.ones([2]), tf.ones([2])])
  console.log(JSON.stringify({ name, active: tf.getBackend(), fallback, slope }))`

describe('a backend, on its own in a process', () => {
  it.each([
    ['auto', 'tensorflow'],
    ['tensorflow', 'tensorflow'],
    ['cpu', 'cpu'],
  ])('%s starts %s, computes a gradient and prints nothing', (choice, name) => {
    const { status, stdout, stderr } = run(work(choice))
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({ name, active: name, slope: [2, -6] })
    expect(status).toBe(0)
  })

  it('auto falls back to cpu without tfjs-node, says why and prints nothing', () => {
    const { stdout, stderr } = run(work('auto'), withoutNative)
    expect(stderr).toBe('')
    const fallback = '@tensorflow/tfjs-node is not installed'
    expect(JSON.parse(stdout)).toEqual({ name: 'cpu', active: 'cpu', fallback, slope: [2, -6] })
  })

  it('cpu needs no package of tfjs: its kernels and all gradients are in one script of the build', () => {
    const code = `
      ${work('cpu')}
      console.log(tf.grad(x => tf.sum(tf.atan2(x, tf.cumsum(x))))(tf.tensor1d([1, -3])).arraySync().length)`
    const { stdout, stderr } = run(code, { ...withoutNative, UNLOADABLE: '@tensorflow' })
    expect(stderr).toBe('')
    expect(stdout).toBe(`${JSON.stringify({ name: 'cpu', active: 'cpu', slope: [2, -6] })}\n2`)
  })

  it('tensorflow without tfjs-node fails with the command that mends it', () => {
    const code = `await startBackend('tensorflow').catch(e => console.log(JSON.stringify({ ...e, message: e.message })))`
    const { stdout } = run(code, withoutNative)
    expect(JSON.parse(stdout)).toEqual({
      name: 'RuntimeFailure',
      exitCode: 1,
      message: 'the native backend does not start: @tensorflow/tfjs-node is not installed',
      hint: 'Run bin/setup; --backend cpu does without.',
    })
  })

  it('leaves the log level alone that the user has set', () => {
    const { stderr } = run(work('tensorflow'), { TF_ENABLE_ONEDNN_OPTS: '1', TF_CPP_MIN_LOG_LEVEL: '0' })
    expect(stderr).toContain('oneDNN custom operations are on')
  })

  it('switches when another choice is started, and back', () => {
    const code = `
      const names = []
      for (const choice of ['tensorflow', 'cpu', 'tensorflow']) names.push((await startBackend(choice)).tf.getBackend())
      console.log(names.join())`
    expect(run(code)).toEqual({ status: 0, stdout: 'tensorflow,cpu,tensorflow', stderr: '' })
  })
})

describe('the functions of node:util that newer versions of Node deprecate and remove', () => {
  it.each([
    ['gone', 'delete util[name]'],
    ['not to be used', 'util[name] = () => { throw new Error("deprecated") }'],
  ])('may be %s', (_, change) => {
    const code = `
      import util from 'node:util'
      for (const name of Object.keys(util)) if (/^is(?!DeepStrictEqual)/.test(name)) ${change}
      ${work('tensorflow')}`
    const { stdout, stderr } = run(code)
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({ name: 'tensorflow', slope: [2, -6] })
  })

  it('are the two that are replaced', () => {
    const dist = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node'))
    const called = new Set<string>()
    for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.js') || file.endsWith('_test.js')) continue
      const text = readFileSync(join(dist, file), 'utf8')
      const name = /var (\w+) = require\("util"\)/.exec(text)?.[1]
      if (name === undefined) continue
      for (const [, method = ''] of text.matchAll(new RegExp(`\\b${name}\\.(is\\w+)`, 'g'))) called.add(method)
    }
    expect([...called].sort()).toEqual(['isArray', 'isNullOrUndefined'])
  })
})
