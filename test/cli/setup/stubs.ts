import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { lookAt } from '../../../src/cli/setup/look.js'
import { type Machine, runCommand } from '../../../src/cli/setup/machine.js'

/** An installed package, a cache and programs, each a stub, on a machine of its own; and what was said. */
export function stubMachine(given: Partial<Machine> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'optviz-setup-'))
  const at = (...names: readonly string[]) => join(folder, ...names)
  const write = (name: string, text: string | Uint8Array, mode?: number) => {
    mkdirSync(dirname(at(name)), { recursive: true })
    writeFileSync(at(name), text, { mode })
    return at(name)
  }
  const said: string[] = []
  const env = { PATH: `${at('programs')}:/usr/bin:/bin` }
  const machine: Machine = {
    home: at('package'),
    cache: at('cache'),
    platform: 'linux',
    arch: 'x64',
    env,
    root: false,
    nodePrefix: '/usr',
    look: lookAt(at('package')),
    run: (command, args, options) => runCommand(command, args, { ...options, env: { ...env, ...options?.env } }),
    say: line => said.push(line),
    warn: line => said.push(`warning: ${line}`),
    ...given,
  }
  write('package/dist/binding/node/node_api.h', '')
  write(
    'package/package.json',
    '{"optionalDependencies":{"canvas":"^3.0.0","@tensorflow/tfjs-node":"^4.22.0"},"type":"commonjs"}',
  )
  // `optviz doctor --json`: the engine is right where its binding was compiled with libraries that are.
  write(
    'package/bin/optviz.js',
    `const { existsSync, readFileSync } = require('node:fs')
     const engine = (process.env.OPTVIZ_NATIVE ?? ${JSON.stringify(at('package/native/linux-x64'))}) + '/engine'
     const libraries = ['cc', 'framework'].map(name => engine + '/deps/lib/libtensorflow_' + name + '.so.2')
     const text = libraries.filter(existsSync).map(library => readFileSync(library, 'utf8')).join(' ')
     if (text.includes('crash')) process.kill(process.pid, 'SIGSEGV')
     const check = (name, ok) => ({ name, ok, required: true, detail: '' })
     const found = [check('native engine', existsSync(engine + '/lib/napi-v8/tfjs_binding.node')), check('gradients', !text.includes('wrong'))]
     console.log(JSON.stringify({ checks: text.includes('crash') ? [] : [...found, check('canvas', true)] }))`,
  )
  program('g++', `while [ "$1" != -o ]; do shift; done; echo binding > "$2"`)
  function program(name: string, script: string) {
    write(`programs/${name}`, `#!/bin/sh\n${script}\n`, 0o755)
  }
  return { folder, at, write, program, machine, said, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A wheel of TensorFlow with such a library: a zip archive whose entries are stored as they are. */
export function wheelOf(library: string): Buffer {
  const files = {
    'tensorflow/libtensorflow_cc.so.2': library,
    'tensorflow/libtensorflow_framework.so.2': 'framework',
    // What the headers for C include: tensorflow/tsl from 2.12 to 2.15, tsl before and after, xla/tsl in the newest.
    'tensorflow/include/tensorflow/c/c_api.h': 'header',
    'tensorflow/include/tensorflow/tsl/c/tsl_status.h': 'header',
    'tensorflow/include/tsl/c/tsl_status.h': 'header',
    'tensorflow/include/xla/tsl/c/tsl_status.h': 'header',
    'tensorflow/include/tensorflow/core/graph/large.h': 'not wanted',
    'tensorflow/python/large.py': 'not wanted',
  }
  const parts: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(text), 10)
    common.writeUInt32LE(text.length, 14)
    common.writeUInt32LE(text.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name + text)])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, place, Buffer.from(name)]))
    parts.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, directory, end])
}
