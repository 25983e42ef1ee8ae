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

export interface Tally {
  readonly tolerance: number
  first?: string
  count: number
  largest: number
}

/** Compares two values at a place, numbers with the tolerance. */
export function compareAt(tally: Tally, where: () => string, a: unknown, b: unknown): void {
  const numbers = typeof a === 'number' && typeof b === 'number'
  if (numbers ? near(a, b, tally.tolerance) : a === b) return
  tally.count++
  tally.first ??= `${where()}: ${shown(a)} expected, got ${shown(b)}`
  if (numbers) tally.largest = Math.max(tally.largest, Math.abs(a - b))
}

export function summed({ first, count, largest }: Tally): NumberDifference | undefined {
  return first === undefined ? undefined : { first, count, largest }
}

function shown(value: unknown): string {
  if (value === '') return 'an empty text'
  const text = value === undefined ? 'nothing' : typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
