import { UsageError } from '../errors.js'
import { randomStart } from '../functions/start.js'
import { counted } from '../words/words.js'
import { startsIn } from './bounds.js'
import type { Settings } from './fields/fields.js'
import type { RunSpec } from './run.js'

/** So many points are kept at a time, 12 bytes each. */
const mostPoints = 20_000_000

/** Refuses seeds where nothing hangs on them, and more runs than are kept. */
export function checkRepeat({ repeat = 1 }: Settings, runs: readonly RunSpec[]): void {
  if (repeat === 1) return
  const repeated = runs.filter(run => run.repeat !== undefined)
  if (repeated.length === 0) {
    const [first, ...others] = runs
    const whose = first !== undefined && others.length === 0 ? ` of ${first.optimizer.title}` : ''
    throw new UsageError(
      `repeat: all ${repeat} runs${whose} would be the same: nothing is random`,
      'Add --noise 10% or --start random; some optimizers draw numbers themselves, such as cma-es.',
    )
  }
  const points = repeated.reduce((sum, { steps }) => sum + repeat * (steps + 1), 0)
  if (points > mostPoints)
    throw new UsageError(
      `repeat: ${counted(repeat, 'run')} have ${points} points in all, more than ${mostPoints}`,
      'Choose fewer --steps, or a smaller --repeat.',
    )
}

/** The run of the i-th seed from a run's own on. */
export function withSeed(run: RunSpec, i: number): RunSpec {
  const seed = (run.seed + i) >>> 0
  return { ...run, seed, ...(run.anywhere && { start: randomStart(startsIn(run.domain, run.bounds), seed) }) }
}

/** All runs of a repeated one, by seed; the run itself where it is alone. */
export function seededRuns(run: RunSpec): readonly [RunSpec, ...RunSpec[]] {
  const { repeat = 1 } = run
  return [run, ...Array.from({ length: repeat - 1 }, (_, i) => withSeed(run, i + 1))]
}
