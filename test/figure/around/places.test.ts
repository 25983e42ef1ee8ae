import { describe, expect, it } from 'vitest'
import { planeTicks } from '../../../src/figure/around/axes.js'
import { measures } from '../../../src/figure/around/layout.js'
import { compose } from '../../../src/figure/compose.js'
import { basinMap } from '../../../src/figure/sweep/basinmap.js'
import { sweepMap } from '../../../src/figure/sweep/map.js'
import { randomSource } from '../../../src/random.js'
import type { Box, Domain, Point } from '../../../src/records/geometry.js'
import type { Scene } from '../../../src/records/scene.js'
import type { FigureStyle } from '../../../src/records/style.js'
import { defaultStyle, hostLandscape, pathThrough } from '../contents.js'
import { groupNamed, inkBox, overlap, textsOf } from '../shapes.js'
import { finished, sweepOf } from '../sweep/sweeps.js'

/** Two paths or one over a bowl in a domain, from near its corner to its middle. */
function figure(domain: Domain, style: Partial<FigureStyle>, paths = 1, quantity = 'f(x, y)'): Scene {
  const [wide, high] = [domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]]
  const at = (u: number, v: number): Point => [domain.x[0] + u * wide, domain.y[0] + v * high]
  const f = (x: number, y: number) => ((x - domain.x[0]) / wide) ** 2 + ((y - domain.y[0]) / high - 0.5) ** 2
  const trajectory = pathThrough([at(0.9, 0.8), at(0.8, 0.5), at(0.4, 0.45)], f)
  const content = {
    paths: Array.from({ length: paths }, (_, i) => ({ trajectory, label: `AdamW lr 0.${i + 1}` })),
    landscape: hostLandscape(f, domain, 12),
    minima: [{ at: at(0, 0.5), value: 0 }],
    ...{ title: 'AdamW on a bowl', subtitle: 'lr 0.1 · 200 steps from here', quantity },
  }
  return compose(content, { ...defaultStyle, ...style })
}

function frameOf(scene: Scene): Box {
  const [frame] = groupNamed(scene, 'frame')
  return frame?.kind === 'rect' ? frame.box : expect.fail('no frame')
}

/** Domains of any ratio and place, pages of any size. */
function cases(count: number, seed: number) {
  const random = randomSource(seed)
  const pick = <T>(...all: readonly [T, ...T[]]): T => all[Math.floor(random() * all.length)] ?? all[0]
  return Array.from({ length: count }, () => {
    const [high, ratio] = [10 ** (6 * random() - 3), 10 ** (2.6 * random() - 1.3)]
    const [x, y] = [pick(0, -0.5, -0.3, 7) * high * ratio, pick(0, -0.5, -0.8, 90) * high]
    const domain: Domain = { x: [x, x + high * ratio], y: [y, y + high] }
    const width = 300 + Math.floor(1300 * random())
    const style = {
      ...{ width, height: Math.floor(width * (0.45 + 1.2 * random())) },
      aspect: pick('auto', 'equal', 'fill'),
      panel: pick('none', 'loss'),
      colorbar: random() < 0.8,
      axes: random() < 0.9,
    } as const
    return { domain, style, paths: pick(1, 1, 3) }
  })
}

const told = (one: unknown) => JSON.stringify(one)

describe('around a plot of any shape', () => {
  it('texts stay on the page and apart', () => {
    for (const one of cases(150, 3)) {
      const { width, height } = one.style
      const boxes = textsOf(figure(one.domain, one.style, one.paths)).map(text => ({
        text: text.text,
        box: inkBox(text),
      }))
      boxes.forEach(({ text, box }, i) => {
        expect(box.left >= 0 && box.top >= 0, `${text} begins on the page: ${told(one)}`).toBe(true)
        const [right, bottom] = [box.left + box.width, box.top + box.height]
        expect(right <= width + 0.5 && bottom <= height + 0.5, `${text} ends on the page: ${told(one)}`).toBe(true)
        for (const other of boxes.slice(i + 1))
          expect(overlap(box, other.box), `${text} | ${other.text}: ${told(one)}`).toBe(false)
      })
    }
  })

  it('names of axes and quantities are as long as the page lets them be', () => {
    const long = 'a_name_that_goes_on'.repeat(8)
    const axes = [
      { key: `x_${long}`, values: [0.1, 0.2, 0.3], spacing: 'linear' },
      { key: `y_${long}`, values: [0, 1], spacing: 'linear' },
    ] as const
    const measures = [1, 2, 3, 4, 5, 6].map(finished)
    const page = { ...defaultStyle, width: 620, height: 560 }
    const map = sweepMap({ title: 'T', subtitle: '', floor: 0, sweep: sweepOf(axes, measures) }, axes[1], page)
    const bar = figure({ x: [0, 20], y: [0, 1] }, { ...page, colorbar: true }, 1, `q_${long}`)
    const shown = [...groupNamed(map, 'axes'), ...groupNamed(bar, 'colorbar')].flatMap(shape =>
      shape.kind === 'text' && shape.text.includes('_') ? [{ text: shape.text, box: inkBox(shape) }] : [],
    )
    expect(shown.map(({ text }) => text.replace(/_.*…$/, ' …'))).toEqual(['x …', 'y …', 'q …'])
    for (const { text, box } of shown) {
      const [right, bottom] = [box.left + box.width, box.top + box.height]
      expect(box.left >= 0 && box.top >= 0 && right <= 620 && bottom <= 560, text).toBe(true)
      expect(Math.max(box.width, box.height), text).toBeGreaterThan(300)
    }
    const [across, up] = shown
    expect(across && up && overlap(across.box, up.box)).toBe(false)
  })

  it('the heading is close above it and the caption close below, with nothing but axes, bar and panel between', () => {
    for (const one of cases(80, 4)) {
      const scene = figure(one.domain, one.style, one.paths)
      const { label } = measures({ ...defaultStyle, ...one.style })
      const boxes = (name: string) =>
        groupNamed(scene, name).flatMap(shape =>
          shape.kind === 'text' ? [inkBox(shape)] : shape.kind === 'rect' ? [shape.box] : [],
        )
      const plots = ['frame', 'axes', 'colorbar', 'loss'].flatMap(boxes)
      const bottom = Math.max(...plots.map(({ top, height }) => top + height))
      const notes = [...boxes('legend'), ...boxes('caption')].map(({ top }) => top)
      if (notes.length > 0) expect(Math.min(...notes) - bottom, told(one)).toBeLessThan(3 * label)
      const titles = boxes('title').map(({ top, height }) => top + height)
      expect(frameOf(scene).top - Math.max(...titles), told(one)).toBeLessThan(3.5 * label)
    }
  })

  it('texts begin where the plot does, wherever it takes half of the page or more', () => {
    for (const one of cases(60, 6)) {
      const scene = figure(one.domain, { ...one.style, aspect: 'auto' }, one.paths)
      const { left, width } = frameOf(scene)
      if (width < 0.55 * one.style.width) continue
      const { unit } = measures({ ...defaultStyle, ...one.style })
      for (const name of ['title', 'caption']) {
        const texts = groupNamed(scene, name).flatMap(shape => (shape.kind === 'text' ? [inkBox(shape).left] : []))
        // A mark stands before the first text of a caption.
        if (texts.length > 0)
          expect(Math.abs(Math.min(...texts) - left), told(one)).toBeLessThan(name === 'title' ? 1 : 24 * unit)
      }
    }
  })

  it('what is left of the page is alike on both sides', () => {
    for (const [x, y] of [
      [100, 5],
      [0.2, 3],
      [3, 1],
      [1, 3],
      [1, 1],
    ] as const) {
      const scene = figure({ x: [-x, x], y: [-y, y] }, { aspect: 'equal' })
      const { left, top, width, height } = frameOf(scene)
      const texts = textsOf(scene).map(inkBox)
      const above = Math.min(...texts.map(box => box.top))
      const below = 720 - Math.max(...texts.map(box => box.top + box.height))
      expect(Math.abs(above - below), `${x} × ${y}`).toBeLessThan(12)
      const [before, after] = [
        Math.min(left, ...texts.map(box => box.left)),
        Math.max(left + width, ...texts.map(box => box.left + box.width)),
      ]
      expect(Math.abs(before - (800 - after)), `${x} × ${y}`).toBeLessThan(60)
      expect(top + height).toBeLessThan(720)
    }
  })

  it('a bar too short for its ticks lies below, as long as the plot is wide', () => {
    const scene = figure({ x: [-100, 100], y: [-5, 5] }, { aspect: 'equal' })
    const frame = frameOf(scene)
    const rects = groupNamed(scene, 'colorbar').flatMap(shape => (shape.kind === 'rect' ? [shape.box] : []))
    const bar = rects.at(-1) ?? expect.fail('no bar')
    expect(bar.width).toBeCloseTo(frame.width)
    expect(bar.left).toBeCloseTo(frame.left)
    expect(bar.top).toBeGreaterThan(frame.top + frame.height)
    expect(groupNamed(scene, 'colorbar').filter(({ kind }) => kind === 'text').length).toBeGreaterThan(4)
  })
})

describe('equal units', () => {
  const unitsOf = ({ x, y }: Domain, style: Partial<FigureStyle>) => {
    const { width, height } = frameOf(figure({ x, y }, style))
    return { x: width / (x[1] - x[0]), y: height / (y[1] - y[0]), width, height }
  }

  it('are on both axes where the ranges are alike, up to three times, in a figure of any size', () => {
    for (const { domain, style } of cases(80, 5)) {
      const ratio = (domain.x[1] - domain.x[0]) / (domain.y[1] - domain.y[0])
      const { x, y, width, height } = unitsOf(domain, { ...style, aspect: 'auto' })
      // A side is a whole number of pixels.
      const tolerance = 1.5 / Math.min(width, height)
      if (Math.max(ratio, 1 / ratio) <= 3) expect(Math.abs(x / y - 1), told({ domain, style })).toBeLessThan(tolerance)
      else expect(unitsOf(domain, { ...style, aspect: 'fill' })).toEqual({ x, y, width, height })
    }
    expect(unitsOf({ x: [0, 3], y: [0, 1] }, {}).height).toBeLessThan(250)
    expect(unitsOf({ x: [0, 3.01], y: [0, 1] }, {}).height).toBeGreaterThan(400)
  })

  it('are on a plane of starts, too, and not where a bare plot is the whole picture', () => {
    const domain: Domain = { x: [-4, 4], y: [-3, 3] }
    const basins = {
      ...{
        domain,
        columns: 1,
        rows: 1,
        known: [],
        attractors: [],
        reached: Int32Array.of(-1),
        steps: Float32Array.of(1),
      },
    }
    const landscape = { domain, columns: 1, rows: 1, values: Float32Array.of(0) }
    const shown = { basins, landscape, minima: [], title: '', subtitle: '' }
    const box = frameOf(basinMap(shown, { ...defaultStyle, aspect: 'auto' }))
    expect(box.width / box.height).toBeCloseTo(4 / 3, 2)
    const [raster] = groupNamed(figure(domain, { bare: true, aspect: 'auto', width: 300, height: 300 }), 'heatmap')
    expect(raster).toMatchObject({ box: { left: 0, top: 0, width: 300, height: 300 } })
  })
})

describe('the ticks of a plane', () => {
  /** The distances of neighbouring labels of the x axis and of the y axis, each once, and how many labels there are. */
  const stepsOf = (domain: Domain, style: Partial<FigureStyle>) => {
    const labels = groupNamed(figure(domain, style), 'axes').flatMap(shape =>
      shape.kind === 'text' && !shape.italic ? [shape] : [],
    )
    const steps = (anchor: string) => {
      const values = labels.filter(label => label.anchor === anchor).map(({ text }) => Number(text.replace('−', '-')))
      return [...new Set(values.slice(1).map((value, i) => Number((value - (values[i] ?? 0)).toPrecision(6))))]
    }
    return { x: steps('middle'), y: steps('end') }
  }

  it('have one step where the ranges are as long as each other, whatever the size', () => {
    for (const [width, height] of [
      [800, 720],
      [1600, 500],
      [500, 1200],
      [640, 400],
    ] as const)
      for (const aspect of ['auto', 'fill'] as const)
        for (const domain of [
          { x: [-4.5, 4.5], y: [-4.5, 4.5] },
          { x: [0, 7], y: [-3, 4] },
        ] as const) {
          const { x, y } = stepsOf(domain, { width, height, aspect })
          expect(x, told({ width, height, aspect })).toHaveLength(1)
          expect(y, told({ width, height, aspect })).toEqual(x)
        }
  })

  it('are two at least, however small the plot is: one alone says no scale', () => {
    for (const half of [2, 3, 4.5, 7, 30]) {
      const { x, y } = planeTicks({ x: [-half, half], y: [-half, half] }, 1, true)
      for (const axis of [x, y]) expect(axis(90, true, 90).marks.length, `±${half}`).toBeGreaterThan(1)
    }
  })

  it('have one step where the units are equal and both axes have room for it', () => {
    const { x, y } = stepsOf({ x: [-9, 9], y: [-3, 3] }, {})
    expect(x).toEqual([2])
    expect(y).toEqual([2])
    // 20 between ticks would leave an axis from −5 to 5 with none but zero.
    expect(stepsOf({ x: [-100, 100], y: [-5, 5] }, { aspect: 'equal' }).x).toEqual([20])
  })
})
