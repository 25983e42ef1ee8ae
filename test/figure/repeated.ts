import { normalSource, randomSource } from '../../src/random.js'
import type { Point } from '../../src/records/geometry.js'
import { bandOf, repeatsOf } from '../../src/records/repeats.js'
import type { FigureContent, FigurePath } from '../../src/records/style.js'
import { stepOf, type Trajectory } from '../../src/records/trajectory.js'
import { functionNamed, hostLandscape, pathThrough } from './contents.js'

const himmelblau = (x: number, y: number) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2

/** Steps of a length against the gradient's direction, which is off by so much; shorter and shorter, or always the same. */
function descent(seed: number, steps: number, length: (k: number) => number, noise: number): Trajectory {
  const draw = normalSource(randomSource(seed))
  const points: Point[] = [[0.5, -1.5]]
  for (let k = 0; k < steps; k++) {
    const [x, y] = points.at(-1) ?? [0, 0]
    const [u, v] = draw()
    const [a, b] = [x * x + y - 11, x + y * y - 7]
    const [gx, gy] = [4 * x * a + 2 * b + noise * u, 2 * a + 4 * y * b + noise * v]
    const size = Math.hypot(gx, gy)
    points.push([x - (length(k) * gx) / size, y - (length(k) * gy) / size])
  }
  return pathThrough(points, himmelblau)
}

/** A path of a figure made of runs. */
export function bundled(label: string, trajectories: readonly Trajectory[], most = 2000): FigurePath {
  const seeds = trajectories.map((_, i) => i)
  const repeats = repeatsOf(seeds, trajectories, 'steps')
  const trajectory = trajectories[repeats.median] ?? trajectories[0]
  if (trajectory === undefined) throw new Error('no runs')
  return { label, trajectory, bundle: { ...repeats, band: bandOf(trajectories, stepOf, most) } }
}

/** So many runs with noise, of so many steps. */
export function noisyRuns(
  count: number,
  steps: number,
  noise = 60,
  length = (k: number) => 0.3 / Math.sqrt(1 + k / 4),
) {
  return Array.from({ length: count }, (_, seed) => descent(seed, steps, length, noise))
}

/** A figure of one bundle, or of several. */
export function repeatedContent(paths: readonly FigurePath[], subtitle = ''): FigureContent {
  const { domain, minima } = functionNamed('himmelblau')
  const landscape = hostLandscape(himmelblau, domain)
  return { paths, landscape, minima, title: 'Many seeds on Himmelblau', subtitle, quantity: 'f(x, y)' }
}
