import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a shell makes of a command: the words that `optviz` gets, and whether anything else was run. */
export interface Typed {
  readonly words: readonly string[]
  readonly ranMore: boolean
}

/** Types a command into a shell in which `optviz` does nothing but tell its words. */
export function typed(command: string): Typed {
  const folder = mkdtempSync(join(tmpdir(), 'optviz-fuzz-'))
  try {
    const script = `optviz() { printf '%s\\0' "$@"; }\n${command}`
    const { stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' })
    return { words: stdout.split('\0').slice(0, -1), ranMore: stderr !== '' || existsSync(join(folder, 'pwned')) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
