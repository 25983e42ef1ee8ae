import type { Box } from '../geometry.js'
import type { FigureStyle } from '../style.js'
import { fitAspect } from './frame.js'

/** Sizes that follow from a figure's size: a poster is an enlarged figure, a thumbnail keeps letters that can be read. */
export interface Measures {
  /** One pixel of a figure of 800 × 720. */
  readonly unit: number
  readonly title: number
  readonly subtitle: number
  /** Ticks, colour bar, captions. */
  readonly label: number
  readonly margin: number
  /** A thumbnail: what is not the picture itself goes. */
  readonly small: boolean
}

export function measures({ width, height }: FigureStyle): Measures {
  const factor = Math.min(width / 800, height / 720)
  const unit = factor >= 1 ? factor : Math.max(0.72, factor ** 0.35)
  const small = factor < 0.45
  return { unit, title: 19 * unit, subtitle: 13 * unit, label: 12 * unit, margin: (small ? 8 : 18) * unit, small }
}

/** The room that the parts around the plot take, in pixels. */
export interface Surroundings {
  readonly top: number
  readonly left: number
  readonly right: number
  readonly bottom: number
}

/** The plot's box: what the surroundings leave, or the largest of the domain's aspect in it, centred from left to right. */
export function plotBox({ width, height }: FigureStyle, around: Surroundings, aspect: number | undefined): Box {
  const room: Box = {
    left: Math.round(around.left),
    top: Math.round(around.top),
    width: Math.max(1, Math.round(width - around.left - around.right)),
    height: Math.max(1, Math.round(height - around.top - around.bottom)),
  }
  if (aspect === undefined) return room
  const box = fitAspect(room, aspect)
  return { ...box, left: room.left + Math.floor((room.width - box.width) / 2) }
}
