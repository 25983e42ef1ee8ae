import { type DrawnPath, type PathsDrawing, ranked } from '../../pipeline/paths.js'
import { type Parting, partingText } from '../../pipeline/words/parting.js'
import { endOf } from '../../pipeline/words/remarks.js'
import { bestIndex, evaluationCount, hasBest, pointCount, stepOf, valueExtent } from '../../records/trajectory.js'
import { numberWithin } from '../../words/words.js'
import { repeatColumns } from './repeats.js'
import { columns, styled } from './terminal.js'

/** The table of a comparison, for people: the lowest final value first, and what each run cost. */
export function comparisonOf(
  { plan, paths, backend, engine }: PathsDrawing,
  files: readonly string[],
  stream: NodeJS.WriteStream,
): readonly string[] {
  const extent = valueExtent(paths.map(({ trajectory }) => trajectory))
  const held = paths.some(({ parting }) => parting !== undefined)
  const repeated = paths.some(({ repeats }) => repeats !== undefined)
  const columnsOf = repeated ? repeatColumns(paths, extent) : (path: DrawnPath) => aloneColumns(path, extent)
  const cells = ranked(paths).map(path => ({
    '': ` ${path.run.label}`,
    ...columnsOf(path),
    ...(held && { parts: partsCell(path.parting) }),
  }))
  const head = Object.keys(cells[0] ?? {})
  const rows = cells.map(row => Object.values(row))
  const partings = paths.flatMap(({ run, parting }) =>
    parting === undefined ? [] : [` ${run.label} ${partingText(parting)}`],
  )
  const [{ spec }] = plan.runs
  const title = styled(stream, 'bold', `${paths.length} runs on ${spec.named.title}`)
  const wrote = files.filter(file => file !== '-').map(file => ` wrote  ${file}`)
  return [`${title}: ${backend} backend, ${engine} engine`, ...columns([head, ...rows]), ...partings, ...wrote]
}

/** What stands of a run alone under which name. */
function aloneColumns({ trajectory: t }: DrawnPath, extent: number): Readonly<Record<string, string>> {
  const best = bestIndex(t)
  const evaluations = evaluationCount(t.evaluations)
  return {
    'final f': numberWithin(t.values[pointCount(t) - 1] ?? Number.NaN, extent),
    end: endOf(t),
    'best f': hasBest(t) ? `${numberWithin(t.values[best] ?? Number.NaN, extent)}, step ${stepOf(t, best)}` : 'none',
    evaluations: Number.isNaN(evaluations) ? 'unknown' : String(evaluations),
  }
}

function partsCell(parting: Parting | undefined): string {
  if (parting === undefined) return ''
  return parting.step === undefined ? 'never' : `step ${parting.step}`
}
