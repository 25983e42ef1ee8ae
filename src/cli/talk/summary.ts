import { sparkline } from '../../figure/paths/sparkline.js'
import type { PathsDrawing } from '../../pipeline/paths.js'
import { subtitleOf } from '../../pipeline/words/headings.js'
import { endOf } from '../../pipeline/words/remarks.js'
import type { Repeats } from '../../records/repeats.js'
import {
  bestIndex,
  evaluationCount,
  hasBest,
  pointAt,
  pointCount,
  stepOf,
  valueExtent,
} from '../../records/trajectory.js'
import { counted, numberWithin, placeWords } from '../../words/words.js'
import { repeatRows } from './repeats.js'
import { columns, styled } from './terminal.js'

/** The short summary of a run, for people. */
export function summaryOf(
  { paths: [{ run, trajectory: t, repeats }], shown, backend, engine }: PathsDrawing,
  files: readonly string[],
  stream: NodeJS.WriteStream,
): readonly string[] {
  const extent = valueExtent([t])
  const place = (k: number) => {
    return `f = ${numberWithin(t.values[k] ?? Number.NaN, extent)} at ${placeWords(pointAt(t, k), shown)}`
  }
  const best = bestIndex(t)
  const alone = (): readonly (readonly [name: string, value: string])[] => [
    ['end', `${place(pointCount(t) - 1)}, ${endOf(t)}`],
    ['best', hasBest(t) ? `${place(best)}, step ${stepOf(t, best)}` : `none: no point has a finite value`],
    ['values', sparkline(t.values, 48)],
    Number.isNaN(evaluationCount(t.evaluations))
      ? ['path', `${counted(pointCount(t), 'point')}, recorded elsewhere; values by the ${backend} backend`]
      : ['cost', `${counted(evaluationCount(t.evaluations), 'evaluation')}, ${backend} backend, ${engine} engine`],
  ]
  const together = (all: Repeats) => [
    ...repeatRows(all, run.spec.until !== undefined, shown),
    ['by', `${backend} backend, ${engine} engine`] as const,
  ]
  const rows = [
    ...(repeats === undefined ? alone() : together(repeats)),
    ...files.filter(file => file !== '-').map(file => ['wrote', file] as const),
  ]
  const title = styled(stream, 'bold', `${run.spec.optimizer.title} on ${run.spec.fn.title}`)
  return [`${title}: ${subtitleOf(run.spec)}`, ...columns(rows.map(([name, value]) => [` ${name}`, value]))]
}
