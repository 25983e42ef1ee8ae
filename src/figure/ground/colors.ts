import type { Color } from '../../records/scene.js'
import type { FigureStyle } from '../../records/style.js'
import type { ChosenScale } from './choosescale.js'
import { paletteColors, paletteKind } from './palette.js'

/**
 * The colors of a scale's steps, from its low to its high end. Where values cross 0 a palette with a middle has it there, and
 * equal distances from 0 are equally far from the middle; where somebody says which values the colors reach over, all of it.
 */
export function scaleColors({ palette, levels }: FigureStyle, scale: ChosenScale): readonly Color[] {
  if (!isCentred(scale) || paletteKind(palette) !== 'diverging') return paletteColors(palette, levels)
  const zero = scale.position(0)
  const reach = Math.max(zero, 1 - zero)
  return paletteColors(palette, levels, [0.5 - zero / (2 * reach), 0.5 + (1 - zero) / (2 * reach)])
}

function isCentred({ kind, low, high, asked }: ChosenScale): boolean {
  return !asked && kind !== 'log' && low < 0 && high > 0
}
