/**
 * The variance rectification of Liu et al. 2020 (arXiv:1908.03265) at step t, or 0 where the length ρ of the moving
 * average's equivalent window is not above the threshold.
 */
export function rectification(beta2: number, t: number, threshold: number): number {
  const limit = 2 / (1 - beta2) - 1
  const length = limit - (2 * t * beta2 ** t) / (1 - beta2 ** t)
  if (!(length > threshold)) return 0
  return Math.sqrt(((length - 4) * (length - 2) * limit) / ((limit - 4) * (limit - 2) * length))
}
