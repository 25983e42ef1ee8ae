import { linkSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placesOf } from '../../../src/cli/setup/places.js'
import { prelinkLibraries } from '../../../src/cli/setup/prelink.js'
import { endTrial } from '../../../src/cli/setup/trial.js'
import { stubMachine } from './stubs.js'

const engine = 'package/native/linux-x64/engine'
const library = `${engine}/deps/lib/libtensorflow_cc.so.2`
const framework = `${engine}/deps/lib/libtensorflow_framework.so.2`
const binding = `${engine}/lib/napi-v8/tfjs_binding.node`

describe.runIf(process.platform === 'linux')('a prelinked libtensorflow', () => {
  let stub: ReturnType<typeof stubMachine>
  beforeEach(() => {
    stub = stubMachine()
    stub.write(library, 'as it came')
    stub.write(framework, 'as it came')
    stub.write(binding, 'binding')
  })
  afterEach(() => stub.remove())

  /** What becomes of the libraries where the prelinker writes such a one: a text, and behind what it was linked. */
  async function prelinked(text: string, framework = text) {
    stub.write(
      'package/bin/prelink.mjs',
      `import { writeFileSync } from 'node:fs'
       import { basename } from 'node:path'
       const [library, copy, ...elders] = process.argv.slice(2)
       const text = library.includes('framework') ? '${framework}' : '${text}'
       if (text === '') process.exit(3)
       writeFileSync(copy, [text, ...elders.map(elder => basename(elder))].join(' '))`,
    )
    await prelinkLibraries(stub.machine, placesOf(stub.machine), stub.at(binding))
    const folder = stub.at(`${engine}/deps/lib`)
    return readdirSync(folder).map(name => `${name}: ${readFileSync(`${folder}/${name}`, 'utf8')}`)
  }
  const left = (text: string, framework = text) => [
    `libtensorflow_cc.so.2: ${text}`,
    `libtensorflow_framework.so.2: ${framework}`,
  ]
  const behind = 'prelinked tfjs_binding.node libtensorflow_cc.so.2'

  it('stays where the engine computes rightly with it, and is the one that is kept, too', async () => {
    mkdirSync(stub.at('cache/libtensorflow-2.0.0-x86_64'), { recursive: true })
    const kept = stub.at('cache/libtensorflow-2.0.0-x86_64/libtensorflow_cc.so.2')
    linkSync(stub.at(library), kept)
    stub.write('cache/libtensorflow-2.1.0-x86_64/libtensorflow_cc.so.2', 'another')
    expect(await prelinked('prelinked')).toEqual(left('prelinked', behind))
    expect(stub.said).toEqual(['prelinked libtensorflow_cc.so.2', 'prelinked libtensorflow_framework.so.2'])
    expect(statSync(kept).ino).toBe(statSync(stub.at(library)).ino)
    expect(readFileSync(stub.at('cache/libtensorflow-2.1.0-x86_64/libtensorflow_cc.so.2'), 'utf8')).toBe('another')
  })

  it('has its framework linked behind it also where it was before', async () => {
    expect(await prelinked('', 'prelinked')).toEqual(left('as it came', behind))
    expect(stub.said).toEqual(['prelinked libtensorflow_framework.so.2'])
  })

  it('is left alone where nothing is to resolve', async () => {
    expect(await prelinked('')).toEqual(left('as it came'))
    expect(stub.said).toEqual([])
  })

  it.each(['wrong', 'crash'])('gives way to the one that came where the engine has a %s', async text => {
    const warning = (name: string) => `warning: not prelinked, so each start takes a little longer: ${stub.at(name)}`
    expect(await prelinked(text)).toEqual(left('as it came'))
    expect(await prelinked('prelinked', text)).toEqual(left('prelinked', 'as it came'))
    expect(stub.said).toEqual([
      warning(library),
      warning(framework),
      'prelinked libtensorflow_cc.so.2',
      warning(framework),
    ])
  })

  it('gives way where the set-up is stopped before it was tried', async () => {
    const look = async () => {
      expect(readFileSync(stub.at(library), 'utf8')).toBe('prelinked')
      endTrial()
      throw new Error('stopped')
    }
    stub = { ...stub, machine: { ...stub.machine, look } }
    await expect(prelinked('prelinked')).rejects.toThrow('stopped')
    expect(readdirSync(stub.at(`${engine}/deps/lib`))).toHaveLength(2)
    expect(readFileSync(stub.at(library), 'utf8')).toBe('as it came')
  })
})
