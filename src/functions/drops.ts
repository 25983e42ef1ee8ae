import { fromFormula } from './formula.js'
import { library } from './sources.js'
import type { TestFunction } from './types.js'

/** Nearly flat, with a steep drop somewhere. */
export const drops: readonly TestFunction[] = [
  fromFormula({
    name: 'easom',
    title: 'Easom',
    group: 'drop',
    formula: '-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)',
    reference: `Easom 1990; domain: ${library}`,
    notes: 'In float32 the value and the gradient are exactly 0 farther than about 10 from the minimum.',
    domain: { x: [-100, 100], y: [-100, 100] },
    start: [2, 4],
    minima: [{ at: [Math.PI, Math.PI], value: -1 }],
    smooth: true,
  }),
]
