import { setImmediate } from 'node:timers/promises'
import { endChildren } from '../../engine/command/child.js'
import { removePending } from '../../io/files/atomic.js'
import { endFilms } from '../../render/film/film.js'

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/**
 * Does work that writes files; a signal meanwhile removes what is half-written and ends the process. Only then: a handler
 * in JavaScript would wait for the end of a long native call, where the system's default ends the process at once.
 */
export function whileWriting<T>(work: () => Promise<T>): Promise<T> {
  return cleaningUp(removePending, work)
}

/** Milliseconds. In a turn of the event loop that takes longer another figure is computed, after the look for signals. */
const longestTurn = 1

/** Does work that talks with other processes; a signal meanwhile ends them, then this one. */
export function whileTalking<T>(work: () => Promise<T>): Promise<T> {
  return cleaningUp(endChildren, work)
}

/** Does work that may make a film; a signal meanwhile ends the encoder and removes its file. */
export function whileFilming<T>(work: () => Promise<T>): Promise<T> {
  return cleaningUp(endFilms, work)
}

type CleanUp = () => void | Promise<void>

/** What is to be cleaned up after the work that is under way. */
const cleanUps = new Set<{ readonly cleanUp: CleanUp }>()

let ending: Promise<unknown> | undefined

/** What a signal does: at once where nothing takes time. */
const handlers = Object.entries(signals).map(([signal, code]) => {
  const end = () => process.exit(code)
  const handler = () => {
    const cleaning = [...cleanUps].flatMap(({ cleanUp }) => cleanUp() ?? [])
    if (cleaning.length === 0) end()
    else ending ??= Promise.allSettled(cleaning).then(end)
  }
  return { signal, handler }
})

/** Does work; a signal meanwhile cleans up and ends the process with the signal's exit code. */
export async function cleaningUp<T>(cleanUp: CleanUp, work: () => Promise<T>): Promise<T> {
  const own = { cleanUp }
  if (cleanUps.size === 0) for (const { signal, handler } of handlers) process.on(signal, handler)
  cleanUps.add(own)
  try {
    return await work()
  } finally {
    // A signal that has come waits for the event loop to look for it, and would be lost with its handler.
    await setImmediate()
    for (let began = 0; performance.now() - began > longestTurn; ) {
      began = performance.now()
      await setImmediate()
    }
    // What came of the work, such as that a process was ended, is not told to who interrupted it.
    await ending
    cleanUps.delete(own)
    if (cleanUps.size === 0) for (const { signal, handler } of handlers) process.off(signal, handler)
  }
}
