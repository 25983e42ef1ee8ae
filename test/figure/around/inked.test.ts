import { rgb } from 'd3-color'
import { describe, expect, it } from 'vitest'
import { inked } from '../../../src/figure/around/inked.js'
import { measures } from '../../../src/figure/around/layout.js'
import { compose } from '../../../src/figure/compose.js'
import { contrast, luminance } from '../../../src/figure/ground/luminance.js'
import type { Ink, Scene, Shape, TextShape } from '../../../src/records/scene.js'
import type { FigureStyle } from '../../../src/records/style.js'
import { themes } from '../../../src/spec/fields/themes.js'
import { defaultStyle, referenceContent } from '../../figure/contents.js'

const run = () => referenceContent('adamw@torchopt/himmelblau/lively')
const several = () => ({
  ...run(),
  paths: [run(), referenceContent('adagrad/himmelblau/lively')].flatMap(c => c.paths),
})
const figures = (style: Partial<FigureStyle>): readonly Scene[] => [
  compose(run(), { ...defaultStyle, panel: 'loss', ...style }),
  compose(several(), { ...defaultStyle, panel: 'loss', width: 1200, ...style }),
]

/** What stands around the plot, flat. */
function flat(shapes: readonly Shape[]): readonly Shape[] {
  return shapes.flatMap(shape => (shape.kind === 'group' ? flat(shape.shapes) : [shape]))
}
const around = ({ shapes }: Scene, ...names: readonly string[]) =>
  flat(shapes.filter(shape => shape.kind === 'group' && names.includes(shape.name)))
const page = ['title', 'axes', 'quantity', 'colorbar', 'legend', 'captions', 'loss']

const inks: readonly (readonly [string, Ink])[] = [
  ['dark', themes.dark.ink],
  ['paper', themes.paper.ink],
]

describe.each(inks)('in the inks of the theme %s', (_, ink) => {
  // WCAG 2.2, 1.4.3: the contrast of a text.
  it('every text on the page reads', () => {
    for (const scene of figures({ ink })) {
      expect(scene.background).toBe(ink.page)
      const texts = around(scene, ...page).filter((shape): shape is TextShape => shape.kind === 'text')
      expect(texts.length).toBeGreaterThan(20)
      for (const { text, color } of texts)
        expect([text, contrast(luminance(color), luminance(ink.page)) >= 4.5]).toEqual([text, true])
    }
  })

  it('every line of a curve and of the frame is seen, or has an edge that is', () => {
    for (const scene of figures({ ink })) {
      const lines = around(scene, 'loss', 'frame', 'axes').flatMap(shape =>
        shape.kind === 'path' && shape.stroke !== undefined && shape.stroke.color.length === 7 ? [shape] : [],
      )
      const seen = (color: string) => contrast(luminance(color), luminance(ink.page)) >= 3
      for (const { stroke, lines: drawn } of lines) {
        const edges = around(scene, 'loss').filter(
          other => other.kind === 'path' && other.lines === drawn && (other.stroke?.width ?? 0) > (stroke?.width ?? 0),
        )
        // The lines of the grid are faint, and grey or nearly so.
        const { r, g, b } = rgb(stroke?.color ?? '')
        const isGrid = Math.max(r, g, b) - Math.min(r, g, b) < 16 && stroke?.color !== '#000000'
        expect(isGrid || seen(stroke?.color ?? '') || edges.length > 0).toBe(true)
      }
    }
  })

  it('all lies where it lay', () => {
    const places = (scene: Scene) => flat(scene.shapes).flatMap(shape => (shape.kind === 'text' ? [shape.at] : []))
    expect(figures({ ink }).map(places)).toEqual(figures({}).map(places))
  })
})

it('greys lie between the inks, colors and marks stay', () => {
  const drawn = (color: string) => {
    const [shape] = inked(
      [{ kind: 'rect', box: { left: 0, top: 0, width: 1, height: 1 }, stroke: { color, width: 1 } }],
      {
        letters: '#ffffff',
        page: '#000000',
      },
    )
    return shape?.kind === 'rect' ? shape.stroke?.color : undefined
  }
  expect(drawn('#333333')).toBe('#cccccc')
  expect(drawn('#33333380')).toBe('#cccccc80')
  expect(['#ff0000', '#000000', '#ffffff', '#1f1f1f'].map(drawn)).toEqual(['#ff0000', '#000000', '#ffffff', '#1f1f1f'])
})

it('a transparent figure has no page, whatever its theme', () => {
  for (const scene of figures({ transparent: true, ink: themes.dark.ink })) expect(scene.background).toBeUndefined()
})

it('texts and marks are as large as was said', () => {
  const [one, twice] = [1, 2].map(text => measures({ width: 800, height: 720, text }))
  for (const part of ['unit', 'label', 'title', 'subtitle', 'margin'] as const)
    expect(twice?.[part]).toBe(2 * (one?.[part] ?? 0))
})
