import { max } from 'd3-array'
import type { RasterShape, Scene, Shape } from '../records/scene.js'
import { fitText, text } from './around/text.js'

/** A picture of a triptych: RGBA, row-major, top row first. */
export interface Panel {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Pictures side by side, pixel for pixel, each under its name: what was expected, what differs, what is there. */
export function triptych(title: string, message: string, panels: readonly Panel[]): Scene {
  // A picture of pictures is looked at as a whole: its letters grow with it.
  const unit = Math.max(1, (max(panels, panel => panel.width) ?? 0) / 500)
  const margin = Math.round(16 * unit)
  const band = Math.round(28 * unit)
  const size = 15 * unit
  const width = panels.reduce((sum, panel) => sum + panel.width + margin, margin)
  const height = 2 * band + (max(panels, panel => panel.height) ?? 0) + margin
  let left = margin
  const shapes = panels.flatMap((panel): Shape[] => {
    const { name, width: columns, height: rows, data } = panel
    const box = { left, top: 2 * band, width: columns, height: rows }
    left += columns + margin
    const raster: RasterShape = {
      kind: 'raster',
      box,
      columns,
      rows,
      pixels: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length),
      smooth: false,
    }
    const frame: Shape = {
      kind: 'rect',
      box: { left: box.left - 0.5, top: box.top - 0.5, width: columns + 1, height: rows + 1 },
      stroke: { color: '#888888', width: 1 },
    }
    return [text([box.left, 2 * band - 9 * unit], fitText(name, columns, size), size), raster, frame]
  })
  const said = fitText(`${title}: ${message}`, width - 2 * margin, size, { face: 'bold' })
  return {
    width,
    height,
    background: '#ffffff',
    title,
    description: message,
    shapes: [text([margin, band - 7 * unit], said, size, { weight: 'bold' }), ...shapes],
  }
}
