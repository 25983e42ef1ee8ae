import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheFolder } from '../../io/cache.js'
import { makeFolder } from '../../io/files/folder.js'

/** Where pages of this user are found: the same at every start, so that links outlive the server that gave them. */
export interface Addresses {
  /** The port where nobody says which: another one for each user. */
  readonly port: number
  /** The key of a port: who has learned one, as what answers there in the place of the server may, opens no other. */
  keyFor(port: number): string
}

/** Below those that systems give to whom asks for any, and above those of well-known services. */
const [firstPort, ports] = [10_000, 20_000]

/** All of it hangs on a secret. */
export function addressesOf(secret: Uint8Array): Addresses {
  const digest = (word: string) => createHmac('sha256', secret).update(word).digest()
  return {
    port: firstPort + (digest('port').readUInt32BE() % ports),
    keyFor: port => digest(`key ${port}`).subarray(0, 16).toString('base64url'),
  }
}

const length = 32

/** The user's secret, which is made where there is none; one for this time alone where none can be kept. */
export function ownSecret(folder = cacheFolder()): Uint8Array {
  const file = folder === undefined ? undefined : join(folder, 'explore-secret')
  const known = file === undefined ? undefined : readSecret(file)
  if (known !== undefined) return known
  const secret = randomBytes(length)
  if (file !== undefined) keep(file, secret)
  return secret
}

/** What a file holds, unless others could have read or written it. */
function readSecret(file: string): Uint8Array | undefined {
  try {
    // What is a link leads to where somebody else may write; O_NOFOLLOW is 0 where there are none.
    const opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      const { uid, mode } = fstatSync(opened)
      const own = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0)
      const secret = own ? readFileSync(opened) : undefined
      return secret?.length === length ? secret : undefined
    } finally {
      closeSync(opened)
    }
  } catch {
    return undefined
  }
}

/** Writes it whole or not at all, for the user alone. */
function keep(file: string, secret: Uint8Array): void {
  const temporary = `${file}.${process.pid}`
  try {
    makeFolder(dirname(file), 0o700)
    try {
      writeFileSync(temporary, secret, { mode: 0o600, flag: 'wx' })
      renameSync(temporary, file)
    } finally {
      rmSync(temporary, { force: true })
    }
  } catch {
    // Links then end with the server.
  }
}
