import { UsageError } from '../../errors.js'

/** What is wrong in a line of a file: `figures.yaml:12: …`. */
class LocatedError extends UsageError {
  constructor(
    source: string,
    readonly line: number,
    message: string | readonly string[],
    hint?: string,
  ) {
    const [first, ...others] = [message].flat()
    super([`${source}:${line}: ${first}`, ...others], hint)
    this.name = 'UsageError'
  }
}

/** A UsageError that says where. */
export function errorAt(source: string, line: number, message: string | readonly string[], hint?: string): UsageError {
  return new LocatedError(source, line, message, hint)
}

/** What `make` gives; its UsageErrors say the line. */
export function at<T>(source: string, line: number, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof UsageError ? errorAt(source, line, error.message.split('\n'), error.hint) : error
  }
}

/** So many are told. */
const mostTold = 10

/** All that is wrong in a file: gathered, so that it is told at once. */
export class Problems {
  /** By message: the combinations of a matrix have the same ones. */
  readonly #found = new Map<string, UsageError>()

  /** Takes up a UsageError; anything else is thrown. */
  add(error: unknown): void {
    if (!(error instanceof UsageError)) throw error
    if (!this.#found.has(error.message)) this.#found.set(error.message, error)
  }

  /** What `make` gives; undefined where something is wrong. */
  attempt<T>(make: () => T): T | undefined {
    try {
      return make()
    } catch (error) {
      this.add(error)
      return undefined
    }
  }

  get count(): number {
    return this.#found.size
  }

  /** Throws all that was found as one error, in the order of the file; does nothing where all is right. */
  refuse(): void {
    const lineOf = (error: UsageError) => (error instanceof LocatedError ? error.line : 0)
    const [first, ...others] = [...this.#found.values()].sort((a, b) => lineOf(a) - lineOf(b))
    if (first === undefined) return
    if (others.length === 0) throw first
    const told = others.slice(0, mostTold - 1).flatMap(({ message }) => message.split('\n'))
    const untold = others.length - (mostTold - 1)
    const lines = [...told, ...(untold > 0 ? [`and ${untold} more`] : [])].map(line => `  ${line}`)
    throw new UsageError([...first.message.split('\n'), ...lines])
  }
}
