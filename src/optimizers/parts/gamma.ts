/** Lanczos' coefficients for g = 7, n = 9 (Godfrey 2001). */
const [first, ...others] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** Γ(x), x > 0, to some 15 digits. */
export function gamma(x: number): number {
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x))
  const z = x - 1
  const t = z + 7.5
  const sum = others.reduce((total, c, i) => total + c / (z + i + 1), first as number)
  return Math.sqrt(2 * Math.PI) * t ** (z + 0.5) * Math.exp(-t) * sum
}
