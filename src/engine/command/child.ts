import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { eachLine, inbox, within } from './lines.js'

/** How long a process is waited for that is to end: for what it has left to do, and again after SIGTERM. */
const grace = 1000

/** How long it is waited for what is known to be under way: the last words of a process that has ended, its end. */
const soon = 200

/** A process that is talked with, in a group of its own. */
export interface Child {
  /** Writes to its standard input; false where it has read nothing for so many milliseconds. */
  say(text: string, patience: number): Promise<boolean>
  /** The next line of its standard output; undefined where none came in so many milliseconds, or will. */
  hear(patience: number): Promise<string | undefined>
  /** Why no line will come, in words; undefined where one may. */
  silence(): Promise<string | undefined>
  /** Closes its standard input: a good listener ends by itself. */
  hush(): void
  /** The last lines of its standard error. */
  complaints(): Promise<readonly string[]>
  /** Ends it, and what it has started, and waits until that is so. `kindly`: first it may end by itself. */
  end(kindly: boolean): Promise<void>
}

const living = new Set<Child>()

/** Ends all children. */
export async function endChildren(): Promise<void> {
  await Promise.all([...living].map(child => child.end(false)))
}

/** A program does not start; the message says why. */
export class NotStarted extends Error {}

/** Starts a process; each line of its standard error is told to `overhear`. Throws NotStarted. */
export async function startChild(
  [program, ...given]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  overhear: (line: string) => void,
): Promise<Child> {
  // It takes a while to load.
  const { spawn } = await import('node:child_process')
  const started = await new Promise<ChildProcessWithoutNullStreams>((resolve, reject) => {
    const starting = spawn(program, given, { env, stdio: 'pipe', detached: process.platform !== 'win32' })
    starting.once('spawn', () => resolve(starting)).once('error', reject)
  }).catch((error: NodeJS.ErrnoException) => {
    throw new NotStarted(reasonOf(error), { cause: error })
  })
  const child = conversing(started, overhear)
  living.add(child)
  return child
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such command'
  return code === 'EACCES' ? 'it is no program that may be run' : message
}

const mostComplaints = 10

function conversing(started: ChildProcessWithoutNullStreams, overhear: (line: string) => void): Child {
  const { stdin, stdout, stderr } = started
  // A reader that is gone is told where it is asked for more.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {})
  const said: string[] = []
  eachLine(stderr, /\r?\n|\r/, line => {
    overhear(line)
    said.push(line)
    if (said.length > mostComplaints) said.shift()
  })
  const told = new Promise<void>(resolve => stderr.once('close', resolve))
  const lines = inbox(stdout)
  let how: string | undefined
  const gone = new Promise<void>(resolve => {
    started.once('exit', (code, signal) => {
      how = signal === null ? `it ends with exit code ${code}` : `it is ended by ${signal}`
      // Its output stays open where something that it has started still has it.
      setTimeout(() => lines.close(), soon).unref()
      resolve()
    })
  })

  const end = async (kindly: boolean): Promise<void> => {
    stdin.end()
    if (!kindly || !(await within(gone, grace))) {
      signalGroup(started, 'SIGTERM')
      await within(gone, grace)
    }
    signalGroup(started, 'SIGKILL')
    await gone
    for (const stream of [stdin, stdout, stderr]) stream.destroy()
    living.delete(child)
  }
  let ending: Promise<void> | undefined
  const child: Child = {
    async say(text, patience) {
      if (stdin.write(text) || stdin.destroyed) return true
      return within(new Promise(resolve => stdin.once('drain', resolve).once('close', resolve)), patience)
    },
    hear: patience => lines.take(patience),
    async silence() {
      if (!lines.ended()) return undefined
      await within(gone, soon)
      return how ?? 'it has closed its standard output'
    },
    hush: () => stdin.end(),
    async complaints() {
      await within(told, soon)
      return said
    },
    end(kindly) {
      ending = ending === undefined || !kindly ? end(kindly) : ending
      return ending
    },
  }
  return child
}

/** Windows has no groups of processes. */
function signalGroup(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') child.kill(signal)
    else if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // All of the group have ended.
  }
}
