import { expect, it } from 'vitest'
import { bytes, float, int, map, message } from '../../../../src/engine/compile/model/protobuf.js'

const hex = (encoded: Uint8Array) => Buffer.from(encoded).toString('hex')

// The examples of https://protobuf.dev/programming-guides/encoding/.
it('encodes as the specification says', () => {
  expect(hex(int(1, 150))).toBe('089601')
  expect(hex(int(1, -2))).toBe('08feffffffffffffffff01')
  expect(hex(int(1, true))).toBe('0801')
  expect(hex(bytes(2, 'testing'))).toBe('120774657374696e67')
  expect(hex(bytes(3, message(int(1, 150))))).toBe('1a03089601')
  expect(hex(map(7, [['k', int(1, 1)]]))).toBe('3a070a016b12020801')
})

it('encodes floats in four little-endian bytes, and fields beyond 15 in two bytes', () => {
  expect(hex(float(1, 1.5))).toBe('0d0000c03f')
  expect(hex(int(19, 1))).toBe('980101')
})

it('encodes lengths of more than a byte', () => {
  expect(hex(bytes(1, 'x'.repeat(300))).slice(0, 6)).toBe('0aac02')
  expect(hex(int(1, 2 ** 40))).toBe('08808080808020')
})
