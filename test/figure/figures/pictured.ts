import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { float64 } from '../../../src/functions/float64.js'
import { functions } from '../../../src/functions/index.js'
import { cmaEs } from '../../../src/optimizers/cma-es.js'
import type { HyperparameterValues } from '../../../src/optimizers/hyperparameters.js'
import { nelderMead } from '../../../src/optimizers/nelder-mead.js'
import { particleSwarm } from '../../../src/optimizers/particle-swarm.js'
import type { Procedure } from '../../../src/optimizers/types.js'
import type { FigureContent, FigureStyle } from '../../../src/records/style.js'
import { hostLandscape, pathThrough, referenceContent } from '../contents.js'
import { populatedPath } from '../populated.js'
import { bundled, noisyRuns, repeatedContent } from '../repeated.js'

export const adamw = (run: string) => referenceContent(`adamw@torchopt/${run}`)

export function severalPaths(): FigureContent {
  const runs = ['adamw@torchopt', 'sgd_momentum', 'rmsprop', 'adagrad'].map(name =>
    referenceContent(`${name}/himmelblau/lively`),
  )
  const [first] = runs
  if (first === undefined) throw new Error('no runs')
  return { ...first, paths: runs.flatMap(({ paths }) => paths), title: 'Four optimizers on Himmelblau', subtitle: '' }
}

function manySeeds(): FigureContent {
  const paths = [
    bundled(
      'short steps',
      noisyRuns(20, 80, 60, () => 0.06),
    ),
    bundled(
      'long steps',
      noisyRuns(20, 80, 60, () => 0.25),
    ),
    bundled(
      'shorter and shorter',
      noisyRuns(20, 80, 60, k => 0.5 / (1 + k / 4)),
    ),
  ]
  return repeatedContent(paths, '80 steps from (0.5, −1.5) · 20 seeds')
}

export const square = { x: [-2, 2], y: [-1, 3] } as const

export function partlyUndefined(): FigureContent {
  const f = (x: number, y: number) => Math.sqrt(x) + y * y - Math.log(1.9 - x)
  const trajectory = pathThrough(
    [
      [0.5, 2],
      [0.7, 1.5],
      [0.3, 0.4],
      [0.1, 0.1],
    ],
    f,
  )
  const landscape = hostLandscape(f, square, 60)
  return {
    paths: [{ trajectory, label: '' }],
    landscape,
    minima: [],
    title: 'Undefined places',
    subtitle: '',
    quantity: 'f',
  }
}

/** A path that comes to a border and goes along it to a corner; the box has no upper side. */
export function bounded(): FigureContent {
  const f = (x: number, y: number) => (x - 1.5) ** 2 + 3 * (y + 0.5) ** 2
  const trajectory = pathThrough(
    [
      [-1.2, 2],
      [-0.9, 1.2],
      [-0.5, 0.5],
      [-0.1, 0.25],
      [0.4, 0.25],
      [0.8, 0.25],
      [1, 0.25],
    ],
    f,
  )
  const bounds = { x: [-1.5, 1], y: [0.25, Number.POSITIVE_INFINITY] } as const
  const landscape = hostLandscape(f, square, 80)
  const minima = [{ at: [1.5, -0.5], value: 0 }] as const
  return { paths: [{ trajectory, label: '' }], landscape, minima, bounds, title: 'A box', subtitle: '', quantity: 'f' }
}

const steep = (x: number, y: number) => (x - 1) ** 2 + 8 * (y - 0.3 * x * x) ** 2

/** An optimizer that has a population, in doubles. */
function populated(procedure: Procedure, steps: number, set: HyperparameterValues): FigureContent {
  const trajectory = populatedPath(procedure, steep, [-0.9, 1.9], steps, set, square)
  const landscape = hostLandscape(steep, square, 120)
  const minima = [{ at: [1, 0.3], value: 0 }] as const
  return { paths: [{ trajectory, label: '' }], landscape, minima, title: procedure.title, subtitle: '', quantity: 'f' }
}

export function constant(): FigureContent {
  const trajectory = pathThrough(
    [
      [0.5, 2],
      [0.5, 2],
    ],
    () => 3,
  )
  const landscape = hostLandscape(() => 3, square, 20)
  return { paths: [{ trajectory, label: '' }], landscape, minima: [], title: 'A constant', subtitle: '', quantity: 'f' }
}

/** What torch.optim makes of batches of rows (fixtures/batches.py) on the ground of all of them. */
function batches(): FigureContent {
  const { runs } = JSON.parse(readFileSync(new URL('../../../fixtures/batches.json', import.meta.url), 'utf8'))
  const { fn: name, points } = runs[0]
  const fn = functions.find(known => known.name === name) ?? expect.fail(`no function ${name}`)
  const f = (x: number, y: number) => fn.evaluate(float64, x, y)
  return {
    paths: [{ trajectory: pathThrough(points, f), label: '' }],
    landscape: hostLandscape(f, fn.domain, 120),
    minima: fn.minima,
    title: `SGD on ${fn.title}`,
    subtitle: 'batches of 4 of 20',
    quantity: 'f',
  }
}

/** A figure: what it shows, its style, and at which scale its picture is kept. */
export type Figure = readonly [content: () => FigureContent, style: Partial<FigureStyle>, scale?: number]

/** Figures of paths of which pictures are kept. */
export const pictured: Readonly<Record<string, Figure>> = {
  flower: [() => adamw('flower/blog-lr0.1-200'), {}],
  'flower-outside': [() => adamw('flower/blog-lr0.01-200'), { width: 480, height: 432 }],
  'flower-lively-loss-labels': [() => adamw('flower/blog-lr0.7-200'), { panel: 'loss', contourLabels: true }],
  'rosenbrock-beside': [
    () => adamw('rosenbrock/lively'),
    { panel: 'loss', contourLabels: true, width: 1000, height: 500 },
  ],
  'himmelblau-bands': [
    () => adamw('himmelblau/lively'),
    { background: 'bands', aspect: 'equal', width: 600, height: 480 },
  ],
  'ackley-thumbnail': [() => adamw('ackley/lively'), { width: 200, height: 180 }],
  'beale-tiny': [() => adamw('beale/lively'), { width: 120, height: 108 }],
  'beale-poster': [() => adamw('beale/lively'), { width: 4000, height: 3600, palette: 'cividis' }, 0.125],
  'undefined-smooth': [partlyUndefined, { smooth: true, width: 480, height: 432 }],
  'undefined-bands': [partlyUndefined, { background: 'bands', width: 480, height: 432, palette: 'magma' }],
  bounds: [bounded, { width: 480, height: 432 }],
  'bounds-dark': [
    bounded,
    { width: 300, height: 270, palette: 'magma', ink: { letters: '#e6e6e6', page: '#14171c' }, colorbar: false },
  ],
  batches: [batches, { width: 600, height: 400 }],
  'population-simplex': [
    () => populated(nelderMead, 30, { size: 0.4 }),
    { populations: 'auto', width: 480, height: 432 },
  ],
  'population-swarm': [
    () => populated(particleSwarm, 20, { population: 15 }),
    { populations: [0, 3, 8, 20], width: 480, height: 432 },
  ],
  'population-sample': [() => populated(cmaEs, 24, { sigma: 0.35 }), { populations: 'auto', width: 480, height: 432 }],
  constant: [constant, { panel: 'loss', width: 480, height: 432 }],
  'several-paths': [severalPaths, { panel: 'loss', width: 1000, height: 600 }],
  'many-seeds': [
    () => repeatedContent([bundled('SGD', noisyRuns(24, 80))], '80 steps from (0.5, −1.5) · 24 seeds'),
    { panel: 'loss' },
  ],
  'many-seeds-compared': [manySeeds, { panel: 'loss', width: 1000, height: 600 }],
  bare: [() => adamw('flower/blog-lr0.1-900'), { bare: true, width: 300, height: 300 }],
  plain: [
    () => adamw('flower/lively'),
    {
      axes: false,
      colorbar: false,
      minima: false,
      contours: 0,
      levels: 8,
      palette: 'rd-yl-bu',
      width: 300,
      height: 270,
    },
  ],
}
