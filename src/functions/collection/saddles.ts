import { fromFormula } from '../formula.js'
import type { TestFunction } from '../types.js'

/** A place where the gradient vanishes and the function still falls: no minimum anywhere. */
export const saddles: readonly TestFunction[] = [
  fromFormula({
    name: 'saddle',
    title: 'Saddle',
    group: 'saddle',
    formula: 'x^2 - y^2',
    reference: 'the hyperbolic paraboloid of every textbook',
    notes:
      'Unbounded below. From a start near the x axis a path first comes to the saddle point (0, 0), then leaves it.',
    domain: { x: [-2, 2], y: [-2, 2] },
    start: [-1.75, 0.015625],
    minima: [],
    smooth: true,
  }),
  fromFormula({
    name: 'monkey_saddle',
    title: 'Monkey saddle',
    group: 'saddle',
    formula: 'x^3 - 3*x*y^2',
    reference: 'Hilbert & Cohn-Vossen 1932, Anschauliche Geometrie',
    notes: 'Unbounded below, in three directions; at (0, 0) the Hessian vanishes with the gradient.',
    domain: { x: [-2, 2], y: [-2, 2] },
    start: [1.75, 0.0625],
    minima: [],
    smooth: true,
  }),
]
