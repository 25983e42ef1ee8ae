import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { RuntimeFailure } from '../errors.js'
import { isInstalled, mending } from '../io/installation.js'
import { nativeFolders } from '../io/native.js'

/** node-canvas's exports. */
export type CanvasModule = typeof import('canvas')

/** node-canvas, loaded at the first picture: it is large and optional. */
export async function loadCanvas(): Promise<CanvasModule> {
  try {
    const module = await import('canvas')
    return module.default as unknown as CanvasModule
  } catch (error) {
    const own = ownCanvas()
    if (own !== undefined) return own
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    const problem = isInstalled('canvas') ? `does not load: ${reason}` : 'is not installed'
    throw new RuntimeFailure(
      `PNG and GIF need the canvas package, which ${problem}`,
      `Run ${mending()}; or write SVG, which does not need it.`,
    )
  }
}

/** The native part of canvas, which is most of what there is to load; undefined where it is not in its place. */
export function canvasBinary(): string | undefined {
  for (const from of [import.meta.url, ...nativeFolders().map(folder => join(folder, 'canvas', 'package.json'))])
    try {
      const file = join(dirname(createRequire(from).resolve('canvas/package.json')), 'build', 'Release', 'canvas.node')
      if (existsSync(file)) return file
    } catch {
      // It may be elsewhere.
    }
  return undefined
}

/** The one that `optviz setup` has put where no package manager looks after it. */
function ownCanvas(): CanvasModule | undefined {
  for (const folder of nativeFolders())
    try {
      return createRequire(join(folder, 'canvas', 'package.json'))('canvas')
    } catch {
      // Not there, or it does not load there either: what is said is why the installed one does not.
    }
  return undefined
}
