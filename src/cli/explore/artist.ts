import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { type OptvizError, RuntimeFailure, UsageError } from '../../errors.js'
import type { Base } from '../../explore/begin.js'
import type { Beginning } from '../../explore/index.js'
import type { Work } from '../../explore/server.js'
import { isModuleName } from '../../spec/fields/entries.js'
import type { Given } from '../../spec/fields/fields.js'
import { counted } from '../../words/words.js'
import { warn } from '../talk/terminal.js'
import { type Begun, type Commission, type Failure, type Made, type Outset, type Ready, underWay } from './worker.js'

/** What is started, and how many seconds it may take to begin, to draw a picture or a file, and to draw what nobody waits for any more. */
interface Manner {
  readonly launcher: string
  readonly patience: Readonly<Record<'beginning' | 'picture' | 'file' | 'unwanted', number>>
}

const standard: Manner = {
  launcher: process.argv[1] ?? '',
  patience: { beginning: 5, picture: 10, file: 60, unwanted: 1 },
}

/** Milliseconds that a process has to end. */
const longestEnd = 1000

/** A process that runs the user's code, and draws: what takes too long ends with it, and what is next has a new one. */
export interface Artist {
  /** What layers begin with, and when that is under way; `code`: the files of the user's that they name. */
  begin(
    layers: readonly Given[],
    code: readonly string[],
  ): { readonly underWay: Promise<unknown>; readonly beginning: Promise<Beginning> }
  /** Makes what is asked for; `left` tells that nobody waits for it any more. */
  perform(base: Base, work: Work, left: AbortSignal): Promise<Uint8Array | string>
  /** Starts the process, so that the first picture need not wait for it; what goes wrong is told to whom asks for one. */
  prepare(base: Base): void
  end(): Promise<void>
}

export function artist({ launcher, patience }: Manner = standard): Artist {
  let current: ChildProcess | undefined
  let commissioned: Promise<ChildProcess> | undefined
  let warned = false
  const running = () => {
    current ??= start(launcher)
    return current
  }
  const drop = async () => {
    const child = current
    current = undefined
    commissioned = undefined
    if (child !== undefined) await endChild(child)
  }
  const commission = async (base: Base) => {
    const child = running()
    const ready = await ask<Ready, Commission>(child, { base, backend: base.settled.backend ?? 'auto' })
    if (ready === undefined || 'error' in ready) {
      void drop()
      throw ready === undefined ? new RuntimeFailure('the process that draws does not start') : failure(ready)
    }
    if (!warned) for (const warning of ready.warnings) warn(warning)
    warned = true
    return child
  }
  const begin = async (layers: readonly Given[], code: readonly string[], underWay: Promise<unknown>) => {
    const late = new AbortController()
    const { signal } = late
    const begun = await Promise.race([
      ask<Begun, Outset>(running(), { layers }),
      underWay.then(() => setTimeout(1000 * patience.beginning, 'late' as const, { signal })).catch(() => undefined),
    ])
    late.abort()
    if (begun === 'late' || begun === undefined) void drop()
    if (begun === 'late')
      throw new RuntimeFailure(`${anyOf(code)} does not answer within ${counted(patience.beginning, 'second')}`)
    if (begun === undefined) throw new RuntimeFailure(`${anyOf(code)} has ended the process that it is run in`)
    if ('beginning' in begun) return begun.beginning
    throw failure(begun)
  }
  const perform = async (base: Base, work: Work, left: AbortSignal) => {
    commissioned ??= commission(base)
    const child = await commissioned
    const seconds = work.format === undefined ? patience.picture : patience.file
    const late = new AbortController()
    const made = await Promise.race([
      ask<Made, Work>(child, work),
      setTimeout(1000 * seconds, 'late' as const, { signal: late.signal }).catch(() => 'late' as const),
      unwanted(left, patience.unwanted, late.signal).catch(() => 'late' as const),
    ])
    late.abort()
    if (made === 'late' || made === undefined) void drop()
    if (made === 'late') throw new RuntimeFailure(`it takes longer than ${seconds} seconds`, shorterOf(work))
    if (made === undefined) throw new RuntimeFailure('the process that draws has ended')
    if ('content' in made) return made.content
    throw failure(made)
  }
  return {
    // What is said first is that it is under way.
    begin(layers, code) {
      const underWay = once(running(), 'message')
      return { underWay, beginning: begin(layers, code, underWay) }
    },
    perform,
    prepare(base) {
      commissioned ??= commission(base)
      commissioned.catch(() => {})
    },
    end: drop,
  }
}

function anyOf(code: readonly string[]): string {
  return code.length > 1 ? `one of ${code.join(', ')}` : code.join()
}

/** What may take less time; a state names the user's code that may be why. */
function shorterOf({ state: { settings, runs } }: Work): string {
  const optimizers = runs.filter(({ by, name }) => by === 'optim-command' || (by === 'optim' && isModuleName(name)))
  const code = [settings['fn-module'], ...optimizers.map(({ name }) => name)].filter(name => name !== undefined)
  const ending = code.length === 0 ? '' : `, or ${anyOf([...new Set(code)])} goes on for ever`
  return `Fewer steps, or a coarser resolution${ending}; the command has no such limit.`
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
function ask<T, M extends Outset | Commission | Work>(child: ChildProcess, message: M): Promise<T | undefined> {
  return new Promise(resolve => {
    const settle = (answer: T | undefined) => {
      if (answer === underWay) return
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
  await gone
}
