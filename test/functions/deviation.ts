/** The largest deviation of some numbers, relative to the largest of those wanted or to 1. */
export function deviation(actual: readonly number[], wanted: readonly number[]): number {
  const scale = Math.max(1, ...wanted.map(Math.abs))
  return Math.max(...wanted.map((w, i) => Math.abs((actual[i] ?? Number.NaN) - w) / scale))
}

/** The sines of a number of radians in the hundreds or thousands have lost as many digits of single precision. */
const lost: Readonly<Record<string, number>> = { schaffer_n2: 5e-3, schaffer_n4: 5e-3, salomon: 1e-3 }

/** The deviation that single precision may bring into a function and its derivatives, anywhere in its domain. */
export function singlePrecision(name: string): number {
  return lost[name] ?? 1e-4
}
