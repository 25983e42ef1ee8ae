import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** How a run of a test file ended: no answer within its time is `late`. */
export interface Trial {
  readonly outcome: 'passed' | 'failed' | 'late'
  readonly seconds: number
  readonly failure?: string
}

export interface Trials {
  /** Runs a test file, or those of its tests that a pattern names. */
  run(test: string, changed: readonly string[], limit: number, pattern?: string): Promise<Trial>
  stop(): void
}

/** Runs tests in a tree by a Vitest of its own process group, which is ended as a whole where one does not come to an end. */
export function trialsIn(root: string): Trials {
  const runner = fileURLToPath(new URL('runner.js', import.meta.url))
  let child: ChildProcess | undefined
  const start = async () => {
    // What a mutant leaves, or removes, lies in the tree.
    const places = { TMPDIR: `${root}/tmp`, XDG_CACHE_HOME: `${root}/cache`, NODE_COMPILE_CACHE: `${root}/compiled` }
    const env = { ...process.env, ...places, VITEST: undefined }
    child = fork(runner, [root], { cwd: root, env, detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    await once(child, 'message')
    return child
  }
  const stop = () => {
    try {
      if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
    child = undefined
  }
  return {
    stop,
    async run(test, changed, limit, pattern) {
      const runner = child?.connected ? child : await start()
      const begin = performance.now()
      runner.send({ test, changed, pattern })
      const timer = new AbortController()
      const late = new Promise<undefined>(resolve => {
        const clock = setTimeout(() => resolve(undefined), 1000 * limit)
        timer.signal.addEventListener('abort', () => clearTimeout(clock))
      })
      const gone = once(runner, 'exit', { signal: timer.signal }).then(
        () => undefined,
        () => undefined,
      )
      const answer = once(runner, 'message', { signal: timer.signal }).then(
        ([message]) => message as { passed: boolean; failure?: string },
        () => undefined,
      )
      const heard = await Promise.race([answer, gone, late])
      timer.abort()
      const seconds = (performance.now() - begin) / 1000
      if (heard === undefined) stop()
      if (heard === undefined) return { outcome: 'late', seconds }
      return { outcome: heard.passed ? 'passed' : 'failed', seconds, failure: heard.failure }
    },
  }
}
