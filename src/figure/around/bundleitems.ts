import type { Point } from '../../records/geometry.js'
import { outcomesOf } from '../../records/repeats.js'
import type { Shape } from '../../records/scene.js'
import type { Bundle, FigurePath, FigureStyle } from '../../records/style.js'
import { valueExtent } from '../../records/trajectory.js'
import { bundleSwatch, drawnBeside } from '../paths/bundle.js'
import type { PathLook } from '../paths/looks.js'
import { bandFill } from '../paths/lossband.js'
import type { CaptionItem } from './caption.js'
import { formatWithin, type Notation } from './numberformat.js'

/** What some runs ended with, in a figure: `f = 1.35 (0.32 to 2.49)`, the median and 10 to 90%, and how many got where. */
export function outcomeTexts(
  bundle: Bundle,
  notation: Notation,
): { readonly final: string; readonly fates: readonly string[] } {
  const { trajectories } = bundle
  const { final, diverged, reached } = outcomesOf(bundle)
  const extent = valueExtent(trajectories)
  const [low, median, high] = [final.low, final.median, final.high].map(value =>
    formatWithin(value, extent, 3, notation),
  )
  const all = trajectories.length
  return {
    final: low === high ? `f = ${median}` : `f = ${median} (${low} to ${high})`,
    fates: [
      ...(reached.count > 0 ? [`${reached.count} of ${all} reached ${goalOf(bundle)}`] : []),
      ...(diverged > 0 ? [`${diverged} of ${all} diverged`] : []),
    ],
  }
}

/** The goal, where all that reached one reached the same. */
function goalOf({ trajectories }: Bundle): string {
  const goals = new Set(trajectories.flatMap(({ reached }) => reached?.goal ?? []))
  return goals.size === 1 ? [...goals].join() : 'a goal'
}

/** What the thin lines of bundles are, and the bands of a panel. */
export function bundleItems(
  paths: readonly FigurePath[],
  look: PathLook,
  style: FigureStyle,
  radius: number,
  notation: Notation,
): CaptionItem[] {
  const bundles = paths.flatMap(({ bundle }) => bundle ?? [])
  const [first] = bundles
  if (first === undefined) return []
  const count = first.trajectories.length
  const drawn = drawnBeside(first).length + 1
  const seeds = drawn < count ? `${count} seeds (${drawn} drawn)` : `${count} seeds`
  const { final, fates } = outcomeTexts(first, notation)
  const said = paths.length === 1 ? [`${seeds}: final ${final}`, ...fates] : [`${seeds} each; f: median (10 to 90%)`]
  return [
    { text: said.join(', '), mark: at => bundleSwatch(at, look, radius) },
    ...(style.panel.startsWith('loss')
      ? [
          {
            text: '10 to 90% of the runs, and their median',
            mark: (at: Point) => bandSwatch(at, look, radius),
            of: 'panel' as const,
          },
        ]
      : []),
  ]
}

/** A piece of a band with its line. */
function bandSwatch([x, y]: Point, look: PathLook, radius: number): Shape[] {
  const box = { left: x - 1.2 * radius, top: y - radius, width: 2.4 * radius, height: 2 * radius }
  const line = [
    [box.left, y],
    [box.left + box.width, y],
  ] as const
  return [
    { kind: 'rect', box, fill: bandFill(look) },
    { kind: 'path', lines: [{ points: line, closed: false }], stroke: { color: look.color, width: 0.4 * radius } },
  ]
}
