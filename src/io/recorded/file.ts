import type { RecordedFile } from '../../records/recorded.js'
import { sha256 } from '../files/digest.js'
import { readAtMost, readInputAtMost, utf8Text } from '../files/read.js'
import { parseRecorded } from './parse.js'

/** Bytes: what fits into one text; ten million points take it. */
const largest = 500_000_000

/** What a path is called that comes from standard input. */
export const standardInput = '-'

/** The paths of a file, or of standard input (`-`), and SHA-256 of its content. What is wrong with it is a UsageError. */
export async function readRecorded(file: string): Promise<RecordedFile & { readonly digest: string }> {
  const [name, bytes] =
    file === standardInput
      ? ['standard input', await readInputAtMost(largest)]
      : [file, await readAtMost(file, largest)]
  const digest = await sha256(bytes)
  return { ...parseRecorded(name, utf8Text(name, bytes)), digest }
}
