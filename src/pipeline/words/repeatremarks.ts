import type { Domain } from '../../records/geometry.js'
import type { Repeats } from '../../records/repeats.js'
import { outcomeOf, type Trajectory } from '../../records/trajectory.js'
import { type Circumstances, firstInside, goesAway, remarks, trying } from './remarks.js'

/**
 * What a user must be told of several runs without asking: how many of them diverged, never enter the picture or never came to their
 * goal; and of the median run how it ends.
 */
export function repeatRemarks(repeats: Repeats, shown: Domain, given: Circumstances): readonly string[] {
  const { trajectories, seeds, median } = repeats
  const { lr, lineSearch, until } = given
  const all = trajectories.length
  const count = (is: (t: Trajectory) => boolean) => trajectories.filter(is).length
  const isLost = (t: Trajectory) => outcomeOf(t).kind === 'diverged'
  const lost = trajectories.filter(isLost)
  // Smaller steps help who had a value to begin with.
  const began = lost.some(t => Number.isFinite(t.values[0]))
  const missed = until === undefined ? 0 : count(t => t.reached === undefined && !isLost(t))
  const absent = trajectories.filter(t => firstInside(t, shown) === null)
  const nearer = absent.some(t => !isLost(t) && !goesAway(t, shown))
  const own = trajectories[median]
  // How many do not get there is said of all.
  const { until: _, ...others } = given
  const ofMedian = own === undefined || isLost(own) || absent.length === all ? [] : remarks(own, shown, others)
  const smaller = trying(lineSearch !== undefined && `--set line_search=${lineSearch}`, lr && 'a smaller --lr')
  return [
    ...(isOne(trajectories) ? [`all ${all} runs are the same: nothing in them hangs on the seed`] : []),
    ...(lost.length > 0
      ? [`${lost.length} of ${all} runs diverged${began ? smaller : trying('another --start')}`]
      : []),
    ...(absent.length > 0
      ? [`${absent.length} of ${all} runs never enter the picture${trying('--view all', nearer && 'more --steps')}`]
      : []),
    ...(missed > 0 ? [`${missed} of ${all} runs never came to ${until}${trying('more --steps')}`] : []),
    ...ofMedian.map(remark => `the median run, seed ${seeds[median]}: ${remark}`),
  ]
}

/** Whether all runs are one and the same. */
function isOne([first, ...others]: readonly Trajectory[]): boolean {
  return others.every(
    ({ points }) =>
      points.length === first?.points.length && points.every((value, i) => Object.is(value, first.points[i])),
  )
}
