import { writeFileAtomic } from '../../io/atomic.js'
import { note } from '../talk/terminal.js'
import type { Output } from './outputs.js'
import { whileWriting } from './signals.js'

/** An output with its content. */
export interface Made extends Output {
  readonly bytes: Uint8Array | string
}

/** Makes every output before any is written: a failure leaves all files as they were. */
export async function make(
  outputs: readonly Output[],
  encode: (output: Output) => Promise<Uint8Array | string>,
): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const output of outputs) made.push({ ...output, bytes: await encode(output) })
  return made
}

/** Writes files whole or not at all; `-` is stdout. */
export async function deliver(made: readonly Made[], { verbose = false } = {}): Promise<void> {
  await whileWriting(async () => {
    for (const { file, bytes } of made) {
      if (file === '-') await writeToStdout(bytes)
      else await writeFileAtomic(file, bytes)
      if (verbose) note(`wrote ${file === '-' ? 'to stdout' : file}, ${bytes.length} bytes`)
    }
  })
}

function writeToStdout(bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, error => (error ? reject(error) : resolve()))
  })
}
