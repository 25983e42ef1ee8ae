import { UsageError } from '../errors.js'
import { optimizers } from '../optimizers/index.js'
import type { PathSource } from '../optimizers/recorded.js'
import type { Settings } from './fields/fields.js'

/** Whether the populations of a run are to be kept. */
export function keepsPopulation({ show }: Settings, optimizer: PathSource): boolean {
  return show !== 'none' && optimizer.kind === 'procedure' && optimizer.population !== undefined
}

interface Shown {
  readonly optimizer: PathSource
  readonly population?: boolean
}

/** Refuses to show populations where no run has any. */
export function checkShown({ show }: Settings, specs: readonly Shown[]): void {
  if (show === 'none' || specs.some(({ population }) => population)) return
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
