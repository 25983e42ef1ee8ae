/**
 * The wire format of Protocol Buffers, encoding only: as much of it as a TensorFlow graph needs.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */

function varint(value: number): number[] {
  // Negative numbers are 64-bit two's complement, which doubles do not hold.
  if (value < 0) return [...negative(BigInt.asUintN(64, BigInt(value)))]
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  bytes.push(rest)
  return bytes
}

function* negative(value: bigint): Generator<number> {
  let rest = value
  for (; rest > 127n; rest >>= 7n) yield Number(rest & 127n) | 128
  yield Number(rest)
}

function key(field: number, wireType: number): number {
  return (field << 3) | wireType
}

/** The fields of a message, encoded. */
export type Encoded = Uint8Array

/** A message of the given fields, one by one or in lists: a graph may have more nodes than a call takes arguments. */
export function message(...fields: readonly (Encoded | readonly Encoded[])[]): Encoded {
  return Buffer.concat(fields.flat())
}

/** An integer, enum or boolean field. */
export function int(field: number, value: number | boolean): Encoded {
  return Uint8Array.from([...varint(key(field, 0)), ...varint(Number(value))])
}

/** A 32-bit float field. */
export function float(field: number, value: number): Encoded {
  return Buffer.concat([Uint8Array.from(varint(key(field, 5))), new Uint8Array(Float32Array.of(value).buffer)])
}

/** A string, bytes or embedded message field. */
export function bytes(field: number, value: string | Encoded): Encoded {
  const content = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([Uint8Array.from([...varint(key(field, 2)), ...varint(content.length)]), content])
}

/** A map field from strings to messages. */
export function map(field: number, entries: Iterable<readonly [key: string, value: Encoded]>): Encoded {
  return message(Array.from(entries, ([key, value]) => bytes(field, message(bytes(1, key), bytes(2, value)))))
}
