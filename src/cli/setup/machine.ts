import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { OptvizError, RuntimeFailure } from '../../errors.js'
import { reason } from '../../io/files/reason.js'
import type { Check } from '../start/diagnose.js'

/** How a command ended: the last lines of what it said, and its stdout. */
export interface Ended {
  readonly ok: boolean
  /** Its exit code; null where a signal ended it, or it did not begin. */
  readonly code: number | null
  readonly tail: readonly string[]
  readonly out: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** After so many seconds it is ended. */
  readonly seconds?: number
}

/** What was found by `optviz doctor` in a process of its own: a library that crashes must not end the set-up. */
export interface State {
  readonly engine: boolean
  readonly canvas: boolean
  readonly checks: readonly Check[]
}

/** All that the set-up knows of the machine and does to it, but for files. */
export interface Machine {
  /** The package's folder. */
  readonly home: string
  /** The user's cache; undefined where the account has none. */
  readonly cache?: string
  readonly platform: NodeJS.Platform
  readonly arch: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly root: boolean
  /** The folder that this Node is installed in. */
  readonly nodePrefix: string
  /** Looks at what works; with a folder, at the native parts in that one only. */
  look(native?: string): Promise<State>
  run(command: string, args: readonly string[], options?: RunOptions): Promise<Ended>
  say(line: string): void
  warn(line: string): void
}

/** Whether a program is there. */
export function has({ env, platform }: Machine, program: string): boolean {
  const names = platform === 'win32' ? ['.exe', '.cmd', ''].map(end => program + end) : [program]
  return (env.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== '')
    .some(folder => names.some(name => isExecutable(join(folder, name))))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Runs a command that has to work; where it does not, says the end of what it said. */
export async function must(
  machine: Machine,
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const { ok, tail, out } = await machine.run(command, args, options)
  if (ok) return out
  for (const line of tail) machine.warn(`    ${line}`)
  throw new RuntimeFailure(`this failed: ${[command, ...args].join(' ')}`)
}

/** Says what went wrong, and what to try. */
export function warnOf(machine: Machine, error: unknown): void {
  machine.warn(error instanceof OptvizError ? error.message : reason(error))
  if (error instanceof OptvizError && error.hint !== undefined) machine.warn(`  ${error.hint}`)
}

/** Installs Debian packages where that is possible; else fails with their names. */
export async function installDebian(machine: Machine, packages: readonly string[], purpose: string): Promise<void> {
  if (!canInstall(machine))
    throw new RuntimeFailure(
      `${purpose}: what it takes is not here`,
      `As root, then again: apt-get install ${packages.join(' ')}   (Debian's names)`,
    )
  machine.say(`installing Debian packages: ${packages.join(' ')}`)
  const apt = (...args: readonly string[]) =>
    must(machine, 'apt-get', ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
  await apt('update')
  await apt('install', '-y', '--no-install-recommends', ...packages)
}

/** Whether this process may install Debian packages. */
export function canInstall(machine: Machine): boolean {
  return machine.root && has(machine, 'apt-get')
}

const tailLength = 15
const running = new Set<() => void>()

/** Ends the commands that run; for a signal handler. */
export function endCommands(): void {
  for (const end of running) end()
}

/** Runs a command in silence. Windows finds npm only by a shell. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, seconds }: RunOptions = {},
): Promise<Ended> {
  const windows = process.platform === 'win32'
  return new Promise(resolve => {
    const child = spawn(command, [...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows && command === 'npm',
      // A group of its own, so that its children end with it.
      detached: !windows,
    })
    const end = () => {
      try {
        if (windows || child.pid === undefined) child.kill()
        else process.kill(-child.pid)
      } catch {
        // It has ended.
      }
    }
    running.add(end)
    const timer = seconds === undefined ? undefined : setTimeout(end, seconds * 1000)
    let [out, said] = ['', '']
    child.stdout.on('data', data => {
      out += data
      said = `${said}${data}`.slice(-10_000)
    })
    child.stderr.on('data', data => {
      said = `${said}${data}`.slice(-10_000)
    })
    const ended = (code: number | null) => {
      clearTimeout(timer)
      running.delete(end)
      resolve({ ok: code === 0, code, out, tail: said.trimEnd().split('\n').slice(-tailLength) })
    }
    child.on('error', error => {
      said += error.message
      ended(null)
    })
    child.on('close', ended)
  })
}
