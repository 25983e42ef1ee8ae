import { type ChildProcess, fork } from 'node:child_process'
import { cleaningUp } from '../signals.js'
import { drawFigure } from './figure.js'
import type { FigureResult, Task } from './task.js'

/** Figures at work at once in one process: while one's pixels are compressed, on another thread, the next is computed. */
const atOnce = 2

/**
 * Draws figures, in this process or by so many others; each result is told as it comes. Figures go to the process that is
 * free, so none waits for another's slow ones; a process that dies costs the figure it was at.
 */
export async function drawAll(
  tasks: readonly Task[],
  jobs: number,
  tell: (result: FigureResult, index: number) => void,
): Promise<void> {
  const queue = [...tasks.entries()]
  if (Math.min(jobs, tasks.length) <= 1) {
    const draw = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, task] = next
        tell(await drawFigure(task), index)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, draw))
    return
  }
  const running = new Set<ChildProcess>()
  const endAll = () => {
    for (const child of running) child.kill()
  }
  const work = async () => {
    while (queue.length > 0) {
      const child = startWorker()
      running.add(child)
      await feed(child, queue, tell)
      running.delete(child)
    }
  }
  await cleaningUp(endAll, async () => {
    await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work))
  })
}

/** This same program as a worker; `advanced` messages keep infinities, NaN and undefined. */
function startWorker(): ChildProcess {
  const launcher = process.argv[1] ?? ''
  return fork(launcher, ['worker'], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
}

/** Sends tasks to a worker until none is left or it dies. */
async function feed(
  child: ChildProcess,
  queue: [number, Task][],
  tell: (result: FigureResult, index: number) => void,
): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [index, task] = next
    const answer = await ask(child, task)
    tell(typeof answer === 'string' ? lost(task, answer) : answer, index)
    if (typeof answer === 'string') return
  }
  child.disconnect()
}

/** A worker's result, or how the worker ended instead. */
function ask(child: ChildProcess, task: Task): Promise<FigureResult | string> {
  return new Promise(resolve => {
    const settle = (answer: FigureResult | string) => {
      child.off('message', onMessage).off('exit', onExit).off('error', onError)
      resolve(answer)
    }
    const onMessage = (result: unknown) => settle(result as FigureResult)
    const onExit = (code: number | null, signal: string | null) => settle(signal ?? `exit code ${code}`)
    const onError = (error: Error) => settle(error.message)
    child.on('message', onMessage).on('exit', onExit).on('error', onError)
    child.send(task, error => {
      if (error !== null) onError(error)
    })
  })
}

function lost({ figure: { name, line } }: Task, how: string): FigureResult {
  const failure = `its process ended before the figure was drawn (${how})`
  return { name, line, files: [], failure, warnings: [], diverged: false, seconds: 0 }
}
