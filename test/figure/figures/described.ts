import { readFileSync } from 'node:fs'
import { animate, type Pace } from '../../../src/figure/animate.js'
import { cmaEs } from '../../../src/optimizers/cma-es.js'
import { nelderMead } from '../../../src/optimizers/nelder-mead.js'
import { particleSwarm } from '../../../src/optimizers/particle-swarm.js'
import type { Domain, Point } from '../../../src/records/geometry.js'
import type { Animation } from '../../../src/records/scene.js'
import type { FigureContent, FigurePath } from '../../../src/records/style.js'
import { type Trajectory, uncounted } from '../../../src/records/trajectory.js'
import { readTypeface } from '../../../src/render/fonts/userfont.js'
import { defaultStyle, hostLandscape, pathThrough } from '../contents.js'
import { populatedPath } from '../populated.js'
import { bundled, noisyRuns, repeatedContent } from '../repeated.js'
import { adamw, bounded, type Figure, partlyUndefined, severalPaths, square } from './pictured.js'

type Height = (x: number, y: number) => number

const bowl: Height = (x, y) => (x - 0.5) ** 2 + 3 * (y - 1) ** 2
const small = { width: 480, height: 432 } as const

interface Shown extends Partial<Omit<FigureContent, 'landscape'>> {
  readonly f?: Height
  readonly domain?: Domain
}

function content({ f = bowl, domain = square, ...more }: Shown): FigureContent {
  const landscape = hostLandscape(f, domain, 60, 50)
  return {
    paths: [],
    landscape,
    minima: [],
    title: 'A figure',
    subtitle: 'of fixed points',
    quantity: 'f(x, y)',
    ...more,
  }
}

/** A path that winds from a place into another, in so many steps. */
function spiral(from: Point, to: Point, steps: number, f: Height = bowl, turns = 1): Trajectory {
  const points = Array.from({ length: steps + 1 }, (_, k): Point => {
    const [share, angle] = [1 - k / steps, (2 * Math.PI * turns * k) / steps]
    const [dx, dy] = [from[0] - to[0], from[1] - to[1]]
    const turned = [dx * Math.cos(angle) - dy * Math.sin(angle), dx * Math.sin(angle) + dy * Math.cos(angle)] as const
    return [to[0] + share * turned[0], to[1] + share * turned[1]]
  })
  return pathThrough(points, f)
}

const named = (label: string, trajectory: Trajectory): FigurePath => ({ label, trajectory })

/** One path. */
function through(...points: readonly Point[]): FigureContent {
  return content({ paths: [named('', pathThrough(points, bowl))] })
}

/** So many paths from one place, or from a place each, which differ in how far they turn. */
function fan(count: number, apart = false, labels = (i: number) => `lr=${2 ** -i}`): readonly FigurePath[] {
  return Array.from({ length: count }, (_, i) =>
    named(
      labels(i),
      spiral(apart ? [-1.5 + 0.3 * i, 2.6 - 0.2 * i] : [-1.6, 2.5], [0.4, 0.9 + 0.05 * i], 20 + i, bowl, 0.2 * i),
    ),
  )
}

function rated(paths: readonly FigurePath[]): readonly FigurePath[] {
  return paths.map((path, i) => ({
    ...path,
    rates: path.trajectory.values.map((_, k) => (0.3 + 0.1 * i) / (1 + k / 10)),
  }))
}

/** Steps that cost more and more. */
function spending(trajectory: Trajectory, each: number): Trajectory {
  const spent = Uint32Array.from(trajectory.values, (_, k) => 1 + each * k + Math.floor((k * k) / 4))
  return { ...trajectory, spent, evaluations: { values: spent.at(-1) ?? 0, gradients: 0, hessianVectors: 0 } }
}

const leaving: readonly Point[] = [
  [-1, 1],
  [-1.8, 1.6],
  [-2.6, 1.2],
  [-1.9, 0.3],
  [-0.5, -0.2],
  [0.3, -1.4],
  [1.1, -0.6],
  [1.7, 1.2],
  [2.4, 2.2],
]
const outward = leaving.toReversed()
const shifted = (points: readonly Point[], dx: number, dy: number) => points.map(([x, y]): Point => [x + dx, y + dy])

const bundleOf = (label: string, runs: readonly Trajectory[]) => bundled(label, runs)

/** Seeds of which some diverge, and others reach a goal. */
function fates(): FigureContent {
  const runs = noisyRuns(30, 40).map((run, i): Trajectory => {
    if (i % 7 === 0) return { ...run, outcome: { kind: 'diverged', step: 41 } }
    return i % 3 === 0 ? { ...run, reached: { goal: 'f ≤ 0.5', step: 40 } } : run
  })
  return repeatedContent([bundleOf('Adam', runs)], 'with a goal')
}

const ofFloats: Height = (x, y) => 1e6 + (x - 2000.001) ** 2 + (y + 3) ** 2
const far = { x: [2000, 2000.002], y: [-3.001, -2.999] } as const

const loss = { panel: 'loss' } as const
const valley: Height = (x, y) => 1e-9 + (1 - x) ** 2 + 100 * (y - x * x) ** 2
const saddle: Height = (x, y) => x * x - (y - 1) ** 2
const steep: Height = (x, y) => (x - 1) ** 2 + 8 * (y - 0.3 * x * x) ** 2

const valleyContent = (): FigureContent =>
  content({
    f: valley,
    paths: [named('', spiral([-1.2, 1], [1, 1], 60, valley))],
    minima: [{ at: [1, 1], value: 1e-9 }],
    quantity: 'log f(x, y)',
  })

const long =
  'A title that goes on and on and does not come to an end before the figure does, as it says more than there is to say'

/** Figures that between them have every part of a figure of paths in each of its forms. */
const figures: Readonly<Record<string, Figure>> = {
  'loss-log': [valleyContent, { ...loss, ...small, lossScale: 'log', colorScale: 'log' }],
  'loss-linear-beside': [
    valleyContent,
    { ...loss, width: 900, height: 400, lossScale: 'linear', colorScale: 'linear' },
  ],
  'symlog-labels': [
    () => content({ f: saddle, paths: [named('', spiral([1.5, 2.5], [0, 1], 30, saddle))] }),
    {
      ...loss,
      width: 700,
      height: 600,
      colorScale: 'symlog',
      lossScale: 'symlog',
      contourLabels: true,
      palette: 'rd-bu',
    },
  ],
  'value-range': [
    valleyContent,
    { ...small, valueRange: [0.5, 50], contourLabels: true, contourColor: '#ffffff', contours: 6, levels: 7 },
  ],
  'value-range-above': [valleyContent, { width: 520, height: 300, valueRange: [1, 5000], text: 1.3 }],
  'evaluations-several': [
    () =>
      content({
        paths: fan(3, true).map((path, i) => ({
          ...path,
          counts: 'evaluations',
          trajectory: spending(path.trajectory, i + 1),
        })),
      }),
    { ...loss, width: 900, height: 640, lossX: 'evaluations', text: 1.2 },
  ],
  'rates-alone': [() => content({ paths: rated(fan(1)) }), { panel: 'lr', ...small }],
  'rates-below-losses': [
    () => content({ paths: rated(fan(4)), minima: [{ at: [0.5, 1], value: 0 }] }),
    { panel: 'loss,lr', width: 800, height: 900 },
  ],
  'rates-beside': [() => content({ paths: rated(fan(2)) }), { panel: 'loss,lr', width: 1100, height: 500 }],
  'varied-few': [
    () => content({ paths: fan(5), varied: { name: 'lr', values: [1, 0.5, 0.25, 0.125, 0.0625] } }),
    { ...loss, width: 800, height: 700 },
  ],
  'varied-bar': [
    () => content({ paths: fan(9), varied: { name: 'lr', values: Array.from({ length: 9 }, (_, i) => 2 ** -i) } }),
    { ...loss, width: 800, height: 700 },
  ],
  'varied-bar-linear': [
    () =>
      content({
        paths: fan(9, true),
        varied: { name: 'momentum', values: Array.from({ length: 9 }, (_, i) => 0.5 + i / 20) },
      }),
    { width: 400, height: 420, text: 0.8 },
  ],
  'many-named': [
    () => content({ paths: fan(11, true, i => `optimizer ${'abc'.repeat(i % 5)} ${i}`) }),
    { width: 760, height: 760 },
  ],
  'long-words': [
    () => content({ paths: fan(3, false, i => `${long} ${i}`), title: long, subtitle: `${long}, ${long}` }),
    { ...loss, width: 640, height: 640 },
  ],
  'small-several': [() => content({ paths: fan(4, true) }), { width: 320, height: 300 }],
  'tiny-several': [() => content({ paths: fan(4) }), { ...loss, width: 150, height: 130 }],
  bouncing: [
    () => {
      // Ever the same way but for every hundredth step: what is drawn of it again and again is drawn once.
      const points = Array.from(
        { length: 12_000 },
        (_, k): Point => [k % 2 === 0 ? -1.5 : 1.5, (k % 100 === 0 ? 2.5 : 0) + ((k % 7) - 3) / 10],
      )
      return content({ paths: [named('', pathThrough(points, bowl))] })
    },
    small,
  ],
  'ends-at-the-left': [() => through([1, 1], [-1, 1.4], [-9, 2]), small],
  'ends-at-the-right': [() => through([-1, 1], [1, 0.9], [9, 0.4]), small],
  'ends-at-the-top': [() => through([0.5, 0], [0.2, 2], [-0.4, 9]), small],
  'ends-at-the-bottom': [() => through([-0.5, 2], [-0.2, 1], [0.4, -9]), small],
  'no-room': [() => content({ paths: fan(2), minima: [{ at: [0.5, 1], value: 0 }] }), { width: 9, height: 6 }],
  'narrow-equal': [
    () => content({ paths: fan(2), domain: { x: [-2, 2], y: [-9, 9] } }),
    { ...loss, width: 700, height: 600, aspect: 'equal', background: 'bands', transparent: true },
  ],
  'flat-equal': [
    () => content({ paths: fan(1), domain: { x: [-20, 20], y: [-1, 3] } }),
    { width: 700, height: 600, aspect: 'equal', smooth: true },
  ],
  offsets: [
    () =>
      content({
        f: ofFloats,
        domain: far,
        paths: [named('', spiral([2000.0002, -2.9992], [2000.001, -3], 25, ofFloats))],
        minima: [{ at: [2000.001, -3], value: 1e6 }],
      }),
    { ...loss, width: 800, height: 720, contourLabels: true },
  ],
  'steps-shaded': [
    () =>
      content({
        paths: [named('', spiral([-1.7, 2.8], [0.5, 1], 150, bowl, 3))],
        bounds: { x: [-2, 1.5], y: [-0.5, 3] },
      }),
    { ...loss, width: 640, height: 700, pathColor: 'step', lineWidth: 3, palette: 'greys' },
  ],
  dots: [
    () => content({ paths: [named('', spiral([-1.7, 2.8], [0.5, 1], 6))] }),
    { ...small, lineWidth: 1, lineColor: '#00aa00', startColor: '#0000ff', endColor: '#ffff00', minima: false },
  ],
  'leaves-and-returns': [() => through(...leaving), { width: 600, height: 540 }],
  'starts-outside': [() => through(...outward), { ...small, ...loss }],
  'stays-outside': [() => through(...shifted(leaving, 8, 5)), { width: 600, height: 540, ...loss }],
  'several-outside': [
    () =>
      content({
        paths: [
          named('leaves', pathThrough(leaving, bowl)),
          named('comes', pathThrough(outward, bowl)),
          named('stays', pathThrough(shifted(leaving, -9, -2), bowl)),
          named('inside', spiral([-1, 2], [0.5, 1], 12)),
        ],
      }),
    { width: 640, height: 600, ...loss },
  ],
  diverged: [
    () => {
      const run = pathThrough(shifted(leaving, 0.2, 0), (x, y) => (x > 1.5 ? Number.POSITIVE_INFINITY : bowl(x, y)))
      return content({ paths: [named('', { ...run, outcome: { kind: 'diverged', step: 9 } })] })
    },
    { ...small, ...loss },
  ],
  'lowest-on-the-way': [
    () =>
      content({
        paths: [
          named(
            '',
            pathThrough(
              [...spiral([-1.5, 2.6], [0.5, 1], 12).values].map(
                (_, k): Point => [-1.5 + 0.25 * k, 1 + (k - 8) ** 2 / 40],
              ),
              bowl,
            ),
          ),
        ],
      }),
    { ...small, ...loss, text: 1.5 },
  ],
  recorded: [
    () => {
      const whole = spiral([-1.5, 2.6], [0.5, 1], 20, bowl, 2)
      const steps = Uint32Array.from(whole.values, (_, k) => 50 * k)
      return content({ paths: [named('recorded', { ...whole, steps, evaluations: uncounted })] })
    },
    { width: 600, height: 800, ...loss },
  ],
  'start-alone': [() => content({ paths: [named('', pathThrough([[0, 0]], bowl))], title: '' }), { ...small, ...loss }],
  'no-path': [() => content({ subtitle: '' }), { ...small, contourLabels: true }],
  'no-value': [
    () =>
      content({
        f: () => Number.NaN,
        paths: [
          named(
            '',
            pathThrough(leaving, () => Number.NaN),
          ),
        ],
      }),
    { ...small, ...loss },
  ],
  'axes-off': [
    () =>
      content({
        paths: fan(2),
        minima: [
          { at: [0.5, 1], value: 0 },
          { at: [-1, 0], value: 0 },
          { at: [7, 7], value: 0 },
        ],
      }),
    { ...loss, width: 800, height: 500, axes: false, colorbar: false },
  ],
  'dark-several': [
    severalPaths,
    { ...loss, width: 700, height: 700, palette: 'magma', ink: { letters: '#e6e6e6', page: '#14171c' }, text: 0.9 },
  ],
  'dark-undefined': [
    partlyUndefined,
    { ...small, background: 'bands', contourLabels: true, ink: { letters: '#ffffff', page: '#000000' } },
  ],
  'box-labelled': [
    bounded,
    { width: 700, height: 640, contourLabels: true, aspect: 'fill', paper: { width: 90, height: 80, unit: 'mm' } },
  ],
  'seeds-fates': [fates, { ...loss, width: 640, height: 760 }],
  'seeds-small': [fates, { width: 330, height: 300 }],
  'seeds-by-step': [
    () => repeatedContent([bundleOf('SGD', noisyRuns(70, 20))], ''),
    { ...loss, width: 900, height: 500, pathColor: 'step' },
  ],
  'populations-several': [
    () =>
      content({
        f: steep,
        paths: [nelderMead, particleSwarm, cmaEs].map(procedure =>
          named(procedure.title, populatedPath(procedure, steep, [-0.9, 1.9], 7, {}, square)),
        ),
      }),
    { width: 640, height: 640, populations: 'auto' },
  ],
  'himmelblau-labels': [
    () => adamw('himmelblau/lively'),
    { width: 500, height: 500, contourLabels: true, contours: 20 },
  ],
}

/** Few colors and contours: what they are is in pictures, too, and in some of these. */
const few = { ...defaultStyle, levels: 6, contours: 3 } as const

export const described: Readonly<Record<string, Figure>> = Object.fromEntries(
  Object.entries(figures).map(([name, [content, style]]) => [name, [content, { ...few, ...style }]]),
)

/** One in a font of the user's, which has no Greek. */
export async function ofFont(): Promise<Figure> {
  const file = readFileSync(new URL('../../../fixtures/fonts/optviz-sans-italic.ttf', import.meta.url))
  const typeface = await readTypeface('italic.ttf', file)
  return [
    () => content({ paths: fan(3), title: 'θ in italics' }),
    { ...few, ...loss, width: 640, height: 640, typeface },
  ]
}

const pace: Pace = { fps: 10, every: 16, mostFrames: 100 }

/** Figures that move. */
export const animated: Readonly<Record<string, () => Animation>> = {
  'moving-several': () =>
    animate(content({ paths: rated(fan(3)) }), { ...few, panel: 'loss,lr', width: 600, height: 760 }, pace),
  'moving-evaluations': () =>
    animate(
      content({ paths: [named('', spending(spiral([1.5, 2.5], [0.5, 1], 20), 3))] }),
      { ...few, ...loss, ...small, lossX: 'evaluations', pathColor: 'step' },
      pace,
    ),
  'moving-seeds': () =>
    animate(
      repeatedContent([
        bundleOf('SGD', noisyRuns(12, 20)),
        bundleOf(
          'long',
          noisyRuns(8, 12, 60, () => 0.3),
        ),
      ]),
      { ...few, ...loss, width: 640, height: 640 },
      pace,
    ),
  'moving-population': () =>
    animate(
      content({
        f: steep,
        paths: [named('', populatedPath(particleSwarm, steep, [-0.9, 1.9], 12, { population: 6 }, square))],
      }),
      { ...few, ...small, populations: 'auto' },
      { fps: 4, mostFrames: 4 },
    ),
}
