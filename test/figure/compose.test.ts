import { describe, expect, it } from 'vitest'
import { compose } from '../../src/figure/compose.js'
import { float64 } from '../../src/functions/float64.js'
import { functions } from '../../src/functions/index.js'
import { randomSource } from '../../src/random.js'
import type { Scene } from '../../src/records/scene.js'
import type { FigureContent, FigureStyle } from '../../src/records/style.js'
import { render } from '../../src/render/index.js'
import { defaultStyle, hostLandscape, pathThrough, referenceContent } from './contents.js'
import { groupNamed, inkBox, overlap, pathsOf, shapesOf, textsOf } from './shapes.js'

const flower = referenceContent('adamw@torchopt/flower/blog-lr0.7-200')
const outside = referenceContent('adamw@torchopt/flower/blog-lr0.01-200')
const himmelblau = referenceContent('adamw@torchopt/himmelblau/lively')

function draw(content: FigureContent, style: Partial<FigureStyle> = {}): Scene {
  return compose(content, { ...defaultStyle, ...style })
}

function frameOf(scene: Scene) {
  const [frame] = groupNamed(scene, 'frame')
  if (frame?.kind !== 'rect') throw new Error('no frame')
  return frame.box
}

describe('a path', () => {
  it('stays inside the frame, up to the width of its line', () => {
    const scene = draw(flower)
    const { left, top, width, height } = frameOf(scene)
    const points = pathsOf(groupNamed(scene, 'path')).flatMap(({ lines }) => lines.flatMap(line => line.points))
    expect(points.length).toBeGreaterThan(100)
    for (const [x, y] of points) {
      expect(x >= left - 6 && x <= left + width + 6 && y >= top - 6 && y <= top + height + 6).toBe(true)
    }
  })

  it('begins where the start is and ends where the end is', () => {
    const scene = draw(himmelblau)
    const box = frameOf(scene)
    const pixel = ([x, y]: readonly number[]) => [
      box.left + (((x ?? 0) + 5) / 10) * box.width,
      box.top + ((5 - (y ?? 0)) / 10) * box.height,
    ]
    const [line] = pathsOf(groupNamed(scene, 'path'))
    const points = line?.lines[0]?.points ?? []
    const { points: xy } = himmelblau.paths[0]?.trajectory ?? { points: new Float32Array() }
    expect(points[0]).toEqual(pixel([xy[0] ?? 0, xy[1] ?? 0]))
    expect(points.at(-1)).toEqual(pixel([xy.at(-2) ?? 0, xy.at(-1) ?? 0]))
  })

  it('that never enters the frame is pointed to', () => {
    const scene = draw(outside)
    expect(pathsOf(groupNamed(scene, 'path'))).toEqual([])
    const ends = groupNamed(scene, 'ends')
    expect(ends.flatMap(shape => (shape.kind === 'text' ? [shape.text] : []))).toEqual([
      'the path stays outside: ends at (18, 18)',
    ])
    // The arrow's tip is at the corner that the end lies behind.
    const { left, top, width } = frameOf(scene)
    const tips = pathsOf(ends).flatMap(({ lines }) => lines.flatMap(line => line.points))
    expect(Math.min(...tips.map(([x, y]) => Math.hypot(x - left - width, y - top)))).toBeLessThan(12)
  })

  it('that leaves the frame has an arrow where it left', () => {
    const away = pathThrough(
      [
        [0, 0],
        [1, 0.5],
        [40, 20],
      ],
      () => 1,
    )
    const scene = draw({ ...himmelblau, paths: [{ trajectory: away, label: '' }] })
    expect(textsOf(scene).map(({ text }) => text)).toContain('to (40, 20)')
  })

  it('survives points at the edge of float32', () => {
    const far = pathThrough(
      [
        [0, 0],
        [3e38, -3e38],
        [-3e38, 1],
        [1, 1],
      ],
      () => 1,
    )
    const scene = draw({ ...himmelblau, paths: [{ trajectory: far, label: '' }] })
    expect(JSON.stringify(scene)).not.toMatch(/null|NaN|e\+/)
  })
})

describe('labels', () => {
  const sizes = [
    [120, 108],
    [200, 180],
    [360, 324],
    [640, 600],
    [800, 720],
    [1280, 720],
    [1600, 500],
    [500, 1200],
    [4000, 3600],
  ] as const
  const contents = { flower, outside, himmelblau, beale: referenceContent('adamw@torchopt/beale/lively') }
  const cases = sizes.flatMap(([width, height]) =>
    Object.keys(contents).flatMap(name =>
      (['none', 'loss'] as const).map(panel => [name, width, height, panel] as const),
    ),
  )
  it.each(cases)('of %s at %d × %d, panel %s, stay on the page and apart', (name, width, height, panel) => {
    const scene = draw(contents[name as keyof typeof contents], { width, height, panel })
    const boxes = textsOf(scene).map(text => ({ text: text.text, box: inkBox(text) }))
    boxes.forEach(({ text, box }, i) => {
      expect(box.left >= 0 && box.top >= 0, `${text} begins on the page`).toBe(true)
      expect(box.left + box.width <= width && box.top + box.height <= height, `${text} ends on the page`).toBe(true)
      for (const other of boxes.slice(i + 1)) expect(overlap(box, other.box), `${text} | ${other.text}`).toBe(false)
    })
  })

  it('thin out in small figures, then go', () => {
    const count = (width: number) => textsOf(draw(flower, { width, height: 0.9 * width })).length
    const counts = [800, 360, 200, 120].map(count)
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
    expect(counts[2]).toBeLessThanOrEqual(8)
    expect(counts[3]).toBe(0)
  })

  it('grow with a poster', () => {
    const [small, large] = [draw(flower), draw(flower, { width: 4000, height: 3600 })].map(textsOf)
    expect(large?.map(({ text }) => text)).toEqual(small?.map(({ text }) => text))
    large?.forEach(({ size }, i) => {
      expect(size / 5).toBeCloseTo(small?.[i]?.size ?? 0, 9)
    })
  })

  it('of contours sit in a gap of their line', () => {
    const scene = draw(himmelblau, { contourLabels: true })
    const labels = groupNamed(scene, 'contour-labels').filter(shape => shape.kind === 'text')
    expect(labels.length).toBeGreaterThan(4)
    const lines = pathsOf(groupNamed(scene, 'contours')).flatMap(path => path.lines)
    for (const { at, size } of labels) {
      const nearest = Math.min(
        ...lines.flatMap(({ points }) => points.map(([x, y]) => Math.hypot(x - at[0], y - at[1]))),
      )
      expect(nearest).toBeGreaterThan(0.4 * size)
    }
  })
})

describe('a figure', () => {
  it('is the plot alone when bare', () => {
    const scene = draw(himmelblau, { bare: true, width: 300, height: 200 })
    const [heatmap] = groupNamed(scene, 'heatmap')
    expect(heatmap).toMatchObject({ kind: 'raster', box: { left: 0, top: 0, width: 300, height: 200 } })
    expect(textsOf(scene)).toEqual([])
    expect(scene.background).toBeUndefined()
    // With equal units, in the middle of what it does not fill.
    const [square] = groupNamed(draw(himmelblau, { bare: true, aspect: 'equal', width: 300, height: 200 }), 'heatmap')
    expect(square).toMatchObject({ box: { left: 50, top: 0, width: 200, height: 200 } })
  })

  it('writes the numbers of its axes in full where it is too small for their names, which would say what is taken off', () => {
    const far = { x: [1e6, 1e6 + 1], y: [-1e6 - 1, -1e6] } as const
    const content = { ...himmelblau, landscape: hostLandscape((x, y) => x + y, far, 40), minima: [] }
    const marks = (style: Partial<FigureStyle>) =>
      groupNamed(draw(content, style), 'axes').flatMap(shape =>
        shape.kind === 'text' ? [Number(shape.text.replace('−', '-'))] : [],
      )
    const small = marks({ width: 340, height: 300 })
    expect(small.length).toBeGreaterThanOrEqual(4)
    for (const mark of small) expect([mark, Math.abs(mark) >= 1e6 && Math.abs(mark) <= 1e6 + 1]).toEqual([mark, true])
    expect(small.some(mark => mark < 0)).toBe(true)
  })

  it('keeps the domain square only when asked', () => {
    const domain = { x: [-4, 4], y: [-1, 1] } as const
    const wide = { ...himmelblau, landscape: hostLandscape((x, y) => x * x + y, domain, 40) }
    const aspect = (style: Partial<FigureStyle>) => {
      const { width, height } = frameOf(draw(wide, style))
      return width / height
    }
    expect(aspect({ aspect: 'equal' })).toBeCloseTo(4, 1)
    expect(aspect({ aspect: 'fill' })).toBeLessThan(1.5)
  })

  it('shows places without a value as such, and a constant', () => {
    const half = hostLandscape(
      (x, y) => (x < 0 ? Number.NaN : y > 1 ? Number.POSITIVE_INFINITY : x + y),
      himmelblau.landscape.domain,
      50,
    )
    const scene = draw({ ...himmelblau, landscape: half })
    expect(groupNamed(scene, 'undefined')).toHaveLength(1)
    expect(textsOf(scene).map(({ text }) => text)).toContain('undefined or infinite')
    const [raster] = groupNamed(scene, 'heatmap')
    const transparent = raster?.kind === 'raster' ? raster.pixels.filter((v, i) => i % 4 === 3 && v === 0).length : 0
    expect(transparent).toBe(half.values.filter(v => !Number.isFinite(v)).length)

    const flat = draw({ ...himmelblau, landscape: hostLandscape(() => 7, himmelblau.landscape.domain, 20) })
    expect(groupNamed(flat, 'contours')).toEqual([])
    expect(groupNamed(flat, 'heatmap')).toHaveLength(1)
  })

  it('is not changed by drawing it, and comes out the same again', async () => {
    const scene = draw(himmelblau, { contourLabels: true, panel: 'loss' })
    const before = JSON.stringify(scene)
    const first = [await render(scene, 'png', { scale: 2 }), await render(scene, 'svg', { scale: 2 })]
    const second = [await render(scene, 'png', { scale: 2 }), await render(scene, 'svg', { scale: 2 })]
    expect(JSON.stringify(scene)).toBe(before)
    expect(second).toEqual(first)
    expect(JSON.stringify(draw(himmelblau, { contourLabels: true, panel: 'loss' }))).toBe(before)
  })

  // On as many cells as a run has: those with the most lines, and the most of a picture.
  const busy = ['eggholder', 'rastrigin', 'schaffer_n4', 'shubert', 'griewank']
  it.each(functions.map(fn => [fn.name, fn] as const))('of %s is an SVG of less than 90 kB', async (name, fn) => {
    const f = (x: number, y: number) => fn.evaluate(float64, x, y)
    const paths = [{ trajectory: pathThrough([fn.start, [0, 0]], f), label: '' }]
    const [columns, rows] = busy.includes(name) ? [600, 540] : [200, 200]
    const content = {
      paths,
      landscape: hostLandscape(f, fn.closeUp ?? fn.domain, columns, rows),
      minima: fn.minima,
      title: fn.title,
      subtitle: '',
      quantity: 'f',
    }
    // About as long as a recipe.
    const metadata = JSON.stringify({ note: ' '.repeat(1200) })
    const bytes = await render(draw(content), 'svg', { scale: 1, metadata })
    expect(bytes.length).toBeLessThan(90_000)
  })

  it('names its groups', () => {
    const names = shapesOf(draw(himmelblau, { panel: 'loss' }).shapes).flatMap(shape =>
      shape.kind === 'group' ? [shape.name] : [],
    )
    expect(names).toEqual(
      expect.arrayContaining([
        'heatmap',
        'contours',
        'path',
        'minima',
        'ends',
        'axes',
        'colorbar',
        'loss',
        'title',
        'caption',
      ]),
    )
  })
})

describe('contours', () => {
  const count = (f: (x: number, y: number) => number, contours = 10) => {
    const scene = draw({ ...himmelblau, landscape: hostLandscape(f, himmelblau.landscape.domain) }, { contours })
    return pathsOf(groupNamed(scene, 'contours')).length
  }
  const waves = (frequency: number) => (x: number, y: number) => Math.sin(frequency * x) * Math.sin(frequency * y)

  it('thin out where they would crowd, and go where the grid resolves nothing', () => {
    const random = randomSource(1)
    expect(count(waves(1))).toBeGreaterThanOrEqual(7)
    expect(count(waves(8))).toBeGreaterThan(0)
    expect(count(waves(8))).toBeLessThan(count(waves(1)))
    for (const contours of [0, 1, 2, 10]) expect(count(() => random(), contours)).toBe(0)
  })
})

describe('a figure in words', () => {
  it('tells of each path where it starts and ends, its lowest value, and how it came out', () => {
    const f = (x: number, y: number) => x * x + y * y
    const points = [
      [1, 0],
      [0.5, 0],
      [0, 0.5],
    ] as const
    const trajectory = pathThrough(points, f)
    const lost = { ...trajectory, outcome: { kind: 'diverged', step: 3 } } as const
    const nowhere = { ...pathThrough(points.slice(0, 1), () => Number.NaN), outcome: { kind: 'finished' } } as const
    const seldom = { ...trajectory, steps: Uint32Array.of(0, 10, 40) }
    const { description } = draw({
      paths: [
        { trajectory, label: 'a' },
        { trajectory: lost, label: 'b' },
        { trajectory: nowhere, label: 'c' },
        { trajectory: seldom, label: 'd' },
      ],
      landscape: hostLandscape(f, { x: [-1, 1], y: [-1, 1] }, 20),
      minima: [
        { at: [0, 0], value: 0 },
        { at: [5, 0], value: 25 },
      ],
      ...{ title: 'T', subtitle: '', quantity: 'f(x, y)' },
    })
    expect(description).toContain('a: start (1, 0), f = 1; end (0, 0.5), f = 0.25; lowest f = 0.25 at step 1; 2 steps.')
    expect(description).toMatch(/b: start \(1, 0\).*; diverged at step 3\./)
    expect(description).toMatch(/c: start \(1, 0\).*; no point has a finite value; /)
    expect(description).toMatch(/d: start .*; lowest f = 0.25 at step 10; 40 steps\./)
    expect(description).toMatch(/\(0, 0\)/)
    expect(description).not.toMatch(/\(5, 0\)/)
  })
})

describe('the loss curve', () => {
  it('is broken where values are not finite, however many', () => {
    const values = [9, 8, Number.NaN, Number.POSITIVE_INFINITY, 5, 2, 4, Number.NaN, 1]
    const trajectory = {
      ...pathThrough(
        values.map((_, k) => [k / 10, 0] as const),
        () => 0,
      ),
      values: Float32Array.from(values),
    }
    const scene = draw(
      {
        paths: [{ trajectory, label: 'a' }],
        landscape: hostLandscape((x, y) => x + y, { x: [-1, 1], y: [-1, 1] }, 20),
        minima: [],
        ...{ title: '', subtitle: '', quantity: 'f(x, y)' },
      },
      { panel: 'loss' },
    )
    const lines = pathsOf(groupNamed(scene, 'curves')).flatMap(path => path.lines.map(({ points }) => points.length))
    expect(lines).toEqual([2, 3, 1])
  })
})
