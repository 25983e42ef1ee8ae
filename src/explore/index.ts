import { UsageError } from '../errors.js'
import { loadModules, readsInput } from '../pipeline/modules.js'
import type { Given } from '../spec/fields/fields.js'
import { type Base, baseOf } from './begin.js'
import type { PageData } from './listed.js'
import { listsWith } from './lists.js'
import { planOf } from './plan.js'

export { codeIn, withoutCode } from './code.js'
export { pageOf } from './page.js'
export { listen, portOf, refusalOf } from './server.js'
export { studio } from './studio.js'

/** What exploring begins with: all that pictures hang on, and what the page shows. */
export interface Beginning {
  readonly base: Base
  readonly data: Omit<PageData, 'restart'>
}

/** Reads what the command line said, the lowest layer first. What is wrong with it is a UsageError. */
export async function begin(layers: readonly Given[]): Promise<Beginning> {
  if (readsInput(layers))
    throw new UsageError('path: standard input (-) can be read once, and here a path is drawn again and again')
  const base = await baseOf(layers)
  const { state } = base
  await planOf(base, state)
  const entries = state.runs.map(({ by, name }): Given => (by === 'optim' ? { optim: name } : {}))
  const { optimizers } = await loadModules({}, entries)
  const own = [...(optimizers?.values() ?? [])].flatMap(one => (one instanceof Error ? [] : [one]))
  return { base, data: { lists: listsWith(own), state } }
}
