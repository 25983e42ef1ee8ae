import { fromFormula } from './formula.js'
import { library } from './sources.js'
import type { TestFunction } from './types.js'

/** Convex, with one minimum. */
export const bowls: readonly TestFunction[] = [
  fromFormula({
    name: 'sphere',
    title: 'Sphere',
    group: 'bowl',
    formula: 'x^2 + y^2',
    reference: `De Jong 1975 (F1); domain: ${library}`,
    domain: { x: [-5.12, 5.12], y: [-5.12, 5.12] },
    start: [1.5, -1.25],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
  fromFormula({
    name: 'booth',
    title: 'Booth',
    group: 'bowl',
    formula: '(x + 2*y - 7)^2 + (2*x + y - 5)^2',
    reference: library,
    domain: { x: [-10, 10], y: [-10, 10] },
    start: [-4, 6],
    minima: [{ at: [1, 3], value: 0 }],
    smooth: true,
  }),
  fromFormula({
    name: 'matyas',
    title: 'Matyas',
    group: 'bowl',
    formula: '0.26*(x^2 + y^2) - 0.48*x*y',
    reference: library,
    domain: { x: [-10, 10], y: [-10, 10] },
    start: [7.5, -6],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
]
