import { expect, it } from 'vitest'
import { OptvizError, RuntimeFailure, UsageError } from '../src/errors.js'

it('what the user can mend by other words ends with 2, what could not be done with 1', () => {
  for (const [kind, code] of [
    [UsageError, 2],
    [RuntimeFailure, 1],
  ] as const) {
    const error = new kind(['steps: too many', '  and no start'], 'try fewer')
    expect(error).toBeInstanceOf(OptvizError)
    expect(error).toMatchObject({ message: 'steps: too many\n  and no start', exitCode: code, hint: 'try fewer' })
    expect(new kind('steps: too many')).toMatchObject({ message: 'steps: too many', hint: undefined })
  }
})
