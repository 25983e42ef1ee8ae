import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  const draw = async (name: string, ...more: readonly string[]) => {
    const outs = ['png', 'svg', 'json', 'csv'].flatMap(format => ['-o', `${name}.${format}`])
    const run = ['run', '--fn', 'beale', '--optim', 'adam', '--lr', '0.1', '--size', '200x180', '--scale', '1', '-q']
    expect((await call([...run, ...outs, ...more], folder)).code).toBe(0)
  }
  await draw('a', '--steps', '30')
  await draw('b', '--steps', '31')
  await draw('large', '--steps', '30', '--scale', '2')
  writeFileSync(at('text.png'), 'not a picture')
  writeFileSync(at('none'), '')
  for (const name of ['png', 'svg']) writeFileSync(at(`short.${name}`), readFileSync(at(`a.${name}`)).subarray(0, 2000))
  writeFileSync(at('empty.json'), '')
  writeFileSync(at('pointer.csv'), 'version https://git-lfs.github.com/spec/v1\noid sha256:0,\nsize 1\n')
})

describe('optviz diff', () => {
  it('says that files show the same; exit 0, no picture', async () => {
    for (const kind of ['png', 'svg', 'json', 'csv']) {
      const before = readdirSync(folder)
      const { code, out, err } = await call(['diff', `a.${kind}`, `a.${kind}`], folder)
      expect({ code, out, err }, kind).toEqual({ code: 0, out: `a.${kind} shows the same as a.${kind}\n`, err: '' })
      expect(readdirSync(folder)).toEqual(before)
    }
    expect((await call(['diff', 'a.png', 'a.png', '-q'], folder)).out).toBe('')
  })

  it('says what differs; exit 4, and a picture of pictures', async () => {
    const png = await call(['diff', 'a.png', 'b.png'], folder)
    expect(png.code).toBe(4)
    expect(png.out).toMatch(
      /^b.png differs from a.png: \d+ of 36000 pixels differ \(allowed: 1\)\n {2}see b.diff.png\n$/,
    )
    expect(readFileSync(at('b.diff.png')).readUInt32BE(16)).toBe(3 * 200 + 4 * 16)

    const svg = await call(['diff', 'a.svg', 'b.svg', '-o', 'svg.png'], folder)
    expect([svg.code, svg.out]).toEqual([4, expect.stringMatching(/^b.svg differs from a.svg: .*\n {2}see svg.png\n$/)])
    expect(readFileSync(at('svg.png')).readUInt32BE(16)).toBe(3 * 200 + 4 * 16)

    expect(await call(['diff', 'a.csv', 'b.csv'], folder)).toMatchObject({
      code: 4,
      out: 'b.csv differs from a.csv: line 33, step: nothing expected, got 31; 4 values differ\n',
    })
    const json = await call(['diff', 'a.json', 'b.json', '--json'], folder)
    expect([json.code, JSON.parse(json.out)]).toEqual([
      4,
      {
        expected: 'a.json',
        actual: 'b.json',
        same: false,
        message: expect.stringMatching(/^steps: 30 expected, got 31; /),
      },
    ])
    expect((await call(['diff', 'a.png', 'a.png', '--json'], folder)).out).toContain('"same": true')
  })

  it('says that the recipes of files differ that show the same', async () => {
    const svg = readFileSync(at('a.svg'), 'utf8')
    writeFileSync(at('other.svg'), svg.replace('"steps":30', '"steps":29'))
    writeFileSync(at('bare.svg'), svg.replace(/<metadata.*<\/metadata>\n/, ''))
    const made = 'steps: 30 expected, got 29'
    const { code, out } = await call(['diff', 'a.svg', 'other.svg'], folder)
    expect([code, out]).toEqual([0, `other.svg shows the same as a.svg, made otherwise: ${made}\n`])
    const { out: json } = await call(['diff', 'a.svg', 'other.svg', '--json'], folder)
    expect(JSON.parse(json)).toMatchObject({ same: true, made })
    expect((await call(['diff', 'a.svg', 'bare.svg'], folder)).out).toMatch(
      /, made otherwise: a recipe expected inside, got none\n$/,
    )
  })

  it('tells what a person sees: which element, from what to what, how many; no font by its bytes', async () => {
    const { out } = await call(['diff', 'a.svg', 'b.svg', '-o', 'svg.png'], folder)
    expect(out).toMatch(
      /: <path> 1 in "halos": the lines are up to [\d.]+ px apart; \d+ differences in all, in "halos", "path", /,
    )
    const svg = readFileSync(at('a.svg'), 'utf8')
    // A font of another kind (WOFF 1.0, 4: after the signature stands the flavor of what is packed).
    writeFileSync(at('font.svg'), svg.replace('base64,d09GRgABAAAA', 'base64,d09GRgACAAAA'))
    expect((await call(['diff', 'a.svg', 'font.svg', '-o', 'svg.png'], folder)).out).toMatch(
      /^font.svg differs from a.svg: the embedded font differs\n/,
    )
  })

  it('reports sizes that differ, with a picture', async () => {
    rmSync(at('large.diff.png'), { force: true })
    const { code, out } = await call(['diff', 'a.png', 'large.png'], folder)
    expect([code, out]).toEqual([
      4,
      'large.png differs from a.png: the sizes differ: 200×180 expected, got 400×360\n  see large.diff.png\n',
    ])
    expect(readFileSync(at('large.diff.png')).readUInt32BE(16)).toBe(200 + 400 + 400 + 4 * 16)
  })

  it('has thresholds', async () => {
    expect((await call(['diff', 'a.png', 'b.png', '--threshold', '1'], folder)).code).toBe(0)
    expect((await call(['diff', 'a.png', 'b.png', '--max-pixels', '36000'], folder)).code).toBe(0)
    writeFileSync(
      at('near.csv'),
      readFileSync(at('a.csv'), 'utf8').replace(/^0,([^,]+),/m, (_, x) => `0,${Number(x) + 0.01},`),
    )
    expect((await call(['diff', 'a.csv', 'near.csv'], folder)).code).toBe(4)
    expect((await call(['diff', 'a.csv', 'near.csv', '--tolerance', '0.01'], folder)).code).toBe(0)
    writeFileSync(
      at('near.svg'),
      readFileSync(at('a.svg'), 'utf8').replace(/<circle cx="(\d+)/, (_, x) => `<circle cx="${Number(x) + 1}`),
    )
    expect(await call(['diff', 'a.svg', 'near.svg'], folder)).toMatchObject({
      code: 4,
      out: expect.stringMatching(/cx of <circle>/),
    })
    expect((await call(['diff', 'a.svg', 'near.svg', '--distance', '1'], folder)).code).toBe(0)
  })

  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['text.png', 'a.png'], /^error: text.png is no PNG file: it holds text\n$/],
    [['a.png', 'text.png'], /^error: text.png is no PNG file/],
    [['a.png', 'short.png'], /^error: short.png is no PNG file: it is cut short\n$/],
    [['a.svg', 'short.svg'], /^error: short.svg is no SVG file: it is cut short\n$/],
    [['a.json', 'empty.json'], /^error: empty.json is empty\n$/],
    [
      ['pointer.csv', 'a.csv'],
      /^error: pointer.csv is a Git LFS pointer, not the file itself\n {2}`git lfs pull` fetches the file.\n$/,
    ],
    [['a.png', 'missing.png'], /^error: cannot read missing.png: there is no such file or folder\n$/],
    [['a.png', 'a.svg'], /^error: cannot compare a png file with a svg file\n$/],
    [
      ['none', 'a.png'],
      /^error: cannot compare none: it has no extension\n {2}Expected png, gif, svg, pdf, json, csv.\n$/,
    ],
    [['a.bmp', 'a.bmp'], /^error: cannot compare a.bmp: files of kind "bmp" are unknown/],
    [['a.png'], /^error: missing required argument 'actual'\n {2}See: optviz diff --help/],
    [['a.png', 'b.png', '-o', 'c.svg'], /^error: --out c.svg: the picture of what differs is a PNG/],
    [['a.png', 'b.png', '--threshold', 'x'], /^error: --threshold: expected a number/],
    [['a.png', 'b.png', '--max-pixels', '-1'], /^error: --max-pixels: expected a whole number/],
  ]
  for (const [args, message] of wrong)
    it(`refuses ${args.join(' ')}: exit 2`, async () => {
      const { code, out, err } = await call(['diff', ...args], folder)
      expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringMatching(message) })
    })
})
