import { createRequire } from 'node:module'
import type { TF } from './tf.js'

/**
 * Loads tfjs with its pure-JavaScript backend. Its packages have no file that Node loads and that has the gradients, apart from
 * the one of all of tfjs: `npm run build` makes one, which `imports` of package.json names.
 */
export function loadTfjsCpu(): TF {
  return createRequire(import.meta.url)('#tfjs-cpu')
}
