import type { HyperparameterValues } from '../../src/optimizers/hyperparameters.js'
import { overSteps } from '../../src/optimizers/oversteps.js'
import { type Asking, defaults, type Oracle, type Procedure } from '../../src/optimizers/types.js'
import { randomSource } from '../../src/random.js'
import type { Point } from '../../src/records/geometry.js'

/** A function with derivatives written out by hand, in doubles. */
export interface Analytic {
  value(p: Point): number
  gradient(p: Point): Point
  hessian(p: Point): { readonly xx: number; readonly xy: number; readonly yy: number }
}

/** a x² / 2 + b x y + c y² / 2. */
export function quadratic(a: number, b: number, c: number): Analytic {
  return {
    value: ([x, y]) => (a * x * x) / 2 + b * x * y + (c * y * y) / 2,
    gradient: ([x, y]) => [a * x + b * y, b * x + c * y],
    hessian: () => ({ xx: a, xy: b, yy: c }),
  }
}

export const himmelblau: Analytic = {
  value: ([x, y]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  gradient: ([x, y]) => {
    const [u, v] = [x * x + y - 11, x + y * y - 7]
    return [4 * x * u + 2 * v, 2 * u + 4 * y * v]
  },
  hessian: ([x, y]) => ({
    xx: 12 * x * x + 4 * y - 42,
    xy: 4 * (x + y),
    yy: 12 * y * y + 4 * x - 26,
  }),
}

export const rosenbrock: Analytic = {
  value: ([x, y]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
  gradient: ([x, y]) => [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)],
  hessian: ([x, y]) => ({ xx: 1200 * x * x - 400 * y + 2, xy: -400 * x, yy: 200 }),
}

export const beale: Analytic = {
  value: ([x, y]) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y ** 3) ** 2,
  gradient: ([x, y]) => {
    const [a, b, c] = [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y ** 3]
    return [2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y ** 3 - 1), 2 * a * x + 4 * b * x * y + 6 * c * x * y * y]
  },
  hessian: ([x, y]) => {
    const [a, b, c] = [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y ** 3]
    return {
      xx: 2 * (y - 1) ** 2 + 2 * (y * y - 1) ** 2 + 2 * (y ** 3 - 1) ** 2,
      xy: 2 * (a + x * (y - 1)) + 4 * y * (b + x * (y * y - 1)) + 6 * y * y * (c + x * (y ** 3 - 1)),
      yy: 2 * x * x + 4 * x * b + 8 * x * x * y * y + 12 * x * y * c + 18 * x * x * y ** 4,
    }
  },
}

/** 2 x − log(1 − x² − y²), undefined beyond the unit circle. */
export const barrier: Analytic = {
  value: ([x, y]) => 2 * x - Math.log(1 - x * x - y * y),
  gradient: ([x, y]) => {
    const rest = 1 - x * x - y * y
    return [2 + (2 * x) / rest, (2 * y) / rest]
  },
  hessian: ([x, y]) => {
    const rest = 1 - x * x - y * y
    return {
      xx: 2 / rest + (4 * x * x) / rest ** 2,
      xy: (4 * x * y) / rest ** 2,
      yy: 2 / rest + (4 * y * y) / rest ** 2,
    }
  },
}

/** The logarithm of a function: −∞ where it is 0, undefined derivatives there. */
export function logarithm(fn: Analytic): Analytic {
  return {
    value: p => Math.log(fn.value(p)),
    gradient: p => {
      const f = fn.value(p)
      const [x, y] = fn.gradient(p)
      return [x / f, y / f]
    },
    hessian: p => {
      const f = fn.value(p)
      const [x, y] = fn.gradient(p)
      const { xx, xy, yy } = fn.hessian(p)
      return { xx: xx / f - (x / f) ** 2, xy: xy / f - (x * y) / f ** 2, yy: yy / f - (y / f) ** 2 }
    },
  }
}

/** An oracle that answers in doubles, or in doubles rounded to float32 as the engine's does; it counts its calls. */
export function oracleOf(fn: Analytic, precision: 'float64' | 'float32' = 'float64'): Oracle & { calls(): number } {
  const r = precision === 'float32' ? Math.fround : (x: number) => x
  const at = ([x, y]: Point): Point => [r(x), r(y)]
  let calls = 0
  const first = (p: Point) => {
    const [x, y] = fn.gradient(at(p))
    return { value: r(fn.value(at(p))), gradient: [r(x), r(y)] as const }
  }
  return {
    calls: () => calls,
    value(p) {
      calls++
      return r(fn.value(at(p)))
    },
    gradient(p) {
      calls++
      return first(p)
    },
    hessian(p) {
      calls++
      const { xx, xy, yy } = fn.hessian(at(p))
      return { ...first(p), xx: r(xx), xy: r(xy), yy: r(yy) }
    },
  }
}

/** The points of a procedure after 1 … `steps` steps. */
export function iterates(
  procedure: Procedure,
  oracle: Oracle,
  start: Point,
  steps: number,
  set: HyperparameterValues = {},
  seed = 0,
): readonly Point[] {
  const iterator = procedure.iterate(oracle, start, overSteps({ ...defaults(procedure), ...set }), {
    steps,
    random: randomSource(seed),
  })
  return Array.from({ length: steps }, () => iterator.next().value as Point)
}

/** A part of a procedure that has its result at once. */
export function atOnce<A, T>(f: (argument: A) => T): (argument: A) => Asking<T> {
  return function* (argument) {
    yield* []
    return f(argument)
  }
}

/** What a part of a procedure that asks nothing comes to. */
export function unasked<T>(part: Asking<T>): T {
  const { done, value } = part.next()
  if (!done) throw new Error('it asks')
  return value
}

/** The last point of a procedure after `steps` steps. */
export function ends(...of: Parameters<typeof iterates>): Point {
  return iterates(...of).at(-1) ?? of[2]
}

/** The larger of the coordinates' distances. */
export function distance(a: Point, b: Point): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]))
}
