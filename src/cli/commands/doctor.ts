import { version } from '../../version.js'
import { type Check, diagnose } from '../start/diagnose.js'
import { columns, print, printJson, styled } from '../talk/terminal.js'

/** `optviz doctor`: what works here. Exit code 0 only if all that is required does, the native engine first of all. */
export async function doctor({ json = false }: { json?: boolean }): Promise<void> {
  const checks = await diagnose()
  const ok = checks.every(check => check.ok || !check.required)
  if (json) printJson(process.stdout, { optviz: version, ok, checks })
  else print(process.stdout, report(checks))
  if (!ok) process.exitCode = 1
}

function report(checks: readonly Check[]): readonly string[] {
  const mark = ({ ok }: Check) => (ok ? 'ok' : 'no')
  const table = columns([['', 'optviz', version], ...checks.map(check => [mark(check), check.name, check.detail])])
  const advice = new Set(checks.flatMap(({ ok, mend }) => (ok || mend === undefined ? [] : [mend])))
  const lines = table.map(line => (line.startsWith('no') ? styled(process.stdout, 'red', line) : line))
  return [...lines, ...[...advice].map(command => `to mend it: ${command}`)]
}
