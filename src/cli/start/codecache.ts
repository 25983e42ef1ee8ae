import { closeSync, fstatSync, openSync, readFileSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'
import { cacheFolder } from '../../io/cache.js'
import { makeFolder } from '../../io/files/folder.js'

/** A script is the body of a function, as Node has modules. */
const [before, after] = ['(function (exports, require, module, __filename, __dirname, importModule) {', '\n})'] as const

/** The first line of a script names its content. */
const contentLine = /^.*\/\/ ([0-9a-f]{64})\n/

/** Exit codes by which those have done all that they were to who end by a signal: the server of explore, and what draws for it. */
const signalled = [129, 130, 143]
const ending: ReadonlySet<string> = new Set(['explore', 'artist'])

/**
 * Runs a CommonJS script whose first line is `// ` and the SHA-256 of what follows, and gives its exports; where it imports a
 * module of the user's, it calls `importModule`. V8's compiled code
 * is kept in the user's cache folder, one file for each `use` of the script, since each compiles other functions of it.
 */
export function loadScript(file: string, use: string): unknown {
  const source = wrapped(file)
  const content = contentLine.exec(source)?.[1] ?? ''
  const folder = cacheFolder()
  const name = `${basename(file, '.cjs')}-${use}-node${process.version}-${process.arch}.bin`
  const cache = folder === undefined ? undefined : join(folder, 'code', name)
  const cachedData = cache === undefined ? undefined : readCache(cache, content)
  const script = new Script(source, { filename: file, cachedData })
  if (cache !== undefined && (cachedData === undefined || script.cachedDataRejected))
    process.once('exit', code => {
      if (code === 0 || (ending.has(use) && signalled.includes(code)))
        writeCache(cache, content, script.createCachedData())
    })
  const module = { exports: {} }
  const importModule = (specifier: string) => import(specifier)
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file), importModule)
  return module.exports
}

/** A script as a function, in one piece: V8 would copy one that is put together of texts. */
function wrapped(file: string): string {
  const opened = openSync(file, 'r')
  try {
    const { size } = fstatSync(opened)
    const bytes = Buffer.alloc(before.length + size + after.length)
    bytes.write(before, 0, 'latin1')
    readSync(opened, bytes, before.length, size, 0)
    bytes.write(after, before.length + size, 'latin1')
    return bytes.toString('latin1')
  } finally {
    closeSync(opened)
  }
}

/**
 * V8 takes damaged code as it is and crashes: a cache begins with the digest of its script and its own checksum. The code behind
 * it begins at a multiple of 16 bytes; V8 would copy it to one.
 */
function header(content: string, code: Uint8Array): Buffer {
  const text = `${content} ${crc32(code).toString(16).padStart(8, '0')}`
  return Buffer.from(`${text.padEnd(16 * Math.ceil((text.length + 1) / 16) - 1)}\n`)
}

function readCache(cache: string, content: string): Buffer | undefined {
  try {
    const bytes = readFileSync(cache)
    const code = bytes.subarray(header(content, new Uint8Array()).length)
    return bytes.subarray(0, bytes.length - code.length).equals(header(content, code)) ? code : undefined
  } catch {
    return undefined
  }
}

/** Writes a cache whole or not at all; a folder that cannot be written to costs some time at the next start, no more. */
function writeCache(cache: string, content: string, code: Buffer): void {
  const temporary = `${cache}.${process.pid}`
  try {
    makeFolder(dirname(cache), 0o700)
    try {
      writeFileSync(temporary, Buffer.concat([header(content, code), code]), { mode: 0o600 })
      renameSync(temporary, cache)
    } finally {
      rmSync(temporary, { force: true })
    }
  } catch {
    // The next start compiles anew.
  }
}
