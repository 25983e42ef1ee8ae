import { readMetadata } from '../io/metadata.js'
import { compareJson } from './comparejson.js'

/**
 * In what the recipes inside two pictures differ, in words; undefined where in nothing. They are not seen, so that files whose
 * recipes alone differ show the same.
 */
export function recipeDifference(expected: Uint8Array, actual: Uint8Array): string | undefined {
  const [a, b] = [recipeIn(expected), recipeIn(actual)]
  if (a === undefined && b === undefined) return undefined
  if (a === undefined) return 'no recipe expected inside, got one'
  if (b === undefined) return 'a recipe expected inside, got none'
  return compareJson({ recipe: a }, { recipe: b }, 0)?.first.replace(/^recipe\./, '')
}

function recipeIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(readMetadata(bytes) ?? '')
  } catch {
    return undefined
  }
}
