import { existsSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aheadOf, librariesOf } from '../../../src/engine/tensors/ahead.js'
import { nativeBindings } from '../../../src/engine/tensors/nativebinding.js'
import { optviz, temporaryFolder } from '../process.js'

const [binding = ''] = nativeBindings()

describe.runIf(existsSync(aheadOf(binding)))('libtensorflow', () => {
  let folder: string
  let remove: () => void
  beforeEach(() => {
    ;({ folder, remove } = temporaryFolder())
  })
  afterEach(() => remove())

  /** Runs a command; gives its native modules beside, in the order that it loads them. `before`: code that is run before each. */
  function loading(args: readonly string[], env: Readonly<Record<string, string>> = {}, before = '') {
    const hook = join(folder, 'hook.cjs')
    const loaded = join(folder, 'loaded')
    writeFileSync(loaded, '')
    writeFileSync(
      hook,
      `const { _extensions } = require('node:module'), load = _extensions['.node']
       _extensions['.node'] = (module, file) => {
         ${before}
         require('node:fs').appendFileSync(${JSON.stringify(loaded)}, require('node:path').basename(file) + ' ')
         load(module, file)
       }`,
    )
    const result = optviz(args, folder, { NODE_OPTIONS: `--require ${hook}`, ...env })
    return { ...result, loaded: readFileSync(loaded, 'utf8').trim().split(' ') }
  }
  const data = ['run', '--steps', '3', '--json', '-o', 'a.json']

  it('is loaded ahead of its binding by a command that computes, and by no other', () => {
    expect(loading(data)).toMatchObject({ code: 0, err: '', loaded: ['ahead.node', 'tfjs_binding.node'] })
    for (const args of [
      ['list', 'functions'],
      ['run', '--help'],
      [...data, '--backend', 'cpu'],
      [...data, '--backend=cpu'],
    ])
      expect(loading(args)).toMatchObject({ code: 0, loaded: [''] })
    expect(loading(data, { OPTVIZ_BACKEND: 'cpu' })).toMatchObject({ code: 0, loaded: [''] })
  })

  it('has canvas loaded behind it, on its thread, where a picture needs that', () => {
    const isMapped = `() => require('node:fs').readFileSync('/proc/self/maps', 'latin1').includes('/canvas.node')`
    const wait = `if (file.endsWith('/canvas.node')) {
      const until = Date.now() + 20_000
      while (!(${isMapped})()) if (Date.now() > until) throw new Error('nobody loads canvas')
    }`
    const order = ['ahead.node', 'tfjs_binding.node', 'canvas.node']
    const picture = (name: string) => loading(['run', '--steps', '3', '-o', name, '-q'], {}, wait)
    expect(picture('a.png')).toMatchObject({ code: 0, loaded: order })
    expect(picture('a.svg')).toMatchObject({ code: 0, loaded: order.slice(0, 2) })
  })

  it('is waited for where a command ends before it is there', () => {
    for (let i = 0; i < 5; i++) {
      const { code, err, loaded } = loading(['run', '--lr', 'fast'])
      expect({ code, loaded }).toEqual({ code: 2, loaded: ['ahead.node'] })
      expect(err).toMatch(/^error: --lr: expected .*\n/)
    }
  })

  it('leaves the environment of a user’s program as it was', () => {
    const told = join(folder, 'told')
    const script = `echo "<$TF_NUM_INTEROP_THREADS|$TF_ENABLE_ONEDNN_OPTS>" > ${told}; exit 1`
    writeFileSync(join(folder, 'tell.sh'), script)
    for (const threads of ['', '7']) {
      loading(['run', '--optim-command', `sh ${join(folder, 'tell.sh')}`, '-o', 'a.png'], {
        TF_NUM_INTEROP_THREADS: threads,
      })
      expect(readFileSync(told, 'utf8')).toBe(`<${threads}|>\n`)
    }
  })

  it('is loaded with its binding where what loads it ahead is damaged', () => {
    const engine = join(folder, 'native', 'engine')
    const copy = join(engine, 'lib', 'napi-v8', 'tfjs_binding.node')
    mkdirSync(dirname(copy), { recursive: true })
    linkOrCopy(binding, copy)
    symlinkSync(join(dirname(binding), '../../deps'), join(engine, 'deps'))
    writeFileSync(aheadOf(copy), 'no library')
    const env = { OPTVIZ_NATIVE: join(folder, 'native') }
    const { code, err, out, loaded } = loading(data, env)
    expect({ code, err, loaded }).toEqual({ code: 0, err: '', loaded: ['ahead.node', 'tfjs_binding.node'] })
    expect(JSON.parse(out).backend).toBe('tensorflow')
  })

  it('is found beside its binding, without the framework, which comes with it', () => {
    expect(librariesOf(binding).map(file => file.replace(/.*\//, ''))).toEqual([
      expect.stringMatching(/^libtensorflow(_cc)?\.so/),
    ])
  })
})

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    writeFileSync(to, readFileSync(from))
  }
}
