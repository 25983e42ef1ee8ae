import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import type { FigurePath } from '../../../src/records/style.js'
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
    expect(legendTexts(paths)).toEqual(
      expect.arrayContaining(['f = −1', 'f = 10⁻⁷', 'diverged at step 2', '1 step, 1 evaluation']),
    )
  })

  it('leaves room for the plot, however many paths there are', () => {
    const many = Array.from({ length: 60 }, (_, i) => ending(`path ${i}`, i))
    const labels = legendTexts(many).filter(text => text.startsWith('path'))
    expect(labels.length).toBeLessThan(20)
    expect(labels[0]).toBe('path 0')
    expect(legendTexts(many, 'caption')).toContain(`… and ${60 - labels.length} more`)
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
      const visible = Math.min(...level.map(([x]) => x)) - (from?.[0] ?? 0)
      expect((stroke?.dash ?? []).reduce((sum, part) => sum + part, 0)).toBeLessThan(visible)
    }
  })

  it('is not there for a single path', () => {
    expect(legendTexts([ending('a', 1)])).toEqual([])
  })
})
