import { UsageError } from '../../errors.js'
import { integer, quoted } from '../fields/kinds.js'

/** So many processes draw a batch where nobody says. */
export const standardJobs = 1

/** Reads how many processes draw. */
export function parseJobs(raw: string | undefined, name: string): number {
  return raw === undefined ? standardJobs : integer(1, 256)(raw, name)
}

/** Part `index` of `count` equal parts, 1 ≤ index ≤ count. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/** Reads `2/5`, the second fifth. */
export function parseShard(raw: string, name: string): Shard {
  const [index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(raw) ?? []).slice(1).map(Number)
  if (index >= 1 && index <= count) return { index, count }
  throw new UsageError(`${name}: expected I/N with I from 1 to N, such as 2/5, got ${quoted(raw)}`)
}

/** A shard of a list: shards are contiguous, differ in length by one at most, and together are the list. */
export function shardOf<T>(items: readonly T[], { index, count }: Shard): readonly T[] {
  const from = Math.floor(((index - 1) * items.length) / count)
  return items.slice(from, Math.floor((index * items.length) / count))
}
