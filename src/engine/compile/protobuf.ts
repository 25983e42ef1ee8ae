/**
 * The wire format of Protocol Buffers, encoding only: as much of it as a TensorFlow graph needs.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */

function varint(value: bigint): number[] {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, value)
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  return [...bytes, Number(rest)]
}

/** The fields of a message, encoded. */
export type Encoded = Uint8Array

/** A message of the given fields. */
export function message(...fields: readonly Encoded[]): Encoded {
  return Buffer.concat(fields)
}

/** An integer, enum or boolean field. */
export function int(field: number, value: number | boolean): Encoded {
  return Uint8Array.from([...varint(BigInt(field << 3)), ...varint(BigInt(Number(value)))])
}

/** A 32-bit float field. */
export function float(field: number, value: number): Encoded {
  return Buffer.concat([
    Uint8Array.from(varint(BigInt((field << 3) | 5))),
    new Uint8Array(Float32Array.of(value).buffer),
  ])
}

/** A string, bytes or embedded message field. */
export function bytes(field: number, value: string | Encoded): Encoded {
  const content = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([
    Uint8Array.from([...varint(BigInt((field << 3) | 2)), ...varint(BigInt(content.length))]),
    content,
  ])
}

/** A map field from strings to messages. */
export function map(field: number, entries: Iterable<readonly [key: string, value: Encoded]>): Encoded {
  return message(...Array.from(entries, ([key, value]) => bytes(field, message(bytes(1, key), bytes(2, value)))))
}
