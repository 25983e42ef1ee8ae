import { describe, expect, it } from 'vitest'
import { compose, layers } from '../../../src/figure/compose.js'
import type { FigureStyle } from '../../../src/records/style.js'
import { defaultStyle } from '../contents.js'
import { bundled, noisyRuns, repeatedContent } from '../repeated.js'
import { groupNamed, inkBox, overlap, textsOf } from '../shapes.js'

const [some, others, more] = [noisyRuns(4, 30), noisyRuns(4, 30, 10), noisyRuns(4, 30, 90)]
const bundles = [bundled('SGD lr 0.01', some), bundled('Adam lr 0.1', others), bundled('CMA-ES', more)]
const single = bundles.map(({ label, trajectory }) => ({ label, trajectory }))
const title = 'SGD, Adam, CMA-ES on Himmelblau'
const comparisons = { 'many seeds': bundles, 'one seed': single }

/** Pages on which not all parts of a comparison have room beside a plot, and some on which they have. */
const pages: Readonly<Record<string, Partial<FigureStyle>>> = {
  'a column': { width: 321, height: 283, paper: { width: 85, height: 75, unit: 'mm' } },
  'a narrow column': { width: 246, height: 227, paper: { width: 65, height: 60, unit: 'mm' } },
  'larger texts': { width: 800, height: 720, text: 1.5 },
  'a small picture with larger texts': { width: 400, height: 360, text: 1.5 },
  'texts three times as large': { width: 1200, height: 720, text: 3 },
  'a column with larger texts': { width: 321, height: 283, text: 1.5, paper: { width: 85, height: 75, unit: 'mm' } },
  'a low page': { width: 900, height: 300 },
}

const styleOf = (page: Partial<FigureStyle>, panel: FigureStyle['panel']): FigureStyle => ({
  ...defaultStyle,
  ...page,
  panel,
})

describe.each(Object.entries(comparisons))('a comparison of paths with %s', (_, paths) => {
  const content = { ...repeatedContent(paths, '30 steps from (0.5, −1.5) · noise 60'), title }

  it.each(Object.entries(pages))('has a plot in which something is seen on %s, and texts that are whole', (_, page) => {
    for (const panel of ['none', 'loss'] as const) {
      const style = styleOf(page, panel)
      const scene = compose(content, style)
      const [frame] = groupNamed(scene, 'frame')
      const { width, height } = frame?.kind === 'rect' ? frame.box : expect.fail('no frame')
      expect(Math.min(width, height)).toBeGreaterThan(0.22 * Math.min(style.width, style.height))
      const texts = textsOf(scene).map(shape => ({ text: shape.text, box: inkBox(shape) }))
      texts.forEach(({ text, box }, i) => {
        const inside = box.left >= 0 && box.top >= 0 && box.left + box.width <= style.width + 0.5
        expect(inside && box.top + box.height <= style.height + 0.5, `${text} is on the page`).toBe(true)
        for (const other of texts.slice(i + 1)) expect(overlap(box, other.box), `${text} | ${other.text}`).toBe(false)
      })
    }
  })

  it('names all its paths in a column of a paper', () => {
    const texts = textsOf(compose(content, styleOf(pages['a column'] ?? {}, 'loss'))).map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(paths.map(({ label }) => label)))
  })

  it('says of a panel that has no room nothing in its caption', () => {
    const said = (page: Partial<FigureStyle>) =>
      groupNamed(compose(content, styleOf(page, 'loss')), 'caption').flatMap(shape =>
        shape.kind === 'text' ? [shape.text] : [],
      )
    const ofPanel = /^(10 to 90% of the runs|lowest value of each path)/
    expect(said({ width: 1200, height: 720 }).some(text => ofPanel.test(text))).toBe(true)
    const alone = said({ width: 800, height: 720, text: 1.5 })
    expect(alone).toContain('4 minima, f = 0')
    expect(alone.some(text => ofPanel.test(text))).toBe(false)
  })

  it('says what it had no room for', () => {
    expect(layers(content, styleOf({ width: 1200, height: 720 }, 'loss')).lacking).toEqual([])
    expect(layers(content, styleOf(pages['a column'] ?? {}, 'loss')).lacking).toEqual(['panel'])
    expect(layers(content, styleOf(pages['a column'] ?? {}, 'none')).lacking).toEqual([])
    expect(layers(content, styleOf({ width: 300, height: 270 }, 'loss')).lacking).toEqual(['panel'])
  })
})
