import type { Backend } from '../../engine/backend.js'
import { laneGroups } from '../../engine/lanes.js'
import { type Minimization, minimize } from '../../engine/minimize.js'
import type { PathsPlan } from '../../pipeline/plan.js'

/** The trajectory of a plan that was computed with others; undefined where it is to be computed by itself. */
export type SharedRuns = (plan: PathsPlan, backend: Backend) => Minimization | undefined

/**
 * Plans of one path that differ in numbers only are lanes of one computation, made when the first of them is asked for. Each
 * comes out as it would alone. Where the computation fails, each fails for itself.
 */
export function sharedRuns(plans: readonly PathsPlan[]): SharedRuns {
  const single = plans.filter(({ runs: [{ spec }, ...others] }) => others.length === 0 && spec.repeat === undefined)
  const specs = single.map(plan => plan.runs[0].spec)
  const groups = laneGroups(specs).filter(group => group.length > 1)
  const groupOf = new Map(groups.flatMap(group => group.flatMap(i => (single[i] ? [[single[i], group] as const] : []))))
  const computed = new Map<readonly number[], Minimization | undefined>()
  return (plan, backend) => {
    const group = groupOf.get(plan)
    if (group === undefined) return undefined
    if (!computed.has(group))
      computed.set(
        group,
        minimizeAll(
          plan,
          backend,
          group.flatMap(i => specs[i] ?? []),
        ),
      )
    const all = computed.get(group)
    const trajectory = all?.trajectories[group.findIndex(i => single[i] === plan)]
    return all && trajectory && { ...all, trajectories: [trajectory] }
  }
}

/** Undefined where it fails. */
function minimizeAll(
  plan: PathsPlan,
  backend: Backend,
  specs: readonly PathsPlan['runs'][0]['spec'][],
): Minimization | undefined {
  try {
    return minimize(backend, specs, { engine: plan.settings.engine })
  } catch {
    return undefined
  }
}

/** The most lanes that cost what one does: the engine computes them in packets of so many. */
const packet = 16

/**
 * Parts of a batch that are drawn together: items with one key, in their order, so many at most that every process has two
 * parts or more to draw.
 */
export function parts<T>(items: readonly T[], keyOf: (item: T) => string, jobs: number): readonly (readonly T[])[] {
  const most = Math.max(1, Math.min(packet, Math.ceil(items.length / (2 * jobs))))
  const all: T[][] = []
  const open = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const last = open.get(key)
    if (last !== undefined && last.length < most) last.push(item)
    else {
      const part = [item]
      all.push(part)
      open.set(key, part)
    }
  }
  return all
}
