import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { processorSeconds } from './effort.js'
import { end } from './execute.js'
import type { Tree } from './tree.js'

/** How a run of a test file ended: no answer within its time, or ever, is `late`. */
export interface Trial {
  readonly outcome: 'passed' | 'failed' | 'late'
  /** Of a processor, where that is known. */
  readonly seconds: number
  /** The test that failed, and its message. */
  readonly failure?: string
  readonly reason?: string
}

export interface Trials {
  /** Runs a test file, or those of its tests that have an id of these, for so many seconds of a processor. */
  run(test: string, changed: readonly string[], limit: number, only?: readonly string[]): Promise<Trial>
  stop(): void
}

interface Answer {
  readonly passed: boolean
  readonly failure?: string
  readonly reason?: string
}

const unheard = () => undefined

/** What waits for ever uses no processor; a busy machine has one for us at the latest after so many times as long. */
const slowest = 5

/** Seconds since now: of a processor where that is known, and on the wall. */
function clockOf(group: number): () => { readonly seconds: number; readonly wall: number } {
  const [began, before] = [performance.now(), processorSeconds(group)]
  return () => {
    const wall = (performance.now() - began) / 1000
    const now = processorSeconds(group)
    return { seconds: before === undefined || now === undefined ? wall : now - before, wall }
  }
}

/** Waits until a clock has come to a limit. */
async function spent(clock: ReturnType<typeof clockOf>, limit: number, signal: AbortSignal): Promise<undefined> {
  for (let at = clock(); at.seconds < limit && at.wall < slowest * limit; at = clock())
    if (!(await setTimeout(1000, true, { signal }).catch(() => false))) return
}

/** Runs tests in a tree by a Vitest of its own process group, which is ended as a whole where one does not come to an end. */
export function trialsIn({ root, env }: Tree): Trials {
  const runner = fileURLToPath(new URL('runner.js', import.meta.url))
  let child: ChildProcess | undefined
  const start = async () => {
    child = fork(runner, [root], { cwd: root, env, detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    await once(child, 'message')
    return child
  }
  const stop = () => {
    end(child?.pid)
    child = undefined
  }
  return {
    stop,
    async run(test, changed, limit, only) {
      const runner = child?.connected ? child : await start()
      const used = clockOf(runner.pid ?? 0)
      runner.send({ test, changed, only })
      const over = new AbortController()
      const { signal } = over
      const heard = await Promise.race([
        once(runner, 'message', { signal }).then(([message]) => message as Answer, unheard),
        once(runner, 'exit', { signal }).then(unheard, unheard),
        spent(used, limit, signal),
      ])
      over.abort()
      const { seconds } = used()
      if (heard === undefined) {
        stop()
        return { outcome: 'late', seconds }
      }
      const { passed, failure, reason } = heard
      return { outcome: passed ? 'passed' : 'failed', seconds, failure, reason }
    },
  }
}
