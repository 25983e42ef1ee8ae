/**
 * Why a computation has no graph that may stand in for the eager loop. Only these give way to it: any other error is a fault,
 * and to be seen.
 */
export class NoGraph extends Error {}

/** It is not the same graph at every step, or not one at all; the message says why. */
export class Untraceable extends NoGraph {}

/** It has an operation that cannot be written down. */
export class Uncompiled extends NoGraph {}

/** TensorFlow does not load the graph or does not run it: another version, an operation without a kernel, no memory. */
export class Refused extends NoGraph {}

/** Its results are not bit for bit the eager ones. */
export class Unequal extends NoGraph {}

/** A call of the native binding; what TensorFlow says against it is a `Refused` in one line. */
export function native<T>(call: () => T): T {
  try {
    return call()
  } catch (error) {
    // The binding throws plain errors; a TypeError and its like are of JavaScript, hence ours.
    if (!(error instanceof Error) || error.constructor !== Error) throw error
    const [line = ''] = error.message.replace(/^Invalid TF_Status: \d+\nMessage: /, '').split('\n')
    throw new Refused(line, { cause: error })
  }
}
