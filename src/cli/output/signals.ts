import { setImmediate } from 'node:timers/promises'
import { removePending } from '../../io/atomic.js'

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/**
 * Does work that writes files; a signal meanwhile removes what is half-written and ends the process. Only then: a handler
 * in JavaScript would wait for the end of a long native call, where the system's default ends the process at once.
 */
export function whileWriting<T>(work: () => Promise<T>): Promise<T> {
  return cleaningUp(removePending, work)
}

/** Milliseconds. In a turn of the event loop that takes longer another figure is computed, after the look for signals. */
const longestTurn = 5

/** Does work; a signal meanwhile cleans up, synchronously, and ends the process with the signal's exit code. */
export async function cleaningUp<T>(cleanUp: () => void, work: () => Promise<T>): Promise<T> {
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const handler = () => {
      cleanUp()
      process.exit(code)
    }
    process.on(signal, handler)
    return { signal, handler }
  })
  try {
    return await work()
  } finally {
    // A signal that has come waits for the event loop to look for it, and would be lost with its handler.
    await setImmediate()
    for (let began = 0; performance.now() - began > longestTurn; ) {
      began = performance.now()
      await setImmediate()
    }
    for (const { signal, handler } of handlers) process.off(signal, handler)
  }
}
