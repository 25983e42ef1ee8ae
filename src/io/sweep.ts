import type { Basins } from '../records/basins.js'
import { diverged } from '../records/basins.js'
import type { Sweep } from '../records/sweep.js'
import { verdict } from '../records/sweep.js'
import { visibleJson } from '../words/visible.js'
import { csvNumber, csvText, jsonNumber } from './trajectory.js'

type Head = Readonly<Record<string, unknown>>

/** A sweep's settings as documents have them: the scanned values, the verdict and what it was judged by. */
export function settingRows(sweep: Sweep): readonly Head[] {
  return sweep.settings.map(setting => {
    const judged = verdict(sweep, setting)
    return {
      ...Object.fromEntries(sweep.axes.map((axis, i) => [axis.key, setting.values[i]])),
      verdict: judged.kind === 'value' ? 'finished' : judged.kind,
      final: jsonNumber(setting.final),
      best: jsonNumber(setting.best),
      bestStep: jsonNumber(setting.bestStep),
      ...(sweep.metric.kind === 'steps-to' && { stepsTo: jsonNumber(setting.stepsTo), reached: setting.reached }),
      ...(sweep.starts > 1 && { spread: setting.spread.map(jsonNumber) }),
      diverged: setting.diverged,
      evaluations: setting.evaluations,
    }
  })
}

/** One line a setting: the scanned values, the means over the starts, how many of them diverged (and reached the target). */
export function sweepCsv(sweep: Sweep): string {
  const aims = sweep.metric.kind === 'steps-to'
  const keys = sweep.axes.map(axis => csvText(axis.key))
  const head = [...keys, 'final', 'best', 'best_step', ...(aims ? ['steps_to', 'reached'] : []), 'low', 'high']
  const lines = sweep.settings.map(
    ({ values, final, best, bestStep, stepsTo, reached, spread, diverged, evaluations }) =>
      [
        ...values.map(value => (typeof value === 'number' ? String(value) : csvText(String(value)))),
        ...[final, best, bestStep, ...(aims ? [stepsTo, reached] : []), ...spread, diverged, evaluations].map(
          csvNumber,
        ),
      ].join(','),
  )
  return `${[...head, 'diverged', 'evaluations'].join(',')}\n${lines.join('\n')}\n`
}

/** One line a start: its place, what its run ends at (an index into the places; empty where it diverged or moves) and when. */
export function basinsCsv({ domain, columns, rows, attractors, reached, steps }: Basins): string {
  const center = ([min, max]: readonly [number, number], i: number, count: number) =>
    csvNumber(Math.fround(min + ((i + 0.5) / count) * (max - min)))
  const lines = Array.from(reached, (place, i) => {
    const start = [center(domain.x, i % columns, columns), center(domain.y, Math.floor(i / columns), rows)]
    const attractor = attractors[place]
    const end =
      attractor === undefined ? ['', '', '', ''] : [place, ...[...attractor.at, attractor.value].map(csvNumber)]
    const outcome = attractor !== undefined ? 'settled' : place === diverged ? 'diverged' : 'moving'
    return [...start, outcome, ...end, csvNumber(steps[i] ?? Number.NaN)].join(',')
  })
  return `x,y,outcome,place,place_x,place_y,place_value,steps\n${lines.join('\n')}\n`
}

/** A document of scalars and lists: one line a key, and one line an entry of the list `rows` under `name`. */
export function listJson(head: Head, name: string, rows: readonly unknown[]): string {
  const text = (value: unknown) => visibleJson(JSON.stringify(value))
  const lines = Object.entries(head).map(([key, value]) => `  ${text(key)}: ${text(value)}`)
  const entries = rows.map(row => `    ${text(row)}`)
  return `{\n${[...lines, `  ${text(name)}: [\n${entries.join(',\n')}\n  ]`].join(',\n')}\n}\n`
}
