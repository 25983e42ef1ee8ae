/**
 * A failure that the user can mend. The message is one line: what was wrong, the value, what was expected.
 * `hint` is one more line: what to try.
 */
export class OptvizError extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
    readonly hint?: string,
  ) {
    super(message)
    this.name = new.target.name
  }
}

/** Wrong input: an unknown name, a number out of range, a file that is not what it should be. Exit code 2. */
export class UsageError extends OptvizError {
  constructor(message: string, hint?: string) {
    super(message, 2, hint)
  }
}

/** The work could not be done: a file that cannot be written, a backend that does not start. Exit code 1. */
export class RuntimeFailure extends OptvizError {
  constructor(message: string, hint?: string) {
    super(message, 1, hint)
  }
}
