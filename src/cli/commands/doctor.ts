import { version } from '../../version.js'
import { type Check, diagnose } from '../start/diagnose.js'
import { columns, print, printJson, styled } from '../talk/terminal.js'

/** `optviz doctor`: what works here. Exit code 0 only if all that is required does, the native engine first of all. */
export async function doctor({ json = false }: { json?: boolean }): Promise<void> {
  const checks = await diagnose()
  const ok = isHealthy(checks)
  if (json) printJson(process.stdout, { optviz: version, ok, checks })
  else print(process.stdout, report(checks))
  if (!ok) process.exitCode = 1
}

/** Whether all that is required works; nothing does where nothing was found out. */
export function isHealthy(checks: readonly Check[]): boolean {
  return checks.length > 0 && checks.every(check => check.ok || !check.required)
}

/** The checks as lines, with what mends those that failed. */
export function report(checks: readonly Check[]): readonly string[] {
  const mark = ({ ok }: Check) => (ok ? 'ok' : 'no')
  const table = columns([['', 'optviz', version], ...checks.map(check => [mark(check), check.name, check.detail])])
  const advice = new Set(checks.flatMap(({ ok, mend }) => (ok || mend === undefined ? [] : [mend])))
  const lines = table.map(line => (line.startsWith('no') ? styled(process.stdout, 'red', line) : line))
  return [...lines, ...[...advice].map(command => `to mend it: ${command}`)]
}
