import { UsageError } from '../src/errors.js'

/** What is refused of what `make` is asked for. */
export function refusalOf(make: () => unknown): UsageError {
  try {
    make()
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('nothing is refused')
}
