import { fromFormula } from './formula.js'
import type { TestFunction } from './types.js'

/** Not defined, or without a limit, somewhere in the domain. */
export const undefinedPlaces: readonly TestFunction[] = [
  fromFormula({
    name: 'flower',
    title: 'Flower',
    group: 'undefined places',
    formula: 'sqrt(x^2 + y^2) + sin(4*atan2(y, x))',
    reference: 'S. Keydana, “torch optimizers: torchopt”, Posit AI Blog, 2022',
    notes:
      'No minimum: the infimum −1 is approached as r → 0 along θ = 3π/8 + kπ/2; f(0, 0) = 0 and |gradient| ≈ 4/r near it.',
    domain: { x: [-3, 3], y: [-3, 3] },
    start: [20, 20],
    minima: [],
    smooth: false,
  }),
]
