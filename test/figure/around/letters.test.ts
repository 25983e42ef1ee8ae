import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import type { Scene } from '../../../src/records/scene.js'
import type { FigureStyle } from '../../../src/records/style.js'
import { defaultStyle, referenceContent } from '../contents.js'
import { textsOf } from '../shapes.js'
import { sweepFigures } from '../sweep/sweeps.js'

const flower = referenceContent('adamw@torchopt/flower/blog-lr0.7-200')
const drawFlower = (style: Partial<FigureStyle>) => compose(flower, { ...defaultStyle, ...style })

/** The smallest font size of a figure and the largest, in pixels. */
function sizes(scene: Scene) {
  const all = textsOf(scene).map(({ size }) => size)
  expect(all.length).toBeGreaterThan(10)
  return { smallest: Math.min(...all), largest: Math.max(...all) }
}

const standard = { width: 800, height: 720 } as const
const wide = { width: 1200, height: 720, panel: 'loss' } as const

/** Figures at the sizes that they have where none is asked for. */
const figures = {
  run: drawFlower(standard),
  'run with a panel': drawFlower({ ...standard, panel: 'loss' }),
  comparison: compose({ ...flower, paths: [...flower.paths, ...flower.paths] }, { ...defaultStyle, ...wide }),
  sweep: sweepFigures['sweep-chart'](standard),
  'sweep of two': sweepFigures['sweep-map'](standard),
  'basin map': sweepFigures['basin-map'](standard),
  poster: drawFlower({ width: 4000, height: 3600 }),
}

describe('the letters of a figure', () => {
  it.each(Object.entries(figures))('of a size of its own, a %s, are 1.9 % of its width and more', (_, scene) => {
    // A wide figure is a panel and, beside it, a figure of the standard shape: letters go by that.
    const width = Math.min(scene.width, (scene.height * 800) / 720)
    const { smallest, largest } = sizes(scene)
    expect(smallest).toBeGreaterThanOrEqual(0.019 * width)
    expect(largest).toBeGreaterThan(1.4 * smallest)
  })

  it('grow with --text, and are as small on paper as papers have them', () => {
    expect(sizes(drawFlower({ text: 1.5 })).smallest).toBeCloseTo(1.5 * sizes(drawFlower({})).smallest, 9)
    // 160 mm × 144 mm, the width of a page of text, in pixels of 1/96 inch; 7 to 9 pt.
    const page = { width: 605, height: 544, paper: { width: 160, height: 144, unit: 'mm' } } as const
    const points = (72 / 96) * sizes(drawFlower(page)).smallest
    expect(points).toBeGreaterThan(7)
    expect(points).toBeLessThan(9)
  })
})
