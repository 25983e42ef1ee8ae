import { UsageError } from '../errors.js'
import { own } from '../own.js'
import { alike, suggestion } from '../words/nearest.js'
import { toNumber } from '../words/numbers.js'
import type { Parameter, ParameterValues, TestFunction } from './types.js'

/** Declares a family of functions: `build` makes the one for given parameters; the result is the one for the defaults. */
export function parametric<const K extends string>(
  parameters: Readonly<Record<K, Parameter>>,
  build: (values: Readonly<Record<K, number>>) => TestFunction,
): TestFunction {
  const entries = Object.entries<Parameter>(parameters)
  const defaults = Object.fromEntries(entries.map(([name, parameter]) => [name, parameter.default]))
  const withParameters = (given: ParameterValues): TestFunction => ({
    ...build({ ...defaults, ...given } as Readonly<Record<K, number>>),
    parameters,
    withParameters,
  })
  return withParameters({})
}

/** The member of a family that a user asks for; unknown names, texts that are no numbers and values out of range are UsageErrors. */
export function chooseParameters(fn: TestFunction, given: Readonly<Record<string, unknown>>): TestFunction {
  const { parameters = {}, withParameters } = fn
  const names = Object.keys(parameters)
  const values: Record<string, number> = {}
  for (const [spelling, value] of Object.entries(readNumbers(given))) {
    const name = alike(spelling, names) ?? spelling
    const parameter = own(parameters, name)
    if (parameter === undefined)
      throw names.length === 0
        ? new UsageError(`${fn.name} has no parameters, but ${name} is given`)
        : new UsageError(
            `${fn.name} has no parameter "${name}"${suggestion(name, names)}`,
            `It has: ${names.join(' ')}`,
          )
    const { range, whole = false, doc } = parameter
    if (value < range[0] || value > range[1] || (whole && !Number.isInteger(value)))
      throw new UsageError(
        `${name}: expected a ${whole ? 'whole ' : ''}number from ${range[0]} to ${range[1]} (${doc}), got ${value}`,
      )
    if (Object.hasOwn(values, name)) throw new UsageError(`parameter ${name} is given twice (also as "${spelling}")`)
    values[name] = value
  }
  return withParameters === undefined ? fn : withParameters(values)
}

/** Finite numbers by name from what a command line or a file gives. */
export function readNumbers(given: Readonly<Record<string, unknown>>): ParameterValues {
  return Object.fromEntries(
    Object.entries(given).map(([name, raw]) => {
      const value = toNumber(raw)
      if (value === undefined) throw new UsageError(`parameter ${name}: expected a number, got ${JSON.stringify(raw)}`)
      return [name, value]
    }),
  )
}
