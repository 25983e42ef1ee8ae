import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { nativeFolders } from '../../io/native.js'

const load = createRequire(import.meta.url)

/** A native binding of tfjs-node that is there, for the newest version of Node-API that both know; whether it loads is another matter. */
function bindingIn(folder: string): string | undefined {
  const newest = Number(process.versions.napi)
  const versions = Array.from({ length: newest }, (_, older) => newest - older)
  return versions.map(version => join(folder, 'lib', `napi-v${version}`, 'tfjs_binding.node')).find(existsSync)
}

/** The folder of the installed tfjs-node; throws as Node does where there is none. */
function tfjsNodeFolder(): string {
  return dirname(load.resolve('@tensorflow/tfjs-node/package.json'))
}

/** The bindings that are there, in the order that they are tried: the package's own, tfjs-node's, the one in the cache. */
export function nativeBindings(): readonly string[] {
  const [first, ...others] = nativeFolders().map(folder => join(folder, 'engine'))
  const tfjsNode = process.env.OPTVIZ_NATIVE ? [] : installedTfjsNode()
  const folders = [...(first === undefined ? [] : [first]), ...tfjsNode, ...others]
  return folders.flatMap(folder => bindingIn(folder) ?? [])
}

function installedTfjsNode(): readonly string[] {
  try {
    return [tfjsNodeFolder()]
  } catch {
    return []
  }
}

/** The bindings that are there; throws where there is none, saying what is missing. */
export function wantedBindings(): readonly string[] {
  const files = nativeBindings()
  if (files.length > 0) return files
  tfjsNodeFolder()
  throw new Error('the native part of @tensorflow/tfjs-node is not built')
}

/** Loads the first of some bindings that loads; else throws why the first one does not. */
export function loadBinding(files: readonly string[]): unknown {
  const failures: unknown[] = []
  for (const file of files)
    try {
      return load(file)
    } catch (error) {
      failures.push(error)
    }
  throw failures[0]
}
