import { UsageError } from '../../errors.js'
import { own } from '../../own.js'
import type { Domain } from '../../records/geometry.js'
import type { Grid } from '../../records/grid.js'
import { checkSize, gridOf, isFiniteSingle } from './table.js'

const magic = '\x93NUMPY'

/** How numbers are read, by NumPy's names of types; all little-endian. */
const readers: Readonly<Record<string, readonly [size: number, read: (view: DataView, at: number) => number]>> = {
  f8: [8, (view, at) => view.getFloat64(at, true)],
  f4: [4, (view, at) => view.getFloat32(at, true)],
  i8: [8, (view, at) => Number(view.getBigInt64(at, true))],
  u8: [8, (view, at) => Number(view.getBigUint64(at, true))],
  i4: [4, (view, at) => view.getInt32(at, true)],
  u4: [4, (view, at) => view.getUint32(at, true)],
  i2: [2, (view, at) => view.getInt16(at, true)],
  u2: [2, (view, at) => view.getUint16(at, true)],
  i1: [1, (view, at) => view.getInt8(at)],
  u1: [1, (view, at) => view.getUint8(at)],
}

/** Whether bytes begin as a .npy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic
}

/**
 * The grid of a .npy file (NumPy's format, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): a 2-D array whose
 * first row lies at the lowest y of the domain and whose first column at its lowest x; without a domain, x and y are the indices.
 */
export function parseNpy(file: string, bytes: Uint8Array, domain: Domain | undefined): Grid {
  const fail = (problem: string, hint?: string): never => {
    throw new UsageError(`${file}: ${problem}`, hint)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!isNpy(bytes) || bytes.length < 12) return fail('expected a .npy file of NumPy, got something else')
  const wide = view.getUint8(6) >= 2
  const begin = wide ? 12 : 10
  const end = begin + (wide ? view.getUint32(8, true) : view.getUint16(8, true))
  const header = Buffer.from(bytes.subarray(begin, end)).toString('latin1')
  const [, order = '', type = ''] = /'descr':\s*'([<>|=]?)(\w+)'/.exec(header) ?? []
  const fortran = /'fortran_order':\s*True/.test(header)
  const shape = /'shape':\s*\(([^)]*)\)/
    .exec(header)?.[1]
    ?.split(',')
    .flatMap(size => (size.trim() === '' ? [] : [Number(size)]))
  const reader = order === '>' ? undefined : own(readers, type)
  if (reader === undefined || shape === undefined)
    return fail(
      `expected numbers, little-endian, got ${type === '' ? 'a header that says no type' : `the type ${order}${type}`}`,
      'In Python: numpy.save(file, array.astype("<f8")).',
    )
  const [rows = 0, columns = 0] = shape
  if (shape.length !== 2) return fail(`expected an array of two dimensions, got the shape (${shape.join(', ')})`)
  checkSize(file, columns, rows)
  const [size, read] = reader
  if (bytes.length < end + rows * columns * size)
    return fail(`it is cut short: expected ${rows * columns * size} bytes of values, got ${bytes.length - end}`)
  const values = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = read(view, end + size * (fortran ? column * rows + row : row * columns + column))
      if (!isFiniteSingle(value)) fail(`[${row}, ${column}]: expected a finite number, got ${value}`)
      values[row * columns + column] = value
    }
  const places = (count: number, [low, high]: readonly [number, number]) =>
    Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))
  const { x, y } = domain ?? { x: [0, columns - 1] as const, y: [0, rows - 1] as const }
  return gridOf(file, { x: places(columns, x), y: places(rows, y), values })
}
