import { fromFormula } from '../formula.js'
import type { TestFunction } from '../types.js'
import { library } from './sources.js'

/** One bowl, whatever ripples its ground has. */
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
    name: 'rotated_hyper_ellipsoid',
    title: 'Rotated hyper-ellipsoid',
    group: 'bowl',
    formula: 'x^2 + (x^2 + y^2)',
    reference: library,
    notes: 'In spite of its name its axes are those of the coordinates; narrow_valley is turned.',
    domain: { x: [-65.536, 65.536], y: [-65.536, 65.536] },
    start: [48, -56],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
  fromFormula({
    name: 'trid',
    title: 'Trid',
    group: 'bowl',
    formula: '(x - 1)^2 + (y - 1)^2 - x*y',
    reference: `Adorio & Diliman 2005; ${library}`,
    domain: { x: [-4, 4], y: [-4, 4] },
    start: [-3.5, 1.5],
    minima: [{ at: [2, 2], value: -2 }],
    smooth: true,
  }),
  fromFormula({
    name: 'bohachevsky',
    title: 'Bohachevsky N. 1',
    group: 'bowl',
    formula: 'x^2 + 2*y^2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7',
    reference: `Bohachevsky, Johnson & Stein 1986, Technometrics 28; ${library}`,
    domain: { x: [-100, 100], y: [-100, 100] },
    closeUp: { x: [-2, 2], y: [-2, 2] },
    start: [1.75, -1.25],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
]
