import type { Evaluations, Outcome, Trajectory } from '../../records/trajectory.js'

/** Collects the points of lanes, step by step, into one trajectory each; a lane's ends where it diverges. */
export interface Recorder {
  /** Takes the points after `step` steps: the lanes' x, then their y, each `width` long, from `offset`. */
  points(step: number, params: Float32Array, offset: number, width: number): void
  /** Takes the values at the points after `step` steps from `offset`. */
  values(step: number, values: Float32Array, offset: number): void
  /** Takes the points and values after each of so many steps from `step` on, one step after another. */
  steps(step: number, count: number, params: Float32Array, values: Float32Array, width: number): void
  /** Whether any lane is still finite. */
  alive(): boolean
  /** The lanes' trajectories, given what a number of steps cost. */
  trajectories(cost: (taken: number) => Evaluations): readonly Trajectory[]
}

/** A recorder of so many lanes, of so many steps each. */
export function recorder(lanes: number, steps: number): Recorder {
  const kept = Array.from({ length: lanes }, () => ({
    points: new Float32Array(2 * (steps + 1)),
    values: new Float32Array(steps + 1),
  }))
  /** The step that led out of the finite numbers; a lane ends before it. */
  const diverged = new Array<number>(lanes).fill(Number.POSITIVE_INFINITY)
  let alive = lanes
  const note = (lane: number, step: number, x = Number.NaN, y = Number.NaN) => {
    if ((diverged[lane] ?? 0) <= step) return
    const points = kept[lane]?.points
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      diverged[lane] = step
      alive--
    } else if (points !== undefined) {
      points[2 * step] = x
      points[2 * step + 1] = y
    }
  }

  return {
    points(step, params, offset, width) {
      for (let lane = 0; lane < lanes; lane++) note(lane, step, params[offset + lane], params[offset + width + lane])
    },
    values(step, values, offset) {
      for (const [lane, to] of kept.entries()) to.values[step] = values[offset + lane] ?? Number.NaN
    },
    steps(step, count, params, values, width) {
      // Lane by lane: what is written lies together then, and what is read comes in lines that near lanes share.
      for (let lane = 0; lane < lanes; lane++) {
        const to = kept[lane]
        if (to === undefined) continue
        for (let row = 0; row < count; row++) {
          to.values[step + row] = values[row * width + lane] ?? Number.NaN
          note(lane, step + row, params[2 * row * width + lane], params[(2 * row + 1) * width + lane])
        }
      }
    },
    alive: () => alive > 0,
    trajectories: cost =>
      kept.map(({ points, values }, lane) => {
        const end = diverged[lane] ?? 0
        if (end > steps) return { points, values, evaluations: cost(steps), outcome: { kind: 'finished' } }
        const outcome: Outcome = { kind: 'diverged', step: end }
        return { points: points.slice(0, 2 * end), values: values.slice(0, end), evaluations: cost(end), outcome }
      }),
  }
}
