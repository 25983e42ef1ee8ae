import { type Backend, slowerBackend } from '../engine/backend.js'
import { formatNames } from '../formats.js'
import { once } from '../once.js'
import { type Drawing as Computed, warningsFor } from '../pipeline/drawing.js'
import { encode } from '../pipeline/encode.js'
import type { PathsDrawing } from '../pipeline/paths.js'
import { idleOf } from '../pipeline/words/idle.js'
import type { Given } from '../spec/fields/fields.js'
import type { Drawing, PathDrawing } from './drawing.js'

/** What the library gives of a figure that was computed, and drawn, from what was given: who reads it sees all there is to say. */
export function drawingOf(computed: Computed, backend: Backend, given: Given): Drawing {
  const { plan, engine, scene } = computed
  return {
    recipe: plan.recipe,
    warnings: [...slowerBackend(backend), ...idleOf(given, plan), ...warningsFor(computed, formatNames)],
    ...{ backend: backend.name, engine, scene },
    encode: async format => bytesOf(await encode(computed, format)),
  }
}

/** The same of one with paths. */
export function pathDrawingOf(computed: PathsDrawing, backend: Backend, given: Given): PathDrawing {
  return {
    ...drawingOf(computed, backend, given),
    landscape: () => computed.content().landscape,
    animation: once(computed.animation),
  }
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
