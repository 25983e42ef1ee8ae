import type { RunSpec } from '../spec/run.js'
import { bestStep, pointAt, pointCount, type Trajectory } from '../trajectory.js'
import { subtitleOf } from './caption.js'
import { columns, shortNumber, styled } from './terminal.js'

/** The short summary of a run, for people. */
export function summaryOf(
  run: RunSpec,
  t: Trajectory,
  result: {
    files: readonly string[]
    firstInsideView: number | null
    evaluations: number
    backend: string
    engine: string
  },
  stream: NodeJS.WriteStream,
): string {
  const place = (k: number) => {
    const [x, y] = pointAt(t, k).map(shortNumber)
    return `f = ${shortNumber(t.values[k] ?? Number.NaN)} at (${x}, ${y})`
  }
  const last = pointCount(t) - 1
  const best = bestStep(t)
  const end = t.outcome.kind === 'diverged' ? `diverged at step ${t.outcome.step}` : `step ${last}`
  const rows = [
    ['end', `${place(last)}, ${end}`],
    ['best', `${place(best)}, step ${best}`],
    ['cost', `${result.evaluations} evaluations, ${result.backend} backend, ${result.engine} engine`],
    ...result.files.filter(file => file !== '-').map(file => ['wrote', file]),
  ]
  const title = styled(stream, 'bold', `${run.optimizer.title} on ${run.fn.title}`)
  return `${title}: ${subtitleOf(run)}\n${columns(rows.map(row => [` ${row[0] ?? ''}`, row[1] ?? '']))}\n`
}
