/// <reference lib="dom" />
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compose } from '../../src/figure/compose.js'
import type { Scene } from '../../src/records/scene.js'
import type { FigureStyle } from '../../src/records/style.js'
import { render } from '../../src/render/index.js'
import { defaultStyle, referenceContent } from '../figure/contents.js'
import { difference, type Tolerance } from './pictures.js'
import { readScene, sceneNames } from './scenes.js'
import {
  chromiumViewer,
  hasChromium,
  hasPdfTools,
  hasRsvg,
  launchChromium,
  pdfViewer,
  rsvgViewer,
  type Viewer,
} from './viewers.js'

/**
 * Two rasterizers (cairo and Skia) place the same shapes alike up to antialiasing, which the comparison leaves out where it
 * recognizes it. Letters are the rest: Skia moves each to a quarter of a pixel. A fifth of the way from black to white is
 * more than that makes of an edge's pixel, bar those where edges meet. Measured: at most 0.7 of the share.
 */
const tolerance: Tolerance = { perPixel: 0.2, share: 5e-4 }

function figure(reference: string, style: Partial<FigureStyle>): Scene {
  return compose(referenceContent(reference), { ...defaultStyle, ...style })
}

const figures: Readonly<Record<string, () => Scene>> = {
  'flower with labels and loss': () =>
    figure('adamw@torchopt/flower/blog-lr0.1-200', { contourLabels: true, panel: 'loss' }),
  'himmelblau in bands': () => figure('adamw@torchopt/himmelblau/lively', { background: 'bands', aspect: 'equal' }),
  'rosenbrock, smooth and small': () =>
    figure('adamw@torchopt/rosenbrock/lively', { smooth: true, width: 440, height: 396 }),
}

const scenes: Readonly<Record<string, () => Scene>> = {
  ...Object.fromEntries(sceneNames.map(name => [name, () => readScene(name)])),
  ...figures,
}

function sceneOf(name: string): Scene {
  return scenes[name]?.() ?? readScene(name)
}

/** Cells that are things of their own; no edge between two passes through the middle of a pixel at three times the size. */
const cellsApart = (): Scene => ({
  ...readScene('rasters'),
  shapes: [
    {
      kind: 'raster',
      box: { left: 10, top: 10, width: 131, height: 170 },
      columns: 7,
      rows: 6,
      pixels: Uint8ClampedArray.from({ length: 4 * 7 * 6 }, (_, i) =>
        i % 4 === 3 ? (i % 5 === 0 ? 90 : 255) : (37 * i) % 256,
      ),
      smooth: false,
      apart: true,
    },
  ],
})

/** What was drawn as a PNG, by name, background and scale: several viewers are compared with one. */
const drawn = new Map<string, Promise<Uint8Array>>()

function pngOf(name: string, scene: Scene, scale: number): Promise<Uint8Array> {
  const key = `${name}, ${scene.background}, ${scale}`
  const png = drawn.get(key) ?? Promise.resolve(render(scene, 'png', { scale }))
  drawn.set(key, png)
  return png
}

async function disagreement(
  name: string,
  viewer: Viewer,
  format = 'svg',
  scene = sceneOf(name),
  scale = 2,
): Promise<string | undefined> {
  const [png, other] = [await pngOf(name, scene, scale), await render(scene, format, { scale })]
  const seen = await viewer(other, scene.width, scene.height, scale)
  return difference(`${name.replaceAll(/\W+/g, '-')}-viewed`, png, seen, tolerance)
}

describe.skipIf(!hasChromium)('Chromium shows the SVG as the PNG is', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
  })

  it.each(Object.keys(scenes))('%s', async name => {
    expect(await disagreement(name, chromiumViewer(browser))).toBeUndefined()
  })

  it('cells apart, enlarged', async () => {
    expect(await disagreement('cells apart', chromiumViewer(browser), 'svg', cellsApart(), 3)).toBeUndefined()
  })

  it('parses it as XML, with its title and description', async () => {
    const svg = Buffer.from(
      await render(readScene('texts'), 'svg', { scale: 2, metadata: '{"title":"<&>"}' }),
    ).toString()
    const page = await browser.newPage()
    const parsed = await page.evaluate(text => {
      const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
      return [
        root.nodeName,
        ...['title', 'desc', 'metadata'].map(name => root.getElementsByTagName(name)[0]?.textContent),
      ]
    }, svg)
    expect(parsed).toEqual(['svg', 'texts', readScene('texts').description, '{"title":"<&>"}'])
    await page.close()
  })
})

describe.skipIf(!hasRsvg)('librsvg shows the SVG as the PNG is', () => {
  // librsvg 2.54 smooths every picture, whatever its image-rendering; at a heatmap's small cells that is not seen.
  it.each(Object.keys(scenes).filter(name => name !== 'rasters'))('%s', async name => {
    expect(await disagreement(name, rsvgViewer)).toBeUndefined()
  })

  it('cells apart, enlarged', async () => {
    expect(await disagreement('cells apart', rsvgViewer, 'svg', cellsApart(), 3)).toBeUndefined()
  })
})

/** Both rasterizers of poppler move letters to quarters of a pixel, and letters are much of a small figure. */
const small = 'rosenbrock, smooth and small'
const larger = (): Scene => figure('adamw@torchopt/rosenbrock/lively', { smooth: true, width: 600, height: 540 })

/** Its own one moves the edges of pictures to whole pixels, too. */
const moved = ['rasters']

describe.skipIf(!hasPdfTools)('poppler shows the PDF as the PNG is', () => {
  const names = [...Object.keys(scenes).filter(name => name !== small), 'rosenbrock, smooth']
  const cases = [
    ...names.map(name => ['pdftocairo', name] as const),
    ...names.filter(name => !moved.includes(name)).map(name => ['pdftoppm', name] as const),
  ]
  it.each(cases)('%s: %s', async (program, name) => {
    // A page is white: what is transparent in a scene is white there, too.
    const scene = { background: '#ffffff', ...(name === 'rosenbrock, smooth' ? larger() : sceneOf(name)) }
    expect(await disagreement(name, pdfViewer(program), 'pdf', scene)).toBeUndefined()
  })
})
