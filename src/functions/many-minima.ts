import { fromFormula } from './formula.js'
import { library, wikipedia } from './sources.js'
import type { TestFunction } from './types.js'

/** Many local minima. */
export const manyMinima: readonly TestFunction[] = [
  fromFormula({
    name: 'ackley',
    title: 'Ackley',
    group: 'many minima',
    formula: '-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20',
    reference: `Ackley 1987, A Connectionist Machine for Genetic Hillclimbing; domain: ${wikipedia}`,
    notes: 'The gradient does not exist at the minimum.',
    domain: { x: [-5, 5], y: [-5, 5] },
    start: [2.5, -1.75],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: false,
  }),
  fromFormula({
    name: 'himmelblau',
    title: 'Himmelblau',
    group: 'many minima',
    formula: '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
    reference: `Himmelblau 1972, Applied Nonlinear Programming; domain: ${wikipedia}`,
    domain: { x: [-5, 5], y: [-5, 5] },
    start: [0.5, -1.5],
    minima: [
      { at: [3, 2], value: 0 },
      { at: [-2.805118086952745, 3.131312518250573], value: 0 },
      { at: [-3.779310253377747, -3.28318599128617], value: 0 },
      { at: [3.584428340330492, -1.848126526964404], value: 0 },
    ],
    smooth: true,
  }),
  fromFormula({
    name: 'levi_n13',
    title: 'Lévi N. 13',
    group: 'many minima',
    formula: 'sin(3*pi*x)^2 + (x - 1)^2*(1 + sin(3*pi*y)^2) + (y - 1)^2*(1 + sin(2*pi*y)^2)',
    reference: `Lévy & Montalvo 1985; ${library}`,
    domain: { x: [-10, 10], y: [-10, 10] },
    start: [0.125, 2.375],
    minima: [{ at: [1, 1], value: 0 }],
    smooth: true,
  }),
  fromFormula({
    name: 'rastrigin',
    title: 'Rastrigin',
    group: 'many minima',
    formula: '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)',
    reference: `Rastrigin 1974; domain: ${library}`,
    domain: { x: [-5.12, 5.12], y: [-5.12, 5.12] },
    start: [2.25, -1.625],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
]
