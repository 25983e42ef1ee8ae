import { fromFormula } from '../formula.js'
import type { TestFunction } from '../types.js'
import { library, survey, wikipedia } from './sources.js'

/** Several basins; which one a path ends in depends on its start and its steps. */
export const manyMinima: readonly TestFunction[] = [
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
    name: 'styblinski_tang',
    title: 'Styblinski–Tang',
    group: 'many minima',
    formula: '0.5*(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)',
    reference: `Styblinski & Tang 1990, Neural Networks 3; ${library}`,
    domain: { x: [-5, 5], y: [-5, 5] },
    start: [0.5, -0.5],
    minima: [{ at: [-2.903534027771177, -2.903534027771177], value: -78.33233140754282 }],
    smooth: true,
  }),
  fromFormula({
    name: 'branin',
    title: 'Branin',
    group: 'many minima',
    formula: '(y - 5.1/(4*pi^2)*x^2 + 5/pi*x - 6)^2 + 10*(1 - 1/(8*pi))*cos(x) + 10',
    reference: `Dixon & Szegő 1978; ${library}`,
    domain: { x: [-5, 10], y: [0, 15] },
    start: [6, 13],
    minima: [
      { at: [-Math.PI, 12.275], value: 0.3978873577297383 },
      { at: [Math.PI, 2.275], value: 0.3978873577297383 },
      { at: [3 * Math.PI, 2.475], value: 0.3978873577297383 },
    ],
    smooth: true,
  }),
  fromFormula({
    name: 'adjiman',
    title: 'Adjiman',
    group: 'many minima',
    formula: 'cos(x)*sin(y) - x/(y^2 + 1)',
    reference: survey,
    notes: 'The minimum lies on the border of the domain; beyond it the function falls for ever.',
    domain: { x: [-1, 2], y: [-1, 1] },
    start: [-0.75, 0.875],
    minima: [{ at: [2, 0.1057834694517169], value: -2.021806783359787 }],
    smooth: true,
  }),
  fromFormula({
    name: 'bird',
    title: 'Bird',
    group: 'many minima',
    formula: 'sin(x)*exp((1 - cos(y))^2) + cos(y)*exp((1 - sin(x))^2) + (x - y)^2',
    reference: `Mishra 2006, MPRA 1005; ${survey}`,
    domain: { x: [-2 * Math.PI, 2 * Math.PI], y: [-2 * Math.PI, 2 * Math.PI] },
    start: [1.5, -0.5],
    minima: [
      { at: [-1.5821421769300335, -3.1302468034546562], value: -106.76453674926468 },
      { at: [4.701043130249553, 3.15293850372493], value: -106.76453674926468 },
    ],
    smooth: true,
  }),
  fromFormula({
    name: 'egg_crate',
    title: 'Egg crate',
    group: 'many minima',
    formula: 'x^2 + y^2 + 25*(sin(x)^2 + sin(y)^2)',
    reference: survey,
    domain: { x: [-5, 5], y: [-5, 5] },
    start: [4, -1.25],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
  fromFormula({
    name: 'shubert',
    title: 'Shubert',
    group: 'many minima',
    formula: `(${shubertFactor('x')}) * (${shubertFactor('y')})`,
    reference: library,
    domain: { x: [-10, 10], y: [-10, 10] },
    start: [0.5, -3.25],
    minima: shubertMinima(),
    smooth: true,
  }),
  fromFormula(
    {
      name: 'langermann',
      title: 'Langermann',
      group: 'many minima',
      formula:
        'Σ_i c_i*exp(-s_i/pi)*cos(pi*s_i), s_i = (x - a_i)^2 + (y - b_i)^2, c = 1 2 5 2 3, a = 3 5 2 1 7, b = 5 2 1 4 9',
      reference: library,
      notes: 'SciPy’s benchmarks and others minimize −f: −5.162 at (2.003, 1.006).',
      domain: { x: [0, 10], y: [0, 10] },
      start: [3.5, 2.25],
      minima: [{ at: [2.7934022086450367, 1.5972325013283601], value: -4.155809291847785 }],
      smooth: true,
    },
    { expression: langermannTerms() },
  ),
  fromFormula({
    name: 'schwefel',
    title: 'Schwefel',
    group: 'many minima',
    formula: '837.96577454486742 - x*sin(sqrt(abs(x))) - y*sin(sqrt(abs(y)))',
    reference: `Schwefel 1981, Numerical Optimization of Computer Models; ${library}`,
    notes: 'With as many digits of the constant as make the minimum 0; the library prints 418.9829 a dimension.',
    domain: { x: [-500, 500], y: [-500, 500] },
    start: [125, -250],
    minima: [{ at: [420.96874635998205, 420.96874635998205], value: 0 }],
    smooth: true,
  }),
]

function shubertFactor(variable: string): string {
  return [1, 2, 3, 4, 5].map(i => `${i === 1 ? '' : `${i}*`}cos(${i + 1}*${variable} + ${i})`).join(' + ')
}

/** Where one factor has its minimum the other has its maximum: the places of both repeat with period 2π. */
function shubertMinima(): TestFunction['minima'] {
  const value = -186.73090883102384
  const lows = [-7.708313735499347, -1.425128428319761, 4.858056878859825]
  const highs = [-7.0835064076515595, -0.8003211004719731, 5.482864206707613]
  return lows.flatMap(a =>
    highs.flatMap(b => [
      { at: [a, b], value },
      { at: [b, a], value },
    ]),
  )
}

function langermannTerms(): string {
  const peaks = [
    [1, 3, 5],
    [2, 5, 2],
    [5, 2, 1],
    [2, 1, 4],
    [3, 7, 9],
  ]
  return peaks
    .map(([c, a, b]) => ({ c, s: `((x - ${a})^2 + (y - ${b})^2)` }))
    .map(({ c, s }) => `${c}*exp(-${s}/pi)*cos(pi*${s})`)
    .join(' + ')
}
