import { UsageError } from '../errors.js'
import { callable, constants } from './expression/operations.js'
import { compile, execute } from './expression/program.js'
import { readNumbers } from './parameters.js'
import type { TestFunction } from './types.js'

/** Where an expression is looked at, and where it is started from, unless the user says. */
const domain = { x: [-5, 5], y: [-5, 5] } as const
const start = [4, 3] as const

/**
 * The test function that a user's expression in x, y and named parameters means, e.g. `(x^2 - a)^2 + y^2` with a = 2.
 * It is parsed into an allow-listed tree, never run as code; what is wrong in it is a UsageError that points at the place.
 */
export function parseExpression(text: string, given: Readonly<Record<string, unknown>> = {}): TestFunction {
  const parameters = readNumbers(given)
  for (const name of Object.keys(parameters)) checkName(name, text)
  const program = compile(text, parameters)
  const settings = Object.entries(parameters).map(([name, value]) => `${name} = ${value}`)
  return {
    name: 'expression',
    title: text.length > 60 ? `${text.slice(0, 59)}…` : text,
    group: 'user-defined',
    formula: text,
    reference: 'an expression given by the user',
    notes: settings.length > 0 ? `With ${settings.join(', ')}.` : undefined,
    evaluate: (m, x, y) => execute(program, m, { x, y }),
    domain,
    start,
    minima: [],
    smooth: true,
  }
}

function checkName(name: string, text: string): void {
  if (!/^[a-z_]\w*$/i.test(name))
    throw new UsageError(`"${name}" cannot name a parameter`, 'A name is letters, digits and _, as in a=1.')
  if (name === 'x' || name === 'y' || Object.hasOwn(constants, name) || callable.includes(name))
    throw new UsageError(`${name} cannot name a parameter: it has a meaning in expressions`)
  if (!new RegExp(`\\b${name}\\b`).test(text))
    throw new UsageError(`parameter ${name} does not occur in the expression`)
}
