import type { Point } from '../../records/geometry.js'
import type { Shape } from '../../records/scene.js'
import type { ChosenScale } from '../ground/choosescale.js'
import { poleShare } from '../ground/valuerange.js'
import { formatNumber } from './numberformat.js'

/** Which values share the color at an end of the bar, as a pole is beyond. */
export function cutText({ low, high }: ChosenScale['cut']): string {
  const ends = [...(low ? ['lowest'] : []), ...(high ? ['highest'] : [])].join(' and the ')
  const share = `${formatNumber(100 * poleShare)}%`
  return low && high
    ? `the ${ends} ${share} of values, near poles, share a color each`
    : `the ${ends} ${share} of values, near a pole, share a color`
}

/** A small bar, pointed where colors end before the values. */
export function pointedSwatch([x, y]: Point, { low, high }: ChosenScale['cut'], radius: number): Shape[] {
  const [half, body, tip] = [0.5 * radius, 0.45 * radius, 1.25 * radius]
  const above: Point[] = high ? [[x, y - tip]] : []
  const below: Point[] = low ? [[x, y + tip]] : []
  const [top, bottom] = [y - (high ? body : radius), y + (low ? body : radius)]
  const points: Point[] = [[x - half, top], ...above, [x + half, top], [x + half, bottom], ...below, [x - half, bottom]]
  return [
    {
      kind: 'path',
      lines: [{ points, closed: true }],
      fill: '#e4e4e4',
      stroke: { color: '#1f1f1f', width: 0.17 * radius, join: 'round' },
    },
  ]
}
