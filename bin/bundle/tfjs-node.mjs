// Takes the place of src/engine/tensors/tfjs-node.ts in the bundle: of tfjs, only the core, its gradients and the native kernels.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { loadScript } from '../../dist/cli/start/codecache.js'

const here = import.meta.url

/** The native part of the installed tfjs-node, for the newest version of Node-API that both know. */
function bindingFile(require) {
  try {
    const folder = dirname(require.resolve('@tensorflow/tfjs-node/package.json'))
    const versions = Array.from({ length: Number(process.versions.napi) }, (_, older) => process.versions.napi - older)
    return versions.map(version => join(folder, 'lib', `napi-v${version}`, 'tfjs_binding.node')).find(existsSync)
  } catch {
    return undefined
  }
}

export function loadTfjsNode() {
  const require = createRequire(here)
  const file = bindingFile(require)
  // tfjs-node itself says what is wrong.
  if (file === undefined) return require('@tensorflow/tfjs-node')
  const binding = require(file)
  const { tf, NodeJSKernelBackend } = loadScript(join(__dirname, 'tfjs.cjs'), 'engine')
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node'), 3)
  return tf
}
