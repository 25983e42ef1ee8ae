import { dirname, relative, resolve } from 'node:path'
import { UsageError } from '../errors.js'
import { readTextAtMost } from '../io/files/read.js'
import { type Looks, parseTheme } from '../spec/files/looks.js'

/** Bytes of a file of settings. */
export const largestConfig = 1_000_000

/** Reads the files of themes; what is wrong with one is told where it is chosen. */
export async function readLooks(files: readonly string[]): Promise<Looks> {
  const read = files.map(async file => {
    const beside = (named: string) => relative('.', resolve(dirname(file), named))
    const look = await readTextAtMost(file, largestConfig)
      .then(text => parseTheme(file, text, beside))
      .catch((error: unknown) =>
        error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error)),
      )
    return [file, look] as const
  })
  return new Map(await Promise.all(read))
}
