// Takes the place of src/engine/tensors/tfjs-node.ts in the bundle: loads the same script with V8's code for it.
import { join } from 'node:path'
import { loadScript } from '../../dist/cli/start/codecache.js'
import { loadBinding, wantedBindings } from '../../dist/engine/tensors/nativebinding.js'

export function loadTfjsNode() {
  const bindings = wantedBindings()
  const kernels = loadScript(join(__dirname, 'tfjs.cjs'), 'engine')
  return kernels.withBinding(loadBinding(bindings))
}
