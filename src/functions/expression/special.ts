import type { Algebra, Operand } from '../../records/algebra.js'

/*
 * What expressions can call that no algebra has. Where a formula fails at some places only, its operand is replaced there, so that
 * neither its value nor a derivative of any order becomes NaN on the way.
 */

/** Numbers whose squares single precision has no room for, and what brings them there and back. */
const [large, small, shrunk, grown] = [2 ** 50, 2 ** -40, 2 ** -66, 2 ** 83]

/**
 * √(a² + b²), of very large and very small numbers, too; its gradient at 0, where there is none, is 0, as that of |0|. The scale is
 * constant but for jumps, so that no derivative goes through it.
 */
export function hypot<T>(m: Algebra<T>, a: Operand<T>, b: Operand<T>): T {
  const larger = m.max(m.abs(a), m.abs(b))
  const [isLarge, isSmall, isZero] = [m.less(large, larger), m.less(larger, small), m.lessEqual(larger, 0)]
  const scale = m.where(isLarge, shrunk, m.where(isSmall, grown, 1))
  const back = m.where(isLarge, 1 / shrunk, m.where(isSmall, 1 / grown, 1))
  const squares = m.add(m.square(m.mul(a, scale)), m.square(m.mul(b, scale)))
  return m.where(isZero, 0, m.mul(back, m.sqrt(m.where(isZero, 1, squares))))
}

/** The real cube root, of negative numbers, too; its slope at 0 is infinite. */
export function cbrt<T>(m: Algebra<T>, a: Operand<T>): T {
  const negative = m.less(a, 0)
  const root = (of: T) => m.pow(of, 1 / 3)
  return m.where(negative, m.neg(root(m.where(negative, m.neg(a), 1))), root(m.where(negative, 1, a)))
}

/** (−1)ᵏ/(2k + 1)!, from k = 8 down: sin t/t in t², to the last digit of a double where |t| < 1. */
const sincTerms = [8, 7, 6, 5, 4, 3, 2, 1, 0].map(k => {
  let factorial = 1
  for (let i = 2; i <= 2 * k + 1; i++) factorial *= i
  return (k % 2 === 0 ? 1 : -1) / factorial
})

/** sin πa/(πa), and 1 at 0: NumPy's and PyTorch's sinc. By its series where the quotient's derivatives would lose all digits. */
export function sinc<T>(m: Algebra<T>, a: Operand<T>): T {
  const t = m.mul(a, Math.PI)
  const small = m.less(m.abs(t), 1)
  const square = m.square(m.where(small, t, 0))
  const series = sincTerms
    .slice(1)
    .reduce<Operand<T>>((sum, term) => m.add(m.mul(sum, square), term), sincTerms[0] ?? 0)
  const far = m.where(small, 1, t)
  return m.where(small, series, m.div(m.sin(far), far))
}

/** 0 below 0, else 1; flat on both sides, and at 0 as far as a gradient goes. */
export function step<T>(m: Algebra<T>, a: Operand<T>): T {
  return m.where(m.lessEqual(0, a), 1, 0)
}
