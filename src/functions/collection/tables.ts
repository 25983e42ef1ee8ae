import { fromFormula } from '../formula.js'
import type { TestFunction } from '../types.js'
import { library, survey, wikipedia } from './sources.js'

/** Where a summand |t sin t + t/10| of alpine_n1 is 0 in [-10, 10]. */
const a = Math.asin(0.1)
const alpineZeros = [
  0,
  -a,
  Math.PI + a,
  -Math.PI + a,
  2 * Math.PI - a,
  -2 * Math.PI - a,
  3 * Math.PI + a,
  -3 * Math.PI + a,
]

/** The same minimum in all four quadrants. */
function mirrored(x: number, y: number, value: number): TestFunction['minima'] {
  return [
    { at: [x, y], value },
    { at: [x, -y], value },
    { at: [-x, y], value },
    { at: [-x, -y], value },
  ]
}

/** Many minima between creases, where the gradient does not exist. */
export const tables: readonly TestFunction[] = [
  fromFormula({
    name: 'alpine_n1',
    title: 'Alpine N. 1',
    group: 'many minima',
    formula: 'abs(x*sin(x) + 0.1*x) + abs(y*sin(y) + 0.1*y)',
    reference: survey,
    notes: 'The value is 0 at 64 points, not at (0, 0) alone as most collections say; all of them are in creases.',
    domain: { x: [-10, 10], y: [-10, 10] },
    start: [7.5, -5],
    minima: alpineZeros.flatMap(x => alpineZeros.map(y => ({ at: [x, y] as const, value: 0 }))),
    smooth: false,
  }),
  fromFormula(
    {
      name: 'cross_in_tray',
      title: 'Cross-in-tray',
      group: 'many minima',
      formula: '-0.0001*(abs(sin(x)*sin(y)*exp(abs(100 - sqrt(x^2 + y^2)/pi))) + 1)^0.1',
      reference: `Mishra 2006, MPRA 2718; ${library}`,
      notes:
        'Creases where x or y is a multiple of π. exp(100) overflows in single precision: it is computed outside the power.',
      domain: { x: [-10, 10], y: [-10, 10] },
      start: [4.5, -2.25],
      minima: mirrored(1.3494066171539107, 1.3494066171539107, -2.062611870822737),
      smooth: false,
    },
    {
      expression:
        '-0.0001*(abs(sin(x)*sin(y)) + exp(-abs(100 - sqrt(x^2 + y^2)/pi)))^0.1*exp(0.1*abs(100 - sqrt(x^2 + y^2)/pi))',
    },
  ),
  fromFormula({
    name: 'holder_table',
    title: 'Hölder table',
    group: 'many minima',
    formula: '-abs(sin(x)*cos(y)*exp(abs(1 - sqrt(x^2 + y^2)/pi)))',
    reference: `${library}; ${wikipedia}`,
    domain: { x: [-10, 10], y: [-10, 10] },
    start: [5.5, 4],
    minima: mirrored(8.055023475736563, 9.664590019241272, -19.208502567886732),
    smooth: false,
  }),
  fromFormula({
    name: 'eggholder',
    title: 'Eggholder',
    group: 'many minima',
    formula: '-(y + 47)*sin(sqrt(abs(y + x/2 + 47))) - x*sin(sqrt(abs(x - (y + 47))))',
    reference: `${library}; ${wikipedia}`,
    notes: 'The minimum lies on the border of the domain; beyond it there are lower ones.',
    domain: { x: [-512, 512], y: [-512, 512] },
    start: [300, 250],
    minima: [{ at: [512, 404.2318051137578], value: -959.6406627208509 }],
    smooth: false,
  }),
]
