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

const running = new Set<number | undefined>()

/** Runs a program in a folder, and waits for its end; true where it ended well. What it says is of no interest. */
export async function execute(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'ignore', 'ignore'] })
  running.add(child.pid)
  const [code] = await once(child, 'exit')
  running.delete(child.pid)
  end(child.pid)
  return code === 0
}

/** Ends what `execute` waits for. */
export function endAll(): void {
  for (const group of running) end(group)
}
