import { fromFormula } from '../formula.js'
import type { TestFunction } from '../types.js'
import { survey } from './sources.js'

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
  fromFormula({
    name: 'keane',
    title: 'Keane',
    group: 'undefined places',
    formula: '-(sin(x - y)^2*sin(x + y)^2)/sqrt(x^2 + y^2)',
    reference: `${survey} (the formula there lacks the sign that its minimum has)`,
    notes: 'Undefined (0/0) at (0, 0), a corner of the domain; the limit there is 0.',
    domain: { x: [0, 10], y: [0, 10] },
    start: [2.5, 2],
    minima: [
      { at: [0, 1.3932490753255886], value: -0.6736675211468547 },
      { at: [1.3932490753255886, 0], value: -0.6736675211468547 },
    ],
    smooth: true,
  }),
]
