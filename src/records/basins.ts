import type { Domain, Point } from './geometry.js'
import { outcomeOf, pointAt, pointCount, stepOf, type Trajectory } from './trajectory.js'

/** A place where runs end, and how many do. */
export interface Attractor {
  readonly at: Point
  readonly value: number
  readonly count: number
  /** The median of the steps that its runs took. */
  readonly steps: number
  /** Which of the known places it is, where it is one. */
  readonly minimum?: number
}

/** Where the runs from every cell of a grid end. */
export interface Basins {
  readonly domain: Domain
  readonly columns: number
  readonly rows: number
  /** The known minima but for those that are in one place with an earlier one. */
  readonly known: readonly Point[]
  /** Those that most runs end at first; of equals the lowest. */
  readonly attractors: readonly Attractor[]
  /** The index of each cell's attractor, row-major, the lowest y first; −1: diverged, −2: still moving at the end. */
  readonly reached: Int32Array
  /** The steps until the path stays near its end; where it diverged, those before. */
  readonly steps: Float32Array
}

export const diverged = -1
export const moving = -2

/** What a basin map keeps of one run. */
export interface Ending {
  readonly kind: 'settled' | 'moving' | 'diverged'
  readonly at: Point
  readonly value: number
  readonly steps: number
}

/** The share of a domain's diagonal within which points are one place. */
const nearness = 0.01

/** The share of the steps, at the end, in which a settled path stays near its end. */
const rest = 0.1

/** Where a trajectory ends, and when it came near that for good. */
export function endingOf(t: Trajectory, domain: Domain): Ending {
  const last = pointCount(t) - 1
  const at = pointAt(t, last)
  const value = t.values[last] ?? Number.NaN
  if (outcomeOf(t).kind === 'diverged') return { kind: 'diverged', at, value, steps: last }
  const radius = nearness * diagonal(domain)
  let arrived = last
  while (arrived > 0 && distance(pointAt(t, arrived - 1), at) <= radius) arrived--
  const kind = arrived <= Math.floor((1 - rest) * last) ? 'settled' : 'moving'
  return { kind, at, value, steps: stepOf(t, arrived) }
}

/**
 * Gathers the ends of the runs from a grid's cells into attractors: those nearer than a hundredth of the domain to a known
 * minimum, or else to the first that ended there, are one.
 */
export function basinsOf(
  domain: Domain,
  columns: number,
  rows: number,
  endings: readonly Ending[],
  minima: readonly Point[],
): Basins {
  const radius = nearness * diagonal(domain)
  const known = minima.filter((one, i) => minima.findIndex(other => distance(one, other) <= radius) === i)
  const places = new Places(radius, known)
  const members = endings.map(({ kind, at }) =>
    kind === 'settled' ? places.indexOf(at) : kind === 'moving' ? moving : diverged,
  )
  const groups = Array.from({ length: places.count }, (): Ending[] => [])
  for (const [i, place] of members.entries()) {
    const ending = endings[i]
    if (place >= 0 && ending !== undefined) groups[place]?.push(ending)
  }
  const found = groups.flatMap((runs, place) => {
    const minimum = place < known.length && { minimum: place }
    return runs.length === 0 ? [] : [{ place, attractor: { ...attractorOf(runs), ...minimum } }]
  })
  found.sort((a, b) => b.attractor.count - a.attractor.count || a.attractor.value - b.attractor.value)
  const rank = new Map(found.map(({ place }, i) => [place, i]))
  return {
    domain,
    columns,
    rows,
    known,
    attractors: found.map(({ attractor }) => attractor),
    reached: Int32Array.from(members, place => (place < 0 ? place : (rank.get(place) ?? moving))),
    steps: Float32Array.from(endings, ending => ending.steps),
  }
}

/** The attractor of its runs: it is where the value is lowest. */
function attractorOf(runs: readonly Ending[]): Attractor {
  const lowest = runs.reduce((a, b) => (b.value < a.value ? b : a))
  const steps = Float32Array.from(runs, run => run.steps).sort()
  return { at: lowest.at, value: lowest.value, count: runs.length, steps: steps[steps.length >> 1] ?? Number.NaN }
}

/** Places: some known ones, and those found so far, each near the first point that was there; looked up by the squares of a grid. */
class Places {
  readonly #points: Point[] = []
  readonly #squares = new Map<string, number[]>()
  readonly #radius: number

  constructor(radius: number, known: readonly Point[]) {
    this.#radius = radius
    for (const point of known) this.#add(point)
  }

  get count(): number {
    return this.#points.length
  }

  indexOf(point: Point): number {
    const [column, row] = this.#square(point)
    for (let i = column - 1; i <= column + 1; i++)
      for (let j = row - 1; j <= row + 1; j++)
        for (const index of this.#squares.get(`${i},${j}`) ?? [])
          if (distance(this.#points[index] ?? point, point) <= this.#radius) return index
    return this.#add(point)
  }

  #add(point: Point): number {
    const index = this.#points.push(point) - 1
    const square = this.#square(point).join()
    this.#squares.set(square, [...(this.#squares.get(square) ?? []), index])
    return index
  }

  #square([x, y]: Point): Point {
    return [Math.floor(x / this.#radius), Math.floor(y / this.#radius)]
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

function diagonal({ x, y }: Domain): number {
  return Math.hypot(x[1] - x[0], y[1] - y[0])
}
