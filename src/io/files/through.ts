import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { codeOf, failedWrite } from './reason.js'
import type { Target } from './target.js'

/**
 * Writes bytes to what is no regular file: a pipe, a device, what the shell has opened. A reader that went away is no
 * failure. Synchronous: waiting for a reader, the process ends by a signal as any other does.
 */
export function writeThrough(
  file: string,
  target: Exclude<Target, { kind: 'file' }>,
  bytes: Uint8Array | string,
): void {
  try {
    if (target.kind === 'descriptor') writeAll(target.descriptor, bytes)
    else writeTo(target.path, bytes)
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw failedWrite(file, error)
  }
}

function writeTo(path: string, bytes: Uint8Array | string): void {
  const descriptor = openSync(path, constants.O_WRONLY)
  try {
    writeAll(descriptor, bytes)
  } finally {
    closeSync(descriptor)
  }
}

/** Writes all bytes to a descriptor: a write may take some of them only, such as what a disk still has room for. */
export function writeAll(descriptor: number, content: Uint8Array | string): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  for (let from = 0; from < bytes.length; ) from += writeSome(descriptor, bytes.subarray(from))
}

const clock = new Int32Array(new SharedArrayBuffer(4))

function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes)
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') throw error
    // A full pipe that another process has made non-blocking.
    Atomics.wait(clock, 0, 0, 5)
    return 0
  }
}
