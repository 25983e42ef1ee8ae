import { visible } from './words/visible.js'

/**
 * A failure that the user can mend. The message is one line: what was wrong, the value, what was expected; or several, where
 * it shows the place in a text. `hint` is one more line: what to try. What a line cannot show is spelled in all of them.
 */
export class OptvizError extends Error {
  readonly hint?: string

  constructor(
    message: string | readonly string[],
    readonly exitCode: number,
    hint?: string,
  ) {
    super([message].flat().map(oneLine).join('\n'))
    this.name = new.target.name
    if (hint !== undefined) this.hint = visible(hint)
  }
}

/** Longer than any sentence of ours: what makes a line longer is a value. */
const longest = 1000

function oneLine(text: string): string {
  const line = visible(text)
  return line.length <= longest ? line : `${line.slice(0, longest - 201)}…${line.slice(-200)}`
}

/** Wrong input: an unknown name, a number out of range, a file that is not what it should be. Exit code 2. */
export class UsageError extends OptvizError {
  constructor(message: string | readonly string[], hint?: string) {
    super(message, 2, hint)
  }
}

/** The work could not be done: a file that cannot be written, a backend that does not start. Exit code 1. */
export class RuntimeFailure extends OptvizError {
  constructor(message: string | readonly string[], hint?: string) {
    super(message, 1, hint)
  }
}
