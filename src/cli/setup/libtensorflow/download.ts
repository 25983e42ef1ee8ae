import { createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { RuntimeFailure } from '../../../errors.js'

/** Whether a place is an address to download from. */
export function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place)
}

/** Downloads a file into a folder, under the name that its address ends with. */
export async function download(address: string, folder: string): Promise<string> {
  try {
    const response = await fetch(address)
    if (!response.ok || response.body === null) throw new Error(`the server answers ${response.status}`)
    const file = join(folder, decodeURIComponent(basename(new URL(address).pathname)))
    await pipeline(response.body, createWriteStream(file))
    return file
  } catch (error) {
    throw new RuntimeFailure(
      `cannot download ${address}: ${reasonOf(error)}`,
      'Where only another program gets through, download it by that and give --from the file.',
    )
  }
}

/** How many megabytes an address would give; undefined where it does not answer, 'unknown' where it does not say. */
export async function megabytesAt(address: string): Promise<number | 'unknown' | undefined> {
  try {
    const { ok, headers } = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(5000) })
    if (!ok) return undefined
    const length = headers.get('content-length')
    return length === null ? 'unknown' : Math.ceil(Number(length) / 1e6)
  } catch {
    return undefined
  }
}

/** Node's fetch hides why it failed. */
function reasonOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  return cause instanceof Error ? cause.message || message : message
}
