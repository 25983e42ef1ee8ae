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
import { randomSource } from '../../../src/random.js'

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

  it.each([
    'turn(3)',
    'translate()',
    'translate(a)',
    'translate(1',
    'matrix(1 2 3)',
    'matrix(1 2 3 4 5 6 7)',
    'scale(2) and',
    '3',
  ])('is none: %j', text => {
    expect(parseTransform(text)).toBeUndefined()
  })
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

describe('how much longer a transform makes a line', () => {
  const stretchOf = (text: string) => stretch(parseTransform(text) ?? expect.fail())

  it('is what is known of some', () => {
    expect(stretch(identity)).toBe(1)
    expect(stretchOf('scale(2 -3) translate(7 7)')).toBeCloseTo(3, 12)
    // Of a shear by one: the golden ratio.
    expect(stretchOf('skewX(45)')).toBeCloseTo((1 + Math.sqrt(5)) / 2, 12)
    expect(stretchOf('matrix(1 2 2 4 5 5)')).toBeCloseTo(5, 12)
    expect(stretchOf('scale(0)')).toBe(0)
  })

  it('is of a turn nothing, and of one that mirrors neither', () => {
    for (let degrees = 0; degrees < 360; degrees += 7)
      for (const scale of ['0.5', '-0.5', '0.5 -0.5'])
        expect(stretchOf(`rotate(${degrees}) scale(${scale})`)).toBeCloseTo(0.5, 14)
  })

  it('is that of the line that becomes the longest', () => {
    const random = randomSource(4)
    const entry = () => random() * 10 - 5
    for (let i = 0; i < 100; i++) {
      const matrix: Matrix = [entry(), entry(), entry(), entry(), 0, 0]
      const lengths = Array.from({ length: 2000 }, (_, k) => {
        const angle = (Math.PI * k) / 2000
        return Math.hypot(...moved(matrix, [Math.cos(angle), Math.sin(angle)]))
      })
      // Half a step beside the best direction the cosine is shorter by a millionth.
      expect(stretch(matrix) / Math.max(...lengths)).toBeCloseTo(1, 5)
    }
  })
})
