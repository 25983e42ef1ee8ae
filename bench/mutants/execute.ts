import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Ends a program that leads a group of its own, and all that it has started and left. */
export function end(group: number | undefined): void {
  try {
    if (group !== undefined) process.kill(-group, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** Runs a program in a folder, and waits for its end; true where it ended well. What it says is of no interest. */
export async function execute(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'ignore', 'ignore'] })
  const stop = () => end(child.pid)
  process.once('exit', stop)
  const [code] = await once(child, 'exit')
  process.off('exit', stop)
  stop()
  return code === 0
}
