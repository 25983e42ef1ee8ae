import { spawnSync } from 'node:child_process'
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const libraries = 'node_modules/@tensorflow/tfjs-node/deps/lib'

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('a prelinked libtensorflow', () => {
  let clone = ''
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(clone, file)), { recursive: true })
    writeFileSync(join(clone, file), text)
  }
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'optviz-setup-'))
    mkdirSync(join(clone, 'bin'))
    cpSync('bin/setup', join(clone, 'bin/setup'))
    write('package.json', '{"type":"module"}')
    write(`${libraries}/libtensorflow_cc.so.2`, 'as it came')
    write('dist/engine/backend.js', 'export const startBackend = () => {}')
    write('bin/prelink.mjs', `import { writeFileSync } from 'node:fs'\nwriteFileSync(process.argv[3], 'prelinked')`)
  })
  afterEach(() => rmSync(clone, { recursive: true }))

  /** What becomes of the library where the engine does so with a prelinked one. */
  function prelinked(engine: string) {
    write(
      'dist/engine/diagnose.js',
      `import { readFileSync } from 'node:fs'
      export const largestGradientError = 1e-5
      export async function diagnoseEngine() {
        if (readFileSync('${libraries}/libtensorflow_cc.so.2', 'utf8') !== 'prelinked') process.exit(1)
        ${engine}
      }`,
    )
    const script = 'source bin/setup; scratch=$(mktemp -d); trap clean_up EXIT; prelink_libtensorflow'
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: clone, encoding: 'utf8' })
    const files = readdirSync(join(clone, libraries))
    const library = readFileSync(join(clone, libraries, 'libtensorflow_cc.so.2'), 'utf8')
    return { status, said: `${stdout}${stderr}`.trim(), files, library }
  }

  test('gives way, too, where the set-up is stopped before it was tried', () => {
    expect(
      prelinked(
        `process.kill(process.ppid, 'SIGTERM'); await new Promise(done => setTimeout(done, 300)); process.exit(1)`,
      ),
    ).toMatchObject({
      files,
      library: 'as it came',
    })
  })

  const files = ['libtensorflow_cc.so.2']
  test('stays where the engine computes rightly with it', () => {
    expect(prelinked(`return { backend: 'tensorflow', gradientError: 1e-7 }`)).toEqual({
      status: 0,
      said: 'setup: prelinked libtensorflow_cc.so.2',
      files,
      library: 'prelinked',
    })
  })

  const wrong: readonly (readonly [title: string, engine: string])[] = [
    ['computes a wrong gradient', `return { backend: 'tensorflow', gradientError: 0.5 }`],
    ['computes no number', `return { backend: 'tensorflow', gradientError: NaN }`],
    ['does not start', `return { backend: 'cpu', fallback: 'undefined symbol', gradientError: 1e-7 }`],
    ['crashes', `process.kill(process.pid, 'SIGSEGV'); await new Promise(() => setTimeout(() => {}, 10_000))`],
  ]
  for (const [title, engine] of wrong)
    test(`gives way to the one that came where the engine ${title}`, () => {
      const { status, said, ...left } = prelinked(engine)
      expect(left).toEqual({ files, library: 'as it came' })
      expect(status).toBe(0)
      expect(said).toMatch(/^setup: not prelinked, so each start takes a little longer: .*libtensorflow_cc.so.2$/)
    })
})

describe.runIf(process.platform === 'linux')('the cache of libtensorflow', () => {
  let clone = ''
  const at = (...names: readonly string[]) => join(clone, ...names)
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'optviz-setup-'))
    mkdirSync(at('bin'))
    mkdirSync(at('elsewhere'))
    cpSync('bin/setup', at('bin/setup'))
  })
  afterEach(() => rmSync(clone, { recursive: true }))

  const sourced = (script: string, env: Readonly<Record<string, string | undefined>>) => {
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', `source ../bin/setup; ${script}`], {
      cwd: at('elsewhere'),
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...env },
    })
    return { status, stdout, stderr }
  }

  test('is never a folder that depends on where one is', () => {
    const own = join(userInfo().homedir, '.cache/optviz')
    const rows: readonly (readonly [env: Readonly<Record<string, string>>, cache: string])[] = [
      [{ HOME: '/home/x' }, '/home/x/.cache/optviz'],
      [{ HOME: '/home/x', XDG_CACHE_HOME: '/var/cache' }, '/var/cache/optviz'],
      [{ HOME: '/home/x', XDG_CACHE_HOME: 'cache' }, '/home/x/.cache/optviz'],
      [{ HOME: '', XDG_CACHE_HOME: '/var/cache' }, '/var/cache/optviz'],
      [{ HOME: '' }, own],
      [{ HOME: '.' }, own],
      [{}, own],
      [{ OPTVIZ_CACHE: '/srv/cache' }, '/srv/cache'],
      [{ OPTVIZ_CACHE: 'mine' }, at('elsewhere/mine')],
    ]
    for (const [env, cache] of rows)
      expect(sourced('echo "$cache"', env), JSON.stringify(env)).toEqual({
        status: 0,
        stdout: `${cache}\n`,
        stderr: '',
      })
  })

  test('gives the clone libtensorflow itself, which others may read, and has the prelinked one in turn', () => {
    const cached = at('cache', `libtensorflow-2.0.0-${process.arch === 'x64' ? 'x86_64' : 'aarch64'}`)
    mkdirSync(cached, { recursive: true })
    mkdirSync(at(libraries), { recursive: true })
    for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) {
      writeFileSync(join(cached, name), 'as it came', { mode: 0o600 })
      symlinkSync(join(cached, name), at(libraries, name))
    }
    symlinkSync('libtensorflow_cc.so.2', at(libraries, 'libtensorflow.so'))
    const env = { OPTVIZ_CACHE: at('cache') }
    for (const _ of ['once', 'again']) {
      expect(sourced('bring_in_libtensorflow', env)).toEqual({ status: 0, stdout: '', stderr: '' })
      for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) {
        const file = lstatSync(at(libraries, name))
        expect([file.isFile(), file.mode & 0o444, file.ino]).toEqual([true, 0o444, statSync(join(cached, name)).ino])
      }
      expect(readlinkSync(at(libraries, 'libtensorflow.so'))).toBe('libtensorflow_cc.so.2')
      expect(readdirSync(at(libraries))).toHaveLength(3)
    }
    const library = at(libraries, 'libtensorflow_cc.so.2')
    const replaced = `mv ${library} ${library}.original; echo prelinked > ${library}; share ${library} ${library}.original`
    expect(sourced(replaced, env)).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(join(cached, 'libtensorflow_cc.so.2'), 'utf8')).toBe('prelinked\n')
    expect(readFileSync(join(cached, 'libtensorflow_framework.so.2'), 'utf8')).toBe('as it came')
  })
})
