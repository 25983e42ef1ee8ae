import { describe, expect, it } from 'vitest'
import { type Comparable, compareFiles } from '../../src/diff/compare.js'
import { distanceOfPaths, pathLines } from '../../src/diff/pathdistance.js'
import { standardTolerance } from '../../src/diff/tolerance.js'
import { encodePng } from '../../src/io/pngfile.js'

const compare = (kind: Comparable, a: string, b: string) =>
  compareFiles(kind, { name: 'a', bytes: Buffer.from(a) }, { name: 'b', bytes: Buffer.from(b) }, standardTolerance)
    ?.message

describe('SVG files', () => {
  const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">\n${inner}\n</svg>\n`
  const differ = (a: string, b: string) => compare('svg', svg(a), svg(b))
  /** A row of grey cells, the tenth of them in another color. */
  const raster = (tenth: number) => {
    const pixels = Uint8ClampedArray.from({ length: 400 }, (_, i) => (i % 4 === 3 ? 255 : i >> 2 === 10 ? tenth : 100))
    return `<image href="data:image/png;base64,${Buffer.from(encodePng(100, 1, pixels)).toString('base64')}"/>`
  }

  const same: readonly (readonly [title: string, a: string, b: string])[] = [
    ['blanks between elements', '<g><rect x="1"/></g>', '<g>\n  <rect x="1"/>\n</g>'],
    [
      'the recipe',
      '<metadata data-format="optviz">{"optviz":"1"}</metadata>',
      '<metadata data-format="optviz">{"optviz":"2"}</metadata>',
    ],
    ['the description', '<desc>lowest at step 21</desc>', '<desc>lowest at step 26</desc>'],
    ['a position by a hundredth', '<circle cx="1.01" cy="2" r="3"/>', '<circle cx="1.02" cy="2" r="3"/>'],
    ['a transform by a hundredth', '<g transform="rotate(90 1.01 2)"/>', '<g transform="rotate(90 1.02 2)"/>'],
    ['a vertex on a straight line', '<path d="M0 0l10 0"/>', '<path d="M0 0l5 .03 5-.03"/>'],
    ['repeated points', '<path d="M0 0l1 1"/>', '<path d="M0 0l1 1 .01 0 0 .01"/>'],
    ['a cell in the next color', raster(100), raster(102)],
  ]
  for (const [title, a, b] of same) it(`are the same but for ${title}`, () => expect(differ(a, b)).toBe(undefined))

  const other: readonly (readonly [title: string, a: string, b: string, message: RegExp])[] = [
    ['an element', '<rect/>', '<circle/>', /^<rect> expected, got <circle>$/],
    ['an element less', '<rect/>', '', /^<rect> expected, got <\/svg>$/],
    ['an attribute', '<rect x="1"/>', '<rect y="1"/>', /^x of <rect>: got y$/],
    ['an attribute more', '<rect/>', '<rect x="1"/>', /^<rect> expected, got <rect>$/],
    ['a position', '<rect x="1"/>', '<rect x="1.2"/>', /^x of <rect>: "1" expected, got "1.2"$/],
    ['an opacity', '<rect opacity="0.51"/>', '<rect opacity="0.52"/>', /^opacity of <rect>: "0.51" expected/],
    ['a color', '<rect fill="#440e01"/>', '<rect fill="#440e02"/>', /^fill of <rect>: "#440e01" expected/],
    ['a text', '<text>f = 1.163</text>', '<text>f = 1.164</text>', /^"f = 1.163" expected, got "f = 1.164"$/],
    [
      'a line',
      '<path d="M0 0l10 0"/>',
      '<path d="M0 0l5 .2 5-.2"/>',
      /^d of <path>: the lines are up to 0.2 px apart$/,
    ],
    ['half a line', '<path d="M0 0l10 0"/>', '<path d="M0 0l5 0"/>', /up to 5 px apart/],
    ['the closing of a line', '<path d="M0 0l4 0 0 4"/>', '<path d="M0 0l4 0 0 4z"/>', /up to 2 px apart/],
    ['a cell in a far color', raster(100), raster(200), /1 of 100 cells have another color/],
  ]
  for (const [title, a, b, message] of other) it(`differ in ${title}`, () => expect(differ(a, b)).toMatch(message))

  it('that are none are refused', () => {
    expect(() => compare('svg', 'hello', svg(''))).toThrow('a is no SVG file: it has no <svg> element')
    expect(() => compare('svg', svg(''), '\u0089PNG')).toThrow('b is no SVG file')
  })
})

describe('the distance of paths', () => {
  it('reads moves, relative and absolute lines and closings; leaves curves to others', () => {
    expect(pathLines('M1 2l.5-1 1 0zM-3 4L5,6')).toEqual([
      [
        [1, 2],
        [1.5, 1],
        [2.5, 1],
        [1, 2],
      ],
      [
        [-3, 4],
        [5, 6],
      ],
    ])
    expect(pathLines('M0 0c1 1 2 2 3 3')).toBe(undefined)
  })

  it('does not depend on the direction or the order of lines', () => {
    const wave = Array.from({ length: 500 }, (_, i) => [i, 20 * Math.sin(i / 9)] as const)
    expect(distanceOfPaths([wave], [wave.toReversed()])).toBeLessThan(1e-12)
    expect(distanceOfPaths([wave.slice(0, 251), wave.slice(250)], [wave.slice(250), wave.slice(0, 251)])).toBeLessThan(
      1e-12,
    )
  })

  it('is the largest distance of either from the other, like a search everywhere', () => {
    // A spiral and its copy, moved by 3 and divided otherwise: the search nearby must find what the search everywhere finds.
    const spiral = (points: number, dx: number) =>
      Array.from({ length: points }, (_, i) => {
        const t = (i / (points - 1)) * 12 * Math.PI
        return [dx + t * Math.cos(t), t * Math.sin(t)] as const
      })
    const [a, b] = [spiral(160, 0), spiral(113, 0.7)]
    const segment = (p: readonly [number, number], q: readonly [number, number], r: readonly [number, number]) => {
      // Sampled, not projected: another way to the same number.
      const at = Array.from({ length: 501 }, (_, k) => k / 500)
      return Math.min(...at.map(t => Math.hypot(q[0] + t * (r[0] - q[0]) - p[0], q[1] + t * (r[1] - q[1]) - p[1])))
    }
    const one = (from: typeof a, to: typeof a) =>
      Math.max(...from.map(p => Math.min(...to.slice(1).map((r, i) => segment(p, to[i] ?? r, r)))))
    expect(distanceOfPaths([a], [b])).toBeCloseTo(Math.max(one(a, b), one(b, a)), 3)
  })
})

describe('JSON files', () => {
  const differ = (a: unknown, b: unknown) => compare('json', JSON.stringify(a), JSON.stringify(b))

  it('are the same but for the last digits, the engine and the version', () => {
    const points = [
      [1, 2],
      [3, 4],
    ]
    expect(
      differ(
        { points, backend: 'tensorflow', recipe: { optviz: '1', steps: 2 } },
        {
          points: [
            [1.00001, 2],
            [3, 4.0003],
          ],
          backend: 'cpu',
          engine: 'eager',
          recipe: { optviz: '2', steps: 2 },
        },
      ),
    ).toBe(undefined)
  })

  it('are the same where two points are equally low', () => {
    const points = [[1, 2]]
    const runs = (step: number) => [{ best: { step }, firstInsideView: step, final: 1 }]
    expect(differ({ points, best: { step: 1 }, runs: runs(1) }, { points, best: { step: 2 }, runs: runs(2) })).toBe(
      undefined,
    )
    expect(differ({ runs: [{ final: 1 }] }, { runs: [{ final: 2 }] })).toBe('runs[0].final: 1 expected, got 2')
    expect(differ({ recipe: { best: 1 } }, { recipe: { best: 2 } })).toBe('recipe.best: 1 expected, got 2')
  })

  it('differ in a number, a text, a key, a length or a kind; the first is told', () => {
    expect(
      differ(
        {
          points: [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        },
        {
          points: [
            [1, 2],
            [3.1, 4],
            [5, 9],
          ],
        },
      ),
    ).toBe('points[1][0]: 3 expected, got 3.1; 2 values differ, the largest by 3')
    expect(differ({ a: 1, outcome: { kind: 'finished' } }, { a: 1, outcome: { kind: 'diverged' } })).toBe(
      'outcome.kind: finished expected, got diverged',
    )
    expect(differ({ a: 1 }, { a: 1, b: 2 })).toBe('b: nothing expected, got 2')
    expect(differ([1, 2], [1])).toBe('[1]: 2 expected, got nothing')
    expect(differ({ a: [] }, { a: {} })).toMatch(/^a: /)
    expect(differ(1, null)).toMatch(/1 expected, got null/)
    expect(differ({ recipe: { steps: 2 } }, { recipe: { steps: 3 } })).toBe('recipe.steps: 2 expected, got 3')
  })

  it('however deep', () => {
    const deep = `${'['.repeat(50_000)}1${']'.repeat(50_000)}`
    expect(compare('json', deep, deep.replace('1', '2'))).toMatch(/1 expected, got 2$/)
  })

  it('that are none are refused', () => {
    expect(() => compare('json', '{"a":', '{}')).toThrow(/^a is no JSON file: /)
  })
})

describe('CSV files', () => {
  const csv = (...lines: readonly string[]) => `step,x,y,value\n${lines.join('\n')}\n`

  it('are the same but for the last digits and line ends', () => {
    expect(
      compare('csv', csv('0,1,2,3', '1,1,2,inf'), csv('0,1.00001,2,3', '1,1,2,inf').replaceAll('\n', '\r\n')),
    ).toBe(undefined)
  })

  it('differ in a cell, a line or a word', () => {
    expect(compare('csv', csv('0,1,2,3'), csv('0,1,2.1,3'))).toBe('line 2, y: 2 expected, got 2.1')
    expect(compare('csv', csv('0,1,2,3'), csv('0,1,2,3', '1,1,2,3'))).toMatch(
      /^line 3, step: nothing expected, got 1; 4 values/,
    )
    expect(compare('csv', csv('0,1,2,inf'), csv('0,1,2,nan'))).toBe('line 2, value: inf expected, got nan')
  })

  it('that are none are refused', () => {
    expect(() => compare('csv', 'hello\n', csv('0,1,2,3'))).toThrow('a is no CSV file: it has no columns')
  })
})
