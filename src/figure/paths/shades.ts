import type { Color } from '../../records/scene.js'
import type { Varied } from '../../records/style.js'
import { paletteColors } from '../ground/palette.js'
import { type SweepScale, sweepScale } from '../sweep/axis.js'

/** What paths that differ in a number only are drawn in: dark for its lowest value, lighter the higher it is. */
export interface Shades {
  readonly name: string
  /** The color of each path. */
  readonly colors: readonly Color[]
  /** All colors, from the lowest value to the highest. */
  readonly ramp: readonly Color[]
  /** Where values stand between the ends of the ramp. */
  readonly scale: SweepScale
}

/** Fewer paths than this are told apart by colors as different as can be. */
const fewest = 5

/** Undefined where the paths differ in something else, or are few. */
export function shadesOf(varied: Varied | undefined): Shades | undefined {
  if (varied === undefined || varied.values.length < fewest) return undefined
  const sorted = [...new Set(varied.values)].sort((a, b) => a - b)
  const scale = sweepScale({ key: varied.name, values: sorted, spacing: spacingOf(sorted) }, 0)
  // The lighter two fifths of the palette would not read on white, as in a panel.
  const ramp = paletteColors('plasma', 101).slice(0, 61)
  const place = new Map(sorted.map((value, i) => [value, scale.at(i)]))
  const colors = varied.values.map(value => ramp[Math.round((place.get(value) ?? 0) * (ramp.length - 1))] ?? '#000000')
  return { name: varied.name, colors, ramp, scale }
}

/** Logarithmic where the middle value is nearer to the ends' geometric mean than to their arithmetic one. */
function spacingOf(sorted: readonly number[]): 'linear' | 'log' {
  const [low = 1, high = 1] = [sorted[0], sorted.at(-1)]
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? low
  if (low <= 0) return 'linear'
  return Math.abs(middle - Math.sqrt(low * high)) < Math.abs(middle - (low + high) / 2) ? 'log' : 'linear'
}
