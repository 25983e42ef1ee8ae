import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { setUpEngine, waysTo } from '../../../src/cli/setup/engine.js'
import { checkPlace, keptLibtensorflow } from '../../../src/cli/setup/libtensorflow/libtensorflow.js'
import { lock, unlock } from '../../../src/cli/setup/lock.js'
import type { Machine } from '../../../src/cli/setup/machine.js'
import { placesOf, Staging } from '../../../src/cli/setup/places.js'
import { stubMachine, wheelOf } from './stubs.js'

describe.runIf(process.platform === 'linux')('the native engine', () => {
  let stub: ReturnType<typeof stubMachine>
  beforeEach(() => {
    stub = stubMachine()
    // The host of tfjs-node is asked for by a variable, lest a test goes out to it; npm is not there.
    stub.program('python3', 'exit 1')
  })
  afterEach(() => stub.remove())

  /** Sets it up; gives whether it works, and the libraries that are there then. */
  async function setUp(from?: string, machine: Machine = stub.machine) {
    const local = { ...machine, env: { ...machine.env, PATH: stub.at('programs'), TFJS_NODE_BASE_URI: 'none' } }
    const places = placesOf(local)
    const staging = new Staging()
    const ok = await setUpEngine(local, places, staging, await waysTo(local, places, from))
    staging.clear()
    const engine = `${places.native}/engine/deps/lib`
    return { ok, libraries: existsSync(engine) ? readdirSync(engine) : [], engine, places }
  }
  const both = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']
  const wheel = (library = 'right', name = 'tensorflow_cpu-2.19.0-cp311-cp311-linux.whl') =>
    stub.write(name, wheelOf(library))

  it('is made of a wheel, which is kept as far as it is wanted; a second installation has it from there', async () => {
    const first = await setUp(wheel())
    expect(first).toMatchObject({ ok: true, libraries: both })
    const kept = stub.at('cache/libtensorflow-2.19.0-x86_64')
    expect(readdirSync(kept).sort()).toEqual(['include', ...both])
    const headers = readdirSync(`${kept}/include`, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.h'),
    )
    expect(headers.sort()).toEqual([
      'tensorflow/c/c_api.h',
      'tensorflow/tsl/c/tsl_status.h',
      'tsl/c/tsl_status.h',
      'xla/tsl/c/tsl_status.h',
    ])
    for (const name of both) {
      const { ino, mode } = statSync(`${first.engine}/${name}`)
      expect([ino, mode & 0o444]).toEqual([statSync(`${kept}/${name}`).ino, 0o444])
    }
    expect(readdirSync(stub.at('cache'))).toEqual(['libtensorflow-2.19.0-x86_64'])
    expect(readdirSync(first.places.native)).toEqual(['engine'])

    const again = { ...stub.machine, home: stub.at('package') }
    expect(await setUp(undefined, again)).toMatchObject({ ok: true, libraries: both })
  })

  it('is made of the library by its path, of a folder and of an archive of the C library', async () => {
    for (const name of ['libtensorflow.so.2.9.1', 'libtensorflow_framework.so.2.9.1'])
      stub.write(`c/lib/${name}`, 'right')
    stub.write('c/include/tensorflow/c/c_api.h', '')
    const libraries = ['libtensorflow.so.2', 'libtensorflow_framework.so.2']
    const tar = stub.at('libtensorflow-cpu-2.9.1.tar.gz')
    await stub.machine.run('/bin/sh', ['-c', `tar -czf ${tar} -C ${stub.at('c')} lib include`])
    stub.program('tar', 'exec /usr/bin/env -i PATH=/usr/bin:/bin tar "$@"')
    for (const from of [stub.at('c'), stub.at('c/lib/libtensorflow.so.2.9.1'), tar]) {
      expect([from, await setUp(from)]).toMatchObject([from, { ok: true, libraries }])
      expect(readdirSync(stub.at('cache'))).toEqual(['libtensorflow-2.9.1-x86_64'])
    }
  })

  it('is downloaded from a URL', async () => {
    const bytes = wheelOf('right')
    const server = createServer((_, response) => response.end(bytes))
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    try {
      const { port } = server.address() as AddressInfo
      expect(await setUp(`http://127.0.0.1:${port}/tensorflow_cpu-2.18.1-cp311.whl`)).toMatchObject({ ok: true })
      expect(readdirSync(stub.at('cache'))).toEqual(['libtensorflow-2.18.1-x86_64'])
    } finally {
      server.close()
    }
    const gone = `http://127.0.0.1:9/tensorflow_cpu-2.18.1-cp311.whl`
    expect(await setUp(gone)).toMatchObject({ ok: false })
    expect(stub.said.join('\n')).toMatch(/warning: cannot download http:.*\n.*give --from the file/)
  })

  it('comes from pip where there is nothing else', async () => {
    wheel()
    stub.program(
      'python3',
      `case "$*" in *version*--dest*) while [ "$1" != --dest ]; do shift; done; /bin/cp ${stub.at()}/*.whl "$2" ;; esac`,
    )
    expect(await setUp()).toMatchObject({ ok: true, libraries: both })
    expect(stub.said).toContain('downloading libtensorflow from pip (270 MB)')
  })

  it.each(['wrong', 'crash'])('stays as it was where the new one has a %s', async library => {
    expect(await setUp(wheel())).toMatchObject({ ok: true })
    const { ok, engine, places } = await setUp(wheel(library, 'tensorflow-2.20.0-cp311.whl'))
    expect(ok).toBe(false)
    expect(readFileSync(`${engine}/libtensorflow_cc.so.2`, 'utf8')).toBe('right')
    expect(readdirSync(places.native)).toEqual(['engine'])
    expect(stub.said.at(-1)).toMatch(/warning: the native engine does not compute rightly with it/)
  })

  it('is not made without a compiler, which is named; as root it is installed', async () => {
    stub.program('g++', 'exit 1')
    chmodSync(stub.at('programs/g++'), 0o644)
    expect(await setUp()).toMatchObject({ ok: false })
    expect(stub.said.at(-1)).toBe(`warning: as root, then again: apt-get install g++   (Debian's names)`)
    const gcc = stub.at('programs/g++')
    stub.program('apt-get', `case "$*" in *install*) /bin/chmod 755 ${gcc} ;; esac`)
    stub.write('programs/g++', `#!/bin/sh\nwhile [ "$1" != -o ]; do shift; done; echo binding > "$2"\n`)
    chmodSync(gcc, 0o644)
    expect(await setUp(wheel(), { ...stub.machine, root: true })).toMatchObject({ ok: true })
    expect(stub.said).toContain('installing Debian packages: g++')
  })

  it('goes into the cache where the package cannot be written to', () => {
    // Where not even root can: below a file.
    const closed = { ...stub.machine, home: stub.write('closed', '') }
    expect(placesOf(closed)).toEqual({ native: stub.at('cache/native/linux-x64'), store: stub.at('cache') })
    expect(() => placesOf({ ...closed, cache: closed.home })).toThrow(/^neither .* can be written to$/)
    expect(() => placesOf({ ...closed, cache: undefined })).toThrow(/^neither .* can be written to$/)
  })

  it.each([
    ['nowhere.whl', /no such file/],
    ['notes.txt', /no wheel, no archive and no libtensorflow/],
  ])('refuses %s before anything is done', (name, message) => {
    stub.write('notes.txt', '')
    expect(() => checkPlace(stub.at(name))).toThrow(message)
  })

  it('takes an address for what it is', () => {
    for (const from of ['https://example.org/tensorflow.whl', 'HTTP://example.org/notes.txt'])
      expect(() => checkPlace(from)).not.toThrow()
  })

  it('refuses an archive that is none, and one without the library', async () => {
    expect(await setUp(stub.write('a.whl', 'no zip'))).toMatchObject({ ok: false })
    expect(stub.said.join('\n')).toMatch(/a\.whl is no zip archive or wheel that can be read/)
    mkdirSync(stub.at('empty'))
    expect(await setUp(stub.at('empty'))).toMatchObject({ ok: false })
    expect(stub.said.join('\n')).toMatch(/there is no libtensorflow for Linux/)
  })
})

test('of the versions of libtensorflow that are kept the newest comes first', () => {
  const stub = stubMachine()
  for (const version of ['2.9.1', '2.16.2', '2.10.1'])
    mkdirSync(stub.at(`cache/libtensorflow-${version}-x86_64`), { recursive: true })
  mkdirSync(stub.at('cache/libtensorflow-2.21.0-aarch64'))
  expect(keptLibtensorflow(stub.machine, placesOf(stub.machine)).map(folder => basename(folder))).toEqual(
    ['2.16.2', '2.10.1', '2.9.1'].map(version => `libtensorflow-${version}-x86_64`),
  )
  stub.remove()
})

describe('two set-ups at once', () => {
  it('wait for each other, and not for one that is gone', async () => {
    const stub = stubMachine()
    const file = stub.write('setup.lock', `process 999999999 on ${(await import('node:os')).hostname()}`)
    const said: string[] = []
    await lock(file, line => said.push(line))
    expect(said).toEqual([])
    let second = false
    const waiting = lock(file, line => said.push(line)).then(() => {
      second = true
    })
    // It looks three times a second.
    await new Promise(done => setTimeout(done, 700))
    expect([second, said.length]).toEqual([false, 1])
    unlock(file)
    await waiting
    expect(said).toEqual([expect.stringMatching(/^waiting for another set-up to end \(process \d+ on /)])
    unlock(file)
    stub.remove()
  })
})
