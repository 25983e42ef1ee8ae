/** What belongs together in two lists; undefined for what only the other has. */
export type Pair<T> = readonly [T | undefined, T | undefined]

/** More than this takes too long to search for the best way. */
const largest = 4_000_000

/**
 * Pairs the entries of two lists in their order: `same` ones at both ends, between them as many that are `alike` as can be, and
 * what is left over as it comes.
 */
export function pairs<T>(
  a: readonly T[],
  b: readonly T[],
  same: (x: T, y: T) => boolean,
  alike: (x: T, y: T) => boolean,
): readonly Pair<T>[] {
  const both = (i: number, j: number, test: typeof same) => {
    const [x, y] = [a[i], b[j]]
    return x !== undefined && y !== undefined && test(x, y)
  }
  if (a.length === b.length && a.every((_, i) => both(i, i, alike))) return zipped(a, b)
  let [start, end, otherEnd] = [0, a.length, b.length]
  while (start < Math.min(end, otherEnd) && both(start, start, same)) start++
  while (Math.min(end, otherEnd) > start && both(end - 1, otherEnd - 1, same)) {
    end--
    otherEnd--
  }
  const anchors = commonPart(end - start, otherEnd - start, (i, j) => both(start + i, start + j, alike))
  const found = [...zipped(a.slice(0, start), b.slice(0, start))]
  let [i, j] = [start, start]
  for (const [p, q] of [...anchors.map(([p, q]) => [start + p, start + q] as const), [end, otherEnd] as const]) {
    for (const pair of zipped(a.slice(i, p), b.slice(j, q))) found.push(pair)
    if (p < end) found.push([a[p], b[q]])
    ;[i, j] = [p + 1, q + 1]
  }
  for (const pair of zipped(a.slice(end), b.slice(otherEnd))) found.push(pair)
  return found
}

function zipped<T>(a: readonly T[], b: readonly T[]): readonly Pair<T>[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [a[i], b[i]])
}

/** A longest common subsequence, as pairs of indexes; none where the lists are too long to look for it. */
function commonPart(
  n: number,
  m: number,
  alike: (i: number, j: number) => boolean,
): readonly (readonly [number, number])[] {
  if (n * m > largest) return []
  // lengths[i][j]: how many can be paired from i and j on.
  const width = m + 1
  const lengths = new Uint32Array((n + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      lengths[i * width + j] = alike(i, j) ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1))
  const found: [number, number][] = []
  for (let [i, j] = [0, 0]; i < n && j < m; ) {
    if (alike(i, j)) found.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return found
}
