import { describe, expect, it } from 'vitest'
import { animate } from '../../src/figure/animate.js'
import type { Shape } from '../../src/scene.js'
import { mergeSettings } from '../../src/spec/settings.js'
import { resolveStyle } from '../../src/spec/style.js'
import { type Trajectory, uncounted } from '../../src/trajectory.js'

const path = (points: readonly number[], steps?: readonly number[]): Trajectory => ({
  points: Float32Array.from(points),
  values: Float32Array.from({ length: points.length / 2 }, (_, k) => 10 - k),
  evaluations: uncounted,
  outcome: { kind: 'finished' },
  ...(steps && { steps: Uint32Array.from(steps) }),
})

const domain = { x: [0, 10], y: [0, 10] } as const
const landscape = { domain, columns: 4, rows: 4, values: Float32Array.from({ length: 16 }, (_, i) => i) }
const textsOf = (shapes: readonly Shape[]): readonly string[] =>
  shapes.flatMap(shape => (shape.kind === 'group' ? textsOf(shape.shapes) : shape.kind === 'text' ? [shape.text] : []))

describe('an animation', () => {
  const { frames } = animate(
    {
      paths: [
        { label: 'whole', trajectory: path(Array.from({ length: 82 }, (_, i) => i / 10)) },
        { label: 'thinned', trajectory: path([1, 1, 5, 5, 9, 9], [0, 20, 40]) },
      ],
      landscape,
      minima: [],
      ...{ title: '', subtitle: '', quantity: 'f' },
    },
    resolveStyle(mergeSettings(), 'viridis'),
    { fps: 10, every: 10 },
  )

  it('is as long as the paths have steps, not points, and tells the step', () => {
    expect(frames).toHaveLength(5)
    const told = frames.map(({ shapes }) => textsOf(shapes).find(text => text.startsWith('step')))
    expect(told).toEqual(['step 0', 'step 10', 'step 20', 'step 30', 'step 40'])
  })

  it('shows of a thinned path what is there by then', () => {
    const linesOf = (shapes: readonly Shape[]): readonly number[] =>
      shapes.flatMap(shape =>
        shape.kind === 'group'
          ? linesOf(shape.shapes)
          : shape.kind === 'path' && shape.stroke?.dash !== undefined
            ? shape.lines.map(({ points }) => points.length)
            : [],
      )
    expect(frames.map(({ shapes }) => linesOf(shapes)[0] ?? 1)).toEqual([1, 1, 2, 2, 2])
  })
})
