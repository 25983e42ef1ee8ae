import { createRequire } from 'node:module'
import type { TF } from './tf.js'

/**
 * Loads tfjs with its native backend; throws where the native part is missing.
 * `npm run build` puts bin/bundle/tfjs-node.mjs in the place of this module: it loads a tenth of the code.
 */
export function loadTfjsNode(): TF {
  return createRequire(import.meta.url)('@tensorflow/tfjs-node')
}
