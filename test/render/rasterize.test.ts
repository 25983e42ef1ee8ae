import { describe, expect, it } from 'vitest'
import { rasterizeSvg } from '../../src/render/rasterize.js'

describe('an SVG file as pixels', () => {
  it('has its own size, is on white, and begins at the top left', async () => {
    const file =
      '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"><rect width="1" height="1" fill="#ff0000"/><rect x="2" y="1" width="1" height="1" fill="#0000ff" fill-opacity="0.4"/></svg>'
    const { width, height, data } = await rasterizeSvg(Buffer.from(file))
    expect([width, height]).toEqual([3, 2])
    const white = [255, 255, 255, 255]
    expect([...data]).toEqual([255, 0, 0, 255, ...white, ...white, ...white, ...white, 153, 153, 255, 255])
  })
})
