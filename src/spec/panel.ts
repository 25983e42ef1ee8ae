import { UsageError } from '../errors.js'
import type { Settings } from './fields/fields.js'
import type { RunSpec } from './run.js'

/** Refuses to count the evaluations of a path that was recorded elsewhere. */
export function checkLossX({ lossX, panel }: Settings, runs: readonly RunSpec[]): void {
  const recorded = runs.find(({ optimizer }) => optimizer.kind === 'recorded')
  if (lossX === 'evaluations' && panel !== 'none' && recorded !== undefined)
    throw new UsageError(
      `loss-x: nobody counted the evaluations of ${recorded.optimizer.title}, which was recorded elsewhere`,
      'Use --loss-x steps.',
    )
}
