import { loadCanvas } from './loadcanvas.js'

/**
 * An SVG file's pixels at its own size on white: RGBA, row-major, top row first. For a look at what differs: librsvg draws
 * texts in an installed font. Throws an Error where the file cannot be drawn.
 */
export async function rasterizeSvg(
  svg: Uint8Array,
): Promise<{ readonly width: number; readonly height: number; readonly data: Uint8Array }> {
  const { createCanvas, loadImage } = await loadCanvas()
  const image = await loadImage(Buffer.from(svg))
  const { width, height } = image
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.drawImage(image, 0, 0)
  return { width, height, data: new Uint8Array(context.getImageData(0, 0, width, height).data) }
}
