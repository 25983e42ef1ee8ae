import { createRequire } from 'node:module'
import { loadBinding, wantedBindings } from './nativebinding.js'
import type { TF } from './tf.js'

/** Of tfjs the core, its gradients and the native kernels, as `npm run build` puts them together. */
export interface NativeKernels {
  withBinding(binding: unknown): TF
}

/**
 * Loads tfjs with its native backend; throws where the native part is missing. Last it waits for libtensorflow, which may be on
 * its way. The bundle has bin/bundle/tfjs-node.mjs in the place of this module.
 */
export function loadTfjsNode(): TF {
  const bindings = wantedBindings()
  const kernels: NativeKernels = createRequire(import.meta.url)('#tfjs-native')
  return kernels.withBinding(loadBinding(bindings))
}
