import type { FigureStyle } from '../../records/style.js'
import { bestSetting, type Sweep, type SweepSetting, verdict } from '../../records/sweep.js'
import { distinctDigits, extentOf } from '../../words/digits.js'
import { counted } from '../../words/words.js'
import type { CaptionItem } from '../around/caption.js'
import { formatNumber, formatWithin } from '../around/numberformat.js'
import { type ChosenScale, valueScale } from '../ground/choosescale.js'
import { paletteKind } from '../ground/palette.js'
import { valueRange } from '../ground/valuerange.js'
import { marker } from '../paths/markers.js'

/** Above so many times the height from which the runs start a value is off the scale: it would flatten all others. */
const limitFactor = 10

/** The scale of a sweep's values; undefined where no setting has one. `known` is the lowest value the function has. */
export function sweepValues(
  sweep: Sweep,
  { colorScale: kind, valueRange: ends, palette }: FigureStyle,
  known: number | undefined,
): ChosenScale | undefined {
  const values = Float32Array.from(
    sweep.settings.flatMap(setting => {
      const judged = verdict(sweep, setting)
      return judged.kind === 'value' ? [judged.value] : []
    }),
  )
  const range = valueRange(values)
  if (range === undefined) return undefined
  const wish = { kind, ends, curve: true, diverging: paletteKind(palette) === 'diverging' } as const
  if (sweep.metric.kind === 'steps-to') return valueScale(range, { ...wish, kind: kind === 'auto' ? 'linear' : kind })
  const limit = range.low + limitFactor * (sweep.startValue - range.low)
  const shown = limit > range.low ? valueRange(values.filter(value => value <= limit)) : range
  return shown && valueScale(shown, { ...wish, known })
}

/** `lr 0.4392, beta1 0.9` */
function settingText(sweep: Sweep, setting: SweepSetting): string {
  return sweep.axes
    .map(({ key, values }, i) => {
      const value = setting.values[i]
      const digits = distinctDigits(values.filter(other => typeof other === 'number'))
      return `${key} ${typeof value === 'number' ? formatNumber(value, digits) : String(value)}`
    })
    .join(', ')
}

/** The best setting as a caption. */
export function bestCaption(sweep: Sweep, radius: number): readonly CaptionItem[] {
  const best = bestSetting(sweep)
  if (best === undefined) return []
  const value =
    sweep.metric.kind === 'steps-to'
      ? counted(best.value, 'step', formatNumber(best.value))
      : `f = ${formatWithin(best.value, extentOf([sweep.startValue, ...sweep.settings.map(setting => setting.final)]))}`
  const text = `best: ${settingText(sweep, best.setting)}, ${value}`
  return [{ text, mark: at => marker('star', at, radius, '#ffffff') }]
}
