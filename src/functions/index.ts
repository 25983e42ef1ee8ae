import { bowls } from './collection/bowls.js'
import { drops } from './collection/drops.js'
import { losses } from './collection/losses.js'
import { manyMinima } from './collection/many-minima.js'
import { plates } from './collection/plates.js'
import { ripples } from './collection/ripples.js'
import { saddles } from './collection/saddles.js'
import { tables } from './collection/tables.js'
import { torchoptVariants } from './collection/torchopt.js'
import { undefinedPlaces } from './collection/undefined-places.js'
import { valleys } from './collection/valleys.js'
import type { TestFunction } from './types.js'

const literature: readonly TestFunction[] = [
  ...bowls,
  ...plates,
  ...valleys,
  ...manyMinima,
  ...ripples,
  ...tables,
  ...drops,
  ...saddles,
  ...losses,
  ...undefinedPlaces,
]

/** Every built-in test function; help, errors, completion and docs derive from this list. */
export const functions: readonly TestFunction[] = [...literature, ...torchoptVariants(literature)]
