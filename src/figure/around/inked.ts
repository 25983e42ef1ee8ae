import { rgb } from 'd3-color'
import type { Color, Ink, PathShape, Shape, Stroke } from '../../records/scene.js'
import { contrast, leastContrast, luminance } from '../ground/luminance.js'
import { ink as marks } from '../paths/markers.js'

/** The ground of the curves beside a plot, in the light. */
export const panelGround = '#fafafa'

/**
 * What lies on a page, in the inks of a theme: greys are where they were between the ink of letters and that of the page. Marks,
 * paths and the colors of values keep theirs, so that they are the same in the plot and beside it; a line that would not be seen
 * on the page gets an edge.
 */
export function inked(shapes: readonly Shape[], ink: Ink | undefined): readonly Shape[] {
  if (ink === undefined) return shapes
  return shapes.flatMap((shape): readonly Shape[] => {
    switch (shape.kind) {
      case 'group':
        return [{ ...shape, shapes: inked(shape.shapes, ink) }]
      case 'text':
        return [{ ...shape, color: grey(shape.color, ink) }]
      case 'path':
        return [...edge(shape, ink), { ...shape, ...lined(shape.stroke, ink) }]
      case 'rect':
        return [
          {
            ...shape,
            ...lined(shape.stroke, ink),
            ...(shape.fill === panelGround && { fill: grey(panelGround, ink) }),
          },
        ]
      default:
        return [shape]
    }
  })
}

function lined(stroke: Stroke | undefined, ink: Ink): { readonly stroke?: Stroke } {
  if (stroke === undefined || isMark(stroke.color)) return {}
  return { stroke: { ...stroke, color: grey(stroke.color, ink) } }
}

/** Black, white and the ink of marks are what marks and paths are drawn with, whatever the page. */
function isMark(color: Color): boolean {
  return ['#000000', '#ffffff', marks].includes(color.slice(0, 7))
}

/** A grey between the inks; any other color as it is. */
function grey(color: Color, { letters, page }: Ink): Color {
  const { r, g, b } = rgb(color)
  if (r !== g || g !== b) return color
  const [dark, light] = [rgb(letters), rgb(page)]
  const share = r / 255
  const between = (from: number, to: number) => Math.round(from + share * (to - from))
  return rgb(between(dark.r, light.r), between(dark.g, light.g), between(dark.b, light.b)).formatHex() + color.slice(7)
}

/** A wider line below one that does not stand out from the page. */
function edge({ lines, stroke, fill }: PathShape, { letters, page }: Ink): readonly Shape[] {
  if (stroke === undefined || fill !== undefined || stroke.color.length > 7) return []
  const own = isMark(stroke.color) ? stroke.color : grey(stroke.color, { letters, page })
  const seen = contrast(luminance(own), luminance(page)) >= leastContrast
  const greyish = rgb(stroke.color).r === rgb(stroke.color).g && !isMark(stroke.color)
  if (seen || greyish || stroke.color === '#ffffff') return []
  return [
    { kind: 'path', lines, stroke: { ...stroke, dash: undefined, color: `${letters}b3`, width: 1.9 * stroke.width } },
  ]
}
