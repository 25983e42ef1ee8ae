import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildAhead } from '../../../src/cli/setup/ahead.js'
import { Staging } from '../../../src/cli/setup/places.js'
import { endTrial } from '../../../src/cli/setup/trial.js'
import { stubMachine } from './stubs.js'

const folder = 'package/native/linux-x64/engine/lib/napi-v8'
const said = 'libtensorflow loads while scripts do'
const warned = 'warning: libtensorflow does not load while scripts do, so each start takes a little longer'

describe.runIf(process.platform === 'linux')('what loads libtensorflow ahead', () => {
  let stub: ReturnType<typeof stubMachine>
  beforeEach(() => {
    stub = stubMachine()
    stub.write(`${folder}/tfjs_binding.node`, 'binding')
    stub.write('package/dist/binding/ahead.cc', 'source')
    stub.write('package/native/linux-x64/engine/deps/lib/libtensorflow_cc.so.2', 'right')
  })
  afterEach(() => stub.remove())

  const build = async (machine = stub.machine) => {
    const staging = new Staging()
    await buildAhead(machine, stub.at(folder, 'tfjs_binding.node'), staging)
    staging.clear()
    return readdirSync(stub.at(folder)).sort()
  }
  const both = ['ahead.node', 'tfjs_binding.node']
  const made = () => readFileSync(stub.at(folder, 'ahead.node'), 'latin1')

  it('is compiled beside the binding, once', async () => {
    expect(await build()).toEqual(both)
    expect(stub.said).toEqual([said])
    stub.program('g++', 'exit 1')
    expect(await build()).toEqual(both)
    expect(made()).toMatch(/^binding\n/)
    expect(stub.said).toEqual([said])
  })

  it('is compiled anew where its source is another one since', async () => {
    await build()
    const before = made()
    stub.write('package/dist/binding/ahead.cc', 'better source')
    stub.program('g++', 'exit 1')
    expect(await build()).toEqual(both)
    expect(made()).toBe(before)
    stub.program('g++', `while [ "$1" != -o ]; do shift; done; echo better > "$2"`)
    expect(await build()).toEqual(both)
    expect(made()).toMatch(/^better\n/)
    expect(stub.said).toEqual([said, said])
  })

  it('is left out, in silence, where there is no compiler, and with a word where that fails', async () => {
    expect(await build({ ...stub.machine, env: { PATH: '' } })).toEqual(['tfjs_binding.node'])
    expect(await build({ ...stub.machine, platform: 'darwin' })).toEqual(['tfjs_binding.node'])
    expect(stub.said).toEqual([])
    stub.program('g++', 'exit 1')
    expect(await build()).toEqual(['tfjs_binding.node'])
    expect(stub.said).toEqual([warned])
  })

  it('goes again where the engine does not start with it, or nobody waits to see', async () => {
    const failing = async () => ({ engine: false, canvas: true, checks: [] })
    expect(await build({ ...stub.machine, look: failing })).toEqual(['tfjs_binding.node'])
    expect(stub.said).toEqual([warned])
    const look = async () => {
      expect(existsSync(stub.at(folder, 'ahead.node'))).toBe(true)
      endTrial()
      throw new Error('stopped')
    }
    await expect(build({ ...stub.machine, look })).rejects.toThrow('stopped')
    expect(readdirSync(stub.at(folder)).filter(name => !name.startsWith('.'))).toEqual(['tfjs_binding.node'])
  })
})
