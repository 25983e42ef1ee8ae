import { UsageError } from '../errors.js'
import type { Scene } from '../records/scene.js'
import { pdf } from './pdf/pdf.js'
import { png } from './png.js'
import { svg } from './svg.js'
import type { Renderer, RenderOptions } from './types.js'

/** Every format that a scene can be drawn in. */
export const renderers: readonly Renderer[] = [png, svg, pdf]

/** Draws a scene as a file of the named format. */
export async function render(scene: Scene, format: string, options: RenderOptions): Promise<Uint8Array> {
  const renderer = renderers.find(({ extension }) => extension === format.toLowerCase())
  if (renderer === undefined)
    throw new UsageError(`unknown image format "${format}"; expected ${renderers.map(r => r.extension).join(' or ')}`)
  return renderer.render(scene, options)
}
