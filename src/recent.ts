/** Values under keys, as many as weigh no more than a limit. */
export interface Recent<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): void
  /** Gets a value and keeps it no longer. */
  take(key: K): V | undefined
}

/**
 * Keeps values up to a limit, by their number unless they are weighed; what was not asked for the longest goes first. The
 * last one stays, whatever it weighs. What is kept no longer, and was not taken, is dropped.
 */
export function recent<K, V>(
  limit: number,
  weigh: (value: V) => number = () => 1,
  drop: (value: V) => void = () => {},
): Recent<K, V> {
  // A map is in the order of insertion: the first entry is the oldest.
  const kept = new Map<K, V>()
  let weight = 0
  const take = (key: K) => {
    const value = kept.get(key)
    if (value === undefined) return undefined
    kept.delete(key)
    weight -= weigh(value)
    return value
  }
  const lose = (key: K) => {
    const value = take(key)
    if (value !== undefined) drop(value)
  }
  const set = (key: K, value: V) => {
    lose(key)
    kept.set(key, value)
    weight += weigh(value)
    for (const oldest of kept.keys()) {
      if (weight <= limit || kept.size === 1) break
      lose(oldest)
    }
  }
  return {
    get(key) {
      const value = take(key)
      if (value !== undefined) set(key, value)
      return value
    },
    set,
    take,
  }
}
