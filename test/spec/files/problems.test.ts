import { expect, it } from 'vitest'
import { UsageError } from '../../../src/errors.js'
import { at } from '../../../src/spec/files/problems.js'

it('what is wrong in a line of a file says where, once, and keeps all its lines and its hint', () => {
  const fail = () => {
    throw new UsageError(['steps: too many', '  and no start'], 'try fewer')
  }
  const told = { message: 'm.yaml:7: steps: too many\n  and no start', hint: 'try fewer' }
  expect(() => at('m.yaml', 7, fail)).toThrow(expect.objectContaining(told))
  expect(at('m.yaml', 7, () => 3)).toBe(3)
})
