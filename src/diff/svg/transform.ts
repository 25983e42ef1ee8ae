import type { Point } from '../../records/geometry.js'

/** x' = a x + c y + e, y' = b x + d y + f, as SVG has it. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** The transform that does `inner` first. */
export function composed(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d] = outer
  const [p, q, r, s, e, f] = inner
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, ...moved(outer, [e, f])]
}

export function moved([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** undefined where it flattens everything. */
export function inverse([a, b, c, d, e, f]: Matrix): Matrix | undefined {
  const size = a * d - b * c
  if (size === 0 || !Number.isFinite(size)) return undefined
  return [d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size]
}

/** How many times longer a transform makes a line at most: its larger singular value. */
export function stretch([a, b, c, d]: Matrix): number {
  // It turns what it does not mirror, and the two are one line somewhere.
  return (Math.hypot(a + d, b - c) + Math.hypot(a - d, b + c)) / 2
}

/** The transform that an attribute or a style says; undefined where it says none. */
export function parseTransform(text: string): Matrix | undefined {
  let matrix = identity
  const list = text.trim()
  if (list === '' || list === 'none') return identity
  if (!/^(?:\w+\s*\([^()]*\)[\s,]*)+$/.test(list)) return undefined
  for (const [, name = '', inside = ''] of list.matchAll(/(\w+)\s*\(([^()]*)\)/g)) {
    const words = inside.split(/[\s,]+/).filter(word => word !== '')
    const numbers = words.map(word => Number(word.replace(/(?:px|deg)$/, '')))
    const one = numbers.every(Number.isFinite) ? transformOf(name, numbers) : undefined
    if (one === undefined) return undefined
    matrix = composed(matrix, one)
  }
  return matrix
}

function isMatrix(numbers: readonly number[]): numbers is Matrix {
  return numbers.length === 6
}

function transformOf(name: string, numbers: readonly number[]): Matrix | undefined {
  const [first, second] = numbers
  if (first === undefined) return undefined
  const radians = (first * Math.PI) / 180
  switch (name) {
    case 'matrix':
      return isMatrix(numbers) ? numbers : undefined
    case 'translate':
      return [1, 0, 0, 1, first, second ?? 0]
    case 'scale':
      return [first, 0, 0, second ?? first, 0, 0]
    case 'rotate': {
      const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
      const [, x = 0, y = 0] = numbers
      return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y]
    }
    case 'skewX':
      return [1, 0, Math.tan(radians), 1, 0, 0]
    case 'skewY':
      return [1, Math.tan(radians), 0, 1, 0, 0]
    default:
      return undefined
  }
}
