import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { optimizerFile } from '../../spec/modules.js'
import { cleaningUp } from '../output/signals.js'
import { drawFigures } from './draw.js'
import type { FigureResult, Task } from './task.js'
import { parts } from './together.js'

/** Parts at work at once in one process: while pixels are compressed, on other threads, and files written, the next is computed. */
const atOnce = 4

/** Milliseconds that are waited for processes to end. */
const longestEnd = 4000

type Indexed = readonly [index: number, task: Task]
type Tell = (result: FigureResult, index: number) => void

/**
 * Draws figures, in this process or by so many others; each result is told as it comes. What is drawn next goes to the
 * process that is free, so none waits for another's slow ones; a process that dies costs the figure it was at.
 */
export async function drawAll(tasks: readonly Task[], jobs: number, tell: Tell): Promise<void> {
  const processes = Math.min(jobs, tasks.length)
  const queue = [...parts([...tasks.entries()], ([, task]) => sharedKey(task), Math.max(1, processes))]
  // The user's code may go on for ever: a signal is heard of then only if no file is being written, and nobody listens for it.
  if (processes <= 1) await together(tasks.some(namesCode) ? 1 : atOnce, () => drawHere(queue, tell))
  else await drawElsewhere(queue, processes, tell)
}

function namesCode({ figure: { settings, compare = [] } }: Task): boolean {
  return settings.fnModule !== undefined || [settings, ...compare].some(one => optimizerFile(one) !== undefined)
}

function together(count: number, work: () => Promise<void>): Promise<unknown> {
  return Promise.all(Array.from({ length: count }, work))
}

/** What figures must have in common to run together; the engine looks closer. */
function sharedKey({ figure: { settings, compare, name } }: Task): string {
  const { optim, optimModule, optimCommand, fn, expr, fnModule, fnData, objective, steps, backend, engine } = settings
  return compare === undefined
    ? JSON.stringify([optim, optimModule, optimCommand, fn, expr, fnModule, fnData, objective, steps, backend, engine])
    : name
}

async function drawHere(queue: (readonly Indexed[])[], tell: Tell): Promise<void> {
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const indexes = part.map(([index]) => index).values()
    const tasks = part.map(([, task]) => task)
    await drawFigures(tasks, result => tell(result, indexes.next().value ?? 0))
  }
}

async function drawElsewhere(queue: (readonly Indexed[])[], processes: number, tell: Tell): Promise<void> {
  const running = new Set<ChildProcess>()
  let interrupted = false
  // A process of ours may have some of the user's to end; what it leaves undrawn is nobody's, and not told.
  const endAll = async () => {
    interrupted = true
    queue.length = 0
    const gone = [...running].map(child => new Promise(resolve => child.once('exit', resolve)))
    for (const child of running) child.kill()
    await Promise.race([Promise.all(gone), setTimeout(longestEnd)])
  }
  const tellUnlessInterrupted: Tell = (result, index) => {
    if (!interrupted) tell(result, index)
  }
  const work = async () => {
    while (queue.length > 0) {
      const child = startWorker()
      running.add(child)
      await feed(child, queue, tellUnlessInterrupted)
      running.delete(child)
    }
  }
  await cleaningUp(endAll, () => together(processes, work))
}

/** This same program as a worker; `advanced` messages keep infinities, NaN and undefined. */
function startWorker(): ChildProcess {
  const launcher = process.argv[1] ?? ''
  return fork(launcher, ['worker'], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
}

/** Sends parts to a worker until none is left or it dies; what it leaves undrawn goes back. */
async function feed(child: ChildProcess, queue: (readonly Indexed[])[], tell: Tell): Promise<void> {
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const left = [...part]
    const ended = await ask(child, left, tell)
    const [at, ...others] = left
    if (at === undefined) continue
    tell(lost(at[1], ended), at[0])
    if (others.length > 0) queue.unshift(others)
    return
  }
  child.disconnect()
}

/** Has a worker draw a part; what is drawn is told and taken out of it. Gives how the worker ended, where it did. */
function ask(child: ChildProcess, part: Indexed[], tell: Tell): Promise<string> {
  return new Promise(resolve => {
    const settle = (how: string) => {
      child.off('message', onMessage).off('exit', onExit).off('error', onError)
      resolve(how)
    }
    const onMessage = (result: unknown) => {
      const drawn = part.shift()
      if (drawn !== undefined) tell(result as FigureResult, drawn[0])
      if (part.length === 0) settle('')
    }
    const onExit = (code: number | null, signal: string | null) => settle(signal ?? `exit code ${code}`)
    const onError = (error: Error) => settle(error.message)
    child.on('message', onMessage).on('exit', onExit).on('error', onError)
    child.send(
      part.map(([, task]) => task),
      error => {
        if (error !== null) onError(error)
      },
    )
  })
}

function lost({ figure: { name, line } }: Task, how: string): FigureResult {
  const failure = `its process ended before the figure was drawn (${how})`
  return { name, line, files: [], failure, warnings: [], diverged: false, seconds: 0 }
}
