import { vi } from 'vitest'
import { main } from '../../src/cli/main.js'

/** What a call says, in this process: no start, no engine to load again. */
export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command line in this process, in a folder. Not for what belongs to a process: signals, pipes, worker processes. */
export async function call(args: readonly string[], folder = process.cwd()): Promise<Said> {
  const back = process.cwd()
  process.chdir(folder)
  const said: Record<'stdout' | 'stderr', string[]> = { stdout: [], stderr: [] }
  const spies = (['stdout', 'stderr'] as const).map(stream =>
    vi.spyOn(process[stream], 'write').mockImplementation((text, encoding, done) => {
      const heard = typeof encoding === 'function' ? encoding : done
      said[stream].push(String(text))
      heard?.()
      return true
    }),
  )
  process.exitCode = undefined
  const code = await main(['node', 'optviz', ...args]).finally(() => {
    for (const spy of spies) spy.mockRestore()
    process.exitCode = undefined
    process.chdir(back)
  })
  return { code, out: said.stdout.join(''), err: said.stderr.join('') }
}
