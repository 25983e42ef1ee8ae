import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import { readMetadata } from '../../../src/io/metadata.js'
import type { Scene } from '../../../src/records/scene.js'
import { readTypeface } from '../../../src/render/fonts/userfont.js'
import { render } from '../../../src/render/index.js'
import { defaultStyle, referenceContent } from '../../figure/contents.js'
import { sweepFigures } from '../../figure/sweep/sweeps.js'
import { readScene, sceneNames } from '../scenes.js'
import { hasPdfTools, ofPdf } from '../viewers.js'

const recipe = JSON.stringify({ title: 'θ (1) \\ )) \u{1f600}', optviz: '0' })
const pdfOf = (scene: Scene) => render(scene, 'pdf', { scale: 1, metadata: recipe })
const flower = () => compose(referenceContent('adamw@torchopt/flower/blog-lr0.1-200'), defaultStyle)

const scenes: Readonly<Record<string, () => Scene>> = {
  flower,
  'with labels, smooth': () =>
    compose(referenceContent('adamw@torchopt/flower/blog-lr0.1-200'), {
      ...defaultStyle,
      ...{ contourLabels: true, smooth: true, panel: 'loss' },
    }),
  nothing: () => ({ width: 10, height: 20, title: '', description: '', shapes: [] }),
  ...sweepFigures,
  ...Object.fromEntries(sceneNames.map(name => [name, () => readScene(name)])),
}

describe('a PDF', () => {
  it('holds the recipe, and is the same bytes again', async () => {
    const [pdf, again] = [await pdfOf(flower()), await pdfOf(flower())]
    expect(JSON.parse(readMetadata(pdf) ?? '')).toEqual(JSON.parse(recipe))
    expect(Buffer.compare(pdf, again)).toBe(0)
  })

  it('of a figure is not larger than 150 kB', async () => {
    expect((await pdfOf(flower())).length).toBeLessThan(150_000)
  })

  it('knows no time', async () => {
    expect(Buffer.from(await pdfOf(flower())).toString('latin1')).not.toMatch(/Date|\bD:\d{4}/)
  })

  it('cut short or damaged has no recipe, and no exception', async () => {
    const pdf = await pdfOf(readScene('fills'))
    for (let length = 0; length < pdf.length; length += 7)
      expect([undefined, readMetadata(pdf)]).toContain(readMetadata(pdf.subarray(0, length)))
  })
})

describe.skipIf(!hasPdfTools)('as other programs read it, a PDF', () => {
  it.each(Object.keys(scenes))('has no error: %s', async name => {
    const pdf = await pdfOf(scenes[name]?.() ?? readScene(name))
    expect(ofPdf(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found')
  })

  it('is a page of the size in points, 72 to the inch, with its title and its words', async () => {
    const scene = flower()
    const info = ofPdf(await pdfOf(scene), 'pdfinfo', 'FILE')
    expect(info).toMatch(/^Page size: +600 x 540 pts/m)
    expect(info).toMatch(/^Pages: +1$/m)
    expect(info).toContain(scene.title)
    expect(info).not.toContain('Date')
    expect(ofPdf(await pdfOf(scene), 'qpdf', '--json', 'FILE')).toContain(scene.description.slice(0, 40))
  })

  it('embeds the letters that are used, of each face, and texts can be searched', async () => {
    const pdf = await pdfOf(readScene('texts'))
    const fonts = ofPdf(pdf, 'pdffonts', 'FILE').trim().split('\n').slice(2)
    expect(fonts.map(line => line.slice(7).split(/ {2,}/)[0]).sort()).toEqual(
      ['Bold', 'Italic', 'Regular'].map(face => `OptvizSans-${face}`),
    )
    for (const font of fonts) expect(font).toMatch(/ yes yes yes /)
    const text = ofPdf(pdf, 'pdftotext', 'FILE', '-')
    for (const part of ['end → √2 ≈ 1.41', 'Bold: AdamW on Flower', 'Äßçéñøž Жшя']) expect(text).toContain(part)
  })

  it('embeds a font of the user', async () => {
    const file = new URL('../../../fixtures/fonts/optviz-sans-italic.ttf', import.meta.url)
    const typeface = await readTypeface('italic.ttf', readFileSync(file))
    const pdf = await pdfOf({ ...flower(), typeface })
    expect(ofPdf(pdf, 'pdffonts', 'FILE')).toContain(typeface.family.replace(' ', ''))
    expect(ofPdf(pdf, 'pdftotext', 'FILE', '-')).toContain('start (20, 20), f = 28.28')
    expect(ofPdf(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax')
  })
})
