import { describe, expect, it } from 'vitest'
import { compareFiles } from '../../src/diff/compare.js'
import { pdfAsSvg } from '../../src/diff/pdf/assvg.js'
import { standardTolerance, type Tolerance } from '../../src/diff/tolerance.js'
import type { Scene, Shape } from '../../src/records/scene.js'
import { render } from '../../src/render/index.js'
import { difference } from '../render/pictures.js'
import { readScene, sceneNames } from '../render/scenes.js'
import { hasRsvg, rsvgViewer } from '../render/viewers.js'

const text = (content: string): Shape => ({
  ...{ kind: 'text', at: [10, 20], text: content, size: 12, weight: 'regular', italic: false, color: '#262626' },
  ...{ anchor: 'start', baseline: 'alphabetic', rotate: 0 },
})
const line = (y: number): Shape => ({
  kind: 'path',
  lines: [
    {
      closed: false,
      points: [
        [10, y],
        [90, y],
      ],
    },
  ],
  stroke: { color: '#ff0000', width: 2 },
})
const cells = (first: number): Shape => ({
  kind: 'raster',
  box: { left: 0, top: 50, width: 40, height: 40 },
  ...{ columns: 2, rows: 2, smooth: false },
  pixels: Uint8ClampedArray.of(first, 0, 0, 255, 0, 99, 0, 255, 0, 0, 99, 255, 9, 9, 9, 0),
})
const scene = (...shapes: readonly Shape[]): Scene => ({
  ...{ width: 100, height: 100, background: '#ffffff', title: 't', description: 'd' },
  shapes: [{ kind: 'group', name: 'plot', shapes, clip: { left: 0, top: 0, width: 100, height: 100 } }],
})

async function differ(a: Scene, b: Scene, tolerance: Partial<Tolerance> = {}): Promise<string | undefined> {
  const [expected, actual] = await Promise.all([
    render(a, 'pdf', { scale: 1, metadata: '{}' }),
    render(b, 'pdf', { scale: 1 }),
  ])
  const files = [expected, actual].map((bytes, i) => ({ name: `${i}.pdf`, bytes }))
  const [one, other] = files
  if (one === undefined || other === undefined) throw new Error('no files')
  return compareFiles('pdf', one, other, { ...standardTolerance, ...tolerance })?.message
}

describe('two PDFs', () => {
  it('show the same where the recipe alone differs', async () => {
    expect(await differ(scene(text('a'), line(30), cells(9)), scene(text('a'), line(30), cells(9)))).toBeUndefined()
  })
  it('differ by a text', async () => {
    expect(await differ(scene(text('Adam')), scene(text('AdamW')))).toMatch(/"Adam" expected, got "AdamW"/)
  })
  it('differ by where a line is, beyond the tolerance', async () => {
    expect(await differ(scene(line(30)), scene(line(30.05)))).toBeUndefined()
    expect(await differ(scene(line(30)), scene(line(31)))).toMatch(/in "plot": the lines are up to 1 px apart/)
    expect(await differ(scene(line(30)), scene(line(31)), { distance: 2 })).toBeUndefined()
  })
  it('differ by a color, an opacity and a dash', async () => {
    const drawn = (more: object) => scene({ ...line(30), stroke: { color: '#ff0000', width: 2, ...more } } as Shape)
    expect(await differ(drawn({}), drawn({ color: '#0000ff' }))).toMatch(/"#ff0000" expected, got "#0000ff"/)
    expect(await differ(drawn({}), drawn({ color: '#ff000080' }))).toMatch(/stroke-opacity/)
    expect(await differ(drawn({}), drawn({ dash: [3, 2] }))).toMatch(/stroke-dasharray/)
  })
  it('differ by the color of a cell, and what is transparent', async () => {
    expect(await differ(scene(cells(9)), scene(cells(200)))).toMatch(/cells have another color/)
  })
  it('differ by what one has and the other has not', async () => {
    expect(await differ(scene(line(30), text('a')), scene(line(30)))).toMatch(/<text> "a" expected, got nothing/)
  })
  it('must be whole, and of optviz', async () => {
    const bytes = await render(scene(line(30)), 'pdf', { scale: 1 })
    const compare = (actual: Uint8Array) => () =>
      compareFiles('pdf', { name: 'a.pdf', bytes }, { name: 'b.pdf', bytes: actual }, standardTolerance)
    expect(compare(Buffer.from('%PDF-1.4\nstartxref\n9\n%%EOF'))).toThrow(
      /b\.pdf is no PDF file.*not written by optviz/s,
    )
    expect(compare(bytes.subarray(0, 400))).toThrow('b.pdf is no PDF file: it is cut short')
    expect(compare(Buffer.from('hello'))).toThrow('b.pdf is no PDF file: it holds text')
    const damaged = Buffer.from(bytes)
    damaged.fill(0, damaged.indexOf('stream') + 10, damaged.indexOf('stream') + 40)
    expect(compare(damaged)).toThrow('it is damaged')
  })
})

/** Transparent cells are smoothed by librsvg; halos are drawn letter by letter there. */
describe.skipIf(!hasRsvg)('as an SVG a PDF looks the same', () => {
  it.each(sceneNames.filter(name => name !== 'rasters' && name !== 'texts'))('%s', async name => {
    const drawn = { background: '#ffffff', ...readScene(name) }
    const png = await render(drawn, 'png', { scale: 2 })
    const svg = Buffer.from(pdfAsSvg(await render(drawn, 'pdf', { scale: 2 })))
    const seen = await rsvgViewer(svg, drawn.width, drawn.height, 2)
    expect(difference(`${name}-from-pdf`, png, seen, { perPixel: 0.2, share: 5e-3 })).toBeUndefined()
  })
})
