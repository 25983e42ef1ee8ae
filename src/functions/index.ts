import { bowls } from './bowls.js'
import { drops } from './drops.js'
import { manyMinima } from './many-minima.js'
import { torchopt } from './torchopt.js'
import type { TestFunction } from './types.js'
import { undefinedPlaces } from './undefined-places.js'
import { valleys } from './valleys.js'

/** Every built-in test function; help, errors, completion and docs derive from this list. */
export const functions: readonly TestFunction[] = [
  ...bowls,
  ...valleys,
  ...manyMinima,
  ...drops,
  ...undefinedPlaces,
  ...torchopt,
]
