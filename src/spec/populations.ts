import { max } from 'd3-array'
import { UsageError } from '../errors.js'
import { optimizers } from '../optimizers/index.js'
import type { PathSource } from '../optimizers/recorded.js'
import type { Settings } from './fields/fields.js'
import { populationSteps } from './fields/shown.js'

/** Whether the populations of a run are to be kept. */
export function keepsPopulation({ show }: Settings, optimizer: PathSource): boolean {
  return show !== 'none' && optimizer.kind === 'procedure' && optimizer.population !== undefined
}

interface Shown {
  readonly optimizer: PathSource
  readonly population?: boolean
  readonly steps: number
}

/** Refuses to show populations where no run has any, and those of steps that none takes. */
export function checkShown({ show }: Settings, specs: readonly Shown[]): void {
  if (show === 'none') return
  const having = specs.filter(({ population }) => population)
  if (having.length > 0) {
    checkSteps(show, max(having, ({ steps }) => steps) ?? 0)
    return
  }
  const able = optimizers.flatMap(one => (one.kind === 'procedure' && one.population !== undefined ? [one.name] : []))
  const [{ optimizer } = { optimizer: undefined }, ...others] = specs
  const whose =
    others.length > 0
      ? 'none of these optimizers has one'
      : optimizer?.kind === 'recorded'
        ? 'a recorded path has none'
        : `${optimizer?.name} has none`
  throw new UsageError(`show (${show}): ${whose}`, `These have one: ${able.join(', ')}.`)
}

function checkSteps(show: string, last: number): void {
  const named = populationSteps(show)
  const beyond = Array.isArray(named) ? named.find(step => step > last) : undefined
  if (beyond !== undefined)
    throw new UsageError(`show (${show}): there is no step ${beyond}: the last is ${last}`, 'Choose steps up to it.')
}
