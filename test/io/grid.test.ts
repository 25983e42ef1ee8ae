import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { parseGridCsv } from '../../src/io/grid/csv.js'
import { parseNpy } from '../../src/io/grid/npy.js'

const matrix = ['y\\x,0,1,2', '10,1,2,3', '20,4,5,6', '30,7,8,9'].join('\n')
const grid = {
  domain: { x: [0, 2], y: [10, 30] },
  columns: 3,
  rows: 3,
  values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
}

describe('CSV', () => {
  it.each<[string, string]>([
    ['a matrix', matrix],
    [
      'with an empty corner, blanks and line ends of its own',
      `${matrix.replace('y\\x', ' ').replaceAll('\n', '\r\n')}\r\n\r\n`,
    ],
    ['separated by semicolons, with decimal commas', matrix.replaceAll(',', ';').replace(';1;2;3', ';1,0;2,0;3,0')],
    ['separated by tabs', matrix.replaceAll(',', '\t')],
    ['from the highest y down', ['c,0,1,2', '30,7,8,9', '20,4,5,6', '10,1,2,3'].join('\n')],
    ['from the right to the left', ['c,2,1,0', '10,3,2,1', '20,6,5,4', '30,9,8,7'].join('\n')],
    ['points in any order', 'Y,X,Loss\n10,1,2\n10,0,1\n20,0,4\n10,2,3\n30,2,9\n20,1,5\n30,0,7\n20,2,6\n30,1,8'],
  ])('%s', (_, text) => {
    expect(parseGridCsv('g.csv', text)).toEqual(grid)
  })

  it.each<[string, string]>([
    ['', 'g.csv: expected values on a grid, got an empty file'],
    ['1,2,3\n4,5,6', 'g.csv:1: expected x in the first row after a corner without a number, got 1 there'],
    [matrix.replace('5', 'five'), 'g.csv:3: column 3: expected a finite number, got "five"'],
    [matrix.replace('5', ''), 'g.csv:3: column 3: expected a finite number, got nothing'],
    [matrix.replace('5', 'nan'), 'g.csv:3: column 3: expected a finite number, got "nan"'],
    [matrix.replace('5', '1e39'), 'g.csv:3: column 3: expected a finite number, got "1e39"'],
    [matrix.replace('20', ''), 'g.csv:3: column 1: expected a finite number, got nothing'],
    [matrix.replace('4,5,6', '4,5'), 'g.csv:3: expected 4 columns, as the first row has, got 3'],
    [matrix.replace('20', '21'), 'g.csv: y: expected equal steps from 10 to 30, got 21 as the 2nd'],
    [matrix.replaceAll(/\n[23].*/g, ''), 'g.csv: expected at least 3 × 3 values, got 3 × 1'],
    ['x,y,speed\n1,2,3', 'g.csv:1: expected a column named value, loss, f, z, got x, y, speed'],
    ['x,y,z\n1,2,3\n1,2', 'g.csv:3: expected 3 columns, as the header has, got 2'],
    ['x,y,z\n1,2,3\n2,2,3\n1,3,1', 'g.csv: expected a value for each of 2 x with each of 2 y, 4 in all, got 3'],
    ['x,y,z\n1,2,3\n2,2,3\n1,3,1\n1,3,1', 'g.csv:5: the point 1, 3 is there twice'],
    ['a,"b\n1,2', 'g.csv: it is cut short: the quotes in line 1 are not closed'],
  ])('%j is refused', (text, message) => {
    expect(() => parseGridCsv('g.csv', text)).toThrow(expect.objectContaining({ name: UsageError.name, message }))
  })
})

describe('.npy', () => {
  const { saved }: { saved: readonly { npy: string; dtype: string; values: readonly number[][] }[] } = JSON.parse(
    readFileSync(new URL('../../fixtures/grids.json', import.meta.url), 'utf8'),
  )
  const bytesOf = (npy: string) => Uint8Array.from(Buffer.from(npy, 'hex'))
  const [first] = saved.map(({ npy }) => bytesOf(npy))
  const bytes = first ?? new Uint8Array()

  it.each(saved.map((one, i) => [i, one.dtype, one] as const))(
    '%i: %s, as numpy.save writes it',
    (_, __, { npy, values }) => {
      const read = parseNpy('g.npy', bytesOf(npy), undefined)
      expect([...read.values]).toEqual(values.flat())
      expect(read).toMatchObject({ columns: 4, rows: 3, domain: { x: [0, 3], y: [0, 2] } })
    },
  )

  it('lies where it is said', () => {
    const domain = { x: [-1, 2], y: [5, 6] } as const
    expect(parseNpy('g.npy', bytes, domain).domain).toEqual(domain)
  })

  it('of version 2 has a longer header', () => {
    const second = Buffer.concat([
      bytes.subarray(0, 6),
      Buffer.of(2, 0),
      bytes.subarray(8, 10),
      Buffer.of(0, 0),
      bytes.subarray(10),
    ])
    expect([...parseNpy('g.npy', second, undefined).values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 100])
  })

  const changed = (from: string, to: string) =>
    Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1')
  it.each<[string, Uint8Array, string]>([
    ['text', Buffer.from('x,y,z and more'), 'g.npy: expected a .npy file of NumPy, got something else'],
    ['big-endian', changed('<f8', '>f8'), 'g.npy: expected numbers, little-endian, got the type >f8'],
    ['complex', changed('<f8', '<c8'), 'g.npy: expected numbers, little-endian, got the type <c8'],
    ['a vector', changed('(3, 4)', '(12,) '), 'g.npy: expected an array of two dimensions, got the shape (12)'],
    ['too small', changed('(3, 4)', '(2, 6)'), 'g.npy: expected at least 3 × 3 values, got 6 × 2'],
    ['cut short', bytes.subarray(0, bytes.length - 1), 'g.npy: it is cut short: expected 96 bytes of values, got 95'],
    [
      'not a number',
      Buffer.concat([bytes.subarray(0, -8), Buffer.from([0, 0, 0, 0, 0, 0, 248, 127])]),
      'g.npy: [2, 3]: expected a finite number, got NaN',
    ],
  ])('%s is refused', (_, content, message) => {
    expect(() => parseNpy('g.npy', content, undefined)).toThrow(
      expect.objectContaining({ name: UsageError.name, message }),
    )
  })
})
