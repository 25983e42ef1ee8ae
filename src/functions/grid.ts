import type { Algebra, Operand } from '../records/algebra.js'
import type { Interval } from '../records/geometry.js'
import type { Grid } from '../records/grid.js'
import type { TestFunction } from './types.js'

/**
 * The function that interpolates a grid by cubic convolution (R. G. Keys, “Cubic Convolution Interpolation for Digital Image Processing”,
 * IEEE ASSP 29, 1981; a = −1/2, also known as Catmull–Rom's): it goes through all values, its gradient is continuous, and it is
 * exact for polynomials of degree two. Beyond the grid it is as at the nearest point of its border. `file` is where it is from.
 */
export function gridFunction(name: string, file: string, grid: Grid): TestFunction {
  const { domain, columns, rows } = grid
  const table = padded(grid)
  return {
    name: name.replaceAll(/[^\w.@-]+/g, '-'),
    title: name,
    group: 'user-defined',
    formula: `cubic convolution of the ${columns} × ${rows} values in ${file}`,
    reference: file,
    notes: 'Beyond the grid it is as at the nearest point of its border.',
    evaluate<T>(m: Algebra<T>, x: T, y: T): T {
      const [across, up] = [along(m, x, domain.x, columns), along(m, y, domain.y, rows)]
      const corner = m.add(m.mul(up.cell, columns + 2), across.cell)
      const four = [0, 1, 2, 3]
      const values = m.take(
        table,
        four.flatMap(j => four.map(i => m.add(corner, j * (columns + 2) + i))),
      )
      const weighted = (terms: readonly T[], weights: readonly T[]) =>
        terms.map((term, i) => m.mul(term, weights[i] ?? 0)).reduce((sum, term) => m.add(sum, term))
      return weighted(
        four.map(j => weighted(values.slice(4 * j, 4 * j + 4), across.weights)),
        up.weights,
      )
    },
    domain,
    start: [within(domain.x, 0.9), within(domain.y, 0.8)],
    minima: [],
    smooth: true,
  }
}

const within = ([low, high]: Interval, share: number) => low + share * (high - low)

/** Which cell a coordinate lies in, and the weights of the two values around it on each side. */
function along<T>(
  m: Algebra<T>,
  x: T,
  [low, high]: Interval,
  count: number,
): { readonly cell: T; readonly weights: readonly T[] } {
  const inside = m.where(m.less(x, low), low, m.where(m.less(high, x), high, x))
  const steps = m.mul(m.sub(inside, low), (count - 1) / (high - low))
  // What is not a number has a cell, too: that it is none is seen in the weights.
  const cell = m.where(m.lessEqual(low, inside), m.min(m.floor(steps), count - 2), 0)
  const t = m.sub(steps, cell)
  const polynomial = (highest: number, ...others: readonly number[]) =>
    others.reduce<Operand<T>>((sum, next) => (next === 0 ? m.mul(sum, t) : m.add(m.mul(sum, t), next)), highest) as T
  return {
    cell,
    weights: [
      polynomial(-0.5, 1, -0.5, 0),
      polynomial(1.5, -2.5, 0, 1),
      polynomial(-1.5, 2, 0.5, 0),
      polynomial(0.5, -0.5, 0, 0),
    ],
  }
}

/** The values with a border of one more on each side, where the parabola through the three nearest leads. */
function padded({ columns, rows, values }: Grid): Float32Array {
  const width = columns + 2
  const all = new Float64Array(width * (rows + 2))
  const at = (row: number, column: number) => (row + 1) * width + column + 1
  for (let row = 0; row < rows; row++) all.set(values.subarray(row * columns, (row + 1) * columns), at(row, 0))
  const extend = (to: number, inward: number) => {
    const [a = 0, b = 0, c = 0] = [1, 2, 3].map(k => all[to + k * inward])
    all[to] = 3 * a - 3 * b + c
  }
  for (let row = 0; row < rows; row++) {
    extend(at(row, -1), 1)
    extend(at(row, columns), -1)
  }
  for (let column = -1; column <= columns; column++) {
    extend(at(-1, column), width)
    extend(at(rows, column), -width)
  }
  return Float32Array.from(all)
}
