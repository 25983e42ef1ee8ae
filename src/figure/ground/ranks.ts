/** The rank of what has no finite value. */
export const unranked = -1

/** How many of some ascending bounds each value reaches. */
export function ranksOf(values: Float32Array | Float64Array, bounds: readonly number[]): Int16Array {
  const ranks = new Int16Array(values.length)
  const ends = Float64Array.of(Number.NEGATIVE_INFINITY, ...bounds, Number.POSITIVE_INFINITY)
  let rank = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN
    // Not for infinities, nor NaN.
    if (value - value === 0) {
      // Mostly that of the value before it or the next one: a search takes longer, a logarithm much longer.
      while (value >= (ends[rank + 1] ?? value)) rank++
      while (value < (ends[rank] ?? value)) rank--
      ranks[i] = rank
    } else ranks[i] = unranked
  }
  return ranks
}
