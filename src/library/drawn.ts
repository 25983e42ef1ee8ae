import { type Backend, slowerBackend } from '../engine/backend.js'
import { once } from '../once.js'
import type { Drawing as Computed } from '../pipeline/drawing.js'
import { encode } from '../pipeline/encode.js'
import type { PathsDrawing } from '../pipeline/paths.js'
import type { Drawing, PathDrawing } from './drawing.js'

/** What the library gives of a computed figure. */
export function drawingOf(computed: Computed, backend: Backend): Drawing {
  const { plan, warnings, engine, scene } = computed
  return {
    recipe: plan.recipe,
    warnings: [...slowerBackend(backend), ...warnings],
    ...{ backend: backend.name, engine, scene },
    encode: async format => bytesOf(await encode(computed, format)),
  }
}

/** The same of one with paths. */
export function pathDrawingOf(computed: PathsDrawing, backend: Backend): PathDrawing {
  return {
    ...drawingOf(computed, backend),
    landscape: () => computed.content().landscape,
    animation: once(computed.animation),
  }
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
