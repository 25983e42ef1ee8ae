import { version } from '../../version.js'
import { type Check, diagnose } from '../start/diagnose.js'
import { columns, styled } from '../talk/terminal.js'

/** `optviz doctor`: what works here. Exit code 0 only if all that is required does, the native engine first of all. */
export async function doctor({ json = false }: { json?: boolean }): Promise<void> {
  const checks = await diagnose()
  const ok = checks.every(check => check.ok || !check.required)
  process.stdout.write(`${json ? JSON.stringify({ optviz: version, ok, checks }, null, 2) : report(checks)}\n`)
  if (!ok) process.exitCode = 1
}

function report(checks: readonly Check[]): string {
  const mark = ({ ok }: Check) => (ok ? 'ok' : 'no')
  const table = columns([['', 'optviz', version], ...checks.map(check => [mark(check), check.name, check.detail])])
  const advice = new Set(checks.flatMap(({ ok, mend }) => (ok || mend === undefined ? [] : [mend])))
  const lines = table.split('\n').map(line => (line.startsWith('no') ? styled(process.stdout, 'red', line) : line))
  return [...lines, ...[...advice].map(command => `to mend it: ${command}`)].join('\n')
}
