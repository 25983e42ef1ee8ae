import { readdirSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

describe('optviz setup --dry-run', () => {
  const planned = (...flags: readonly string[]) =>
    optviz(['setup', '--dry-run', ...flags], folder, { OPTVIZ_CACHE: folder })

  it('says of each native part what there is to do, and does nothing', () => {
    const { code, out, err } = planned()
    expect(code).toBe(0)
    const [engine = '', canvas = ''] = `${out}${err}`.trimEnd().split('\n').slice(-2)
    expect(engine).toMatch(/native engine/)
    expect(canvas).toMatch(/canvas/)
    // Nothing was checked either: that is doctor's.
    expect(`${out}${err}`).not.toContain('gradients')
    // Compiled scripts are kept by every command.
    expect(readdirSync(folder).filter(name => name !== 'code')).toEqual([])
  })

  it('refuses a place that is not there before it plans', () => {
    expect(planned('--from', 'nowhere.whl')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^error: --from nowhere\.whl: there is no such file or folder\n {2}It takes a wheel/),
    })
  })
})
