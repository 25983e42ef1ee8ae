import { diagnose } from '../../engine/diagnose.js'
import { columns, styled } from '../terminal.js'

/** `optviz doctor`: what works here. Exit code 0 only if the native engine does. */
export async function doctor({ json = false }: { json?: boolean }): Promise<void> {
  const checks = await diagnose()
  if (json) process.stdout.write(`${JSON.stringify(checks, null, 2)}\n`)
  else {
    const mark = (ok: boolean) => (ok ? 'ok' : styled(process.stdout, 'red', '!!'))
    process.stdout.write(`${columns(checks.map(c => [mark(c.ok), c.name, c.detail]))}\n`)
    for (const { ok, mend } of checks) if (!ok && mend !== undefined) process.stdout.write(`   ${mend}\n`)
  }
  if (!checks.every(c => c.ok || !c.required)) process.exitCode = 1
}
