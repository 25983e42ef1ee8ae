import { own } from '../../own.js'
import { alike } from '../../words/nearest.js'
import type { Key } from './fields.js'

/** The kinds of figures: a path, a comparison, a sweep over one hyperparameter or two, a basin map. */
export type FigureKind = 'run' | 'compare' | 'chart' | 'map' | 'basins'

type Reasons = Readonly<Partial<Record<Key, string>>>

const noPath = 'a sweep draws no path'
const noLandscape = 'a sweep draws no landscape'
/** Why a sweep has no recorded path. */
export const notSwept = 'a path recorded elsewhere has nothing that a sweep could vary'

const basinColors = 'a basin map has a color for each place where runs end'

/** What no sweep's figure and no basin map shows. */
const unswept: Reasons = {
  ...{ path: notSwept, label: notSwept },
  until: 'a sweep runs all steps, and counts those to a value by --metric steps-to=TOL',
  ...{
    view: noPath,
    lineColor: noPath,
    pathColor: noPath,
    startColor: noPath,
    endColor: noPath,
    panel: noPath,
    lossX: noPath,
    lossScale: noPath,
    show: noPath,
    fps: noPath,
    every: noPath,
  },
}

/** What no sweep's figure shows. */
const sweep: Reasons = {
  ...unswept,
  ...{ background: noLandscape, contours: noLandscape, contourLabels: noLandscape, contourColor: noLandscape },
}

const unheardBy: Readonly<Record<FigureKind, Reasons>> = {
  run: {},
  compare: {
    optimModule: 'the entries of a comparison name modules themselves, such as adam,./mine.mjs',
    optimCommand: 'the entries of a comparison name commands themselves: { optim-command: python3 mine.py }',
    lineColor: 'every path of a comparison has a color of its own',
    pathColor: 'the paths of a comparison are told apart by their colors',
    endColor: 'the end of a path has the color of the path where several are compared',
  },
  chart: {
    ...sweep,
    ...{
      palette: 'a sweep over one hyperparameter has no colors',
      levels: 'a sweep over one hyperparameter has no colors',
    },
    ...{ valueRange: 'a sweep over one hyperparameter has no colors' },
    ...{ colorbar: 'a sweep over one hyperparameter has no colors', smooth: noLandscape, aspect: noLandscape },
    ...{ minima: noLandscape, resolution: noLandscape, domain: noLandscape },
  },
  map: {
    ...sweep,
    ...{ lineWidth: noPath, aspect: noLandscape, minima: noLandscape, resolution: noLandscape, domain: noLandscape },
  },
  basins: {
    ...unswept,
    ...{ lineWidth: noPath, palette: basinColors, levels: basinColors, smooth: basinColors, colorbar: basinColors },
    ...{ background: basinColors, contourLabels: 'the contours of a basin map are faint: they have no labels' },
    valueRange: basinColors,
    repeat: 'a basin map has one run from each start',
  },
}

/** Why a kind of figure does not show a setting, in any spelling; undefined where it does. Random starts lie in the domain. */
export function unheard(kind: FigureKind, key: string, randomStarts = false): string | undefined {
  const reasons = unheardBy[kind]
  const found = alike(key, Object.keys(reasons))
  return found === undefined || (found === 'domain' && randomStarts) ? undefined : own(reasons, found)
}
