import { fromFormula } from '../formula.js'
import type { TestFunction } from '../types.js'
import { library } from './sources.js'

/** Nearly flat around the minimum. */
export const plates: readonly TestFunction[] = [
  fromFormula({
    name: 'booth',
    title: 'Booth',
    group: 'plate',
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
    group: 'plate',
    formula: '0.26*(x^2 + y^2) - 0.48*x*y',
    reference: library,
    domain: { x: [-10, 10], y: [-10, 10] },
    start: [7.5, -6],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
  fromFormula({
    name: 'mccormick',
    title: 'McCormick',
    group: 'plate',
    formula: 'sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1',
    reference: `Adorio & Diliman 2005; ${library}`,
    notes: 'It falls on outside its domain, from one minimum to the next along x = y.',
    domain: { x: [-1.5, 4], y: [-3, 4] },
    start: [0.5, 2.5],
    minima: [{ at: [-0.5471975511965977, -1.5471975511965979], value: -1.9132229549810364 }],
    smooth: true,
  }),
  fromFormula({
    name: 'zakharov',
    title: 'Zakharov',
    group: 'plate',
    formula: 'x^2 + y^2 + (0.5*x + y)^2 + (0.5*x + y)^4',
    reference: library,
    domain: { x: [-5, 10], y: [-5, 10] },
    start: [9, -2],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
]
