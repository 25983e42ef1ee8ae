export interface Known {
  readonly file: string
  readonly from: string
  readonly to: string
  readonly why: string
}

/** Mutants that were looked at and are left alive, by the lines before and after, each with the reason. */
const known: readonly Known[] = []

/** The word for a mutant that was looked at. */
export function wordFor(mutant: Omit<Known, 'why'>): string | undefined {
  return known.find(({ file, from, to }) => file === mutant.file && from === mutant.from && to === mutant.to)?.why
}
