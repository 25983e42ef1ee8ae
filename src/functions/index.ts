import { bowls } from './bowls.js'
import { drops } from './drops.js'
import { manyMinima } from './many-minima.js'
import { plates } from './plates.js'
import { ripples } from './ripples.js'
import { saddles } from './saddles.js'
import { tables } from './tables.js'
import { torchoptVariants } from './torchopt.js'
import type { TestFunction } from './types.js'
import { undefinedPlaces } from './undefined-places.js'
import { valleys } from './valleys.js'

const literature: readonly TestFunction[] = [
  ...bowls,
  ...plates,
  ...valleys,
  ...manyMinima,
  ...ripples,
  ...tables,
  ...drops,
  ...saddles,
  ...undefinedPlaces,
]

/** Every built-in test function; help, errors, completion and docs derive from this list. */
export const functions: readonly TestFunction[] = [...literature, ...torchoptVariants(literature)]
