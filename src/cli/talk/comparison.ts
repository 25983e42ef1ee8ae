import { type PathsDrawing, ranked } from '../../pipeline/paths.js'
import { type Parting, partingText } from '../../pipeline/words/parting.js'
import { endOf } from '../../pipeline/words/remarks.js'
import { bestStep, evaluationCount, hasBest, pointCount, stepOf, valueExtent } from '../../records/trajectory.js'
import { numberWithin } from '../../words/words.js'
import { columns, styled } from './terminal.js'

/** The table of a comparison, for people: the lowest final value first, and what each run cost. */
export function comparisonOf(
  { plan, paths, backend, engine }: PathsDrawing,
  files: readonly string[],
  stream: NodeJS.WriteStream,
): readonly string[] {
  const extent = valueExtent(paths.map(({ trajectory }) => trajectory))
  const held = paths.some(({ parting }) => parting !== undefined)
  const rows = ranked(paths).map(({ run, trajectory: t, parting }) => {
    const best = bestStep(t)
    const evaluations = evaluationCount(t.evaluations)
    return [
      ` ${run.label}`,
      numberWithin(t.values[pointCount(t) - 1] ?? Number.NaN, extent),
      endOf(t),
      hasBest(t) ? `${numberWithin(t.values[best] ?? Number.NaN, extent)}, step ${stepOf(t, best)}` : 'none',
      Number.isNaN(evaluations) ? 'unknown' : String(evaluations),
      ...(held ? [partsCell(parting)] : []),
    ]
  })
  const head = ['', 'final f', 'end', 'best f', 'evaluations', ...(held ? ['parts'] : [])]
  const partings = paths.flatMap(({ run, parting }) =>
    parting === undefined ? [] : [` ${run.label} ${partingText(parting)}`],
  )
  const [{ spec }] = plan.runs
  const title = styled(stream, 'bold', `${paths.length} runs on ${spec.named.title}`)
  const wrote = files.filter(file => file !== '-').map(file => ` wrote  ${file}`)
  return [`${title}: ${backend} backend, ${engine} engine`, ...columns([head, ...rows]), ...partings, ...wrote]
}

function partsCell(parting: Parting | undefined): string {
  if (parting === undefined) return ''
  return parting.step === undefined ? 'never' : `step ${parting.step}`
}
