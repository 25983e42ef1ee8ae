import { join } from 'node:path'
import type { Check } from '../start/diagnose.js'
import { runCommand, type State } from './machine.js'

/** Looks at what works of the optviz in a folder; in a process of its own, for a library may crash that. */
export function lookAt(home: string): (native?: string) => Promise<State> {
  return async native => {
    const env = native === undefined ? {} : { OPTVIZ_NATIVE: native }
    const { out } = await runCommand(process.execPath, [join(home, 'bin', 'optviz.js'), 'doctor', '--json'], { env })
    const checks = checksOf(out)
    const works = (...names: readonly string[]) =>
      names.every(name => checks.some(check => check.name === name && check.ok))
    return { engine: works('native engine', 'gradients'), canvas: works('canvas'), checks }
  }
}

/** None where the process crashed before it could say what works. */
function checksOf(text: string): readonly Check[] {
  try {
    return JSON.parse(text).checks
  } catch {
    return []
  }
}
