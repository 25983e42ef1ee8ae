import { type Backend, type BackendChoice, slowerBackend, startBackend } from '../../engine/backend.js'
import { warn } from '../talk/terminal.js'

/** A started backend; that it is not the native one is said, never silent. */
export async function startEngine(choice: BackendChoice): Promise<Backend> {
  const backend = await startBackend(choice)
  for (const warning of slowerBackend(backend)) warn(warning)
  return backend
}
