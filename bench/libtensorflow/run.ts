import { spawnSync } from 'node:child_process'

/** How a program ended: `failure` says so in a line where it did not end well. */
export interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly failure?: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** Runs a program to its end; a crash is a way to end. */
export function run(program: string, args: readonly string[], { cwd, env }: RunOptions = {}): Ended {
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (error !== undefined) return { stdout: '', stderr: '', failure: error.message }
  if (signal !== null) return { stdout, stderr, failure: `crashed (${signal})` }
  const last = stderr.trim().split('\n').at(-1) ?? ''
  return status === 0 ? { stdout, stderr } : { stdout, stderr, failure: `exit ${status}: ${last}` }
}

/** Runs a program that must end well; gives what it wrote to stdout. */
export function need(program: string, args: readonly string[], options?: RunOptions): string {
  const { stdout, failure } = run(program, args, options)
  if (failure !== undefined) throw new Error(`${program} ${args[0] ?? ''}: ${failure}`)
  return stdout
}
