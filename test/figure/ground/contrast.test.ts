import { rgb } from 'd3-color'
import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import { undefinedColors } from '../../../src/figure/ground/heatmap.js'
import { visions } from '../../../src/figure/ground/inks.js'
import { paletteColors, palettes } from '../../../src/figure/ground/palette.js'
import { onWhite, seriesColors } from '../../../src/figure/paths/looks.js'
import type { RasterShape, Shape } from '../../../src/records/scene.js'
import type { FigureContent, FigurePath, FigureStyle } from '../../../src/records/style.js'
import { defaultStyle, hostLandscape, pathThrough } from '../contents.js'
import { groupNamed, pathsOf } from '../shapes.js'
import { contrastSeen, visions as knownVisions, type Vision } from '../visions.js'

// In grey there is left the luminance that full color vision sees.
const everyone: readonly Vision[] = ['full', 'protanopia', 'deuteranopia']

const slope = (x: number) => x
const cells = 400
/** Goes through all colors from left to right. */
const ramp: FigureContent = {
  paths: [
    {
      trajectory: pathThrough(
        [
          [0.1, 0.5],
          [0.9, 0.5],
        ],
        slope,
      ),
      label: 'a',
    },
  ],
  landscape: hostLandscape(slope, { x: [0, 1], y: [0, 1] }, cells, 8),
  minima: [{ at: [0.5, 0.5], value: 0.5 }],
  ...{ title: '', subtitle: '', quantity: 'f' },
}

const draw = (style: Partial<FigureStyle>, content = ramp) =>
  compose(content, { ...defaultStyle, bare: true, ...style })

const strokesOf = (shapes: readonly Shape[]) => pathsOf(shapes).flatMap(({ stroke }) => (stroke ? [stroke.color] : []))

function isRaster(shape: Shape): shape is RasterShape {
  return shape.kind === 'raster'
}

/** The colors of the cells to both sides of each contour of the ramp, which runs from below to above. */
function besideContours(style: Partial<FigureStyle>) {
  const scene = draw(style)
  const [heatmap] = groupNamed(scene, 'heatmap').filter(isRaster)
  if (heatmap === undefined) throw new Error('no heatmap')
  const { box, columns, pixels } = heatmap
  const colorAt = (column: number) =>
    rgb(...(pixels.subarray(4 * column, 4 * column + 3) as unknown as [number, number, number])).formatHex()
  return pathsOf(groupNamed(scene, 'contours')).map(({ stroke, lines }) => {
    const x = lines[0]?.points[0]?.[0] ?? Number.NaN
    const middle = ((x - box.left) / box.width) * columns
    return { ink: stroke?.color ?? '', grounds: [colorAt(Math.floor(middle - 1)), colorAt(Math.floor(middle + 1))] }
  })
}

/** What is missing to a contrast of three, if anything. */
function lacking(pairs: readonly (readonly [string, string])[]): readonly string[] {
  return everyone.flatMap(vision =>
    pairs
      .filter(([a, b]) => contrastSeen(a, b, vision) < 3)
      .map(([a, b]) => `${a} on ${b}, ${vision}: ${contrastSeen(a, b, vision).toFixed(2)}`),
  )
}

describe.each(palettes)('on %s', palette => {
  it.each([20, 32, 256])('contours read beside all grounds, of %d colors', levels => {
    const contours = besideContours({ palette, levels, contours: 30 })
    expect(contours.length).toBeGreaterThan(15)
    expect(lacking(contours.flatMap(({ ink, grounds }) => grounds.map(ground => [ink, ground] as const)))).toEqual([])
  })

  it('contours read on their own ground, where the next color is too far from it for one ink', () => {
    const contours = besideContours({ palette, levels: 6, contours: 30 })
    const reads = (ink: string, ground: string) => lacking([[ink, ground]]).length === 0
    for (const { ink, grounds } of contours) expect(grounds.some(ground => reads(ink, ground))).toBe(true)
  })

  it('contours stay faint: three to one, and hardly more', () => {
    const contours = besideContours({ palette, levels: 256, contours: 30 })
    const strongest = contours.map(({ ink, grounds }) =>
      Math.min(...everyone.flatMap(v => grounds.map(g => contrastSeen(ink, g, v)))),
    )
    expect(Math.max(...strongest)).toBeLessThan(3.5)
  })

  it("of a path's halo and the edge around it one reads everywhere", () => {
    const grounds = [...paletteColors(palette, 64), ...undefinedColors]
    const [edge = '', halo = ''] = strokesOf(groupNamed(draw({ palette }), 'halos'))
    for (const vision of everyone)
      for (const ground of grounds)
        expect(Math.max(contrastSeen(edge, ground, vision), contrastSeen(halo, ground, vision))).toBeGreaterThan(3)
  })
})

describe('what the user says', () => {
  it('is the color of contours and of the path', () => {
    expect(new Set(strokesOf(groupNamed(draw({ contourColor: '#ff000080' }), 'contours')))).toEqual(
      new Set(['#ff000080']),
    )
    expect(strokesOf(groupNamed(draw({ lineColor: '#123456' }), 'path'))).toContain('#123456')
  })

  it('holds for bands, too, whose contours have the same inks as those on cells', () => {
    const inks = (background: 'raster' | 'bands') => strokesOf(groupNamed(draw({ background }), 'contours'))
    expect(inks('bands')).toEqual(inks('raster'))
  })
})

describe.each(everyone)('with %s', vision => {
  const several = { ...ramp, paths: seriesColors.map((_, i) => ({ ...ramp.paths[0], label: `${i}` })) as FigurePath[] }
  const light = ['#ffffff', '#ffff00', '#00ff00', '#ff000080', '#cccccc']

  it.each([...light, ...seriesColors, '#ff0000'])('a line in %s reads on its halo, and that on its edge', lineColor => {
    const scene = draw({ lineColor })
    const [edge = '', halo = ''] = strokesOf(groupNamed(scene, 'halos'))
    expect(contrastSeen(onWhite(lineColor), halo, vision)).toBeGreaterThan(3)
    expect(contrastSeen(halo, edge, vision)).toBeGreaterThan(4.5)
  })

  it('the lines of several paths do, too, and read in the panel and the legend', () => {
    const scene = draw({ panel: 'loss', bare: false, width: 1200 }, several)
    const casings = strokesOf(groupNamed(scene, 'halos'))
    seriesColors.forEach((color, i) => {
      expect(contrastSeen(color, casings[2 * i + 1] ?? '', vision), color).toBeGreaterThan(3)
    })
    for (const [name, ground] of [
      ['curves', '#fafafa'],
      ['legend', '#ffffff'],
    ] as const) {
      const strokes = strokesOf(groupNamed(scene, name))
      for (const color of seriesColors) {
        const below = strokes[strokes.indexOf(color) - 1] ?? color
        const own = contrastSeen(color, ground, vision)
        const outlined = Math.min(contrastSeen(below, ground, vision), contrastSeen(below, color, vision))
        expect(Math.max(own, outlined), `${color} in the ${name}`).toBeGreaterThan(3)
      }
    }
  })

  it('marks have a dark and a white outline, of which one reads everywhere', () => {
    const outlines = new Set(
      [...groupNamed(draw({}), 'ends'), ...groupNamed(draw({}), 'minima')].flatMap(shape =>
        (shape.kind === 'path' || shape.kind === 'circle') && shape.stroke ? [shape.stroke.color] : [],
      ),
    )
    const grounds = [...palettes.flatMap(palette => paletteColors(palette, 32)), ...undefinedColors]
    for (const ground of grounds)
      expect(Math.max(...[...outlines].map(outline => contrastSeen(outline, ground, vision))), ground).toBeGreaterThan(
        3,
      )
  })
})

it('draws the halos of all paths below the lines of all', () => {
  const two = { ...ramp, paths: ['a', 'b'].map(label => ({ ...ramp.paths[0], label })) as FigurePath[] }
  const names = draw({}, two).shapes.flatMap(shape => (shape.kind === 'group' ? [shape.name] : []))
  expect(names.indexOf('halos')).toBeLessThan(names.indexOf('path-1'))
  for (const name of ['path-1', 'path-2']) {
    // Dots at steps are lines without length.
    const lines = pathsOf(groupNamed(draw({}, two), name)).filter(({ lines }) =>
      lines.some(({ closed, points }) => !closed && points[0] !== points.at(-1)),
    )
    expect(strokesOf(lines)).toHaveLength(1)
  }
})

it('the visions in which inks are chosen leave grey as it is, and are those of the published table', () => {
  const published = [knownVisions.full, knownVisions.protanopia, knownVisions.deuteranopia].map(rows => rows.flat())
  expect(visions).toEqual(published)
  for (const vision of visions)
    for (const row of [0, 3, 6])
      expect(vision.slice(row, row + 3).reduce<number>((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5)
})
