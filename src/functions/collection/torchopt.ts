import type { Point } from '../../records/geometry.js'
import { fromFormula } from '../formula.js'
import { logged } from '../objective.js'
import type { TestFunction } from '../types.js'

const reference = 'torchopt 0.1.4 for R, R/utils-testopt.R'

/** torchopt's functions that differ from the literature's, for those who compare with its pictures. */
export function torchoptVariants(literature: readonly TestFunction[]): readonly TestFunction[] {
  /** The logarithm of a function under torchopt's name. */
  const variant = (name: string, start: Point): TestFunction => {
    const fn = literature.find(f => f.name === name)
    if (fn === undefined) throw new Error(`no function ${name}`)
    const log = logged(fn)
    const notes = [`torchopt takes the logarithm of ${fn.title}.`, log.notes]
      .filter(text => text !== undefined)
      .join(' ')
    return { ...log, name: `${name}@torchopt`, title: `${fn.title} (torchopt)`, reference, notes, start }
  }
  return [
    beale,
    variant('booth', [-4, 6]),
    variant('goldstein_price', [1.5, -0.25]),
    variant('himmelblau', [0.5, -1.5]),
    variant('matyas', [7.5, -6]),
    variant('rosenbrock', [-2, 2]),
  ]
}

const beale = fromFormula({
  name: 'beale@torchopt',
  title: 'Beale (torchopt)',
  group: 'valley',
  formula: 'log((1.5 - x + x*y)^2 + (2.25 - x - x*y^2)^2 + (2.625 - x + x*y^3)^2)',
  reference,
  notes: 'The logarithm, with torchopt’s sign error in the second residual: the minimum is not Beale’s (3, 0.5).',
  domain: { x: [-4.5, 4.5], y: [-4.5, 4.5] },
  start: [3, 3],
  minima: [{ at: [0.6648760096012185, -1.4497703726495457], value: -2.879820236672219 }],
  smooth: true,
})
