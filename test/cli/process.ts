import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The command's file. */
export const launcher = fileURLToPath(new URL('../../bin/optviz.js', import.meta.url))

/** The result of one command, as a script sees it. */
export interface Result {
  readonly code: number | null
  readonly out: string
  readonly err: string
  readonly bytes: Buffer
}

/** Runs the built command line as a process of its own. */
export function optviz(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Result {
  const result = spawnSync(process.execPath, [launcher, ...args], {
    cwd,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: undefined, ...env },
    maxBuffer: 1 << 28,
  })
  return { code: result.status, out: result.stdout.toString(), err: result.stderr.toString(), bytes: result.stdout }
}

/** Runs a script of bash, in which `optviz` is the built command line; pipes fail with their commands. */
export function shell(script: string, cwd: string): Omit<Result, 'bytes'> {
  const head = `set -o pipefail; optviz() { "${process.execPath}" "${launcher}" "$@"; };`
  const result = spawnSync('bash', ['-c', `${head} ${script}`], { cwd, encoding: 'utf8' })
  return { code: result.status, out: result.stdout, err: result.stderr }
}

/** A fresh folder, removed by the function returned with it. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'optviz-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
