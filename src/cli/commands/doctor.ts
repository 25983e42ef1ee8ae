import { startBackend } from '../../engine/backend.js'
import { version } from '../../version.js'
import { columns } from '../terminal.js'

/** `optviz doctor`: what works here. Exit code 0 only if the native engine does. */
export async function doctor({ json = false }: { json?: boolean }): Promise<void> {
  const { name, fallback } = await startBackend('auto')
  const found = { optviz: version, node: process.version, backend: name, ...(fallback && { fallback }) }
  process.stdout.write(`${json ? JSON.stringify(found, null, 2) : columns(Object.entries(found))}\n`)
  if (name !== 'tensorflow') process.exitCode = 1
}
