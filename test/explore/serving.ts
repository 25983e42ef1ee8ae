import { type ChildProcess, spawn } from 'node:child_process'
import { launcher } from '../cli/process.js'

/** `optviz explore` as a process, and the address that it prints. */
export interface Serving {
  readonly address: string
  readonly child: ChildProcess
  /** Ends it as Ctrl-C does, and gives its exit code. */
  end(): Promise<number | null>
}

export function serving(cwd: string, ...flags: readonly string[]): Promise<Serving> {
  return servingWith({}, cwd, ...flags)
}

/** The same, with variables of the environment. */
export async function servingWith(
  env: Readonly<Record<string, string>>,
  cwd: string,
  ...flags: readonly string[]
): Promise<Serving> {
  const child = spawn(process.execPath, [launcher, 'explore', '--no-open', ...flags], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', chunk => {
      said += chunk
      const found = /^http\S+$/m.exec(said)?.[0]
      if (found !== undefined) resolve(found)
    })
    void exited.then(code => reject(new Error(`it ended (${code}): ${said}`)))
  })
  return {
    address,
    child,
    end() {
      child.kill('SIGINT')
      return exited
    },
  }
}
