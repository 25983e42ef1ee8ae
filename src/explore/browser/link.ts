import { own } from '../../own.js'
import { type PageRun, runKinds } from '../protocol.js'

/** What the page shows: what is drawn, and runs that are hidden. */
export interface State {
  readonly settings: Readonly<Record<string, string>>
  readonly runs: readonly Run[]
}

export interface Run extends PageRun {
  readonly hidden: boolean
}

/** Read and written letter by letter, so that a link can be read: these part nothing. */
const encode = (text: string) => encodeURIComponent(text).replace(/%(2C|2F|20|3C)/g, code => own(plain, code) ?? code)
const plain: Readonly<Record<string, string>> = { '%2C': ',', '%2F': '/', '%20': '+', '%3C': '<' }
const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))

/** A state as what stands behind the # of a link: `fn=flower&steps=300&optim=adamw:lr=0.1&hidden-optim=lion`. */
export function linkOf({ settings, runs }: State): string {
  const pairs = Object.entries(settings).map(([key, value]) => `${encode(key)}=${encode(value)}`)
  const words = runs.map(({ by, name, own, hidden }) => {
    const parts = Object.entries(own).map(([key, value]) => `${encode(key)}=${encode(value)}`)
    return `${hidden ? 'hidden-' : ''}${by}=${[encode(name), ...parts].join(':')}`
  })
  return [...pairs, ...words].join('&')
}

/** The state of a link; undefined where it has none, or is damaged. */
export function stateOf(link: string): State | undefined {
  const settings: Record<string, string> = {}
  const runs: Run[] = []
  try {
    for (const part of link.split('&').filter(text => text !== '')) {
      const [key, value] = parted(part)
      const hidden = key.startsWith('hidden-')
      const by = runKinds.find(kind => kind === (hidden ? key.slice(7) : key))
      if (by === undefined) settings[decode(key)] = decode(value)
      else {
        const [name = '', ...own] = value.split(':')
        const pairs = own.map(text => parted(text).map(decode))
        runs.push({ by, name: decode(name), own: Object.fromEntries(pairs), hidden })
      }
    }
  } catch {
    return undefined
  }
  return runs.some(({ hidden }) => !hidden) ? { settings, runs } : undefined
}

function parted(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
