import { fromFormula } from './formula.js'
import { library } from './sources.js'
import type { TestFunction } from './types.js'

/** Long, curved or narrow: the way along the floor is what is hard. */
export const valleys: readonly TestFunction[] = [
  fromFormula({
    name: 'rosenbrock',
    title: 'Rosenbrock',
    group: 'valley',
    formula: '100*(y - x^2)^2 + (1 - x)^2',
    reference: `Rosenbrock 1960, The Computer Journal 3(3); domain: ${library}`,
    domain: { x: [-2.048, 2.048], y: [-2.048, 2.048] },
    start: [-2, 2],
    minima: [{ at: [1, 1], value: 0 }],
    smooth: true,
  }),
  fromFormula({
    name: 'beale',
    title: 'Beale',
    group: 'valley',
    formula: '(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2',
    reference: `Beale 1958; Moré, Garbow & Hillstrom 1981, problem 5; domain: ${library}`,
    notes: 'torchopt writes − x y² in the second residual: beale@torchopt.',
    domain: { x: [-4.5, 4.5], y: [-4.5, 4.5] },
    start: [1, 1.5],
    minima: [{ at: [3, 0.5], value: 0 }],
    smooth: true,
  }),
  fromFormula({
    name: 'goldstein_price',
    title: 'Goldstein–Price',
    group: 'valley',
    formula:
      '(1 + (x + y + 1)^2 * (19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))' +
      ' * (30 + (2*x - 3*y)^2 * (18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))',
    reference: `Goldstein & Price 1971, Mathematics of Computation 25; domain: ${library}`,
    domain: { x: [-2, 2], y: [-2, 2] },
    start: [0.5, 0.25],
    minima: [{ at: [0, -1], value: 3 }],
    smooth: true,
  }),
  fromFormula({
    name: 'bukin_n6',
    title: 'Bukin N. 6',
    group: 'valley',
    formula: '100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 10)',
    reference: library,
    notes: 'A ridge of minima along y = x²/100, where the gradient does not exist.',
    domain: { x: [-15, -5], y: [-3, 3] },
    start: [-12, 2],
    minima: [{ at: [-10, 1], value: 0 }],
    smooth: false,
  }),
]
