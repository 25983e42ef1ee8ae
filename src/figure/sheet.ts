import type { Scene } from '../records/scene.js'
import type { FigureStyle } from '../records/style.js'
import type { Heading } from './around/heading.js'
import { drawable } from './around/text.js'

/** A figure before anything is drawn on it; a bare one lies on whatever is below it. */
export function sheet({ title, subtitle }: Heading, description: string, style: FigureStyle): Omit<Scene, 'shapes'> {
  return {
    width: style.width,
    height: style.height,
    ...(style.paper && { paper: style.paper }),
    background: style.bare || style.transparent ? undefined : (style.ink?.page ?? '#ffffff'),
    title: drawable(title === '' ? subtitle : title),
    description,
    ...(style.typeface && { typeface: style.typeface }),
  }
}
