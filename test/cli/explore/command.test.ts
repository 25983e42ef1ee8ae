import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { type Serving, serving, servingWith } from '../../explore/serving.js'
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

  it('has the same address at every start, and another where that is taken', async () => {
    const env = { OPTVIZ_CACHE: join(folder, 'cache') }
    const first = await servingWith(env, folder, '--fn', 'booth')
    const beside = await servingWith(env, folder)
    expect(new URL(beside.address).port).not.toBe(new URL(first.address).port)
    expect(new URL(beside.address).search).not.toBe(new URL(first.address).search)
    await first.end()
    const again = await servingWith(env, folder)
    expect(again.address).toBe(first.address)
    await again.end()
    await beside.end()
    const there = await servingWith(env, folder, '--port', new URL(beside.address).port)
    expect(there.address).toBe(beside.address)
    await there.end()
  })

  it('serves where the code of the user never ends, says so and draws the others', async () => {
    writeFileSync(join(folder, 'top.mjs'), 'for (;;);')
    const evaluate =
      "export default { name: 'f', domain: { x: [-1, 1], y: [-1, 1] }, start: [0, 1], evaluate() { for (;;); } }"
    writeFileSync(join(folder, 'function.mjs'), evaluate)
    const flags = ['--optim', 'adam,./top.mjs', '--fn-module', './function.mjs', '--steps', '30', '--start', '1,1']
    const server = await serving(folder, ...flags)
    const page = await (await fetch(server.address)).text()
    const data = /id="data">(.*?)<\/script>/s.exec(page)?.[1]
    expect(JSON.parse(data ?? '')).toMatchObject({
      missing: {
        error: 'one of ./function.mjs, ./top.mjs does not answer within 5 seconds',
        hint: 'The page begins without it; mend it, and start optviz explore again.',
      },
      state: { settings: { steps: '30' }, runs: [{ by: 'optim', name: 'adam', own: {} }] },
    })
    expect(JSON.parse(data ?? '').state.settings).toEqual({ steps: '30' })
    expect((await asking(server)('adam')).status).toBe(200)
    expect(await server.end()).toBe(130)
  })

  it('refuses a module that is none before it serves', () => {
    writeFileSync(join(folder, 'none.mjs'), 'export default 3')
    const { code, out, err } = optviz(['explore', '--no-open', '--optim', './none.mjs'], folder)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('error: the module ./none.mjs: expected an optimizer, got 3')
  })

  it('ends with Ctrl-C while the code of the user is run', async () => {
    writeFileSync(join(folder, 'top.mjs'), 'for (;;);')
    const server = await serving(folder, '--optim', './top.mjs')
    const children = childrenOf(server.child.pid)
    expect(children).toHaveLength(1)
    expect(await server.end()).toBe(130)
    await expect.poll(() => children.filter(isThere)).toEqual([])
  })

  it('serves where a rule never ends, and leaves no process behind where it is killed', async () => {
    const file = join(folder, 'endless.mjs')
    writeFileSync(file, "export default { name: 'endless', update() { for (;;); } }")
    const server = await serving(folder, '--optim', 'adam,./endless.mjs', '--fn', 'booth')
    const ask = asking(server)
    expect((await ask('adam')).status).toBe(200)
    const [artist, ...others] = childrenOf(server.child.pid)
    expect(others).toEqual([])
    const endless = ask('./endless.mjs').catch(() => undefined)
    await setTimeout(500)
    server.child.kill('SIGKILL')
    await endless
    await expect.poll(() => isThere(artist), { timeout: 10_000 }).toBe(false)
  })
})

/** Asks a server for the picture of an optimizer. */
function asking({ address }: Serving): (name: string) => Promise<Response> {
  const { origin, searchParams } = new URL(address)
  const headers = { 'content-type': 'application/json', 'x-optviz-key': searchParams.get('key') ?? '' }
  return name => {
    const body = JSON.stringify({ settings: { fn: 'booth' }, runs: [{ by: 'optim', name, own: {} }] })
    return fetch(`${origin}/draw?client=a`, { method: 'POST', headers, body })
  }
}

/** The processes that a process has started. */
function childrenOf(parent = 0): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const pairs = lines.map(line => line.trim().split(/\s+/).map(Number))
  return pairs.flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []))
}

function isThere(pid = 0): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
