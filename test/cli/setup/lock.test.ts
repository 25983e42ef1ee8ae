import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { lock, unlock } from '../../../src/cli/setup/lock.js'
import { temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const file = join(folder, 'setup.lock')

/** Takes the lock where it has been another's for so many seconds; what is said, and whether that was waited for. */
async function taken(owner: string, seconds: number) {
  writeFileSync(file, owner)
  const since = Date.now() / 1000 - seconds
  utimesSync(file, since, since)
  const said: string[] = []
  const mine = lock(file, line => said.push(line)).then(() => false)
  const waits = await Promise.race([mine, setTimeout(150, true)])
  if (waits) unlock(file)
  await mine
  expect(readFileSync(file, 'utf8')).toBe(`process ${process.pid} on ${hostname()}`)
  unlock(file)
  expect(existsSync(file)).toBe(false)
  return { waits, said }
}

it.each<readonly [owner: string, seconds: number]>([
  [`process ${process.pid} on ${hostname()}`, 0],
  [`process ${process.pid} on ${hostname()}`, 100_000],
  [`process 1 on ${hostname()}`, 0],
  ['process 999999999 on another machine', 0],
  ['process 999999999 on another machine', 7190],
  ['what nobody here wrote', 7190],
  ['', 0.5],
])('a lock is waited for, and that is said, where its owner may live: %j, %d s old', async (owner, seconds) => {
  expect(await taken(owner, seconds)).toEqual({ waits: true, said: [`waiting for another set-up to end (${owner})`] })
})

it.each<readonly [owner: string, seconds: number]>([
  [`process 999999999 on ${hostname()}`, 0],
  ['process 1 on another machine', 7210],
  ['what nobody here wrote', 7210],
  ['', 3],
])('a lock whose owner is gone is taken in silence: %j, %d s old', async (owner, seconds) => {
  expect(await taken(owner, seconds)).toEqual({ waits: false, said: [] })
})

it('a lock that cannot be taken says why', async () => {
  await expect(lock(join(folder, 'none/setup.lock'), () => {})).rejects.toThrow(/ENOENT/)
  await expect(lock(folder, () => {})).rejects.toThrow(/EISDIR/)
})
