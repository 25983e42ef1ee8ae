import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const codecache = fileURLToPath(new URL('../../../dist/cli/start/codecache.js', import.meta.url))

describe('a script with a cache of its compiled code', () => {
  let folder: string
  let script: string
  let cache: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'codecache-'))
    script = join(folder, 'tool.cjs')
    cache = join(folder, 'cache')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** A script that answers; one that is long enough to show what a damaged cache does. */
  const write = (answer: string) => {
    const filler = Array.from({ length: 200 }, (_, i) => `exports.f${i} = x => [x, ${i}, 'text ${i}'].map(String)`)
    const source = `${filler.join('\n')}\nexports.answer = () => exports.f7('${answer}')[0]\nexports.answer()`
    writeFileSync(script, `// ${createHash('sha256').update(source).digest('hex')}\n${source}`)
  }
  /** What the script answers in a process of its own. */
  const ask = (
    variables: Readonly<Record<string, string | undefined>> = { OPTVIZ_CACHE: cache },
    { use = 'test', exit = 0 } = {},
  ) => {
    const code = `import { loadScript } from ${JSON.stringify(codecache)}
      console.log(loadScript(${JSON.stringify(script)}, '${use}').answer())
      process.exitCode = ${exit}`
    const env = { ...process.env, OPTVIZ_CACHE: undefined, ...variables }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
      encoding: 'utf8',
      env,
      cwd: folder,
      timeout: 20_000,
    })
    return { status, stdout, stderr }
  }
  const answers = (answer: string) => ({ status: 0, stdout: `${answer}\n`, stderr: '' })
  const files = () => readdirSync(join(cache, 'code')).map(name => join(cache, 'code', name))
  const only = (): string => {
    const [file, ...others] = files()
    expect(others).toEqual([])
    return file ?? expect.fail('no cache was written')
  }

  it('writes it once and uses it', () => {
    write('one')
    expect(ask()).toEqual(answers('one'))
    const { ino } = statSync(only())
    expect(ask()).toEqual(answers('one'))
    expect(statSync(only()).ino).toBe(ino)
    // V8 copies code that does not begin at a whole word.
    expect((readFileSync(only()).indexOf('\n') + 1) % 16).toBe(0)
  })

  it('writes none where something went wrong; what goes on until a signal ends has gone well', () => {
    write('one')
    const written = (use: string, exit: number) => {
      rmSync(cache, { recursive: true, force: true })
      expect(ask(undefined, { use, exit })).toEqual({ ...answers('one'), status: exit })
      return existsSync(cache)
    }
    const codes = [0, 1, 2, 129, 130, 143]
    expect(codes.map(code => written('run', code))).toEqual([true, false, false, false, false, false])
    expect(codes.map(code => written('explore', code))).toEqual([true, false, false, true, true, true])
  })

  it('does not use that of another content of the same length', () => {
    write('one')
    ask()
    write('two')
    expect(ask()).toEqual(answers('two'))
    expect(ask()).toEqual(answers('two'))
  })

  it('does not use a damaged or a shortened one, and mends it', () => {
    write('one')
    ask()
    const whole = readFileSync(only())
    for (const part of [0.3, 0.6, 0.9]) {
      const damaged = Buffer.from(whole)
      const at = Math.floor(part * whole.length)
      damaged[at] = ~(damaged[at] ?? 0) & 255
      writeFileSync(only(), damaged)
      expect(ask()).toEqual(answers('one'))
      expect(readFileSync(only()).equals(damaged)).toBe(false)
    }
    for (const length of [0, 10, 300]) {
      writeFileSync(only(), whole.subarray(0, length))
      expect(ask()).toEqual(answers('one'))
      expect(statSync(only()).size).toBeGreaterThan(length)
    }
  })

  it('does without where none can be written', () => {
    write('one')
    mkdirSync(cache)
    writeFileSync(join(cache, 'code'), 'a file, no folder')
    expect(ask()).toEqual(answers('one'))
    expect(ask()).toEqual(answers('one'))
    expect(readdirSync(cache)).toEqual(['code'])
  })

  it('is in no folder that depends on where one is', () => {
    write('one')
    const own = join(userInfo().homedir, '.cache/optviz/code', `tool-test-node${process.version}-${process.arch}.bin`)
    const homes = [{ HOME: '' }, { HOME: undefined }, { HOME: '.' }, { HOME: '', XDG_CACHE_HOME: 'cache' }]
    for (const home of homes) {
      rmSync(own, { force: true })
      expect(ask({ XDG_CACHE_HOME: undefined, ...home })).toEqual(answers('one'))
      expect(readdirSync(folder)).toEqual(['tool.cjs'])
    }
    rmSync(own, { force: true })
    expect(ask({ HOME: '', XDG_CACHE_HOME: cache })).toEqual(answers('one'))
    expect(readdirSync(join(cache, 'optviz/code'))).toHaveLength(1)
    expect(statSync(join(cache, 'optviz/code')).mode & 0o777).toBe(0o700)
    expect(statSync(join(cache, 'optviz')).mode & 0o055).toBe(0o055 & ~process.umask())
  })

  it('is done without, and soon, where no folder can be made', () => {
    write('one')
    const places = ['/proc/optviz', '/proc/self/fd', '/dev/null', '/dev/null/x', '/sys', join(folder, 'tool.cjs')]
    for (const place of places) expect(ask({ HOME: place, XDG_CACHE_HOME: undefined })).toEqual(answers('one'))
    // An account without an entry, as in a container, and without HOME.
    if (process.getuid?.() !== 0 || spawnSync('setpriv', ['--version']).status !== 0) return
    chmodSync(folder, 0o755)
    const code = `import { loadScript } from ${JSON.stringify(codecache)}
      console.log(loadScript(${JSON.stringify(script)}, 'test').answer())`
    const alone = [
      '--reuid=54321',
      '--regid=54321',
      '--clear-groups',
      process.execPath,
      '--input-type=module',
      '--eval',
    ]
    const { stdout } = spawnSync('setpriv', [...alone, code], { encoding: 'utf8', env: {}, cwd: folder })
    expect(stdout).toBe('one\n')
  })
})
