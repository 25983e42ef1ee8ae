import type { DrawnPath } from '../../pipeline/paths.js'
import { endOf } from '../../pipeline/words/remarks.js'
import type { Domain } from '../../records/geometry.js'
import type { Spread } from '../../records/quantiles.js'
import { outcomesOf, type Repeats } from '../../records/repeats.js'
import { pointAt, pointCount, type Trajectory, valueExtent } from '../../records/trajectory.js'
import { numberWithin, placeWords, shortNumber } from '../../words/words.js'

/** A value within an extent; runs that diverged end above all. */
function valueText(value: number, extent: number): string {
  return value === Number.POSITIVE_INFINITY ? 'diverged' : numberWithin(value, extent)
}

/** `12 of 20 (60%)`. */
function shareText(count: number, all: number): string {
  return `${count} of ${all} (${shortNumber((100 * count) / all, 3)}%)`
}

/** `median -0.86, 10 to 90%: -0.9 to -0.43`; the one number where all are the same. */
function spreadText({ low, median, high }: Spread, write: (value: number) => string): string {
  return low === high ? write(median) : `median ${write(median)}, 10 to 90%: ${write(low)} to ${write(high)}`
}

/** The rows of a summary that tell what several runs came to, and how the median run ends. */
export function repeatRows(
  repeats: Repeats,
  aims: boolean,
  shown: Domain,
): readonly (readonly [name: string, value: string])[] {
  const { trajectories, seeds, median } = repeats
  const { final, best, diverged, reached, evaluations } = outcomesOf(repeats)
  const all = trajectories.length
  const extent = valueExtent(trajectories)
  const value = (number: number) => valueText(number, extent)
  const own = trajectories[median]
  return [
    ['final f', spreadText(final, value)],
    ['best f', spreadText(best, value)],
    ...(aims ? ([['reached', `${shareText(reached.count, all)}${stepsText(reached.steps)}`]] as const) : []),
    ...(diverged > 0 ? ([['diverged', shareText(diverged, all)]] as const) : []),
    ...(own ? ([['median', `seed ${seeds[median]}: ${endText(own, value, shown)}`]] as const) : []),
    ['cost', `${spreadText(evaluations, shortNumber)} evaluations each`],
  ]
}

function stepsText(steps: Spread | undefined): string {
  return steps === undefined ? '' : `, steps to get there: ${spreadText(steps, shortNumber)}`
}

function endText(t: Trajectory, value: (number: number) => string, shown: Domain): string {
  const last = pointCount(t) - 1
  return `f = ${value(t.values[last] ?? Number.NaN)} at ${placeWords(pointAt(t, last), shown)}, ${endOf(t)}`
}

/** The columns of a comparison's table where runs are repeated, under their names: medians, and how many got where. */
export function repeatColumns(
  paths: readonly DrawnPath[],
  extent: number,
): (path: DrawnPath) => Readonly<Record<string, string>> {
  const all = paths.flatMap(({ trajectory, repeats }) => repeats?.trajectories ?? [trajectory])
  const aims = paths.some(({ run }) => run.spec.until !== undefined)
  const lost = all.some(t => t.outcome.kind === 'diverged')
  return ({ trajectory, repeats }) => {
    const of = { trajectories: repeats?.trajectories ?? [trajectory] }
    const { final, best, diverged, reached, evaluations } = outcomesOf(of)
    const value = (number: number) => valueText(number, extent)
    const share = (count: number) => `${shortNumber((100 * count) / of.trajectories.length, 3)}%`
    const spread = repeats === undefined ? ['', ''] : [value(final.low), value(final.high)]
    return {
      'final f': value(final.median),
      '10%': spread[0] ?? '',
      '90%': spread[1] ?? '',
      ...(aims && { reached: share(reached.count), steps: reached.steps ? shortNumber(reached.steps.median) : 'none' }),
      ...(lost && { diverged: share(diverged) }),
      'best f': value(best.median),
      evaluations: Number.isNaN(evaluations.median) ? 'unknown' : shortNumber(evaluations.median),
    }
  }
}
