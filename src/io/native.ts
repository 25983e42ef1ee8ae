import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './cache.js'

/** The folder of this package. */
export const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

const machine = `${process.platform}-${process.arch}`

/**
 * Where `optviz setup` puts native parts: in the package, for whoever may read it; else in the user's cache. In each, `engine`
 * has tfjs-node's folders `lib` (the binding) and `deps` (libtensorflow), and `canvas` has canvas below node_modules.
 */
const nativeFolder = {
  package: join(packageFolder, 'native', machine),
  cache: (cache = cacheFolder()) => (cache === undefined ? undefined : join(cache, 'native', machine)),
} as const

/** The folders of native parts, in the order that they are looked at. OPTVIZ_NATIVE names the only one, for a trial. */
export function nativeFolders(): readonly string[] {
  const only = process.env.OPTVIZ_NATIVE
  if (only) return [only]
  const cached = nativeFolder.cache()
  return cached === undefined ? [nativeFolder.package] : [nativeFolder.package, cached]
}
