import { color } from 'd3-color'
import type { Point } from '../../records/geometry.js'
import type { Ellipse, PopulationAt } from '../../records/population.js'
import type { Color, Shape } from '../../records/scene.js'
import { type Frame, toPixels } from '../around/frame.js'
import type { PathLook } from './looks.js'

/** So many outlines are told apart, at the most. */
const mostOutlines = 40

/** An ellipse is drawn so many standard deviations wide: of a normal sample 86 % lie within. */
export const deviations = 2

/**
 * The populations that a figure shows. Outlines are of all steps, or of every so many; scattered points of the steps 0, 1, 2, 4, 8 …,
 * as there is more to see at first. A step that is named has the last one until then. A film's frame has the last one.
 */
export function chosenPopulations(
  all: readonly PopulationAt[],
  steps: 'auto' | 'each' | readonly number[],
): readonly PopulationAt[] {
  if (steps === 'each') return all.slice(-1)
  if (steps !== 'auto') {
    const named = steps.flatMap(step => all.findLast(one => one.step <= step) ?? [])
    return all.filter(one => named.includes(one))
  }
  const every = Math.ceil(all.length / mostOutlines)
  return all.filter(({ step, joined }, i) =>
    joined ? i % every === 0 : step === 0 || Number.isInteger(Math.log2(step)),
  )
}

/** Populations in the color of their path, the later the stronger. */
export function populationShapes(
  populations: readonly PopulationAt[],
  { color: own, halo }: PathLook,
  frame: Frame,
  unit: number,
): readonly Shape[] {
  return populations.flatMap(({ points, joined, ellipse }, i): readonly Shape[] => {
    const share = populations.length === 1 ? 1 : i / (populations.length - 1)
    // A crowd that closes in is told by its strength alone, outlines by their places, too.
    const least = joined || ellipse !== undefined ? 0.6 : 0.3
    const ink = faded(own, least + (0.95 - least) * share)
    const pixels = points.map(point => toPixels(frame, point)).filter(isDrawn)
    const outline = joined
      ? pixels
      : ellipse === undefined
        ? []
        : outlineOf(ellipse)
            .map(at => toPixels(frame, at))
            .filter(isDrawn)
    const lines = [{ points: outline, closed: true }]
    const line: readonly Shape[] = [
      { kind: 'path', lines, stroke: { color: faded(halo, 0.3), width: 2.8 * unit, join: 'round' } },
      { kind: 'path', lines, stroke: { color: ink, width: 1.2 * unit, join: 'round' } },
    ]
    const dots = pixels.map((center): Shape => {
      return {
        kind: 'circle',
        center,
        radius: 2.3 * unit,
        fill: ink,
        stroke: { color: faded(halo, 0.7), width: 0.7 * unit },
      }
    })
    return [...(outline.length < 2 ? [] : line), ...(joined ? [] : dots)]
  })
}

/** Coordinates that a renderer can have: what is so far away is not seen. */
function isDrawn(at: Point): boolean {
  return at.every(pixels => Math.abs(pixels) < 1e5)
}

const corners = 72

/** The ellipse as a ring of points. */
function outlineOf({ center, xx, xy, yy }: Ellipse): readonly Point[] {
  // The lower Cholesky factor takes the unit circle to one standard deviation.
  const [a, b] = [Math.sqrt(xx), xx > 0 ? xy / Math.sqrt(xx) : 0]
  const c = Math.sqrt(Math.max(0, yy - b * b))
  return Array.from({ length: corners }, (_, i): Point => {
    const [u, v] = [Math.cos((2 * Math.PI * i) / corners), Math.sin((2 * Math.PI * i) / corners)]
    return [center[0] + deviations * a * u, center[1] + deviations * (b * u + c * v)]
  })
}

function faded(of: Color, opacity: number): Color {
  const parsed = color(of)
  return parsed === null ? of : parsed.copy({ opacity: parsed.opacity * opacity }).formatHex8()
}
