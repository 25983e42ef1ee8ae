import { UsageError } from '../../errors.js'
import type { Box } from '../../records/geometry.js'
import type { FigureStyle } from '../../records/style.js'
import type { Typeface } from '../../records/typeface.js'
import { fitAspect } from './frame.js'

/** Sizes that follow from a figure's size: a poster is an enlarged figure, a thumbnail keeps letters that can be read. */
export interface Measures {
  /** One pixel of a figure of 800 × 720. */
  readonly unit: number
  readonly title: number
  readonly subtitle: number
  /** Ticks, color bar, captions. */
  readonly label: number
  /** The unit of what stands among labels: marks in captions and legends. */
  readonly letter: number
  readonly margin: number
  /** `small`: without captions, color bar and names of axes. `tiny`: the picture and, where it fits, the title. */
  readonly size: 'full' | 'small' | 'tiny'
  readonly typeface: Typeface | undefined
}

/**
 * Font size of labels in a figure of 800 × 720: 1.9 % of its width, read in half a page. A figure that is wide for its height,
 * for a panel, has the letters of the part without it.
 */
const labelSize = 15.4

/** On paper and in a small figure, which are looked at from near, letters are of this size, in units. */
const nearLabelSize = 12

/** The sizes for a figure's width and height in pixels. */
export function measures({
  width,
  height,
  paper,
  text,
  typeface,
}: Pick<FigureStyle, 'width' | 'height' | 'paper' | 'text' | 'typeface'>): Measures {
  const factor = Math.min(width / 800, height / 720)
  const unit = text * (factor >= 1 ? factor : Math.max(0.72, factor ** 0.35))
  // A column of a paper is narrow, and read from near: its figure has all parts.
  const size = factor < 0.19 ? 'tiny' : factor < (paper === undefined ? 0.45 : 0.3) ? 'small' : 'full'
  const margin = size === 'full' && factor >= 0.45 ? 18 : 7
  const label = Math.max(nearLabelSize * unit, paper === undefined ? labelSize * text * factor : 0)
  const letter = label / 12
  const title = (size === 'full' ? 19 : 15) * letter
  return { unit, title, subtitle: 13 * letter, label, letter, margin: margin * letter, size, typeface }
}

/** The room that the parts around the plots take, in pixels. */
export interface Surroundings {
  readonly top: number
  readonly left: number
  readonly right: number
  readonly bottom: number
}

/** What the surroundings leave of a figure: whole pixels, so that cells and borders are crisp. */
export function roomWithin({ width, height }: FigureStyle, around: Surroundings): Box {
  const [left, top] = [Math.round(around.left), Math.round(around.top)]
  return {
    left,
    top,
    width: Math.max(1, Math.round(width - around.left - around.right)),
    height: Math.max(1, Math.round(height - around.top - around.bottom)),
  }
}

/** How long a text may be that is centred at a place of a page of a length. */
export function centredRoom(at: number, page: number, { margin }: Measures): number {
  return Math.max(0, 2 * (Math.min(at, page - at) - margin / 2))
}

/** In a plot that is thinner, in pixels, nothing is seen. */
const thinnest = 4

/**
 * The largest box of an aspect (width over height) at the top left of a room; the room itself without one. Throws a UsageError
 * where the box would be a line.
 */
export function plotBox(room: Box, aspect: number | undefined): Box {
  if (aspect === undefined) return room
  const box = fitAspect(room, aspect)
  if (Math.min(box.width, box.height) < Math.min(thinnest, room.width, room.height)) {
    const times = Number(Math.max(aspect, 1 / aspect).toPrecision(2))
    const [long, short] = aspect > 1 ? ['wide', 'high'] : ['high', 'wide']
    throw new UsageError(
      `equal units on both axes leave no plot: the part of the plane is ${times} times as ${long} as it is ${short}`,
      'Use --aspect fill, or show another part with --domain.',
    )
  }
  return box
}
