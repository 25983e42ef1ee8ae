import type { Canvas } from 'canvas'
import type { Animation } from '../records/scene.js'
import { paintScene, paintShapes } from './canvas.js'
import { loadCanvas } from './loadcanvas.js'

/** Paints the frames of an animation, each over the last one. */
export interface FramePainter {
  readonly width: number
  readonly height: number
  /** The canvas with a frame on it; the next one is painted over it. */
  paint(index: number): Canvas
}

/** The frames of an animation as opaque pictures. The base is painted once. */
export async function framePainter({ base, frames }: Animation, scale: number): Promise<FramePainter> {
  const module = await loadCanvas()
  const ground = await paintScene({ ...base, background: base.background ?? '#ffffff' }, scale)
  const { width, height } = ground
  const canvas = module.createCanvas(width, height)
  const context = canvas.getContext('2d')
  return {
    ...{ width, height },
    paint(index) {
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.drawImage(ground, 0, 0)
      context.scale(scale, scale)
      paintShapes(module, context, frames[index]?.shapes ?? [], base.typeface)
      return canvas
    },
  }
}
