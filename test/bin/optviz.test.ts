import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('a clone that is not built says what to do', () => {
  const clone = mkdtempSync(join(tmpdir(), 'optviz-clone-'))
  try {
    for (const file of ['optviz.js', 'package.json']) cpSync(`bin/${file}`, join(clone, 'bin', file))
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, 'bin/optviz.js')], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toBe(
      'error: optviz is not built yet\n  Run bin/setup; or, with the packages installed, npm run build.\n',
    )
  } finally {
    rmSync(clone, { recursive: true })
  }
})
