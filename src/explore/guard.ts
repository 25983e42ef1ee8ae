import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { keyHeader } from './protocol.js'

/** Why a request is not answered, with the status of HTTP. */
export interface Rejection {
  readonly status: number
  readonly why: string
}

/**
 * Whether a request comes from the page of this server: it is meant for this machine by name, no other site sends it, and it
 * has the key. A name that another site lets point to 127.0.0.1 is in Host; a form or script of another site is in Origin.
 */
export function rejection(
  { headers, method, url = '/' }: IncomingMessage,
  port: number,
  key: string,
): Rejection | undefined {
  // A browser leaves out the port that HTTP has itself.
  const places = port === 80 ? ['', ':80'] : [`:${port}`]
  const hosts = ['127.0.0.1', 'localhost'].flatMap(name => places.map(place => name + place))
  if (!hosts.includes(headers.host ?? '')) return { status: 403, why: 'this server answers at 127.0.0.1 alone' }
  const { origin } = headers
  const site = headers['sec-fetch-site']
  const foreign = origin !== undefined && !hosts.some(host => origin === `http://${host}`)
  // An address that is opened may stand on any page; a request by a script may not.
  const opened = method === 'GET' && headers['sec-fetch-mode'] === 'navigate'
  if (foreign || !(opened || site === undefined || site === 'same-origin' || site === 'none'))
    return { status: 403, why: 'this server answers its own page alone' }
  const given = method === 'GET' ? new URL(url, 'http://localhost').searchParams.get('key') : headers[keyHeader]
  if (typeof given === 'string' && isSame(given, key)) return undefined
  return { status: 403, why: 'the key is wrong or missing: open the address that optviz explore has printed' }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map(text => Buffer.from(text))
  return left !== undefined && right !== undefined && left.length === right.length && timingSafeEqual(left, right)
}
