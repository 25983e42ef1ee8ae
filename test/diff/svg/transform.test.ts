import { describe, expect, it } from 'vitest'
import {
  composed,
  identity,
  inverse,
  type Matrix,
  moved,
  parseTransform,
  stretch,
} from '../../../src/diff/svg/transform.js'

/** Where a transform puts the corners of the unit square, as SVG 1.1, 7.6, says it. */
const corners = (text: string) => {
  const matrix = parseTransform(text)
  const at = ([x, y]: readonly [number, number]) =>
    matrix && moved(matrix, [x, y]).map(value => Number(value.toFixed(12)) + 0)
  return (
    [
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const
  ).map(at)
}

describe('a transform', () => {
  it.each([
    [
      '',
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'none',
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'translate(3)',
      [
        [3, 0],
        [4, 0],
        [3, 1],
      ],
    ],
    [
      'translate(3px, -4)',
      [
        [3, -4],
        [4, -4],
        [3, -3],
      ],
    ],
    [
      'scale(2)',
      [
        [0, 0],
        [2, 0],
        [0, 2],
      ],
    ],
    [
      'scale(2 3)',
      [
        [0, 0],
        [2, 0],
        [0, 3],
      ],
    ],
    [
      'rotate(90)',
      [
        [0, 0],
        [0, 1],
        [-1, 0],
      ],
    ],
    [
      'rotate(90deg 1 3)',
      [
        [4, 2],
        [4, 3],
        [3, 2],
      ],
    ],
    [
      'skewX(45)',
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    ],
    [
      'skewY(45)',
      [
        [0, 0],
        [1, 1],
        [0, 1],
      ],
    ],
    [
      'matrix(1 2 3 4 5 6)',
      [
        [5, 6],
        [6, 8],
        [8, 10],
      ],
    ],
    // The last one is done first.
    [
      'translate(10 0) scale(2)',
      [
        [10, 0],
        [12, 0],
        [10, 2],
      ],
    ],
    [
      'scale(2), translate(10, 0)',
      [
        [20, 0],
        [22, 0],
        [20, 2],
      ],
    ],
  ])('moves points as it says: %j', (text, expected) => {
    expect(corners(text)).toEqual(expected)
  })

  it.each(['turn(3)', 'translate()', 'translate(a)', 'translate(1', 'matrix(1 2 3)', 'scale(2) and', '3'])(
    'is none: %j',
    text => {
      expect(parseTransform(text)).toBeUndefined()
    },
  )
})

describe('the inverse of a transform', () => {
  it('takes it back', () => {
    const matrix: Matrix = [1, 2, 3, 4, 5, 6]
    const back = inverse(matrix) ?? expect.fail()
    expect(composed(matrix, back)).toEqual(identity)
    expect(composed(back, matrix)).toEqual(identity)
  })

  it('is none where all is flat, or nothing finite', () => {
    expect(inverse([1, 2, 2, 4, 0, 0])).toBeUndefined()
    expect(inverse([1e200, 0, 0, 1e200, 0, 0])).toBeUndefined()
  })
})

it('a transform makes lines longer by its larger singular value', () => {
  expect(stretch(identity)).toBe(1)
  expect(stretch(parseTransform('scale(2 -3) translate(7 7)') ?? identity)).toBeCloseTo(3, 12)
  expect(stretch(parseTransform('rotate(30) scale(0.5)') ?? identity)).toBeCloseTo(0.5, 12)
  // Of a shear by one: the golden ratio.
  expect(stretch(parseTransform('skewX(45)') ?? identity)).toBeCloseTo((1 + Math.sqrt(5)) / 2, 12)
})
