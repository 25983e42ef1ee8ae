import { bestStep, evaluationCount, pointCount, stepOf, type Trajectory } from '../trajectory.js'
import type { Drawing, DrawnPath } from './pipeline.js'
import { endOf } from './summary.js'
import { columns, shortNumber, styled } from './terminal.js'

/** Paths by their final value, the lowest first; those that diverged, and values that are no numbers, last. */
export function ranked(paths: readonly DrawnPath[]): readonly DrawnPath[] {
  return [...paths].sort((a, b) => finalValue(a.trajectory) - finalValue(b.trajectory) || 0)
}

function finalValue({ values, outcome }: Trajectory): number {
  const value = values.at(-1) ?? Number.NaN
  return outcome.kind === 'diverged' || Number.isNaN(value) ? Number.MAX_VALUE : value
}

/** The table of a comparison, for people: the lowest final value first, and what each run cost. */
export function comparisonOf(
  { plan, paths, backend, engine }: Drawing,
  files: readonly string[],
  stream: NodeJS.WriteStream,
): string {
  const rows = ranked(paths).map(({ run, trajectory: t }) => {
    const best = bestStep(t)
    return [
      ` ${run.label}`,
      shortNumber(t.values[pointCount(t) - 1] ?? Number.NaN),
      endOf(t),
      `${shortNumber(t.values[best] ?? Number.NaN)}, step ${stepOf(t, best)}`,
      String(evaluationCount(t.evaluations)),
    ]
  })
  const head = ['', 'final f', 'end', 'best f', 'evaluations']
  const [{ spec }] = plan.runs
  const title = styled(stream, 'bold', `${paths.length} runs on ${spec.named.title}`)
  const wrote = files.filter(file => file !== '-').map(file => ` wrote  ${file}\n`)
  return `${title}: ${backend} backend, ${engine} engine\n${columns([head, ...rows])}\n${wrote.join('')}`
}
