import { type Backend, slowerBackend } from '../engine/backend.js'
import { formatNames } from '../formats.js'
import { once } from '../once.js'
import { type Drawing as Computed, warningsFor } from '../pipeline/drawing.js'
import { encode } from '../pipeline/encode.js'
import type { PathsDrawing } from '../pipeline/paths.js'
import { idleOf } from '../pipeline/words/idle.js'
import type { Given } from '../spec/fields/fields.js'
import type { Drawing, PathDrawing } from './drawing.js'

/**
 * What the library gives of a figure that was computed, and drawn, from what was given, beside what is `own` to its kind: who reads
 * it sees all there is to say. That is found out when it is read: it takes the figure, composed, which not everyone draws.
 */
export function drawingOf<T extends object>(computed: Computed, backend: Backend, given: Given, own: T): Drawing & T {
  const { plan, engine, scene } = computed
  const warnings = once(() => [
    ...slowerBackend(backend),
    ...idleOf(given, plan),
    ...warningsFor(computed, formatNames),
  ])
  return {
    ...own,
    recipe: plan.recipe,
    get warnings() {
      return warnings()
    },
    ...{ backend: backend.name, engine, scene },
    encode: async format => bytesOf(await encode(computed, format)),
  }
}

/** The same of one with paths. */
export function pathDrawingOf<T extends object>(
  computed: PathsDrawing,
  backend: Backend,
  given: Given,
  own: T,
): PathDrawing & T {
  const paths = { ...own, landscape: () => computed.content().landscape, animation: once(computed.animation) }
  const drawing = drawingOf(computed, backend, given, paths)
  return drawing
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
