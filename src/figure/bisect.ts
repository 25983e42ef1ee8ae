/** How many of some ascending numbers are at most `value`: d3's bisectRight, without a call for each comparison. */
export function countUpTo(ascending: Float64Array, value: number, from = 0, until = ascending.length): number {
  let low = from
  let high = until
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** The same for many values: a table of equal steps says about where each lies, and leaves little to search. */
export function counterUpTo(ascending: Float64Array): (value: number) => number {
  const steps = 4 * ascending.length
  const low = ascending[0] ?? 0
  const perStep = steps / ((ascending.at(-1) ?? 0) - low)
  if (!(perStep > 0 && perStep < Number.POSITIVE_INFINITY)) return value => countUpTo(ascending, value)
  const counts = Int32Array.from({ length: steps + 1 }, (_, i) => countUpTo(ascending, low + i / perStep))
  return value => {
    const step = Math.min(steps, Math.max(0, Math.floor((value - low) * perStep)))
    // Rounding may put a value into the step beside its own.
    return countUpTo(
      ascending,
      value,
      step > 1 ? counts[step - 1] : 0,
      step < steps - 1 ? counts[step + 2] : ascending.length,
    )
  }
}
