import { fromFormula } from '../formula.js'
import type { TestFunction } from '../types.js'
import { library } from './sources.js'

/** Nearly flat, with a steep drop somewhere. */
export const drops: readonly TestFunction[] = [
  fromFormula({
    name: 'easom',
    title: 'Easom',
    group: 'drop',
    formula: '-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)',
    reference: `Easom 1990; domain: ${library}`,
    notes: 'In single precision value and gradient are exactly 0 farther than about 10 from the minimum.',
    domain: { x: [-100, 100], y: [-100, 100] },
    closeUp: { x: [-1, 7], y: [-1, 7] },
    start: [2, 4],
    minima: [{ at: [Math.PI, Math.PI], value: -1 }],
    smooth: true,
  }),
  fromFormula({
    name: 'michalewicz',
    title: 'Michalewicz',
    group: 'drop',
    formula: '-sin(x)*sin(x^2/pi)^20 - sin(y)*sin(2*y^2/pi)^20',
    reference: `Michalewicz 1992, Genetic Algorithms + Data Structures; m = 10: ${library}`,
    domain: { x: [0, Math.PI], y: [0, Math.PI] },
    start: [2.5, 1.875],
    minima: [{ at: [2.2029055201726093, Math.PI / 2], value: -1.8013034100985525 }],
    smooth: true,
  }),
  fromFormula(
    {
      name: 'de_jong_n5',
      title: 'De Jong N. 5',
      group: 'drop',
      formula:
        '1/(0.002 + Σ_{i=1..25} 1/(i + (x - a_i)^6 + (y - b_i)^6)), (a_i, b_i) on the grid {-32, -16, 0, 16, 32}^2',
      reference: `De Jong 1975 (F5, Shekel’s foxholes); ${library}`,
      domain: { x: [-65.536, 65.536], y: [-65.536, 65.536] },
      start: [-5, -24],
      minima: [{ at: [-31.97833483565697, -31.978334837300796], value: 0.9980038377944502 }],
      smooth: true,
    },
    { expression: `1/(0.002 + ${foxholes()})` },
  ),
  fromFormula({
    name: 'plateau',
    title: 'Plateau',
    group: 'drop',
    formula: 'tanh((x^2 + y^2)/8)',
    reference: 'made for optviz: the farther from the minimum, the fainter the gradient',
    domain: { x: [-6, 6], y: [-6, 6] },
    start: [-4.5, 3],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
]

function foxholes(): string {
  const sides = [-32, -16, 0, 16, 32]
  return sides
    .flatMap(b => sides.map(a => `(x - (${a}))^6 + (y - (${b}))^6`))
    .map((powers, i) => `1/(${i + 1} + ${powers})`)
    .join(' + ')
}
