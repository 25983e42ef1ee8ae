import { existsSync, mkdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Staging } from '../../../src/cli/setup/places.js'
import { temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

it('a folder of work that was left behind goes after two hours: a set-up that is slow still works in its own', () => {
  const aged = (name: string, minutes: number) => {
    const made = join(folder, name)
    mkdirSync(made)
    const then = Date.now() / 1000 - 60 * minutes
    utimesSync(made, then, then)
    return made
  }
  const [slow, dead, other] = [aged('.staging.a', 115), aged('.staging.b', 125), aged('engine', 999)]
  const staging = new Staging()
  const fresh = staging.fresh(folder)
  expect([slow, dead, other, fresh].map(existsSync)).toEqual([true, false, true, true])
  staging.clear()
  expect([slow, fresh].map(existsSync)).toEqual([true, false])
})
