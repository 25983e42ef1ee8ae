import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { codeOf } from '../../io/files/reason.js'

/** Of another machine's process nobody here knows whether it lives: after so many milliseconds it does not. */
const longest = 2 * 3600 * 1000

/** Takes a lock, which is a file that names its process; waits for that of another that is alive, and says so once. */
export async function lock(file: string, say: (line: string) => void): Promise<void> {
  for (let told = false; !taken(file); told = true) {
    const owner = ownerOf(file)
    if (owner === undefined) continue
    if (!told) say(`waiting for another set-up to end (${owner})`)
    await setTimeout(300)
  }
}

/** Gives a lock back. */
export function unlock(file: string): void {
  rmSync(file, { force: true })
}

function taken(file: string): boolean {
  try {
    writeFileSync(file, `process ${process.pid} on ${hostname()}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return false
  }
}

/** Who has the lock; undefined, and the lock gone, where that is nobody any more. */
function ownerOf(file: string): string | undefined {
  try {
    const owner = readFileSync(file, 'utf8')
    const [, pid = '', host = ''] = /^process (\d+) on (.*)$/.exec(owner) ?? []
    const age = Date.now() - statSync(file).mtimeMs
    if (host === hostname() ? isAlive(Number(pid)) : age < (owner === '' ? 2000 : longest)) return owner
    rmSync(file, { force: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  return undefined
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
