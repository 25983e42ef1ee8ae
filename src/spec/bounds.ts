import { UsageError } from '../errors.js'
import { randomStart } from '../functions/start.js'
import type { TestFunction } from '../functions/types.js'
import { optimizers } from '../optimizers/index.js'
import type { Optimizer } from '../optimizers/types.js'
import { common, type Domain, inside, nearestIn, type Point } from '../records/geometry.js'
import type { Settings } from './fields/fields.js'

/** Refuses bounds for an optimizer that cannot keep to them. */
export function checkBounded({ name, kind, bounds }: Optimizer): void {
  if (kind === 'rule' || bounds !== undefined) return
  if (kind === 'command')
    throw new UsageError('bounds: a command takes its steps itself, and nobody tells it of bounds', 'Leave them out.')
  const able = optimizers.filter(one => one.kind === 'procedure' && one.bounds !== undefined)
  throw new UsageError(
    `bounds: ${name} cannot keep to them`,
    `These can: ${able.map(one => one.name).join(', ')}, and every update rule, such as adam.`,
  )
}

/** Where to start. What was asked for must lie within the bounds; the function's own start is brought there. */
export function startOf({ start, seed, bounds }: Settings, { start: own }: TestFunction, domain: Domain): Point {
  if (start === 'random') return randomStart(startsIn(domain, bounds), seed)
  if (bounds === undefined) return start ?? own
  if (start === undefined) return nearestIn(bounds, own)
  if (inside(bounds, start)) return start
  const [x, y] = nearestIn(bounds, start)
  throw new UsageError(`start: (${start.join(', ')}) lies outside the bounds`, `The nearest point inside is ${x},${y}.`)
}

/** Where random starts lie: in the domain and within the bounds. */
export function startsIn(domain: Domain, bounds: Domain | undefined): Domain {
  const both = bounds === undefined ? domain : common(domain, bounds)
  if (both !== undefined) return both
  throw new UsageError('start: no random one lies in the domain and within the bounds', 'Give a --start or a --domain.')
}
