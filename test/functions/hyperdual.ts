import type { Algebra, Operand } from '../../src/records/algebra.js'

/** A value with its exact first and second derivatives with respect to x and y, in double precision. */
export interface HyperDual {
  readonly value: number
  readonly gradient: readonly [x: number, y: number]
  readonly hessian: readonly [xx: number, xy: number, yy: number]
}

export const constant = (value: number): HyperDual => ({ value, gradient: [0, 0], hessian: [0, 0, 0] })
export const variableX = (value: number): HyperDual => ({ value, gradient: [1, 0], hessian: [0, 0, 0] })
export const variableY = (value: number): HyperDual => ({ value, gradient: [0, 1], hessian: [0, 0, 0] })

const lift = (a: Operand<HyperDual>): HyperDual => (typeof a === 'number' ? constant(a) : a)

/** The chain rule for f(a, b), given f and its partial derivatives at the values of a and b. */
function chain(
  a: HyperDual,
  b: HyperDual,
  [f, fa, fb, faa, fab, fbb]: readonly [number, number, number, number, number, number],
): HyperDual {
  const [ax, ay] = a.gradient
  const [bx, by] = b.gradient
  const second = (p: number, q: number, r: number, s: number, aa: number, bb: number) =>
    faa * p * q + fab * (p * s + r * q) + fbb * r * s + term(fa, aa) + term(fb, bb)
  return {
    value: f,
    gradient: [term(fa, ax) + term(fb, bx), term(fa, ay) + term(fb, by)],
    hessian: [
      second(ax, ax, bx, bx, a.hessian[0], b.hessian[0]),
      second(ax, ay, bx, by, a.hessian[1], b.hessian[1]),
      second(ay, ay, by, by, a.hessian[2], b.hessian[2]),
    ],
  }
}

/** A product in which a factor that does not vary counts as nothing, whatever the other is. */
const term = (derivative: number, inner: number) => (inner === 0 ? 0 : derivative * inner)

type Partials = readonly [number, number, number, number, number, number]

const binary =
  (partials: (a: number, b: number) => Partials) =>
  (a: Operand<HyperDual>, b: Operand<HyperDual>): HyperDual => {
    const [p, q] = [lift(a), lift(b)]
    return chain(p, q, partials(p.value, q.value))
  }

const unary =
  (derivatives: (a: number) => readonly [f: number, first: number, second: number]) =>
  (a: Operand<HyperDual>): HyperDual => {
    const p = lift(a)
    const [f, first, second] = derivatives(p.value)
    return chain(p, constant(0), [f, first, 0, second, 0, 0])
  }

/** d/db of a^b is a^b log a, which is 0 by convention where a ≤ 0: there the exponent must not vary. */
function power(a: number, b: number): Partials {
  const f = a ** b
  const log = a > 0 ? Math.log(a) : 0
  const fa = b === 0 ? 0 : b * a ** (b - 1)
  const faa = b === 0 || b === 1 ? 0 : b * (b - 1) * a ** (b - 2)
  const fab = a > 0 ? a ** (b - 1) * (1 + b * log) : 0
  return [f, fa, f * log, faa, fab, f * log * log]
}

const choose = (mask: HyperDual, a: Operand<HyperDual>, b: Operand<HyperDual>) => lift(mask.value === 0 ? b : a)

/** An independent reference of gradients and Hessians: second-order forward differentiation, written for tests only. */
export const hyperDual: Algebra<HyperDual> = {
  add: binary((a, b) => [a + b, 1, 1, 0, 0, 0]),
  sub: binary((a, b) => [a - b, 1, -1, 0, 0, 0]),
  mul: binary((a, b) => [a * b, b, a, 0, 1, 0]),
  div: binary((a, b) => [a / b, 1 / b, -a / b ** 2, 0, -1 / b ** 2, (2 * a) / b ** 3]),
  pow: binary(power),
  min: (a, b) => (lift(a).value <= lift(b).value ? lift(a) : lift(b)),
  max: (a, b) => (lift(a).value >= lift(b).value ? lift(a) : lift(b)),
  atan2: binary((y, x) => {
    const r2 = x * x + y * y
    const twist = (2 * x * y) / r2 ** 2
    return [Math.atan2(y, x), x / r2, -y / r2, -twist, (y * y - x * x) / r2 ** 2, twist]
  }),
  neg: unary(a => [-a, -1, 0]),
  abs: unary(a => [Math.abs(a), Math.sign(a), 0]),
  sign: unary(a => [Math.sign(a), 0, 0]),
  floor: unary(a => [Math.floor(a), 0, 0]),
  square: unary(a => [a * a, 2 * a, 2]),
  sqrt: unary(a => [Math.sqrt(a), 0.5 / Math.sqrt(a), -0.25 * a ** -1.5]),
  exp: unary(a => [Math.exp(a), Math.exp(a), Math.exp(a)]),
  log: unary(a => [Math.log(a), 1 / a, -1 / a ** 2]),
  sin: unary(a => [Math.sin(a), Math.cos(a), -Math.sin(a)]),
  cos: unary(a => [Math.cos(a), -Math.sin(a), -Math.cos(a)]),
  tan: unary(a => [Math.tan(a), 1 + Math.tan(a) ** 2, 2 * Math.tan(a) * (1 + Math.tan(a) ** 2)]),
  asin: unary(a => [Math.asin(a), (1 - a * a) ** -0.5, a * (1 - a * a) ** -1.5]),
  acos: unary(a => [Math.acos(a), -((1 - a * a) ** -0.5), -a * (1 - a * a) ** -1.5]),
  atan: unary(a => [Math.atan(a), 1 / (1 + a * a), (-2 * a) / (1 + a * a) ** 2]),
  sinh: unary(a => [Math.sinh(a), Math.cosh(a), Math.sinh(a)]),
  cosh: unary(a => [Math.cosh(a), Math.sinh(a), Math.cosh(a)]),
  tanh: unary(a => [Math.tanh(a), 1 - Math.tanh(a) ** 2, -2 * Math.tanh(a) * (1 - Math.tanh(a) ** 2)]),
  less: binary((a, b) => [Number(a < b), 0, 0, 0, 0, 0]),
  lessEqual: binary((a, b) => [Number(a <= b), 0, 0, 0, 0, 0]),
  where: choose,
  take: (table, at) => at.map(index => constant(table[lift(index).value] ?? Number.NaN)),
}
