import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodePng } from '../../src/diff/pictures/decodepng.js'
import { diff, type Format, inspect, render, run } from '../../src/index.js'
import { temporaryFolder } from '../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const bytes = new Map<string, Uint8Array>()
const of = (name: string) => bytes.get(name) ?? expect.fail(name)

const formats: readonly Format[] = ['png', 'svg', 'gif', 'json', 'csv']

beforeAll(async () => {
  for (const [name, steps] of [
    ['a', 5],
    ['b', 6],
  ] as const) {
    const drawing = await run({ optim: 'adam', fn: 'booth', lr: 0.5, steps, size: [120, 100], scale: 1, fps: 5 })
    for (const format of formats) {
      bytes.set(`${name}.${format}`, await render(drawing, format))
      writeFileSync(at(`${name}.${format}`), of(`${name}.${format}`))
    }
  }
})

describe('diff', () => {
  it.each(formats)('compares files, bytes, or one with the other: %s', async format => {
    const [a, b] = [`a.${format}`, `b.${format}`]
    for (const [one, other] of [
      [of(a), of(a)],
      [at(a), at(a)],
      [at(a), of(a)],
      [of(a), at(a)],
    ] as const)
      expect(await diff(one, other)).toEqual({ same: true, warnings: [] })
    const [files, both] = [await diff(at(a), at(b)), await diff(of(a), of(b))]
    expect(files).toMatchObject({ same: false, message: both.message, warnings: [] })
    expect(files.message).toMatch(/./)
    expect(files.picture === undefined).toBe(
      format === 'json' || format === 'csv' || /frames expected/.test(files.message ?? ''),
    )
    if (files.picture !== undefined) expect(decodePng(files.picture).width).toBe(3 * 120 + 4 * 16)
  })

  it('says in what recipes differ where the same is seen', async () => {
    const svg = Buffer.from(of('a.svg')).toString()
    const other = Buffer.from(svg.replace('"seed":0', '"seed":7'))
    expect(await diff(of('a.svg'), other)).toEqual({ same: true, made: 'seed: 0 expected, got 7', warnings: [] })
  })

  it('takes a tolerance, and refuses what says nothing of such files', async () => {
    expect(await diff(of('a.png'), of('b.png'), { pixels: 12_000 })).toMatchObject({ same: true })
    const wrong = (name: string, tolerance: object) => expect(diff(of(name), of(name), tolerance as never)).rejects
    await wrong('a.png', { numbers: 1 }).toThrow('diff: numbers is for json, csv, not for png')
    await wrong('a.json', { threshold: 1 }).toThrow('diff: threshold is for png, gif, svg, pdf, not for json')
    await wrong('a.png', { threshold: 2 }).toThrow(
      'diff: threshold: expected a number of at least 0 and at most 1, got 2',
    )
    for (const numbers of [0, 0.5, 1e9])
      await expect(diff(of('a.json'), of('a.json'), { numbers })).resolves.toBeDefined()
    await wrong('a.json', { numbers: -1 }).toThrow('diff: numbers: expected a number of at least 0')
    await wrong('a.png', { maxPixels: 2 }).toThrow('diff: unknown option "maxPixels"; did you mean "pixels"?')
    await wrong('a.png', { out: 'x' }).toThrow('diff: unknown option "out"')
    await wrong('a.png', 'much' as never).toThrow('diff: expected a record')
    await expect(diff(of('a.svg'), of('a.svg'), { distance: undefined } as never)).resolves.toMatchObject({
      same: true,
    })
  })

  it('says what is wrong with files', async () => {
    const wrong = (a: unknown, b: unknown) => expect(diff(a as string, b as string)).rejects
    await wrong(of('a.png'), of('a.svg')).toThrow('cannot compare a png file with a svg file')
    await wrong(at('a.png'), of('a.svg')).toThrow('cannot compare a png file with a svg file')
    await wrong(at('none.png'), of('a.png')).toThrow('none.png: there is no such file')
    await wrong(of('a.png').subarray(0, 60), of('a.png')).toThrow('the expected file is no PNG file')
    await wrong(3, of('a.png')).toThrow("diff: expected a file's name or its bytes, got 3")
  })
})

describe('inspect', () => {
  it.each(['png', 'svg', 'gif', 'json'])('gives recipe and command of a file or of bytes: %s', async format => {
    const command =
      'optviz run --optim adam --fn booth --steps 5 --lr 0.5 --size 120x100 --scale 1 --fps 5' +
      (format === 'png' ? '' : ` --format ${format}`)
    const found = await inspect(at(`a.${format}`))
    expect(found).toMatchObject({ command, notes: [], recipe: { optim: 'adam', set: { lr: 0.5 } } })
    expect(await inspect(of(`a.${format}`))).toEqual(found)
  })

  it('tells of modules, and of recipes that no command draws', async () => {
    const module = "export default { name: 'still', update: (m, e) => ({ params: e.params }) }"
    mkdirSync(at('deep/er'), { recursive: true })
    writeFileSync(at('still.mjs'), module)
    const drawing = await run({ optimModule: at('still.mjs'), steps: 2, size: [60, 50] })
    const file = at('deep/er/a.svg')
    writeFileSync(file, await render(drawing, 'svg'))
    expect((await inspect(file)).notes).toEqual([expect.stringMatching(/still\.mjs is as it was\.$/)])
    writeFileSync(at('still.mjs'), `${module}\n`)
    expect((await inspect(file)).notes).toEqual([expect.stringMatching(/has changed since/)])
    // One whose recipe has no digests, as figures of older versions.
    const plain = readFileSync(file, 'utf8').replaceAll(/("|&quot;)[0-9a-f]{64}\1/g, 'null')
    writeFileSync(file, plain)
    expect((await inspect(file)).notes).toEqual([])
    const odd = Buffer.from(of('a.json')).toString().replace('"optim": "adam"', '"optim": "adammm"')
    const { command, notes } = await inspect(Buffer.from(odd.replaceAll('"optim":"adam"', '"optim":"adammm"')))
    expect([command, notes]).toEqual([undefined, [expect.stringMatching(/^the recipe in the file: unknown optimizer/)]])
  })

  it('says what is wrong', async () => {
    await expect(inspect(of('a.csv'))).rejects.toThrow('the file carries no recipe of optviz')
    await expect(inspect(at('none.png'))).rejects.toThrow('none.png: there is no such file')
    await expect(inspect(undefined as never)).rejects.toThrow("inspect: expected a file's name or its bytes")
  })
})
