import { float64 } from '../../src/functions/float64.js'
import { functions } from '../../src/functions/index.js'
import type { TestFunction } from '../../src/functions/types.js'
import type { Domain, Point } from '../../src/records/geometry.js'
import type { Landscape } from '../../src/records/landscape.js'
import type { FigureContent, FigureStyle } from '../../src/records/style.js'
import type { Trajectory } from '../../src/records/trajectory.js'
import { referencesOf } from '../optimizers/references.js'

/** The style that a figure has where nothing is asked for. */
export const defaultStyle: FigureStyle = {
  width: 800,
  height: 720,
  text: 1,
  transparent: false,
  palette: 'viridis',
  levels: 32,
  colorScale: 'auto',
  smooth: false,
  background: 'raster',
  contours: 10,
  contourLabels: false,
  contourColor: 'auto',
  lineColor: '#ff0000',
  lineWidth: 2,
  pathColor: 'line',
  startColor: '#5050ff7f',
  endColor: '#ff5050',
  axes: true,
  colorbar: true,
  minima: true,
  bare: false,
  aspect: 'auto',
  panel: 'none',
  lossX: 'steps',
  lossScale: 'auto',
}

export function functionNamed(name: string): TestFunction {
  const found = functions.find(fn => fn.name === name)
  if (found === undefined) throw new Error(`no function ${name}`)
  return found
}

/** A function on a grid, in doubles on the host: figures are tested without an engine. */
export function hostLandscape(
  f: (x: number, y: number) => number,
  domain: Domain,
  columns = 200,
  rows = columns,
): Landscape {
  const values = new Float32Array(columns * rows)
  const center = ([min, max]: readonly [number, number], i: number, cells: number) =>
    min + ((i + 0.5) * (max - min)) / cells
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      values[row * columns + column] = f(center(domain.x, column, columns), center(domain.y, row, rows))
  return { domain, columns, rows, values }
}

/** A path through some points. */
export function pathThrough(points: readonly Point[], f: (x: number, y: number) => number): Trajectory {
  return {
    points: Float32Array.from(points.flat()),
    values: Float32Array.from(points, ([x, y]) => f(x, y)),
    evaluations: { values: 0, gradients: points.length - 1, hessianVectors: 0 },
    outcome: { kind: 'finished' },
  }
}

/** What a figure of a function shows, with a reference trajectory as its path. */
export function referenceContent(reference: string, resolution = 200, domain?: Domain): FigureContent {
  const found = referencesOf(reference.split('/')[0] ?? '').find(({ id }) => id === reference)
  if (found === undefined) throw new Error(`no reference ${reference}`)
  const fn = functionNamed(found.function)
  const f = (x: number, y: number) => fn.evaluate(float64, x, y)
  const points = found.x.map((x, k): Point => [x, found.y[k] ?? Number.NaN])
  return {
    paths: [{ trajectory: pathThrough(points, f), label: found.optimizer }],
    landscape: hostLandscape(f, domain ?? fn.domain, resolution),
    minima: fn.minima,
    title: `${found.optimizer} on ${fn.title}`,
    subtitle: `${found.tag} · ${found.steps} steps from (${found.start.join(', ')})`,
    quantity: 'f(x, y)',
  }
}
