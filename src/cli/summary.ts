import { counted } from '../counted.js'
import { sparkline } from '../figure/sparkline.js'
import {
  bestStep,
  evaluationCount,
  hasBest,
  outcomeOf,
  pointAt,
  pointCount,
  stepOf,
  type Trajectory,
} from '../trajectory.js'
import { subtitleOf } from './caption.js'
import type { Drawing } from './pipeline.js'
import { columns, shortNumber, styled } from './terminal.js'

/** The short summary of a run, for people. */
export function summaryOf(
  { paths: [{ run, trajectory: t }], backend, engine }: Drawing,
  files: readonly string[],
  stream: NodeJS.WriteStream,
): string {
  const place = (k: number) => {
    const [x, y] = pointAt(t, k).map(shortNumber)
    return `f = ${shortNumber(t.values[k] ?? Number.NaN)} at (${x}, ${y})`
  }
  const best = bestStep(t)
  const rows = [
    ['end', `${place(pointCount(t) - 1)}, ${endOf(t)}`],
    ['best', hasBest(t) ? `${place(best)}, step ${stepOf(t, best)}` : `none: no point has a finite value`],
    ['values', sparkline(t.values, 48)],
    ['cost', `${counted(evaluationCount(t.evaluations), 'evaluation')}, ${backend} backend, ${engine} engine`],
    ...files.filter(file => file !== '-').map(file => ['wrote', file]),
  ]
  const title = styled(stream, 'bold', `${run.spec.optimizer.title} on ${run.spec.fn.title}`)
  return `${title}: ${subtitleOf(run.spec)}\n${columns(rows.map(row => [` ${row[0] ?? ''}`, row[1] ?? '']))}\n`
}

/** `step 200`, or where it diverged. */
export function endOf(t: Trajectory): string {
  const outcome = outcomeOf(t)
  return outcome.kind === 'diverged' ? `diverged at step ${outcome.step}` : `step ${stepOf(t, pointCount(t) - 1)}`
}
