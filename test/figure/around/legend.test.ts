import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import { contrast, luminance } from '../../../src/figure/ground/luminance.js'
import { seriesColors } from '../../../src/figure/paths/looks.js'
import type { Scene } from '../../../src/records/scene.js'
import type { FigurePath, FigureStyle } from '../../../src/records/style.js'
import { defaultStyle, pathThrough, referenceContent } from '../contents.js'
import { groupNamed, pathsOf } from '../shapes.js'

const ground = referenceContent('adamw@torchopt/himmelblau/lively', 20)

const ending = (label: string, value: number): FigurePath => ({
  label,
  trajectory: pathThrough(
    [
      [0, 0],
      [1, 1],
    ],
    x => (x === 1 ? value : 9),
  ),
})

function legendTexts(paths: readonly FigurePath[], name = 'legend'): string[] {
  const scene = compose({ ...ground, paths }, defaultStyle)
  return groupNamed(scene, name).flatMap(shape => (shape.kind === 'text' ? [shape.text] : []))
}

describe('a legend', () => {
  it('is sorted by final value, what diverged or is no number last', () => {
    const diverged: FigurePath = {
      label: 'd',
      trajectory: { ...ending('', -9).trajectory, outcome: { kind: 'diverged', step: 2 } },
    }
    const paths = [ending('b', 2), diverged, ending('n', Number.NaN), ending('a', -1), ending('c', 1e-7)]
    expect(legendTexts(paths).filter(text => text.length === 1)).toEqual(['a', 'c', 'b', 'd', 'n'])
    expect(legendTexts(paths)).toEqual(expect.arrayContaining(['f = −1', 'f = 10⁻⁷', 'diverged at step 2']))
  })

  it('has those first that reached a goal, by what it took to get there', () => {
    const reaching = (label: string, value: number, step: number, gradients = step): FigurePath => {
      const { trajectory } = ending(label, value)
      const evaluations = { values: 0, gradients, hessianVectors: 0 }
      return { label, trajectory: { ...trajectory, evaluations, reached: { goal: 'f<1', step } } }
    }
    const paths = [ending('z', -3), reaching('b', 0.5, 7), reaching('a', 0.9, 3, 30), ending('y', -4)]
    const labels = (all: readonly FigurePath[]) => legendTexts(all).filter(text => text.length === 1)
    expect(labels(paths)).toEqual(['a', 'b', 'y', 'z'])
    expect(labels(paths.map(path => ({ ...path, counts: 'evaluations' })))).toEqual(['b', 'a', 'y', 'z'])
  })

  it('leaves room for the plot, however many paths there are', () => {
    const many = Array.from({ length: 60 }, (_, i) => ending(`path ${i}`, i))
    const labels = legendTexts(many).filter(text => text.startsWith('path'))
    expect(labels.length).toBeLessThan(30)
    const [frame] = groupNamed(compose({ ...ground, paths: many }, defaultStyle), 'frame')
    expect(frame?.kind === 'rect' ? frame.box.height : 0).toBeGreaterThan(0.35 * defaultStyle.height)
    expect(labels[0]).toBe('path 0')
    expect(legendTexts(many, 'caption')).toContain(`… and ${60 - labels.length} more`)
  })

  it('has texts without a mark begin where others have theirs', () => {
    const leftOf = (paths: readonly FigurePath[], content: RegExp) => {
      const scene = compose({ ...ground, paths }, defaultStyle)
      const texts = groupNamed(scene, 'caption').filter(shape => shape.kind === 'text')
      // The lines of the paths begin there, wherever the plot does.
      const starts = pathsOf(groupNamed(scene, 'legend')).flatMap(({ lines }) => lines.flatMap(({ points }) => points))
      const left = Math.min(...starts.map(([x]) => x))
      return texts.filter(({ text }) => content.test(text)).map(({ at }) => at[0] - left)
    }
    const many = Array.from({ length: 60 }, (_, i) => ending(`path ${i}`, i))
    expect(leftOf(many, /^… and/)).toEqual([0])
    expect(leftOf(many.slice(0, 3), /^each 1 step/)).toEqual([0])
  })

  it('shows a whole period of every dash before the end mark', () => {
    const paths = Array.from({ length: 6 }, (_, i) => ending(`path ${i}`, i))
    const shapes = pathsOf(groupNamed(compose({ ...ground, paths }, defaultStyle), 'legend'))
    const dashed = shapes.filter(({ stroke }) => stroke?.dash !== undefined && stroke.color !== '#1f1f1f')
    expect(dashed).toHaveLength(5)
    for (const { stroke, lines } of dashed) {
      const marks = shapes.filter(({ fill }) => fill !== undefined).flatMap(mark => mark.lines.flatMap(l => l.points))
      const [from] = lines[0]?.points ?? []
      const level = marks.filter(([, y]) => Math.abs(y - (from?.[1] ?? 0)) < 6)
      const visible = Math.min(...level.map(([x]) => x - (from?.[0] ?? 0)).filter(x => x > 0))
      expect((stroke?.dash ?? []).reduce((sum, part) => sum + part, 0)).toBeLessThan(visible)
    }
  })

  it('is not there for a single path', () => {
    expect(legendTexts([ending('a', 1)])).toEqual([])
  })

  it('says what all runs cost once, and of each what it cost where they differ', () => {
    const costly = (label: string, gradients: number): FigurePath => {
      const { trajectory } = ending(label, 1)
      return { label, trajectory: { ...trajectory, evaluations: { values: 0, gradients, hessianVectors: 0 } } }
    }
    const [same, different] = [
      [costly('a', 7), costly('b', 7)],
      [costly('a', 7), costly('b', 8)],
    ] as const
    expect(legendTexts(same).join()).not.toContain('evaluation')
    expect(legendTexts(same, 'caption')).toContain('each 1 step, 7 evaluations')
    expect(legendTexts(different)).toEqual(expect.arrayContaining(['1 step, 7 evaluations', '1 step, 8 evaluations']))
    expect(legendTexts(different, 'caption').join()).not.toContain('evaluation')
  })

  it('has two columns where they fit, down the first and then down the second', () => {
    const paths = Array.from({ length: 7 }, (_, i) => ending(`path ${i}`, i))
    const places = (label: string, width: number) => {
      const named = paths.map(path => ({ ...path, label: `${path.label} ${label}` }))
      const shapes = groupNamed(compose({ ...ground, paths: named }, { ...defaultStyle, width }), 'legend')
      return shapes.flatMap(s => (s.kind === 'text' && s.text.startsWith('path') ? [s.at] : []))
    }
    const short = places('', 800)
    expect(short.map(([x]) => x === short[0]?.[0])).toEqual([true, true, true, true, false, false, false])
    expect(short[4]?.[1]).toBe(short[0]?.[1])
    expect(new Set(places('with a very long name '.repeat(3), 800).map(([x]) => x)).size).toBe(1)
  })

  it('keeps its labels in a small figure, and says how many have no room', () => {
    const paths = Array.from({ length: 30 }, (_, i) => ending(`path ${i}`, i))
    const style = { ...defaultStyle, width: 330, height: 300 }
    const texts = (count: number, name: string) =>
      groupNamed(compose({ ...ground, paths: paths.slice(0, count) }, style), name).flatMap(s =>
        s.kind === 'text' ? [s.text] : [],
      )
    expect(texts(3, 'legend')).toEqual(['path 0', 'path 1', 'path 2'])
    const shown = texts(30, 'legend').length
    expect(shown).toBeGreaterThan(3)
    expect(texts(30, 'caption')).toEqual([`… and ${30 - shown} more`])
  })

  it('explains the dots of several curves', () => {
    const paths = [ending('a', 1), ending('b', 2)]
    const captions = (panel: 'none' | 'loss') =>
      groupNamed(compose({ ...ground, paths }, { ...defaultStyle, panel }), 'caption').flatMap(s =>
        s.kind === 'text' ? [s.text] : [],
      )
    expect(captions('loss')).toContain('lowest value of each path')
    expect(captions('none')).not.toContain('lowest value of each path')
  })
})

describe('paths that differ in a number', () => {
  const rates = (count: number) => Array.from({ length: count }, (_, i) => 10 ** (-3 + (3 * i) / (count - 1)))
  const draw = (values: readonly number[], style: Partial<FigureStyle> = {}) =>
    compose(
      { ...ground, paths: values.map((value, i) => ending(`lr ${value}`, i)), varied: { name: 'lr', values } },
      { ...defaultStyle, ...style },
    )
  const texts = (scene: Scene, name: string) =>
    groupNamed(scene, name).flatMap(s => (s.kind === 'text' ? [s.text] : []))
  const colorsOf = (scene: Scene, count: number) =>
    Array.from({ length: count }, (_, i) => pathsOf(groupNamed(scene, `path-${i + 1}`))[0]?.stroke)

  it('are lighter the higher it is, with lines that read on white, in any order', () => {
    const values = rates(40)
    const strokes = colorsOf(draw(values), 40)
    const light = strokes.map(stroke => luminance(stroke?.color ?? ''))
    expect(light).toEqual([...light].sort((a, b) => a - b))
    expect(new Set(strokes.map(stroke => stroke?.dash))).toEqual(new Set([undefined]))
    for (const own of light) expect(contrast(own, 1)).toBeGreaterThan(3)
    expect(colorsOf(draw([...values].reverse()), 40).reverse()).toEqual(strokes)
  })

  it('have a bar with ticks in the place of a legend, and below it the lowest and the highest', () => {
    const scene = draw(rates(40))
    expect(texts(scene, 'legend')).toEqual(['lr', '0.001', '0.01', '0.1', '1'])
    expect(texts(scene, 'caption')).toEqual(
      expect.arrayContaining(['lr 0.001 ends lowest, f = 0', 'lr 1 ends highest, f = 39']),
    )
    const bar = groupNamed(scene, 'legend')
      .filter(shape => shape.kind === 'rect')
      .at(-1)
    const ticks = groupNamed(scene, 'legend')
      .filter(shape => shape.kind === 'text')
      .slice(1)
    const [left, right] = bar?.kind === 'rect' ? [bar.box.left, bar.box.left + bar.box.width] : []
    // A logarithmic bar: four powers of ten, evenly.
    ticks.forEach(({ at: [x] }, i) => {
      expect(x).toBeCloseTo((left ?? 0) + (i / 3) * ((right ?? 0) - (left ?? 0)), 6)
    })
    expect(texts(draw(Array.from({ length: 11 }, (_, i) => i / 10)), 'legend')).toEqual(
      expect.arrayContaining(['0.2', '0.4', '0.6']),
    )
  })

  it('are named where they are few', () => {
    expect(texts(draw(rates(6)), 'legend')).toContain('lr 0.001')
    // As different as can be: three do not make a scale.
    expect(colorsOf(draw(rates(3)), 3).map(stroke => stroke?.color)).toEqual(seriesColors.slice(0, 3))
  })

  it('have a bar in a small figure, too', () => {
    expect(texts(draw(rates(40), { width: 330, height: 300 }), 'legend')).toContain('lr')
  })

  it('have no dots at their steps where they are many', () => {
    const corners = [
      [-3, 0],
      [0, 3],
      [3, 0],
    ] as const
    const dots = (count: number) => {
      const paths = rates(count).map(rate => ({ label: `${rate}`, trajectory: pathThrough(corners, x => x) }))
      const lines = pathsOf(groupNamed(compose({ ...ground, paths }, defaultStyle), 'path-2')).flatMap(
        path => path.lines,
      )
      // A dot is a line without length.
      return lines.filter(({ points }) => points.length === 2 && points[0] === points[1]).length
    }
    expect([dots(8) > 0, dots(9)]).toEqual([true, 0])
  })
})
