import { recent } from '../../recent.js'
import type { Backend } from '../backend.js'
import type { CoefficientTable } from '../follow/coefficients.js'
import type { TensorRule } from '../follow/tensorrule.js'
import { type Run, shapeOf } from '../run.js'
import type { Loop } from './loop.js'

/**
 * Loaded graphs for later runs that differ in numbers alone: the start, the learning rate and all else that reaches a step by its
 * coefficients is what a graph is given, not what it is. Tracing and loading one takes longer than running it.
 */
interface KeptGraphs {
  /** Takes out the graph for such lanes; undefined where there is none. */
  take(key: string): Loop | undefined
  /** Keeps one that has run; the one that was not asked for the longest is closed where there are too many. */
  keep(key: string, loop: Loop): void
  /** What two runs must have in common; undefined where a user's code, which may count its calls, is part of the step. */
  keyOf(rule: TensorRule, run: Run, table: CoefficientTable, width: number): string | undefined
}

/** A place for so many graphs. */
function keptGraphs(most: number): KeptGraphs {
  const loops = recent<string, Loop>(
    most,
    () => 1,
    loop => loop.close(),
  )
  const numbers = new WeakMap<object, number>()
  let count = 0
  const numberOf = (thing: object) => {
    const number = numbers.get(thing) ?? count++
    numbers.set(thing, number)
    return number
  }
  return {
    take: loops.take,
    keep: loops.set,
    keyOf(rule, run, { shared, laned }, width) {
      if (rule.module !== undefined || rule.unsteadiness !== undefined) return undefined
      return JSON.stringify([numberOf(run.optimizer), numberOf(run.fn), shapeOf(run), shared, laned, width])
    },
  }
}

/** Those of backends that keep any. */
const kept = new WeakMap<Backend, KeptGraphs>()

/** A backend that keeps so many graphs from run to run; others close each after its run. For a process that draws again and again. */
export function keepingGraphs(backend: Backend, most = 24): Backend {
  const keeping = { ...backend }
  kept.set(keeping, keptGraphs(most))
  return keeping
}

/** The graphs that a backend keeps. */
export function graphsKeptBy(backend: Backend): KeptGraphs | undefined {
  return kept.get(backend)
}
