import { afterAll, describe, expect, it } from 'vitest'
import { serving } from '../../explore/serving.js'
import { call } from '../inprocess.js'
import { optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

describe('optviz explore', () => {
  it.each<[readonly string[], string]>([
    [['--port', '99999'], '--port: expected a whole number from 0 to 65535, got "99999"'],
    [['--optim', 'adamm'], 'unknown optimizer "adamm"; did you mean "adam"?'],
    [['--path', '-'], 'path: standard input (-) can be read once'],
  ])('refuses %s before it serves', async (flags, message) => {
    const { code, out, err } = await call(['explore', '--no-open', ...flags])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`error: ${message}`)
  })

  it('prints its address, answers there, and ends with Ctrl-C', async () => {
    const server = await serving(folder, '--fn', 'booth')
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{22}$/)
    const page = await fetch(server.address)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const other = await fetch(server.address.replace(/key=.*/, 'key=none'))
    expect([other.status, await other.text()]).toEqual([403, expect.stringMatching(/^the key is wrong or missing/)])
    const { port } = new URL(server.address)
    expect(optviz(['explore', '--no-open', '--port', port], folder)).toMatchObject({
      code: 1,
      out: '',
      err: `error: port ${port} is taken\n  Another one, or without --port any that is free.\n`,
    })
    expect(await server.end()).toBe(130)
    await expect(fetch(server.address)).rejects.toThrow()
  })
})
