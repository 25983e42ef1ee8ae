import { chmodSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addressesOf, ownSecret } from '../../../src/cli/explore/secret.js'
import { temporaryFolder } from '../process.js'

describe('the secret of addresses', () => {
  let { folder, remove } = temporaryFolder()
  let file: string
  beforeEach(() => {
    ;({ folder, remove } = temporaryFolder())
    file = join(folder, 'cache/explore-secret')
  })
  afterEach(() => remove())
  const own = () => Buffer.from(ownSecret(join(folder, 'cache'))).toString('hex')

  it('is kept for the user alone', () => {
    const secret = own()
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(own()).toBe(secret)
    expect(readFileSync(file).toString('hex')).toBe(secret)
    expect(readdirSync(join(folder, 'cache'))).toEqual(['explore-secret'])
    expect([statSync(file), statSync(join(folder, 'cache'))].map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o700])
  })

  const spoilt: Readonly<Record<string, () => void>> = {
    'that others could read': () => chmodSync(file, 0o644),
    'that is cut short': () => writeFileSync(file, 'short'),
    'that is a link': () => {
      renameSync(file, join(folder, 'elsewhere'))
      symlinkSync(join(folder, 'elsewhere'), file)
    },
  }
  for (const [name, spoil] of Object.entries(spoilt))
    it(`is another one in the place of one ${name}`, () => {
      const secret = own()
      spoil()
      const next = own()
      expect(next).not.toBe(secret)
      expect(own()).toBe(next)
      expect(statSync(file).mode & 0o777).toBe(0o600)
    })

  it('is for this time alone where none can be kept', () => {
    writeFileSync(join(folder, 'cache'), '')
    expect(own()).toMatch(/^[0-9a-f]{64}$/)
    expect(own()).not.toBe(own())
    expect(ownSecret(undefined)).toHaveLength(32)
  })

  it('gives each port a key of its own, and each user a port', () => {
    const [one, other] = [1, 2].map(byte => addressesOf(new Uint8Array(32).fill(byte)))
    expect(one?.keyFor(8080)).toMatch(/^[\w-]{22}$/)
    expect(new Set([one?.keyFor(8080), one?.keyFor(8081), other?.keyFor(8080)]).size).toBe(3)
    expect(one?.port).not.toBe(other?.port)
    for (const addresses of [one, other]) {
      expect(addresses?.port).toBeGreaterThanOrEqual(10_000)
      expect(addresses?.port).toBeLessThan(30_000)
    }
  })
})
