import type { Backend } from '../backend.js'
import { type CoefficientTable, coefficients } from '../follow/coefficients.js'
import type { Recorder } from '../follow/recording.js'
import type { TensorRule } from '../follow/tensorrule.js'
import { paddedWidth, startParameters } from '../lanes.js'
import type { Run } from '../run.js'
import { nativeBackend } from './binding.js'
import { equalBits } from './bits.js'
import { graphsKeptBy } from './kept.js'
import { Unequal, Untraceable } from './nograph.js'
import { type CompiledRule, compileRule, initiallyCarried, type TracedStep } from './rule.js'

/** About how many floats one call of a graph may take and give; more steps than that are taken in several calls. */
const budget = 2 ** 21

/**
 * Follows lanes of one rule with all steps in one native call, or a few. Throws `NoGraph` where that cannot be done, or where the first
 * steps are not bit for bit those of the eager loop; what was recorded is then of no use.
 */
export function followByGraph(backend: Backend, rule: TensorRule, lanes: readonly [Run, ...Run[]], to: Recorder): void {
  const native = nativeBackend(backend)
  if (native === undefined) throw new Untraceable('graphs need the native backend')
  const [run] = lanes
  if (run.steps === 0) throw new Untraceable('there is no step to take')
  const width = paddedWidth(backend.name, lanes.length)
  const start = startParameters(lanes, width)
  const { next, hear } = coefficients(rule, lanes, width)
  if (hear !== undefined) throw new Untraceable('its next learning rate hangs on the loss')

  // One row more than steps: its step is not taken, but the value at the last point is noted before it.
  const rows = run.steps + 1
  const limit = Math.max(8, Math.floor(budget / (8 * width)))
  const graphs = graphsKeptBy(backend)
  let compiled: (CompiledRule & { readonly columns: number; readonly key?: string | undefined }) | undefined
  let ended = false
  let carried: Float32Array | undefined
  try {
    for (let done = 0; done < rows && to.alive(); ) {
      const count = rows - done <= limit + 1 ? rows - done : limit
      const table = next(Math.min(count, run.steps - done))
      let fresh: readonly TracedStep[] = []
      // The first steps; or, later on, a coefficient has begun to differ between lanes.
      if (compiled === undefined || compiled.columns !== table.columns) {
        compiled?.loop.close()
        const { columns } = table
        const key = carried === undefined ? graphs?.keyOf(rule, run, table, width) : undefined
        const loop = key === undefined ? undefined : graphs?.take(key)
        compiled =
          loop === undefined
            ? { ...compileRule(backend, native, rule, run, start, table, carried), columns, key }
            : { loop, carried: initiallyCarried(backend, rule, run, start, table), traced: [], columns, key }
        fresh = compiled.traced
      }
      const taken = compiled.loop.run(carried ?? compiled.carried, count, filled(table, count))
      check(fresh, taken.points, taken.values, width)
      to.steps(done, count, taken.points, taken.values, width)
      carried = taken.carried
      done += count
    }
    ended = true
  } finally {
    if (ended && compiled?.key !== undefined) graphs?.keep(compiled.key, compiled.loop)
    else compiled?.loop.close()
  }
}

/** A table's values in so many rows; the last one is repeated. */
function filled({ steps, columns, values }: CoefficientTable, rows: number): Float32Array {
  const all = new Float32Array(rows * columns)
  all.set(values)
  for (let row = steps; row < rows; row++) all.copyWithin(row * columns, (steps - 1) * columns, steps * columns)
  return all
}

/** Compares the first steps of a graph with the same steps taken eagerly, bit by bit. */
function check(traced: readonly TracedStep[], points: Float32Array, values: Float32Array, width: number): void {
  for (const [k, step] of traced.entries()) {
    const same =
      equalBits(step.values, values.subarray(width * k, width * (k + 1))) &&
      equalBits(step.params, points.subarray(2 * width * (k + 1), 2 * width * (k + 2)))
    if (!same) throw new Unequal(`the graph's step ${k + 1} is not the eager one`)
  }
}
