import { own } from '../own.js'
import { compareAt, type NumberDifference, summed, type Tally } from './tally.js'

/** What a JSON text says. Throws an Error that says where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    const position = /at position (\d+)/.exec(why)?.[1]
    const at = position === undefined ? undefined : Number(position)
    if (/end of JSON input|unterminated string/i.test(why) || (at !== undefined && at >= text.trimEnd().length))
      throw new Error('it is cut short')
    if (at === undefined) throw new Error('it is not JSON')
    const before = text.slice(0, at).split('\n')
    throw new Error(`it is not JSON at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`)
  }
}

/** A place in a JSON document: a key or index inside another place. */
interface Place {
  readonly key: string
  readonly inList: boolean
  readonly of: Place | undefined
}

/** Compares two JSON values, numbers with a tolerance; undefined where they are the same. Any depth. */
export function compareJson(expected: unknown, actual: unknown, tolerance: number): NumberDifference | undefined {
  const tally: Tally = { tolerance, count: 0, largest: 0 }
  const pairs: [place: Place | undefined, a: unknown, b: unknown][] = [[undefined, expected, actual]]
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [place, a, b] = pair
    if (isTree(a) && isTree(b) && Array.isArray(a) === Array.isArray(b)) {
      const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
      // The last is taken first: in reverse, so that the first difference told is the first of the file.
      for (const key of keys.toReversed()) {
        const inside = { key, inList: Array.isArray(a), of: place }
        if (!isHow(inside)) pairs.push([inside, own(a, key), own(b, key)])
      }
    } else compareAt(tally, () => nameOf(place), a, b)
  }
  return summed(tally)
}

/**
 * Whether a key says how the file was computed, or with which version, not what: two backends may give one trajectory. Nor
 * are the lowest point and the first one inside the picture compared: the points are, and of two equally low ones either
 * may be the lowest.
 */
function isHow({ key, of: outer }: Place): boolean {
  if (key === 'optviz') return outer?.key === 'recipe' && outer.of === undefined
  const top = outer === undefined
  const ofRun = outer?.inList === true && outer.of?.key === 'runs' && outer.of.of === undefined
  if (['backend', 'engine', 'engineReason', 'seconds'].includes(key)) return top
  return ['best', 'firstInsideView'].includes(key) && (top || ofRun)
}

/** `points[3][0]`; of a place too deep to name, its end. */
function nameOf(place: Place | undefined): string {
  const keys: string[] = []
  let at = place
  for (; at !== undefined && keys.length < 10; at = at.of) keys.unshift(at.inList ? `[${at.key}]` : `.${at.key}`)
  const name = keys.join('')
  if (at !== undefined) return `…${name}`
  return place === undefined ? 'the document' : name.replace(/^\./, '')
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
