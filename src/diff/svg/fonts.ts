import { Buffer } from 'node:buffer'
import { inflateSync } from 'node:zlib'

const packed = /url\(["']?data:font\/woff;base64,([\w+/=]+)["']?\)( format\("woff"\))?/

/** A rule for a font, one that is embedded as WOFF as if it were so as the TrueType or OpenType file that it holds. */
export function unpackedFont(rule: string): string {
  const [text, content = '', format = ''] = packed.exec(rule) ?? []
  const font = text === undefined ? undefined : unpacked(Buffer.from(content, 'base64'))
  if (text === undefined || font === undefined) return rule
  const [type, name] = font[0] === 0x4f ? ['otf', 'opentype'] : ['ttf', 'truetype']
  const said = format === '' ? '' : ` format("${name}")`
  return rule.replace(text, () => `url(data:font/${type};base64,${font.toString('base64')})${said}`)
}

const [headerSize, entrySize] = [44, 20]

/** The file that a WOFF was made of (https://www.w3.org/TR/WOFF/), its tables in their order there; undefined if it is damaged. */
function unpacked(woff: Buffer): Buffer | undefined {
  try {
    const count = woff.readUInt16BE(12)
    const power = Math.floor(Math.log2(count))
    const directory = Buffer.alloc(12 + 16 * count)
    woff.copy(directory, 0, 4, 8)
    for (const [k, value] of [count, 16 * 2 ** power, power, 16 * (count - 2 ** power)].entries())
      directory.writeUInt16BE(value, 4 + 2 * k)
    const tables: Buffer[] = []
    let at = directory.length
    for (let i = 0; i < count; i++) {
      const entry = woff.subarray(headerSize + entrySize * i)
      const [offset, size, length, checksum] = [4, 8, 12, 16].map(k => entry.readUInt32BE(k)) as FourNumbers
      const stored = woff.subarray(offset, offset + size)
      const table = size < length ? inflateSync(stored) : stored
      entry.copy(directory, 12 + 16 * i, 0, 4)
      for (const [k, value] of [checksum, at, length].entries()) directory.writeUInt32BE(value, 16 + 16 * i + 4 * k)
      tables.push(table, Buffer.alloc((4 - (length % 4)) % 4))
      at += length + ((4 - (length % 4)) % 4)
    }
    return Buffer.concat([directory, ...tables])
  } catch {
    return undefined
  }
}

type FourNumbers = [number, number, number, number]
