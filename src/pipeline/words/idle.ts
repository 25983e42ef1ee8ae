import { max } from 'd3-array'
import { type Format, formatsWithRecipe, moving } from '../../formats.js'
import type { Given, Key } from '../../spec/fields/fields.js'
import { figureFields } from '../../spec/fields/figure.js'
import type { FigureKind } from '../../spec/fields/heard.js'
import { runsCommands } from '../../spec/recipe.js'
import { isRandom, type RunSpec } from '../../spec/run.js'
import { asFlag, unseenTheme } from '../../spec/unseen.js'
import { figureKind, type Plan } from '../plan.js'

/** What is written: files of formats, and pictures of frames. */
export type Written = Format | 'frames'

/**
 * What there is to say of settings that were given for one figure, and that neither what is run nor any of its files hears this
 * time. What was said for many figures, in defaults or the environment, is not asked about.
 */
export function idleOf(given: Given, plan: Plan, written?: readonly Written[]): readonly string[] {
  const keys = Object.keys(given) as Key[]
  return keys.flatMap(key => {
    const idle = reasons[key]?.(plan, given)
    if (idle !== undefined) return [idle]
    const formats = formatsOf(key, figureKind(plan))
    if (written === undefined || formats === undefined || formats.some(format => written.includes(format))) return []
    return [`${asFlag(key)} is for ${formats.join(', ')}, and none of those is written`]
  })
}

/** The formats that hear a setting; undefined for all. */
function formatsOf(key: Key, kind: FigureKind): readonly Written[] | undefined {
  if (key === 'fps') return moving
  if (key === 'every') return [...moving, 'frames']
  if (key === 'scale' || key === 'dpi') return ['png', ...moving]
  if (key === 'transparent') return ['png', 'svg', 'pdf']
  // What is seen of the plane is told with --json, too, and a basin map's cells are its data.
  if (key === 'view' || (key === 'resolution' && kind === 'basins')) return undefined
  return Object.hasOwn(figureFields, key) ? formatsWithRecipe : undefined
}

type Reason = (plan: Plan, given: Given) => string | undefined

/** Why a setting has nothing to do; undefined where it has. */
const reasons: Readonly<Partial<Record<Key, Reason>>> = {
  optimTimeout: ({ recipe }) =>
    runsCommands(recipe)
      ? undefined
      : `${asFlag('optimTimeout')} is for ${asFlag('optimCommand')}, and no command is run`,
  seed: plan =>
    plan.settings.starts > 1 || runsOf(plan).some(isRandom)
      ? undefined
      : `${asFlag('seed')} is of all that is random, and nothing is; ${asFlag('start', 'random')} or ${asFlag('noise', '10%')} would be`,
  steps(plan) {
    const { steps = 0 } = plan.settings
    const ends = runsOf(plan).map(({ optimizer }) => (optimizer.kind === 'recorded' ? optimizer.recordedSteps : steps))
    const last = max(ends) ?? steps
    return last < steps ? `${asFlag('steps', steps)} cuts nothing: what was recorded ends at step ${last}` : undefined
  },
  domain(plan) {
    const { view, fnData } = plan.settings
    // Random starts lie in the domain, and so do values on a grid.
    const placed = fnData !== undefined || runsOf(plan).some(({ anywhere }) => anywhere)
    return plan.kind !== 'sweep' && view === 'path' && !placed
      ? `${asFlag('domain')} is not seen with ${asFlag('view', 'path')}, the path alone; leave out one of them`
      : undefined
  },
  theme(plan, { theme }) {
    const { settings } = plan
    // A file says more than which theme it begins with, and the path of the best setting shows all.
    if (theme !== settings.theme || settings.drawBest !== undefined) return undefined
    const bounded = runsOf(plan).some(({ bounds }) => bounds !== undefined)
    return unseenTheme(settings, figureKind(plan), bounded)
  },
}

function runsOf(plan: Plan): readonly RunSpec[] {
  return plan.kind === 'sweep' ? [plan.spec.base] : plan.runs.map(({ spec }) => spec)
}
