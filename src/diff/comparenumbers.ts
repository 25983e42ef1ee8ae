import { own } from '../own.js'
/** The first difference of two documents, how many there are, and the largest one between two numbers. */
export interface NumberDifference {
  readonly first: string
  readonly count: number
  readonly largest: number
}

/** Whether two numbers are as near as asked: relative to the larger one, absolutely where both are below 1. */
export function near(a: number, b: number, tolerance: number): boolean {
  return a === b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b))
}

interface Tally {
  readonly tolerance: number
  first?: string
  count: number
  largest: number
}

function tell(tally: Tally, where: string, a: unknown, b: unknown): void {
  tally.count++
  tally.first ??= `${where}: ${shown(a)} expected, got ${shown(b)}`
  if (typeof a === 'number' && typeof b === 'number') tally.largest = Math.max(tally.largest, Math.abs(a - b))
}

function summed({ first, count, largest }: Tally): NumberDifference | undefined {
  return first === undefined ? undefined : { first, count, largest }
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
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
    if (typeof a === 'number' && typeof b === 'number') {
      if (!near(a, b, tolerance)) tell(tally, nameOf(place), a, b)
    } else if (isTree(a) && isTree(b) && Array.isArray(a) === Array.isArray(b)) {
      const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
      // The last is taken first: in reverse, so that the first difference told is the first of the file.
      for (const key of keys.toReversed()) {
        const inside = { key, inList: Array.isArray(a), of: place }
        if (!isHow(inside)) pairs.push([inside, own(a, key), own(b, key)])
      }
    } else if (a !== b) tell(tally, nameOf(place), a, b)
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

/** Compares two CSV texts cell by cell, numbers with a tolerance; undefined where they are the same. */
export function compareCsv(expected: string, actual: string, tolerance: number): NumberDifference | undefined {
  const tally: Tally = { tolerance, count: 0, largest: 0 }
  const [a, b] = [expected, actual].map(text =>
    text
      .trimEnd()
      .split(/\r?\n/)
      .map(line => line.split(',')),
  )
  const [header = []] = a ?? []
  for (let row = 0; row < Math.max(a?.length ?? 0, b?.length ?? 0); row++) {
    const [cells = [], others = []] = [a?.[row], b?.[row]]
    for (let column = 0; column < Math.max(cells.length, others.length); column++) {
      const [cell, other] = [cells[column], others[column]].map(numberOrText)
      const same = typeof cell === 'number' && typeof other === 'number' ? near(cell, other, tolerance) : cell === other
      if (!same) tell(tally, `line ${row + 1}, ${header[column] ?? `column ${column + 1}`}`, cell, other)
    }
  }
  return summed(tally)
}

function numberOrText(cell: string | undefined): number | string | undefined {
  return cell !== undefined && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(cell) ? Number(cell) : cell
}
