import { type Backend, type BackendChoice, slowerBackend, startBackend } from '../../engine/backend.js'
import { loadCanvasEarly } from '../../render/canvas.js'
import type { Output } from '../output/outputs.js'
import { warn } from '../talk/terminal.js'

/**
 * A started backend; that it is not the native one is said, never silent. What the outputs need beside it is loaded while
 * libtensorflow is.
 */
export async function startEngine(choice: BackendChoice, outputs: readonly Output[]): Promise<Backend> {
  const backend = await startBackend(choice, () => {
    if (outputs.some(({ format }) => format === 'png')) loadCanvasEarly()
  })
  for (const warning of slowerBackend(backend)) warn(warning)
  return backend
}
