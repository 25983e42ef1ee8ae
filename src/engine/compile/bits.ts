/** Whether two vectors are bit for bit the same; all NaN are one. */
export function equalBits(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]))
}
