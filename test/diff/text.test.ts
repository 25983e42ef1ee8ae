import { describe, expect, it } from 'vitest'
import { compareFiles } from '../../src/diff/compare.js'
import type { Comparable } from '../../src/diff/kinds.js'
import { distanceOfPaths, pathLines } from '../../src/diff/svg/pathdistance.js'
import { standardTolerance } from '../../src/diff/tolerance.js'
import { UsageError } from '../../src/errors.js'
import { encodePng } from '../../src/io/pngfile.js'
import { subsetFont } from '../../src/render/fonts/subset.js'
import { woff } from '../../src/render/fonts/woff.js'
import { font } from '../../src/render/text.js'

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

  it('are in the unit of a path only where it is one in both directions', () => {
    const scaled = (scale: string) => `<path transform="scale(${scale})" d="M10 20l30 4"/>`
    expect(differ(scaled('.1'), '<path d="M1 2l3 .4"/>')).toBeUndefined()
    for (const scale of ['.1 .2', '-.1', '.1 -.1'])
      expect(differ(scaled(scale), '<path d="M1 2l3 .4"/>')).toMatch(/<path>/)
  })

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
    ['quotes', '<circle cx="1" r="2"/>', "<circle cx='1' r='2'/>"],
    ['the order of attributes', '<circle cx="1" r="2"/>', '<circle r="2" cx="1"/>'],
    ['entities', '<text>a &lt; b &#x3b8;</text>', '<text>a &#60; b θ</text>'],
    ['CDATA', '<text>a &lt; b</text>', '<text>a <![CDATA[<]]> b</text>'],
    ['comments and instructions', '<rect/>', '<!-- a <circle/> --><rect/><?php echo?>'],
    ['how empty elements are written', '<rect/>', '<rect></rect>'],
    ['blanks in texts', '<text>a b</text>', '<text>\n  a\tb </text>'],
    ['how a style is written', '<rect fill="red" opacity="1"/>', '<rect style=" fill : #f00 "/>'],
    ['how colors are written', '<rect fill="#FFF" stroke="rgb(255,0,0)"/>', '<rect fill="white" stroke="#ff0000"/>'],
    ['how numbers are written', '<rect x="1" opacity=".5"/>', '<rect x="1.0px" opacity="5e-1"/>'],
    ['how lists are written', '<polyline points="1,2 3,4"/>', '<polyline points="1 2,3 4"/>'],
    ['how a font is named', `<text font-family="'A B', C">a</text>`, `<text font-family='"A B",C'>a</text>`],
    ['how a move is written', '<g transform="translate(1,2)"/>', '<g transform=" matrix( 1 0 0 1 1 2 ) "/>'],
    ['a move by nothing', '<g/>', '<g transform="translate(0) scale(1)"/>'],
    ['how lines are written', '<path d="M1 2l3 0 0 4z"/>', '<path d="m 1,2 H4 V6 Z"/>'],
    ['how curves are written', '<path d="M0 0c1 1 2 2 3 3"/>', '<path d="M0,0 c 1,1 2,2 3.01,3"/>'],
    ['an attribute for an editor', '<g/>', '<g xmlns:i="urn:editor" i:label="a"/>'],
    ['the prefix of elements', '<rect/>', '<s:rect xmlns:s="http://www.w3.org/2000/svg"/>'],
    ['repeated points', '<path d="M0 0l1 1"/>', '<path d="M0 0l1 1 .01 0 0 .01"/>'],
    ['a cell in the next color', raster(100), raster(102)],
    [
      'the unit of a path',
      '<path d="M1 2l3 0 0 4z" stroke-width="0.8" stroke-dasharray="1.5 2"/>',
      '<path transform="scale(.1)" d="M10 20l30 0 0 40z" stroke-width="8" stroke-dasharray="15 20"/>',
    ],
    [
      'where a font is said',
      `<g><text font-family="A" font-size="9">a</text><text font-family="A" font-size="8">b</text></g>`,
      `<g font-family="A" font-size="9"><text>a</text><text font-size="8">b</text></g>`,
    ],
  ]
  for (const [title, a, b] of same) it(`are the same but for ${title}`, () => expect(differ(a, b)).toBe(undefined))

  const other: readonly (readonly [title: string, a: string, b: string, message: RegExp])[] = [
    ['an element', '<rect/>', '<circle/>', /^<rect> expected, got <circle>$/],
    ['an element less', '<rect/>', '', /^<rect> expected, got nothing$/],
    ['an attribute', '<rect x="1"/>', '<rect y="1"/>', /^x of <rect>: "1" expected, got "0"; 2 differences in all$/],
    ['an attribute more', '<rect/>', '<rect rx="1"/>', /^rx of <rect>: nothing expected, got "1"$/],
    ['a position', '<rect x="1"/>', '<rect x="1.3"/>', /^x of <rect>: "1" expected, got "1.3"$/],
    ['an opacity', '<rect opacity="0.51"/>', '<rect opacity="0.52"/>', /^opacity of <rect>: "0.51" expected/],
    ['a color', '<rect fill="#440e01"/>', '<rect fill="#440e02"/>', /^fill of <rect>: "#440e01" expected/],
    ['a text', '<text>f = 1.163</text>', '<text>f = 1.164</text>', /^<text>: "f = 1.163" expected, got "f = 1.164"$/],
    ['a line', '<path d="M0 0l10 0"/>', '<path d="M0 0l5 .3 5-.3"/>', /^<path>: the lines are up to 0.3 px apart$/],
    ['half a line', '<path d="M0 0l10 0"/>', '<path d="M0 0l5 0"/>', /up to 5 px apart/],
    ['the closing of a line', '<path d="M0 0l4 0 0 4"/>', '<path d="M0 0l4 0 0 4z"/>', /up to 2 px apart/],
    ['a radius in other quotes', "<circle r='1'/>", "<circle r='2'/>", /^r of <circle>: "1" expected, got "2"$/],
    [
      'a scale',
      '<g transform="scale(1)"/>',
      '<g transform="scale(1.09)"/>',
      /^transform of <g>: "scale\(1\)" expected, got/,
    ],
    ['a small scale', '<g/>', '<g transform="scale(1.02)"/>', /^transform of <g>: "" expected/],
    ['a turn', '<g transform="rotate(0)"/>', '<g transform="rotate(1)"/>', /^transform of <g>/],
    [
      'a small place, enlarged',
      '<g transform="scale(100)"><circle cx="0.05"/></g>',
      '<g transform="scale(100)"><circle cx="0.06"/></g>',
      /^cx of <circle>: "0.05" expected, got "0.06"$/,
    ],
    [
      'a style',
      '<rect style="fill:red;x:1"/>',
      '<rect style="x:1;fill:blue"/>',
      /^fill of <rect>: "red" expected, got "blue"$/,
    ],
    ['a style over an attribute', '<rect fill="red"/>', '<rect fill="red" style="fill:blue"/>', /^fill of <rect>/],
    ['a rule', '<style>a{b:c}</style>', '<style>a{b:d}</style>', /^<style>: "a\{b:c\}" expected/],
    ['a share', '<linearGradient x2="0.5"/>', '<linearGradient x2="0.55"/>', /^x2 of <linearGradient>/],
    ['a name of digits', '<g id="100000"/>', '<g id="100001"/>', /^id of group "100000"/],
    [
      'a curve',
      '<path d="M0 0c1 1 2 2 3 3"/>',
      '<path d="M0 0c1 1 2 2 3 4"/>',
      /^<path>: "M0 0c1 1 2 2 3 3" expected, got/,
    ],
    [
      'text in a text',
      '<text>a <tspan>b</tspan></text>',
      '<text>a<tspan>b</tspan></text>',
      /^<text>: "a " expected, got "a"$/,
    ],
    [
      'a circle of several in a group',
      '<g class="ends"><circle r="1"/><circle r="2"/></g>',
      '<g class="ends"><circle r="1"/><circle r="3"/></g>',
      /^r of <circle> 2 in "ends": "2" expected, got "3"$/,
    ],
    [
      'an element between others',
      '<g class="a"><path d="M1 1"/><path d="M2 2"/><text>b</text></g>',
      '<g class="a"><path d="M1 1"/><rect/><path d="M2 2"/><text>b</text></g>',
      /^nothing expected, got <rect> in "a"$/,
    ],
    [
      'one of many lines less',
      '<g class="a"><path d="M1 1h1"/><path d="M2 2h1"/><path d="M3 3h1"/></g>',
      '<g class="a"><path d="M1 1h1"/><path d="M3 3h1"/></g>',
      /^<path> expected, got nothing in "a"$/,
    ],
    [
      'several things',
      '<g class="a"><rect x="1" fill="red"/></g><g class="b"><text>c</text></g>',
      '<g class="a"><rect x="2" fill="blue"/></g><g class="b"><text>d</text></g>',
      /^x of <rect> in "a": "1" expected, got "2"; 3 differences in all, in "a", "b"$/,
    ],
    [
      'a line in another unit',
      '<path d="M1 2l3 0"/>',
      '<path transform="scale(.1)" d="M10 20l30 4"/>',
      /^<path>: the lines are up to 0.4 px apart$/,
    ],
    [
      'a width in another unit',
      '<path d="M1 2l3 0" stroke-width="0.8"/>',
      '<path transform="scale(.1)" d="M10 20l30 0" stroke-width="9"/>',
      /^stroke-width of <path>: "0.8" expected, got "0.9"$/,
    ],
    [
      'an inherited font',
      '<g><text font-size="9">a</text></g>',
      '<g font-size="8"><text>a</text></g>',
      /^font-size of <text>: "9" expected, got "8"$/,
    ],
    ['a cell in a far color', raster(100), raster(200), /1 of 100 cells have another color/],
  ]
  for (const [title, a, b, message] of other) it(`differ in ${title}`, () => expect(differ(a, b)).toMatch(message))

  it('differ in an embedded font by name, never by its bytes, and after what a person sees', () => {
    const font = (data: string, text = 'a') =>
      `<defs><style>@font-face{font-family:"A";src:url(data:font/ttf;base64,${data}) format("truetype")}</style></defs><text>${text}</text>`
    expect(differ(font('AAEAAAAK'), font('AAEAAAAK'))).toBe(undefined)
    expect(differ(font('AAEAAAAK'), font('AAEAAAAL'))).toBe('the embedded font differs')
    expect(differ(font('AAEAAAAK'), font('AAEAAAAL', 'b'))).toBe('<text>: "a" expected, got "b"; 2 differences in all')
    const image = (data: string) => `<image href="data:image/jpeg;base64,${data}"/>`
    expect(differ(image('AAEAAAAK'), image('AAEAAAAL'))).toBe('<image>: the embedded content differs')
    expect(differ(raster(100), '<image href="data:image/png;base64,AAEAAAAL"/>')).toMatch(
      /picture cannot be read: it does not/,
    )
    expect(differ(raster(100), '<image href="a.png"/>')).toMatch(/^<image>: "data:…" expected, got "a.png"$/)
  })

  it('are the same where a font is embedded as WOFF, and differ where it is another', () => {
    const rule = (type: string, format: string, file: Uint8Array) =>
      `<style>@font-face{font-family:"A";src:url(data:font/${type};base64,${Buffer.from(file).toString('base64')}) format("${format}")}</style>`
    const [a, b] = ['ab', 'ac'].map(letters =>
      subsetFont(
        font('regular'),
        [...letters].map(letter => letter.charCodeAt(0)),
      ),
    )
    if (a === undefined || b === undefined) throw new Error('no fonts')
    expect(differ(rule('ttf', 'truetype', a), rule('woff', 'woff', woff(a)))).toBe(undefined)
    expect(differ(rule('ttf', 'truetype', a), rule('woff', 'woff', woff(b)))).toBe('the embedded font differs')
    const otf = Buffer.concat([Buffer.from('OTTO'), a.subarray(4)])
    expect(differ(rule('otf', 'opentype', otf), rule('woff', 'woff', woff(otf)))).toBe(undefined)
    const cut = woff(a).subarray(0, 700)
    expect(differ(rule('ttf', 'truetype', a), rule('woff', 'woff', cut))).toBe('the embedded font differs')
  })

  const broken: readonly (readonly [title: string, text: string, why: string])[] = [
    ['text', 'hello', 'it has no <svg> element'],
    ['cut short in a tag', svg('<rect/>').slice(0, 70), 'it is cut short'],
    ['cut short between tags', svg('<rect/>').slice(0, -8), 'it is cut short'],
    ['not well-formed', svg('<g></h>'), 'line 2, column 7, is not well-formed XML'],
    ['of unquoted attributes', svg('<rect x=1/>'), 'line 2, column 9, is not well-formed XML'],
    ['of unknown entities', svg('&nbsp;'), 'line 2, column 6, is not well-formed XML'],
    ['of undeclared prefixes', svg('<a:b/>'), 'line 2, column 6, is not well-formed XML'],
    ['an HTML page', '<!DOCTYPE html><html><svg></svg></html>', 'it holds an HTML page'],
    ['another language', '<x><svg xmlns="http://www.w3.org/2000/svg"/></x>', 'its first element is <x>, not <svg>'],
    [
      'nested too deep',
      svg(`${'<g>'.repeat(2000)}${'</g>'.repeat(2000)}`),
      'its elements are nested more than 1000 deep',
    ],
    ['of NUL characters', '<svg>\0</svg>', 'line 1, column 6, is not well-formed XML'],
  ]
  for (const [title, text, why] of broken)
    it(`that are ${title} are refused in words`, () => {
      expect(() => compare('svg', text, svg(''))).toThrow(`a is no SVG file: ${why}`)
      expect(() => compare('svg', svg(''), text)).toThrow(`b is no SVG file: ${why}`)
    })

  it('may declare entities of their own, which are text', () => {
    const declared = `<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"> <!ENTITY r "<rect/>">]>`
    expect(compare('svg', `${declared}<svg xmlns="&ns;" width="10" height="10"/>`, svg(''))).toBe(undefined)
    expect(compare('svg', `${declared}<svg xmlns="&ns;" width="10" height="10">&r;</svg>`, svg(''))).toMatch(
      /^"<rect\/>" expected/,
    )
  })
})

describe('a text file that is cut short anywhere', () => {
  const whole: readonly (readonly [Comparable, string])[] = [
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg"><g class="a"><text x="1">b &lt; c</text></g><!-- d --></svg>'],
    ['json', '{"points":[[1,2],[3,4.5]],"outcome":{"kind":"finished"}}'],
    ['csv', 'run,step,x\n"a, b",0,1.25\n"a, b",1,2.5\n'],
  ]
  for (const [kind, text] of whole)
    it(`is refused or differs: ${kind}`, () => {
      for (let length = 0; length < text.trimEnd().length; length++) {
        const cut = text.slice(0, length)
        const message = () => {
          try {
            return compare(kind, text, cut)
          } catch (error) {
            return error instanceof UsageError ? error.message : `thrown: ${error}`
          }
        }
        expect(message(), cut).toMatch(/^b is (?:empty|no \w+ file: it )|^line \d, .* expected, got /)
      }
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
    expect(pathLines('m1 1h2v3H0V0zl1 1')).toEqual([
      [
        [1, 1],
        [3, 1],
        [3, 4],
        [0, 4],
        [0, 0],
        [1, 1],
      ],
      [
        [1, 1],
        [2, 2],
      ],
    ])
    expect(pathLines('M0 0L1')).toBe(undefined)
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
    // Words are not apart by a number.
    expect(differ({ a: 'x', b: 'y' }, { a: 'y', b: 'x' })).toBe('a: x expected, got y; 2 values differ')
    expect(differ([1, 2], [1])).toBe('[1]: 2 expected, got nothing')
    expect(differ({ a: [] }, { a: {} })).toMatch(/^a: /)
    expect(differ(1, null)).toMatch(/1 expected, got null/)
    expect(differ({ recipe: { steps: 2 } }, { recipe: { steps: 3 } })).toBe('recipe.steps: 2 expected, got 3')
  })

  it('differ in what is called as the version and the engine are, elsewhere', () => {
    expect(differ({ optviz: 1 }, { optviz: 2 })).toBe('optviz: 1 expected, got 2')
    expect(differ({ a: { optviz: 1 } }, { a: { optviz: 2 } })).toBe('a.optviz: 1 expected, got 2')
    expect(differ({ recipe: { a: { optviz: 1 } } }, { recipe: { a: { optviz: 2 } } })).toMatch(/^recipe\.a\.optviz: /)
    expect(differ({ a: { recipe: { optviz: 1 } } }, { a: { recipe: { optviz: 2 } } })).toMatch(/^a\.recipe\.optviz: /)
    expect(differ({ a: { engine: 1 } }, { a: { engine: 2 } })).toBe('a.engine: 1 expected, got 2')
    expect(differ({ a: [{ best: 1 }] }, { a: [{ best: 2 }] })).toBe('a[0].best: 1 expected, got 2')
  })

  it('however deep', () => {
    const deep = `${'['.repeat(50_000)}1${']'.repeat(50_000)}`
    expect(compare('json', deep, deep.replace('1', '2'))).toMatch(/1 expected, got 2$/)
  })

  it('that are none are refused', () => {
    const broken: readonly (readonly [text: string, why: string])[] = [
      ['{"a":', 'it is cut short'],
      ['{"a": [1, 2', 'it is cut short'],
      ['{"a": 1,\n "b": "x', 'it is cut short'],
      ['{"a": 1,\n "b" 2}', 'it is not JSON at line 2, column 6'],
      ['{"a": 1}}', 'it is not JSON at line 1, column 9'],
      ['hello', 'it is not JSON'],
      ['<!doctype html><html>', 'it holds an HTML page'],
      ['%PDF-1.7', 'it holds a PDF document'],
      ['{"a": "\0"}', 'it is no text'],
    ]
    for (const [text, why] of broken)
      expect(() => compare('json', text, '{}'), text).toThrow(`a is no JSON file: ${why}`)
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

  it('are compared by their cells, however they are quoted', () => {
    expect(compare('csv', 'run,x\n"a",1\n', 'run,x\r\na,"1"\r\n')).toBe(undefined)
    expect(compare('csv', 'run,x\n"a, ""b""\nc",1\nd,2\n', 'run,x\n"a, ""b""\nc",1\nd,3\n')).toBe(
      'line 4, x: 2 expected, got 3',
    )
    expect(compare('csv', 'a,b\n1,\n,2\n', 'a,b\n1,\n,2\n')).toBe(undefined)
    expect(compare('csv', 'a,b\n1,\n', 'a,b\n1,3\n')).toBe('line 2, b: an empty text expected, got 3')
  })

  const broken: readonly (readonly [title: string, text: string, why: string])[] = [
    ['cut short in a row', 'a,b,c\n1,2,3\n1,2', 'it is cut short: line 3 has 2 of 3 columns'],
    ['cut short in quotes', 'a,b\n1,"2', 'it is cut short: the quotes in line 2 are not closed'],
    ['wrongly quoted', 'a,b\n1,"2"3\n', 'line 2 has something after closing quotes'],
    ['JSON', '{"a": 1, "b": [1, 2]}', 'it holds JSON'],
    ['an SVG picture', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0,0,1,1"/>', 'it holds an SVG picture'],
    ['empty lines', '\n\n', 'it has no columns'],
  ]
  for (const [title, text, why] of broken)
    it(`that are ${title} are refused in words`, () =>
      expect(() => compare('csv', csv('0,1,2,3'), text)).toThrow(`b is no CSV file: ${why}`))

  it('that are none are refused', () => {
    expect(() => compare('csv', 'hello\n', csv('0,1,2,3'))).toThrow('a is no CSV file: it has no columns')
  })
})
