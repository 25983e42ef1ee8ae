import { randomSource } from '../../random.js'
import { fromFormula } from '../formula.js'
import { parametric } from '../parameters.js'
import type { ParameterValues, TestFunction } from '../types.js'
import { library, wikipedia } from './sources.js'

/** Waves on a bowl or a plain: many local minima at equal distances. */
export const ripples: readonly TestFunction[] = [
  fromFormula({
    name: 'ackley',
    title: 'Ackley',
    group: 'many minima',
    formula: '-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20',
    reference: `Ackley 1987, A Connectionist Machine for Genetic Hillclimbing; domain: ${wikipedia}`,
    notes: 'A peak that points down: the gradient does not exist at the minimum.',
    domain: { x: [-5, 5], y: [-5, 5] },
    start: [2.5, -1.75],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: false,
  }),
  fromFormula({
    name: 'levi_n13',
    title: 'Lévi N. 13',
    group: 'many minima',
    formula: 'sin(3*pi*x)^2 + (x - 1)^2*(1 + sin(3*pi*y)^2) + (y - 1)^2*(1 + sin(2*pi*y)^2)',
    reference: `Mishra 2006, MPRA 2718; ${wikipedia}`,
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
  fromFormula({
    name: 'griewank',
    title: 'Griewank',
    group: 'many minima',
    formula: '(x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2)) + 1',
    reference: `Griewank 1981, Journal of Optimization Theory and Applications 34; ${library}`,
    domain: { x: [-600, 600], y: [-600, 600] },
    closeUp: { x: [-15, 15], y: [-15, 15] },
    start: [-11, 12.5],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
  fromFormula(
    {
      name: 'levy',
      title: 'Levy',
      group: 'many minima',
      formula:
        'sin(pi*u)^2 + (u - 1)^2*(1 + 10*sin(pi*u + 1)^2) + (v - 1)^2*(1 + sin(2*pi*v)^2), u = 1 + (x - 1)/4, v = 1 + (y - 1)/4',
      reference: `Laguna & Martí 2005, Journal of Global Optimization 33; ${library}`,
      domain: { x: [-10, 10], y: [-10, 10] },
      start: [-7.5, 6.5],
      minima: [{ at: [1, 1], value: 0 }],
      smooth: true,
    },
    {
      expression:
        'sin(pi*(1 + (x - 1)/4))^2 + ((x - 1)/4)^2*(1 + 10*sin(pi*(1 + (x - 1)/4) + 1)^2)' +
        ' + ((y - 1)/4)^2*(1 + sin(2*pi*(1 + (y - 1)/4))^2)',
    },
  ),
  fromFormula({
    name: 'salomon',
    title: 'Salomon',
    group: 'many minima',
    formula: '1 - cos(2*pi*sqrt(x^2 + y^2)) + 0.1*sqrt(x^2 + y^2)',
    reference: 'Salomon 1996, BioSystems 39',
    notes: 'A cone with rings: the gradient does not exist at the minimum.',
    domain: { x: [-100, 100], y: [-100, 100] },
    closeUp: { x: [-5, 5], y: [-5, 5] },
    start: [3.25, -1.5],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: false,
  }),
  fromFormula({
    name: 'drop_wave',
    title: 'Drop-wave',
    group: 'many minima',
    formula: '-(1 + cos(12*sqrt(x^2 + y^2)))/(0.5*(x^2 + y^2) + 2)',
    reference: `Molga & Smutnicki 2005; ${library}`,
    notes: 'Smooth, but at (0, 0) itself, the minimum, the computed gradient is NaN: 0/0 in that of sqrt(x² + y²).',
    domain: { x: [-5.12, 5.12], y: [-5.12, 5.12] },
    start: [0.75, -0.5],
    minima: [{ at: [0, 0], value: -1 }],
    smooth: true,
  }),
  fromFormula({
    name: 'schaffer_n2',
    title: 'Schaffer N. 2',
    group: 'many minima',
    formula: '0.5 + (sin(x^2 - y^2)^2 - 0.5)/(1 + 0.001*(x^2 + y^2))^2',
    reference: `${library}; ${wikipedia}`,
    notes: 'Flat along x = ±y.',
    domain: { x: [-100, 100], y: [-100, 100] },
    closeUp: { x: [-4, 4], y: [-4, 4] },
    start: [2.75, -1.5],
    minima: [{ at: [0, 0], value: 0 }],
    smooth: true,
  }),
  fromFormula({
    name: 'schaffer_n4',
    title: 'Schaffer N. 4',
    group: 'many minima',
    formula: '0.5 + (cos(sin(abs(x^2 - y^2)))^2 - 0.5)/(1 + 0.001*(x^2 + y^2))^2',
    reference: `Mishra 2006, MPRA 2718; ${wikipedia}`,
    notes: 'cos² as in Wikipedia and smoof; some print cos.',
    domain: { x: [-100, 100], y: [-100, 100] },
    closeUp: { x: [-4, 4], y: [-4, 4] },
    start: [2.875, -1.25],
    minima: [
      { at: [0, 1.2531318314637332], value: 0.29257863203598056 },
      { at: [0, -1.2531318314637332], value: 0.29257863203598056 },
      { at: [1.2531318314637332, 0], value: 0.29257863203598056 },
      { at: [-1.2531318314637332, 0], value: 0.29257863203598056 },
    ],
    smooth: true,
  }),
  parametric(
    {
      noise: { default: 1, range: [0, 100], doc: 'the greatest height of the waves' },
      seed: { default: 0, range: [0, 2 ** 31 - 1], whole: true, doc: 'draws the waves' },
    },
    ({ noise, seed }) => {
      const waves = drawWaves(seed)
      return fromFormula(
        {
          name: 'noisy_quadratic',
          title: 'Noisy quadratic',
          group: 'many minima',
          formula: 'x^2 + y^2 + noise/5*Σ_{i=1..5} sin(a_i*x + b_i*y + c_i), a, b, c drawn from seed',
          reference: 'made for optviz: a bowl with five plane waves of length 0.6 to 1.6 in random directions',
          domain: { x: [-3, 3], y: [-3, 3] },
          start: [2.5, -2],
          minima:
            noise === 1 && seed === 0
              ? [{ at: [-0.1489473897775023, 0.3979077923699671], value: -0.4684503276688147 }]
              : [],
          smooth: true,
        },
        {
          expression: `x^2 + y^2 + noise/5*(${waves.map((_, i) => `sin(a${i}*x + b${i}*y + c${i})`).join(' + ')})`,
          parameters: Object.assign({ noise }, ...waves) as ParameterValues,
        },
      )
    },
  ),
]

/** Five plane waves: wave vectors (a, b) and phases c. */
function drawWaves(seed: number): ParameterValues[] {
  const random = randomSource(seed)
  return Array.from({ length: 5 }, (_, i) => {
    const direction = 2 * Math.PI * random()
    const frequency = (2 * Math.PI) / (0.6 + random())
    const phase = 2 * Math.PI * random()
    return {
      [`a${i}`]: frequency * Math.cos(direction),
      [`b${i}`]: frequency * Math.sin(direction),
      [`c${i}`]: phase,
    }
  })
}
