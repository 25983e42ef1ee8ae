import type { Point } from '../../records/geometry.js'
import { isRecord, shown, type UserCode } from '../../usermodule.js'
import type { HyperparameterSchema } from '../hyperparameters.js'
import type { OptimizerInfo, Oracle, Procedure, RunContext } from '../types.js'

type Iterate = (oracle: Oracle, start: Point, h: object, run: RunContext) => unknown

/** A procedure whose `iterate` is a user's: what it yields is checked; where it ends it has converged. */
export function userProcedure(code: UserCode, info: OptimizerInfo<HyperparameterSchema>, iterate: Iterate): Procedure {
  return {
    kind: 'procedure',
    ...info,
    *iterate(oracle, [x, y], h, run) {
      let point: Point = [x, y]
      const points = iteratorOf(
        code,
        'iterate',
        code.run('iterate', () => iterate(checkedOracle(code, oracle), [x, y], h, run)),
      )
      for (let step = 1; ; step++) {
        const { done, value } = code.run('iterate', () => points.next())
        if (done) break
        point = pointOf(value) ?? code.fail(`iterate: expected [x, y] at step ${step}, got ${shown(value)}`)
        yield point
      }
      for (;;) yield point
    },
  }
}

/** The iterator that a generator function of a user's gives; anything else is refused. */
export function iteratorOf(code: UserCode, part: string, given: unknown): Iterator<unknown> {
  const iterator: unknown = isIterable(given) ? code.run(part, () => given[Symbol.iterator]()) : given
  if (isRecord(iterator) && isIterator(iterator)) return iterator
  return code.fail(`${part}: expected what a generator function, *${part}(…), gives, got ${shown(given)}`)
}

const isIterable = (given: unknown): given is Iterable<unknown> =>
  typeof given === 'object' && given !== null && Symbol.iterator in given

function isIterator(given: object): given is Iterator<unknown> {
  return 'next' in given && typeof given.next === 'function' && !(Symbol.asyncIterator in given)
}

/** The objective as a user's code has it: it says what it takes. */
function checkedOracle(code: UserCode, oracle: Oracle): Oracle {
  const at = (part: string, point: unknown) =>
    pointOf(point) ?? code.fail(`iterate: oracle.${part}: expected [x, y], got ${shown(point)}`)
  return {
    value: point => oracle.value(at('value', point)),
    gradient: point => oracle.gradient(at('gradient', point)),
    hessian: point => oracle.hessian(at('hessian', point)),
  }
}

/** A point of its own from a list of two numbers, finite or not; undefined for anything else. */
function pointOf(value: unknown): Point | undefined {
  const list: readonly unknown[] =
    Array.isArray(value) || value instanceof Float32Array || value instanceof Float64Array ? [...value] : []
  const [x, y] = list
  return list.length === 2 && typeof x === 'number' && typeof y === 'number' ? [x, y] : undefined
}
