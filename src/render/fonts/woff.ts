import { Buffer } from 'node:buffer'
import { deflateSync } from 'node:zlib'

/**
 * A TrueType or OpenType file as WOFF, the same tables, each compressed: three quarters of the bytes, and every browser reads it.
 * Source: https://www.w3.org/TR/WOFF/, sections 3 to 5.
 */
export function woff(font: Uint8Array): Uint8Array {
  const file = Buffer.from(font.buffer, font.byteOffset, font.byteLength)
  const count = file.readUInt16BE(4)
  const header = Buffer.alloc(headerSize + entrySize * count)
  const parts: Buffer[] = []
  let at = header.length
  let unpacked = 12 + 16 * count
  for (let i = 0; i < count; i++) {
    const from = file.subarray(12 + 16 * i, 28 + 16 * i)
    const [checksum, offset, length] = [4, 8, 12].map(place => from.readUInt32BE(place)) as [number, number, number]
    const table = file.subarray(offset, offset + length)
    const packed = deflateSync(table, { level: 9 })
    const data = packed.length < length ? packed : table
    const entry = header.subarray(headerSize + entrySize * i)
    from.copy(entry, 0, 0, 4)
    for (const [k, value] of [at, data.length, length, checksum].entries()) entry.writeUInt32BE(value, 4 + 4 * k)
    parts.push(data, Buffer.alloc(padded(data.length) - data.length))
    at += padded(data.length)
    unpacked += padded(length)
  }
  header.write('wOFF', 'latin1')
  file.copy(header, 4, 0, 4)
  header.writeUInt32BE(at, 8)
  header.writeUInt16BE(count, 12)
  header.writeUInt32BE(unpacked, 16)
  header.writeUInt16BE(1, 20)
  return Buffer.concat([header, ...parts])
}

const [headerSize, entrySize] = [44, 20]

/** Tables begin at multiples of four. */
function padded(length: number): number {
  return (length + 3) & ~3
}
