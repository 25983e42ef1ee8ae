import type { RasterShape, Scene, Shape } from '../scene.js'
import { fitText, text } from './text.js'

/** A picture of a triptych: RGBA, row-major, top row first. */
export interface Panel {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

const margin = 16
const band = 28

/** Pictures side by side, pixel for pixel, each under its name: what was expected, what differs, what is there. */
export function triptych(title: string, message: string, panels: readonly Panel[]): Scene {
  const width = panels.reduce((sum, panel) => sum + panel.width + margin, margin)
  const height = 2 * band + Math.max(...panels.map(panel => panel.height)) + margin
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
    return [text([box.left, 2 * band - 9], fitText(name, columns, 15), 15), raster, frame]
  })
  const said = fitText(`${title}: ${message}`, width - 2 * margin, 15, 'bold')
  return {
    width,
    height,
    background: '#ffffff',
    title,
    description: message,
    shapes: [text([margin, band - 7], said, 15, { weight: 'bold' }), ...shapes],
  }
}
