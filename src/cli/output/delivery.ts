import { writeFileAtomic } from '../../io/atomic.js'
import type { Drawing } from '../../pipeline/drawing.js'
import { type Content, encode } from '../../pipeline/encode.js'
import { counted } from '../../words.js'
import { bar } from '../talk/bar.js'
import { note } from '../talk/terminal.js'
import type { Output } from './outputs.js'
import { whileWriting } from './signals.js'

/** A file with its content; `-` is stdout. */
export interface Made {
  readonly file: string
  readonly bytes: Content
}

/** Makes every output before any is written: a failure leaves all files as they were. */
export async function encodeAll(drawing: Drawing, outputs: readonly Output[]): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const { file, format } of outputs)
    made.push({ file, bytes: await encode(drawing, format, bar(process.stderr, 'frames')) })
  return made
}

/** Writes files whole or not at all; `-` is stdout. */
export async function deliver(made: readonly Made[], { verbose = false } = {}): Promise<void> {
  await whileWriting(async () => {
    for (const { file, bytes } of made) {
      if (file === '-') await writeToStdout(bytes)
      else await writeFileAtomic(file, bytes)
      if (verbose) note(`wrote ${file === '-' ? 'to stdout' : file}, ${counted(bytes.length, 'byte')}`)
    }
  })
}

function writeToStdout(bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, error => (error ? reject(error) : resolve()))
  })
}
