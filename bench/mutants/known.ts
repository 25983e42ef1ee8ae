export interface Known {
  readonly file: string
  readonly from: string
  readonly to: string
  readonly why: string
}

/** Mutants that were looked at and are left alive, by the lines before and after, each with the reason. */
const known: readonly Known[] = [
  {
    file: 'src/diff/svg/pairs.ts',
    from: 'lengths[i * width + j] = alike(i, j) ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1))',
    to: 'lengths[i * width + j] = alike(i, j) ? (2) + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1))',
    why: 'the same: all lengths double, and they are compared only',
  },
  {
    file: 'src/io/files/read.ts',
    from: 'export const largestFigure = 1_000_000_000',
    to: 'export const largestFigure = (1000000001)',
    why: 'left: a bound against absurd files, whose last byte means nothing',
  },
  {
    file: 'src/engine/lanes.ts',
    from: 'const packet: Readonly<Record<BackendName, number>> = { tensorflow: 16, cpu: 1 }',
    to: 'const packet: Readonly<Record<BackendName, number>> = { tensorflow: (15), cpu: 1 }',
    why: 'left: how fast, not what; bench:sweep measures it',
  },
  {
    file: 'src/figure/ground/heatmap.ts',
    from: 'const u = across.fraction[column] ?? 0',
    to: 'const u = across.fraction[column] ?? (1)',
    why: 'the same: the index is always within; the rest is for the types',
  },
  {
    file: 'src/pipeline/words/remarks.ts',
    from: 'for (let k = 1; k < tail.length; k++) ups += Math.max(0, (tail[k] ?? 0) - (tail[k - 1] ?? 0))',
    to: 'for (let k = 1; k < tail.length; k++) ups += Math.max(0, (tail[k] ?? (1)) - (tail[k - 1] ?? 0))',
    why: 'the same: the index is always within; the rest is for the types',
  },
  {
    file: 'src/figure/compose.ts',
    from: '.filter(contour => contour.lines.length > 0)',
    to: '.filter(contour => contour.lines.length >= 0)',
    why: 'the same to the eye: a path without lines draws nothing',
  },
  {
    file: 'src/diff/svg/values.ts',
    from: 'let first = 0',
    to: 'let first = (-1)',
    why: 'the same: before the first letters both have none, so the count goes on from 0',
  },
]

/** The word for a mutant that was looked at. */
export function wordFor(mutant: Omit<Known, 'why'>): string | undefined {
  return known.find(({ file, from, to }) => file === mutant.file && from === mutant.from && to === mutant.to)?.why
}
