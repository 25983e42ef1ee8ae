import type { SweepDrawing } from '../../pipeline/sweep.js'
import { sweepHeading } from '../../pipeline/words/headings.js'
import type { Basins } from '../../records/basins.js'
import { ranking, type Sweep, type SweepSetting, verdict } from '../../records/sweep.js'
import { distinctDigits, extentOf } from '../../words/digits.js'
import { counted, numberWithin, placeWords, shortNumber } from '../../words/words.js'
import { columns, styled } from './terminal.js'

const mostRows = 5

/** The summary of a sweep, for people: the best settings, or the places that runs end at. */
export function sweepSummary(
  drawn: SweepDrawing,
  files: readonly string[],
  stream: NodeJS.WriteStream,
): readonly string[] {
  const { plan, result, backend, engine } = drawn
  const { title, subtitle } = sweepHeading({ ...plan.settings, title: undefined }, plan.spec, shortNumber)
  const head = `${styled(stream, 'bold', title)}: ${subtitle}`
  const wrote = files.filter(file => file !== '-').map(file => ` wrote  ${file}`)
  const table = result.kind === 'scan' ? settingsTable(result.sweep) : placesTable(result.basins)
  return [head, ...table, ` ${backend} backend, ${engine} engine`, ...wrote]
}

function settingsTable(sweep: Sweep): readonly string[] {
  const aims = sweep.metric.kind === 'steps-to'
  const cell = (value: unknown) => (typeof value === 'number' ? shortNumber(value) : String(value))
  const known = (value: number, text = cell(value)) => (Number.isNaN(value) ? 'none' : text)
  const digits = sweep.axes.map(({ values }) => distinctDigits(values.filter(value => typeof value === 'number')))
  const extent = extentOf([sweep.startValue, ...sweep.settings.flatMap(({ final, best }) => [final, best])])
  const row = (setting: SweepSetting) => {
    const judged = verdict(sweep, setting)
    const ended = judged.kind === 'value' ? numberWithin(setting.final, extent) : judged.kind
    const own = [ended, known(setting.best, `${numberWithin(setting.best, extent)}, step ${cell(setting.bestStep)}`)]
    return [
      '',
      ...setting.values.map((value, i) => (typeof value === 'number' ? shortNumber(value, digits[i]) : String(value))),
      ...(aims ? [known(setting.stepsTo)] : []),
      ...own,
    ]
  }
  const ranked = ranking(sweep)
  const head = ['', ...sweep.axes.map(axis => axis.key), ...(aims ? ['steps'] : []), 'final f', 'best f']
  const shown = columns([head, ...ranked.slice(0, mostRows).map(row)])
  const lost = sweep.settings.filter(setting => verdict(sweep, setting).kind === 'diverged').length
  const missed = sweep.settings.filter(setting => verdict(sweep, setting).kind === 'not reached').length
  const counts = [
    counted(sweep.settings.length, 'setting'),
    ...(sweep.starts > 1 ? [`${sweep.starts} ${sweep.over} each`] : []),
    ...(lost > 0 ? [`${lost} diverged`] : []),
    ...(missed > 0 ? [`${missed} did not reach f ≤ ${shortNumber(sweep.target)}`] : []),
  ]
  return [...shown.map(line => line.replace(/^ /, '')), ` ${counts.join(', ')}`]
}

function placesTable({ domain, attractors, reached }: Basins): readonly string[] {
  const share = (count: number) => `${shortNumber((100 * count) / reached.length)}%`
  const extent = extentOf(attractors.map(({ value }) => value))
  const rows = attractors.slice(0, mostRows).map(({ at, value, count, steps }) => {
    return ['', placeWords(at, domain), numberWithin(value, extent), share(count), String(steps)]
  })
  const count = (kind: number) => reached.filter(place => place === kind).length
  const [lost, moving] = [count(-1), count(-2)]
  const counts = [
    counted(reached.length, 'start'),
    ...(attractors.length > mostRows ? [counted(attractors.length - mostRows, 'more place')] : []),
    ...(moving > 0 ? [`${share(moving)} still moving at the end`] : []),
    ...(lost > 0 ? [`${share(lost)} diverged`] : []),
  ]
  const table = columns([['', 'ends at', 'f', 'starts', 'median steps'], ...rows])
  return [...table.map(line => line.replace(/^ /, '')), ` ${counts.join(', ')}`]
}
