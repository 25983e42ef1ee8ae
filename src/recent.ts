/** Values under keys, as many as weigh no more than a limit. */
export interface Recent<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): void
}

/**
 * Keeps values up to a limit, by their number unless they are weighed; what was not asked for the longest goes first. The
 * last one stays, whatever it weighs.
 */
export function recent<K, V>(limit: number, weigh: (value: V) => number = () => 1): Recent<K, V> {
  // A map is in the order of insertion: the first entry is the oldest.
  const kept = new Map<K, V>()
  let weight = 0
  const remove = (key: K) => {
    const value = kept.get(key)
    if (value === undefined) return undefined
    kept.delete(key)
    weight -= weigh(value)
    return value
  }
  const set = (key: K, value: V) => {
    remove(key)
    kept.set(key, value)
    weight += weigh(value)
    for (const oldest of kept.keys()) {
      if (weight <= limit || kept.size === 1) break
      remove(oldest)
    }
  }
  return {
    get(key) {
      const value = remove(key)
      if (value !== undefined) set(key, value)
      return value
    },
    set,
  }
}
