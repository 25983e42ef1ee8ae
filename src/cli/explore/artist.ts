import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { type OptvizError, RuntimeFailure, UsageError } from '../../errors.js'
import type { Perform, Work } from '../../explore/server.js'
import { warn } from '../talk/terminal.js'
import type { Commission, Failure, Made, Ready } from './worker.js'

/** What is started, and how many seconds a picture may take, a file, and either once nobody waits for it any more. */
interface Manner {
  readonly launcher: string
  readonly patience: { readonly picture: number; readonly file: number; readonly unwanted: number }
}

const standard: Manner = { launcher: process.argv[1] ?? '', patience: { picture: 10, file: 60, unwanted: 1 } }

/** Milliseconds that a process has to end. */
const longestEnd = 1000

/** A process that draws: what takes too long ends with it, and the next picture has a new one. */
export interface Artist {
  readonly perform: Perform
  /** Starts the process, so that the first picture need not wait for it; what goes wrong is told to whom asks for one. */
  prepare(): void
  end(): Promise<void>
}

export function artist(commission: Commission, { launcher, patience }: Manner = standard): Artist {
  let current: Promise<ChildProcess> | undefined
  let warned = false
  const begin = async () => {
    const child = start(launcher)
    const ready = await ask<Ready>(child, commission)
    if (ready === undefined) throw new RuntimeFailure('the process that draws does not start')
    if ('error' in ready) {
      void endChild(child)
      throw failure(ready)
    }
    if (!warned) for (const warning of ready.warnings) warn(warning)
    warned = true
    return child
  }
  const perform = async (work: Work, left: AbortSignal) => {
    current ??= begin()
    const child = await current.catch((error: unknown) => {
      current = undefined
      throw error
    })
    const seconds = work.format === undefined ? patience.picture : patience.file
    const late = new AbortController()
    const made = await Promise.race([
      ask<Made>(child, work),
      setTimeout(1000 * seconds, 'late' as const, { signal: late.signal }).catch(() => 'late' as const),
      unwanted(left, patience.unwanted, late.signal).catch(() => 'late' as const),
    ])
    late.abort()
    if (made === 'late' || made === undefined) {
      current = undefined
      void endChild(child)
    }
    if (made === 'late')
      throw new RuntimeFailure(
        `it takes longer than ${seconds} seconds`,
        'Fewer steps, or a coarser resolution; the command has no such limit.',
      )
    if (made === undefined) throw new RuntimeFailure('the process that draws has ended')
    if ('content' in made) return made.content
    throw failure(made)
  }
  return {
    perform,
    prepare() {
      current ??= begin()
      current.catch(() => {})
    },
    async end() {
      const child = await current?.catch(() => undefined)
      if (child !== undefined) await endChild(child)
    },
  }
}

/** Some time after nobody waits any more: what is soon there costs less than another process. */
async function unwanted(left: AbortSignal, seconds: number, signal: AbortSignal): Promise<'late'> {
  if (!left.aborted) await once(left, 'abort', { signal })
  return setTimeout(1000 * seconds, 'late', { signal })
}

/** This same program; `advanced` messages keep infinities and bytes. */
function start(launcher: string): ChildProcess {
  return fork(launcher, ['artist'], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
}

function failure({ error, hint, exitCode }: Failure): OptvizError {
  return new (exitCode === 2 ? UsageError : RuntimeFailure)(error.split('\n'), hint)
}

/** What a process answers; undefined where it ends before. */
function ask<T>(child: ChildProcess, message: Commission | Work): Promise<T | undefined> {
  return new Promise(resolve => {
    const settle = (answer: T | undefined) => {
      child.off('message', settle).off('exit', ended).off('error', ended)
      resolve(answer)
    }
    const ended = () => settle(undefined)
    child.on('message', settle).on('exit', ended).on('error', ended)
    child.send(message, error => {
      if (error !== null) ended()
    })
  })
}

/** Ends a process, whose own processes end with it; one that is deep in a native call hears nothing but the last word. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill()
  await Promise.race([gone, setTimeout(longestEnd, undefined, { ref: false })])
  child.kill('SIGKILL')
}
