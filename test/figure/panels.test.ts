import { describe, expect, it } from 'vitest'
import { compose } from '../../src/figure/compose.js'
import type { Scene } from '../../src/records/scene.js'
import type { FigureContent, FigureStyle } from '../../src/records/style.js'
import { defaultStyle, referenceContent } from './contents.js'
import { groupNamed, inkBox, overlap, pathsOf, shapesOf, textsOf } from './shapes.js'

const plain = referenceContent('adamw@torchopt/himmelblau/lively')
const count = plain.paths[0]?.trajectory.values.length ?? 0
/** Along half a wave from 0.1 to 0. */
const rate = (k: number) => 0.05 * (1 + Math.cos((Math.PI * Math.min(k, count - 2)) / (count - 1)))
const rated: FigureContent = {
  ...plain,
  paths: plain.paths.map(path => ({ ...path, rates: Float32Array.from({ length: count }, (_, k) => rate(k)) })),
}

function draw(content: FigureContent, style: Partial<FigureStyle>): Scene {
  return compose(content, { ...defaultStyle, ...style })
}

function panelOf(scene: Scene, name: string) {
  const shapes = groupNamed(scene, name)
  const [ground] = shapes.filter(shape => shape.kind === 'rect')
  const curves = shapes.find(shape => shape.kind === 'group' && shape.name === 'curves')
  if (ground?.kind !== 'rect' || curves?.kind !== 'group') expect.fail(`no ${name}`)
  return {
    box: ground.box,
    points: pathsOf(shapesOf(curves.shapes)).flatMap(({ lines }) => lines.flatMap(l => l.points)),
  }
}

describe('a panel of learning rates', () => {
  it.each([[800, 720] as const, [1200, 720] as const])(
    'has each rate at its step, above 0, at %d × %d',
    (width, height) => {
      for (const panel of ['lr', 'loss,lr'] as const) {
        const { box, points } = panelOf(draw(rated, { width, height, panel }), 'rates')
        expect(points.length).toBeGreaterThan(10)
        for (const [x, y] of points) {
          const k = ((x - box.left) / box.width) * (count - 1)
          // A twentieth of the height is below 0, and above the highest.
          const expected = box.top + box.height * (0.95 - (0.9 * rate(Math.round(k))) / 0.1)
          expect(Math.abs(k - Math.round(k))).toBeLessThan(1e-6)
          expect(Math.abs(y - expected)).toBeLessThan(1e-3)
        }
      }
    },
  )
  it('stands below that of losses, which are those of the losses alone', () => {
    const scene = draw(rated, { panel: 'loss,lr', width: 1200 })
    const [losses, rates] = [panelOf(scene, 'loss'), panelOf(scene, 'rates')]
    expect(rates.box.top).toBeGreaterThan(losses.box.top + losses.box.height)
    expect([rates.box.left, rates.box.width]).toEqual([losses.box.left, losses.box.width])
    const alone = panelOf(draw(rated, { panel: 'loss', width: 1200 }), 'loss')
    const shares = ({ box, points }: typeof alone) => points.map(([, y]) => (y - box.top) / box.height)
    const lowest = (one: typeof alone) => Math.max(...shares(one))
    expect(lowest(losses)).toBeCloseTo(lowest(alone), 6)
  })
  it('says what it shows', () => {
    const texts = (panel: FigureStyle['panel']) => textsOf(draw(rated, { panel })).map(({ text }) => text)
    expect(texts('lr')).toContain('learning rate by step')
    expect(texts('lr').filter(text => text === 'step')).toHaveLength(1)
    expect(texts('loss,lr').filter(text => text === 'step')).toHaveLength(1)
  })
  it('says what it shows in as many words as there is room for, never cut short', () => {
    const known = { ...rated, minima: [{ at: [0, 0] as const, value: -1.913223 }] }
    const steep = known.paths.map(({ trajectory, ...path }) => ({
      ...path,
      trajectory: { ...trajectory, values: trajectory.values.map((_, k) => -1.913223 + 10 ** (1 - (9 * k) / count)) },
    }))
    const headings = [760, 800, 900, 1000, 1200, 1600, 2000].map(width => {
      const scene = draw({ ...known, paths: steep }, { panel: 'loss', width, height: 720 })
      const { box } = panelOf(scene, 'loss')
      const [heading] = groupNamed(scene, 'loss').filter(
        shape => shape.kind === 'text' && /^f\(x, y\)/.test(shape.text),
      )
      if (heading?.kind !== 'text') expect.fail('no heading')
      expect(inkBox(heading).width).toBeLessThanOrEqual(box.width + 1)
      return heading.text
    })
    const wordings = [
      'f(x, y) − min (−1.913223) by step, log scale',
      'f(x, y) − min by step, log scale',
      'f(x, y) − min by step, log',
      'f(x, y) − min, log',
    ]
    for (const heading of headings) expect(wordings).toContain(heading)
    expect(headings.at(-1)).toBe(wordings[0])
    expect(new Set(headings).size).toBeGreaterThan(1)
  })
  it('leaves the word for the dots of several paths to be said once', () => {
    const several = { ...rated, paths: [...rated.paths, ...rated.paths] }
    const said = (panel: FigureStyle['panel']) =>
      textsOf(draw(several, { panel, width: 1200 })).filter(({ text }) => text === 'lowest value of each path').length
    expect([said('loss'), said('loss,lr'), said('lr')]).toEqual([1, 1, said('none')])
  })
  it('is not there where no rate is known', () => {
    expect(groupNamed(draw(plain, { panel: 'lr' }), 'rates')).toEqual([])
    expect(groupNamed(draw(plain, { panel: 'loss,lr' }), 'loss')).not.toEqual([])
  })

  const sizes = [
    [120, 108],
    [360, 324],
    [640, 600],
    [1280, 720],
    [1600, 500],
    [500, 1200],
  ] as const
  it.each(
    sizes.flatMap(([width, height]) => (['lr', 'loss,lr'] as const).map(panel => [width, height, panel] as const)),
  )('keeps its labels on the page and apart: %d × %d, %s', (width, height, panel) => {
    const boxes = textsOf(draw(rated, { width, height, panel })).map(text => ({ text: text.text, box: inkBox(text) }))
    boxes.forEach(({ text, box }, i) => {
      expect(box.left >= 0 && box.top >= 0, `${text} begins on the page`).toBe(true)
      expect(box.left + box.width <= width && box.top + box.height <= height, `${text} ends on the page`).toBe(true)
      for (const other of boxes.slice(i + 1)) expect(overlap(box, other.box), `${text} | ${other.text}`).toBe(false)
    })
  })
})
