import { type IncomingHttpHeaders, type IncomingMessage, request, type Server } from 'node:http'
import { connect, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { rejection } from '../../src/explore/guard.js'
import { pageOf } from '../../src/explore/page.js'
import { listen, portOf, type Work } from '../../src/explore/server.js'

const key = 'a-key'
const asked: Work[] = []
let server: Server
let port = 0

const state = { settings: { fn: 'booth' }, runs: [{ by: 'optim', name: 'adam', own: {} }] }
const empty = {
  lists: { functions: [], standardFunction: '', optimizers: [], schedules: [], palettes: [], settings: {} },
  restart: '',
}
const page = pageOf({ ...empty, state: { settings: {}, runs: [] } }, { script: 'alert(1)', style: 'p {}' })

const adam = { by: 'optim', name: 'adam', own: {} }
const run = (other: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ settings: {}, runs: [{ ...adam, ...other }] })
const many = (count: number) => JSON.stringify({ settings: {}, runs: Array.from({ length: count }, () => adam) })

beforeAll(async () => {
  server = await listen(
    0,
    () => key,
    page,
    async work => {
      asked.push(work)
      if (work.state.settings.fn === 'wrong')
        throw new UsageError('unknown function "wrong"', 'See: optviz list functions')
      return work.format === undefined ? '{"kind":"run"}' : Uint8Array.of(1, 2, 3)
    },
  )
  port = portOf(server)
})
afterAll(() => server.close())

interface Sent {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

function send({ method = 'POST', path = '/draw?client=a', headers = {}, body = JSON.stringify(state) }: Sent = {}) {
  const given = { host: `127.0.0.1:${port}`, 'content-type': 'application/json', 'x-optviz-key': key, ...headers }
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers: given }, response => {
      const chunks: Uint8Array[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('latin1'),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(method === 'GET' ? undefined : body)
  })
}

describe('whom it answers', () => {
  const asked = (host: string, origin: string) =>
    ({ method: 'POST', url: '/draw', headers: { host, origin, 'x-optviz-key': 'k' } }) as unknown as IncomingMessage

  it('is told by the port, but for that of HTTP itself, which browsers leave out', () => {
    const refused = (host: string, at: number) => rejection(asked(host, `http://${host}`), at, 'k') !== undefined
    expect([refused('localhost:8000', 8000), refused('localhost', 8000)]).toEqual([false, true])
    expect([refused('localhost', 80), refused('127.0.0.1', 80), refused('localhost:80', 80)]).toEqual([
      false,
      false,
      false,
    ])
    expect(refused('example.org', 80)).toBe(true)
  })
})

describe('the server', () => {
  it('gives its page to whom has the key, and lets it load nothing', async () => {
    const { status, headers, text } = await send({ method: 'GET', path: `/?key=${key}` })
    expect(status).toBe(200)
    expect(text).toBe(page.html)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; connect-src 'self'; /)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
  })

  it('gives pictures and files', async () => {
    expect(await send()).toMatchObject({ status: 200, text: '{"kind":"run"}' })
    const file = await send({ path: '/file?client=a&format=png' })
    expect(file).toMatchObject({ status: 200, text: '\x01\x02\x03', headers: { 'content-type': 'image/png' } })
    expect(asked.at(-1)).toEqual({ state, format: 'png' })
  })

  const others: Readonly<Record<string, Sent>> = {
    'without the key': { headers: { 'x-optviz-key': '' } },
    'with another key': { headers: { 'x-optviz-key': 'b-key' } },
    'with the key in the address': { path: `/draw?key=${key}`, headers: { 'x-optviz-key': '' } },
    'of a page without the key': { method: 'GET', path: '/' },
    'of a page with another key': { method: 'GET', path: '/?key=b-key' },
    'under another name, which may point here': { headers: { host: 'evil.example' } },
    'under the name of another port': { headers: { host: '127.0.0.1:1' } },
    'by another site': { headers: { origin: 'https://evil.example' } },
    'by another server of this machine': { headers: { origin: 'http://127.0.0.1:1' } },
    'by a page without an origin': { headers: { origin: 'null' } },
    'by a script that says where it is from': { headers: { 'sec-fetch-site': 'cross-site' } },
    'of the page by a script of another site': {
      method: 'GET',
      path: `/?key=${key}`,
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    },
  }
  for (const [name, sent] of Object.entries(others))
    it(`refuses a request ${name}`, async () => {
      const before = asked.length
      expect((await send(sent)).status).toBe(403)
      expect(asked.length).toBe(before)
    })

  it('answers its own page, by either name of this machine', async () => {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      expect(
        (await send({ headers: { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' } })).status,
      ).toBe(200)
  })

  it('opens from a link', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await send({ method: 'GET', path: `/?key=${key}`, headers })).status).toBe(200)
  })

  it.each<[string, Sent, number, RegExp]>([
    ['another path', { path: '/etc/passwd' }, 404, /nothing here/],
    ['another method', { method: 'PUT' }, 404, /nothing here/],
    ['deleting', { method: 'DELETE' }, 404, /nothing here/],
    ['asking what it may, as browsers do before requests of other sites', { method: 'OPTIONS' }, 404, /nothing here/],
    ['a path that leads out', { path: '/../../etc/passwd' }, 404, /nothing here/],
    ['one that is coded', { path: '/%2e%2e/%2e%2e/etc/passwd' }, 404, /nothing here/],
    ['a list', { body: '[]' }, 422, /expected settings and runs/],
    ['nothing', { body: 'null' }, 422, /expected settings and runs/],
    ['no body', { body: '' }, 422, /expected JSON/],
    ['runs that are no list', { body: '{"settings":{},"runs":{"length":1}}' }, 422, /expected a list/],
    ['a run of another kind', { body: run({ by: '__proto__' }) }, 422, /expected a list/],
    ['a run without a name', { body: run({ name: undefined }) }, 422, /expected a list/],
    ['numbers as settings of a run', { body: run({ own: { lr: 1 } }) }, 422, /expected a list/],
    ['too many runs', { body: many(13) }, 422, /at most 12, got 13/],
    ['a long text', { body: run({ own: { lr: '1'.repeat(2001) } }) }, 422, /at most 2000 letters/],
    ['a format that objects have', { path: '/file?client=a&format=__proto__' }, 422, /expected png, svg/],
    ['a long body', { body: 'x'.repeat(65 * 1024) }, 413, /at most 65536 bytes/],
    ['what is no JSON', { body: '{' }, 422, /expected JSON/],
    ['a form', { headers: { 'content-type': 'text/plain' } }, 422, /expected JSON/],
    ['another format', { path: '/file?client=a&format=exe' }, 422, /expected png, svg/],
    ['no runs', { body: '{"settings":{},"runs":[]}' }, 422, /nothing is run/],
    ['other things', { body: '{"settings":{"fn":1},"runs":[]}' }, 422, /expected texts/],
  ])('refuses %s', async (_, sent, status, message) => {
    const before = asked.length
    const { text, ...answer } = await send(sent)
    expect(answer.status).toBe(status)
    expect(text).toMatch(message)
    expect(asked.length).toBe(before)
  })

  it('tells what is wrong, and what to try', async () => {
    const body = JSON.stringify({ ...state, settings: { fn: 'wrong' } })
    const { status, text } = await send({ body })
    expect(status).toBe(422)
    expect(JSON.parse(text)).toEqual({ error: 'unknown function "wrong"', hint: 'See: optviz list functions' })
  })

  it('tells whom draws that a page has been closed', async () => {
    const told: AbortSignal[] = []
    const slow = await listen(
      0,
      () => key,
      page,
      (_, left) => {
        told.push(left)
        return new Promise(resolve => left.addEventListener('abort', () => resolve('')))
      },
    )
    const headers = { 'content-type': 'application/json', 'x-optviz-key': key }
    const away = new AbortController()
    const path = `http://127.0.0.1:${portOf(slow)}/draw?client=a`
    const asked = fetch(path, { method: 'POST', headers, body: JSON.stringify(state), signal: away.signal })
    await expect.poll(() => told.map(({ aborted }) => aborted)).toEqual([false])
    away.abort()
    await expect(asked).rejects.toThrow()
    await expect.poll(() => told.map(({ aborted }) => aborted)).toEqual([true])
    slow.close()
  })

  it.each([
    ['headers', 'POST /draw?client=a HTTP/1.1\r\n'],
    [
      'a body',
      `POST /draw?client=a HTTP/1.1\r\nhost: 127.0.0.1:PORT\r\nx-optviz-key: ${key}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
    ],
  ])('does not wait for %s that never come', async (_, begin) => {
    const hasty = await listen(
      0,
      () => key,
      page,
      async () => '',
      { request: 300, look: 50 },
    )
    const socket = connect(portOf(hasty), '127.0.0.1')
    socket.on('error', () => {})
    socket.resume().write(begin.replace('PORT', String(portOf(hasty))))
    await new Promise(resolve => socket.once('close', resolve))
    hasty.close()
  })

  it('reads no body of whom it does not answer', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.resume()
    socket.write('POST /draw HTTP/1.1\r\nhost: evil.example\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n')
    await new Promise(resolve => socket.once('close', resolve))
  })

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const address = other.address()
    const taken = typeof address === 'object' ? (address?.port ?? 0) : 0
    await expect(
      listen(
        taken,
        () => key,
        page,
        async () => '',
      ),
    ).rejects.toMatchObject({
      message: `port ${taken} is taken`,
      exitCode: 1,
    })
    other.close()
  })
})
