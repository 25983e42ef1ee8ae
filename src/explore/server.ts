import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { OptvizError, RuntimeFailure, UsageError } from '../errors.js'
import { once } from '../once.js'
import { readState } from './bounds.js'
import { type Rejection, rejection } from './guard.js'
import type { Page } from './page.js'
import { type Download, downloads, type PageState, type Refusal } from './protocol.js'
import { queue } from './queue.js'

/** What is to be made of a state: its picture, as JSON, or a file. */
export interface Work {
  readonly state: PageState
  readonly format?: Download
}

/** Makes it, elsewhere: another process, which can be ended; `left` tells that nobody waits for it any more. */
export type Perform = (work: Work, left: AbortSignal) => Promise<Uint8Array | string>

/** Milliseconds that a request may take to come, and from one look for those that do not come to the next. */
export interface Patience {
  readonly request: number
  readonly look: number
}

/** No request has a longer body, in bytes. */
const longestBody = 64 * 1024

/** A page has some connections; a program that opens more and more gets no more than these. */
const mostConnections = 256

const types: Readonly<Record<Download | 'html', string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  gif: 'image/gif',
  csv: 'text/csv; charset=utf-8',
}

/** What every answer has: nothing is kept, framed, guessed or told to others. */
const headers = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/**
 * A server on 127.0.0.1, at a port, 0 for any that is free, of one page, which may be yet to come, and what it asks for, to whom has
 * the key of that port.
 */
export async function listen(
  port: number,
  keyFor: (port: number) => string,
  page: Page | Promise<Page>,
  perform: Perform,
  patience: Patience = { request: 10_000, look: 2000 },
): Promise<Server> {
  const work = queue(({ asked, left }: { readonly asked: Work; readonly left: AbortSignal }) => perform(asked, left))
  const key = once(() => keyFor(portOf(server)))
  const { request: longest, look } = patience
  const limits = { headersTimeout: longest, requestTimeout: longest, connectionsCheckingInterval: look }
  const server = createServer(limits, (request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, statusOf(error), refusalOf(error)))
  })
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const rejected = rejection(request, portOf(server), key())
    if (rejected !== undefined && request.method === 'GET') return tell(response, rejected)
    if (rejected !== undefined) return refuse(response, rejected.status, { error: rejected.why })
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method === 'GET' && pathname === '/') {
      const { html, policy } = await page
      return send(response, types.html, html, { 'content-security-policy': policy })
    }
    if (request.method !== 'POST' || !['/draw', '/file'].includes(pathname))
      return refuse(response, 404, { error: 'there is nothing here' })
    const client = searchParams.get('client') ?? ''
    const format = pathname === '/file' ? formatOf(searchParams.get('format')) : undefined
    const asked: Work = { state: readState(await bodyOf(request)), ...(format && { format }) }
    // Nobody waits for a picture of a page that has been closed.
    const left = new AbortController()
    const piece = { asked, left: left.signal }
    response.once('close', () => {
      work.leave(client, piece)
      left.abort()
    })
    const outcome = await work.ask(client, piece)
    if (outcome === 'superseded') refuse(response, 409, { error: 'something newer was asked for' })
    else send(response, types[format ?? 'json'], outcome.done)
  }
  server.maxConnections = mostConnections
  server.listen(port, '127.0.0.1')
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve).once('error', error => reject(unlistened(error, port)))
  })
  return server
}

/** The port of a server that listens. */
export function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function unlistened(error: NodeJS.ErrnoException, port: number): OptvizError {
  if (error.code === 'EADDRINUSE')
    return new RuntimeFailure(`port ${port} is taken`, 'Another one, or without --port any that is free.')
  if (error.code === 'EACCES') return new RuntimeFailure(`port ${port} is not for users`, 'Ports from 1024 on are.')
  return new RuntimeFailure(`cannot listen at 127.0.0.1: ${error.message}`)
}

function formatOf(text: string | null): Download {
  const format = downloads.find(one => one === text)
  if (format === undefined) throw new UsageError(`format: expected ${downloads.join(', ')}`)
  return format
}

/** The JSON that a request carries. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) throw new UsageError('expected JSON')
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > longestBody) throw new TooLong()
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new UsageError('expected JSON')
  }
}

class TooLong extends UsageError {
  constructor() {
    super(`a request has at most ${longestBody} bytes`)
  }
}

function statusOf(error: unknown): number {
  if (error instanceof TooLong) return 413
  return error instanceof UsageError ? 422 : 500
}

/** What a page is told of what went wrong. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof OptvizError) return { error: error.message, ...(error.hint && { hint: error.hint }) }
  return { error: `unexpected: ${error instanceof Error ? error.message : String(error)}` }
}

function refuse(response: ServerResponse, status: number, refusal: Refusal): void {
  if (response.headersSent || response.destroyed) return
  // What is left of a body that nobody reads is not waited for.
  if (!response.req.complete) response.setHeader('connection', 'close')
  response.writeHead(status, { ...headers, 'content-type': types.json }).end(JSON.stringify(refusal))
}

/** Says to somebody who has opened an address why there is no page. */
function tell(response: ServerResponse, { status, why }: Rejection): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(`${why}\n`)
}

function send(response: ServerResponse, type: string, content: Uint8Array | string, more: Record<string, string> = {}) {
  if (!response.destroyed) response.writeHead(200, { ...headers, ...more, 'content-type': type }).end(content)
}
