import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nativeBindings } from '../../../src/engine/tensors/nativebinding.js'
import { optviz, temporaryFolder } from '../process.js'

describe.runIf(nativeBindings().length > 0)('setup', () => {
  it('leaves alone what works, says so, and ends as doctor does', () => {
    const { folder, remove } = temporaryFolder()
    // A cache of its own: another set-up with this one would be waited for.
    const env = { OPTVIZ_CACHE: join(folder, 'cache') }
    const { code, out, err } = optviz(['setup'], folder, env)
    const doctor = optviz(['doctor'], folder, env)
    remove()
    expect({ code, err }).toEqual({ code: doctor.code, err: '' })
    expect(code).toBe(0)
    expect(out).toMatch(/^the native engine starts\ncanvas loads\n/)
    expect(out.endsWith(doctor.out)).toBe(true)
  })
})
