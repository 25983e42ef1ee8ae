import { type Backend, type BackendChoice, startBackend } from '../../engine/backend.js'
import { warn } from '../talk/terminal.js'

/** A started backend; that it is not the native one is said, never silent. */
export async function startEngine(choice: BackendChoice): Promise<Backend> {
  const backend = await startBackend(choice)
  if (backend.fallback !== undefined)
    warn(`the native backend does not start, so the slower cpu backend runs: ${backend.fallback} (see: optviz doctor)`)
  return backend
}
