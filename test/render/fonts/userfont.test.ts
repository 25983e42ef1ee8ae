import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import opentype from 'opentype.js'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { codePoints } from '../../../src/figure/around/advances.js'
import { missingCharacters, textWidth } from '../../../src/figure/around/text.js'
import { compose } from '../../../src/figure/compose.js'
import { figure, loadFont, render, UsageError } from '../../../src/index.js'
import { fontFile } from '../../../src/io/fonts.js'
import { readTypeface } from '../../../src/render/fonts/userfont.js'
import { font } from '../../../src/render/text.js'
import { optviz, temporaryFolder } from '../../cli/process.js'
import { defaultStyle, hostLandscape, pathThrough } from '../../figure/contents.js'
import { groupNamed, textsOf } from '../../figure/shapes.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)

/** An OpenType font (CFF) with squares for some characters, each `width` wide, of an em of 1000. */
function squares(characters: string, width = 800): Uint8Array {
  const glyphs = Array.from(characters, (character, i) => {
    const path = new opentype.Path()
    path.moveTo(50, 0)
    path.lineTo(50, 700 - i)
    path.curveTo(300, 760, 500, 760, width - 50, 700)
    path.lineTo(width - 50, 0)
    path.close()
    return new opentype.Glyph({ name: `g${i}`, unicode: character.codePointAt(0) ?? 0, advanceWidth: width, path })
  })
  const missing = new opentype.Glyph({ name: '.notdef', unicode: 0, advanceWidth: 500, path: new opentype.Path() })
  const made = new opentype.Font({
    ...{ familyName: 'Squares', styleName: 'Regular', unitsPerEm: 1000, ascender: 800, descender: -200 },
    glyphs: [missing, ...glyphs],
  })
  return new Uint8Array(made.toArrayBuffer())
}

const japanese = '最適化の軌跡'
function groupedBy(values: readonly number[], key: (value: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value])
  return groups
}

const codePointsOf = (text: string) => Array.from(text, c => c.codePointAt(0) ?? 0)
writeFileSync(at('squares.otf'), squares(japanese))
writeFileSync(at('own.ttf'), fontFile('bold'))

describe('a font of the user’s', () => {
  it('is read as its file has it, TrueType with quadratic and OpenType with cubic outlines', async () => {
    const own = await readTypeface('own.ttf', fontFile('bold'))
    const bundled = font('bold')
    for (const c of codePointsOf('AdamW ∇f(x) −10⁻³ é'))
      expect(own.advanceOf(c)).toBeCloseTo(bundled.advanceOf(bundled.glyphOf(c)) / 2048, 9)
    expect(own.advanceOf(0x4e00)).toBeUndefined()
    expect(new Set(own.outlineOf(0x61).map(({ kind }) => kind))).toEqual(
      new Set(['move', 'line', 'quadratic', 'close']),
    )
    const cff = await readTypeface('squares.otf', squares(japanese))
    expect(codePointsOf(japanese).map(cff.advanceOf)).toEqual(Array.from(japanese, () => 0.8))
    expect(cff.outlineOf(codePointsOf('適')[0] ?? 0)).toContainEqual({ kind: 'line', x: 0.05, y: 0.699 })
    expect(new Set(cff.outlineOf(0x6700).map(({ kind }) => kind))).toContain('cubic')
  })

  it('has the same bytes as a subset at any time, and no letter more', async () => {
    for (const [bytes, text] of [
      [fontFile('regular'), 'Adam ∇'],
      [squares(japanese), '最跡'],
    ] as const) {
      const typeface = await readTypeface('font', bytes)
      vi.useFakeTimers({ now: 1e12, toFake: ['Date'] })
      const first = typeface.subset(codePointsOf(text))
      vi.setSystemTime(1.5e12)
      const second = typeface.subset(codePointsOf(text))
      vi.useRealTimers()
      expect(Buffer.from(second).equals(first)).toBe(true)
      const again = await readTypeface('subset', first)
      for (const c of codePointsOf(text)) {
        expect(again.advanceOf(c)).toBeCloseTo(typeface.advanceOf(c) ?? Number.NaN, 9)
        expect(again.outlineOf(c).length).toBeGreaterThanOrEqual(typeface.outlineOf(c).length - 1)
      }
      expect(codePointsOf('Zの').map(again.advanceOf)).toEqual([undefined, undefined])
    }
  })

  it('keeps each character of a glyph that several have', async () => {
    const bundled = await readTypeface('own', fontFile('regular'))
    const glyphs = groupedBy(codePoints, font('regular').glyphOf)
    const both = [...glyphs.values()].find(shared => shared.length > 1) ?? []
    expect(both.length).toBeGreaterThan(1)
    const typeface = await readTypeface('subset', bundled.subset([...both, 0x41]))
    for (const c of both) expect(typeface.advanceOf(c)).toBe(bundled.advanceOf(c))
  })

  it('that is none, or damaged, is told', async () => {
    for (const bytes of [
      new Uint8Array(0),
      Buffer.from('not a font'),
      fontFile('bold').subarray(0, 30_000),
      squares('a').subarray(0, 900),
    ])
      await expect(readTypeface('x.ttf', bytes)).rejects.toThrow(UsageError)
    await expect(readTypeface('x.ttf', Buffer.from('no'))).rejects.toThrow('x.ttf is no font that can be read')
  })
})

describe('a figure in a font of the user’s', () => {
  const landscape = hostLandscape((x, y) => x * x + y * y, { x: [-1, 1], y: [-1, 1] }, 20)
  const content = {
    paths: [
      {
        label: 'a',
        trajectory: pathThrough(
          [
            [0.5, 0.2],
            [0, 0],
          ],
          (x, y) => x * x + y * y,
        ),
      },
    ],
    ...{ landscape, minima: [], title: japanese, subtitle: 'lr 0.1', quantity: 'f' },
  }

  it('is laid out by its widths, and has no letter missing that one of the fonts has', async () => {
    const typeface = await loadFont(at('squares.otf'))
    expect(textWidth(`${japanese} A`, 20, { typeface })).toBeCloseTo(6 * 16 + textWidth(' A', 20), 6)
    expect(missingCharacters(`${japanese} ∇ 日`, typeface)).toBe('日')
    const title = japanese.repeat(12)
    const scene = compose({ ...content, title }, { ...defaultStyle, typeface })
    const lines = groupNamed(scene, 'title').flatMap(shape =>
      shape.kind === 'text' && shape.weight === 'bold' ? [shape.text] : [],
    )
    expect(lines.join('')).toBe(title)
    for (const line of lines) expect(textWidth(line, 19, { typeface })).toBeLessThan(800)
  })

  it('has its letters in a PNG, and embedded in an SVG for each face that is used', async () => {
    const typeface = await loadFont(at('squares.otf'))
    const [plain, own] = [undefined, typeface].map(face => compose(content, { ...defaultStyle, typeface: face }))
    if (plain === undefined || own === undefined) throw new Error('no scenes')
    expect(textsOf(own).map(({ text }) => text)).toEqual(textsOf(plain).map(({ text }) => text))
    expect(Buffer.from(await render(own, 'png')).equals(await render(plain, 'png'))).toBe(false)
    const svg = Buffer.from(await render(own, 'svg')).toString()
    const rules = [
      ...svg.matchAll(/@font-face\{font-family:"(Optviz [^"]+)";font-weight:(\w+)[^}]*format\("(\w+)"\)/g),
    ].map(m => m.slice(1))
    expect(rules).toContainEqual([typeface.family, 'bold', 'woff'])
    expect(rules.filter(([family]) => family === typeface.family)).toHaveLength(1)
    expect(rules).toContainEqual(['Optviz Sans', 'normal', 'woff'])
    expect(svg).toContain(`font-family="'${typeface.family}', 'Optviz Sans'`)
    expect(Buffer.from(await render(plain, 'svg')).toString()).not.toContain(typeface.family)
  })

  it('is made by the library with a font that is loaded', async () => {
    const unloaded: object = { font: at('own.ttf') }
    expect(() => figure([], landscape, unloaded)).toThrow(
      expect.objectContaining({ message: 'figure does not take font', hint: expect.stringMatching(/await loadFont/) }),
    )
    expect(figure([], landscape, { typeface: await loadFont(at('own.ttf')) }).typeface?.family).toMatch(
      /^Optviz [0-9a-f]{12}$/,
    )
  })
})

describe('--font', () => {
  const run = (...args: string[]) =>
    optviz(['run', '--fn', 'beale', '--steps', '3', '--resolution', '20', '-q', ...args], folder)

  it('is drawn in PNG, GIF and SVG, kept in the recipe, and found again', () => {
    const drawn = [
      '--font',
      'squares.otf',
      '--title',
      japanese,
      '-o',
      'a.png',
      '-o',
      'a.svg',
      '-o',
      'a.gif',
      '-o',
      'a.json',
    ]
    expect(run(...drawn)).toMatchObject({ code: 0, err: '' })
    const before = ['png', 'svg', 'gif'].map(format => readFileSync(at(`a.${format}`)))
    for (const [i, format] of ['png', 'svg', 'gif'].entries()) {
      expect(run('--title', japanese, '-o', `plain.${format}`).err).toMatch(/lacks 最適化の軌跡.*--font FILE/)
      expect(readFileSync(at(`plain.${format}`)).equals(before[i] ?? Buffer.alloc(0))).toBe(false)
      const { out } = optviz(['inspect', `a.${format}`], folder)
      expect(out).toContain('squares.otf is as it was')
      const again = /^Again: optviz (.*)$/m.exec(out)?.[1] ?? ''
      expect(again).toContain('--font squares.otf')
      const words = again.replaceAll("'", '').split(' ')
      expect(optviz([...words, '-q', '-o', `again.${format}`, '--resolution', '20'], folder).code).toBe(0)
      expect(readFileSync(at(`again.${format}`)).equals(before[i] ?? Buffer.alloc(0))).toBe(true)
    }
    expect(
      optviz(
        [
          'sweep',
          '--fn',
          'beale',
          '--scan',
          'lr=0.01,0.1',
          '--steps',
          '3',
          '--font',
          'squares.otf',
          '--title',
          japanese,
          '-q',
          '-o',
          's.svg',
        ],
        folder,
      ),
    ).toMatchObject({ code: 0 })
    expect(readFileSync(at('s.svg'), 'utf8')).toMatch(/font-family:"Optviz [0-9a-f]{12}"/)
  })

  it.each([
    [['--font', 'none.ttf'], /^error: cannot read none.ttf: there is no such file/],
    [['--font', 'a.yaml'], /^error: a.yaml is no font that can be read\n {2}Expected a TrueType or OpenType file/],
    [['--font', 'own.ttf', '-o', 'own.ttf', '-f', 'png'], /would overwrite the font own.ttf/],
  ] as const)('that cannot be read, or would be overwritten, is told: %j', (args, said) => {
    writeFileSync(at('a.yaml'), 'title: a')
    const { code, err } = run(...args)
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(said) })
  })

  it('stands beside the file that names it, in a configuration and a manifest, and is drawn again when it has changed', () => {
    const small = 'fn: beale, steps: 3, resolution: 20, formats: [svg]'
    writeFileSync(at('m.yaml'), `out: out\nfigures:\n  - { name: f, ${small}, font: own.ttf }\n`)
    writeFileSync(at('c.yaml'), 'font: own.ttf\n')
    mkdirSync(at('below'))
    expect(optviz(['run', '--config', '../c.yaml', '-q', '-o', 'c.svg', '--steps', '3'], at('below')).code).toBe(0)
    expect(readFileSync(at('below/c.svg'), 'utf8')).toMatch(/font-family:"Optviz [0-9a-f]{12}"/)
    const draw = () => optviz(['batch', 'm.yaml'], folder)
    expect(draw()).toMatchObject({ code: 0 })
    const first = readFileSync(at('out/f.svg'), 'utf8')
    expect(first).toContain('Optviz ')
    expect(draw().err + draw().out).toMatch(/unchanged/)
    writeFileSync(at('own.ttf'), fontFile('italic'))
    expect(draw()).toMatchObject({ code: 0 })
    expect(readFileSync(at('out/f.svg'), 'utf8')).not.toBe(first)
  })
})
