/** A count with its noun: `1 step`, `2 steps`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A number for people: four significant digits. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const rounded = Number(value.toPrecision(4))
  const size = Math.abs(rounded)
  return size !== 0 && (size < 1e-4 || size >= 1e6) ? rounded.toExponential() : String(rounded)
}
