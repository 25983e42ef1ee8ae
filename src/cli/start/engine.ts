import { type Backend, type BackendChoice, slowerBackend, startBackend } from '../../engine/backend.js'
import { loadBehind } from '../../engine/tensors/ahead.js'
import { canvasBinary } from '../../render/loadcanvas.js'
import type { Output } from '../output/outputs.js'
import { warn } from '../talk/terminal.js'

/**
 * A started backend; that it is not the native one is said, never silent. What the outputs need beside it is loaded behind
 * libtensorflow, while the engine works.
 */
export async function startEngine(choice: BackendChoice, outputs: readonly Output[]): Promise<Backend> {
  const needsCanvas = choice !== 'cpu' && outputs.some(({ format }) => format === 'png')
  const canvas = needsCanvas ? canvasBinary() : undefined
  if (canvas !== undefined) loadBehind(canvas)
  const backend = await startBackend(choice)
  for (const warning of slowerBackend(backend)) warn(warning)
  return backend
}
