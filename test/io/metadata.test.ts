import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  escapeXml,
  metadataKeyword,
  readMetadata,
  svgMetadata,
  withGifMetadata,
  withPngMetadata,
} from '../../src/io/metadata.js'
import { encodePng, type PngChunk, pngChunks, pngFile } from '../../src/io/pngfile.js'
import { randomSource } from '../../src/random.js'

const recipe = JSON.stringify({ optim: 'adamw', title: 'θ < 1 & "quoted" ]]> </metadata> 日本語 \u{1f600}' })
const plain = encodePng(2, 2, new Uint8ClampedArray(16).fill(200))
const png = withPngMetadata(plain, recipe, 7559)
const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">\n${svgMetadata(recipe)}\n</svg>`)

function iTXt(body: string | Uint8Array): Uint8Array {
  const chunk: PngChunk = { type: 'iTXt', data: typeof body === 'string' ? Buffer.from(body, 'utf8') : body }
  return pngFile([...pngChunks(plain)].flatMap(c => (c.type === 'IEND' ? [chunk, c] : [c])))
}

describe('metadata', () => {
  it('comes back from PNG and SVG as it was', () => {
    expect(readMetadata(png)).toBe(recipe)
    expect(readMetadata(svg)).toBe(recipe)
  })

  it('comes back from a film, in which other bytes follow it', () => {
    const said = JSON.stringify({ title: 'a } in "quotes" \\', set: { lr: 0.1, of: { b: [{}] } }, steps: 3 })
    const film = (text: string) =>
      Buffer.concat([
        Buffer.from('\0\0\0\x20ftypisom'),
        Buffer.alloc(40, '{'),
        Buffer.from(text),
        Buffer.from('}\0"{\0moov'),
      ])
    expect(readMetadata(film(`${metadataKeyword} ${said}`))).toBe(said)
    expect(readMetadata(film(`${metadataKeyword} {"title":"cut`))).toBeUndefined()
    expect(readMetadata(film('another {"title":1}'))).toBeUndefined()
  })

  it('is not there in a plain PNG, another text, another file', () => {
    expect(readMetadata(plain)).toBeUndefined()
    expect(readMetadata(iTXt('Comment\0\0\0\0\0hello'))).toBeUndefined()
    expect(readMetadata(Buffer.from('<svg><metadata>other</metadata></svg>'))).toBeUndefined()
    expect(readMetadata(Buffer.from('\x7fELF'))).toBeUndefined()
    expect(readMetadata(new Uint8Array())).toBeUndefined()
  })

  it('is stored with the density, before the picture', () => {
    const chunks = [...pngChunks(png)]
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'pHYs', 'iTXt', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
    expect(Array.from(chunks[1]?.data ?? [])).toEqual([0, 0, 0x1d, 0x87, 0, 0, 0x1d, 0x87, 1])
  })

  it('is read from a compressed text, too, but not without a limit', () => {
    const text = (data: Uint8Array) =>
      iTXt(Buffer.concat([Buffer.from(`${metadataKeyword}\0\x01\0\0\0`, 'latin1'), deflateSync(data)]))
    expect(readMetadata(text(Buffer.from(recipe)))).toBe(recipe)
    expect(readMetadata(text(new Uint8Array(20_000_000)))).toBeUndefined()
  })

  it('of a damaged file is undefined, never an exception', () => {
    const whole = [png, svg]
    for (const file of whole) {
      const end = file === png ? file.indexOf(0x49, 60) : file.length
      for (let length = 0; length < end; length++) {
        const cut = readMetadata(file.subarray(0, length))
        expect(cut === undefined || cut === recipe).toBe(true)
      }
      const random = randomSource(1)
      for (let i = 0; i < 2000; i++) {
        const damaged = Uint8Array.from(file)
        for (let k = 0; k < 4; k++) damaged[Math.floor(random() * file.length)] = Math.floor(random() * 256)
        expect(() => readMetadata(damaged)).not.toThrow()
      }
    }
    expect(readMetadata(iTXt(metadataKeyword))).toBeUndefined()
    expect(readMetadata(iTXt(`${metadataKeyword}\0\0\0en`))).toBeUndefined()
    expect(
      readMetadata(iTXt(Buffer.concat([Buffer.from(`${metadataKeyword}\0\0\0\0\0`), Buffer.of(0xff, 0xfe)]))),
    ).toBeUndefined()
  })

  it('comes back from a GIF, with a global color table or without one', () => {
    const gif = (packed: number, table: number) =>
      Uint8Array.from([...Buffer.from('GIF89a'), 1, 0, 1, 0, packed, 0, 0, ...new Array(table).fill(0x3b), 0x3b])
    for (const [packed, table] of [
      [0x80, 6],
      [0x82, 24],
      [0x87, 768],
      // What would be the size of a table says nothing where there is none.
      [0x00, 0],
      [0x01, 0],
      [0x77, 0],
    ] as const) {
      const whole = gif(packed, table)
      const noted = withGifMetadata(whole, recipe)
      expect(JSON.parse(readMetadata(noted) ?? ''), String(packed)).toEqual(JSON.parse(recipe))
      expect([...noted.subarray(0, 13 + table)]).toEqual([...whole.subarray(0, 13 + table)])
      expect(noted.at(-1)).toBe(0x3b)
    }
  })
})

it('a text in XML has the characters that XML 1.0 has, production [2]', () => {
  const ranges = [
    [0x9, 0xa],
    [0xd, 0xd],
    [0x20, 0xd7ff],
    [0xe000, 0xfffd],
    [0x10000, 0x10ffff],
  ] as const
  const edges = ranges.flatMap(([low, high]) => [low - 1, low, high, high + 1]).filter(code => code <= 0x10ffff)
  for (const code of [0, ...edges].filter(code => !'&<>"'.includes(String.fromCodePoint(code)))) {
    const character = String.fromCodePoint(code)
    const known = ranges.some(([low, high]) => low <= code && code <= high)
    expect([code, escapeXml(character)]).toEqual([code, known ? character : '\ufffd'])
  }
})
