import type { Evaluations, Outcome, Trajectory } from '../trajectory.js'

/** Which points of a trajectory are kept: all, the first and the last, or those of every so many steps and the last. */
export type Recording = 'all' | 'end' | { readonly every: number }

/** How many steps lie between two kept points; the last point of a finished run is always kept. */
function strideOf(record: Recording, steps: number): number {
  if (record === 'all') return 1
  return record === 'end' ? Math.max(1, steps) : record.every
}

/** Collects the points of lanes, step by step, into one trajectory each; a lane's ends where it diverges. */
export interface Recorder {
  /** Takes the points after `step` steps: the lanes' x, then their y, each `width` long, from `offset`. */
  points(step: number, params: Float32Array, offset: number, width: number): void
  /** Takes the values at the points after `step` steps from `offset`. */
  values(step: number, values: Float32Array, offset: number): void
  /** Whether the point after `step` steps is kept. */
  keeps(step: number): boolean
  /** Whether any lane is still finite. */
  alive(): boolean
  /** The lanes' trajectories, given what a number of steps cost. */
  trajectories(cost: (taken: number) => Evaluations): readonly Trajectory[]
}

/** A recorder of so many lanes. */
export function recorder(lanes: number, steps: number, recording: Recording): Recorder {
  const stride = strideOf(recording, steps)
  const last = Math.ceil(steps / stride)
  const kept = Array.from({ length: lanes }, () => ({
    points: new Float32Array(2 * (last + 1)),
    values: new Float32Array(last + 1),
  }))
  /** The step that led out of the finite numbers; a lane ends before it. */
  const diverged = new Array<number>(lanes).fill(Number.POSITIVE_INFINITY)
  let alive = lanes
  const slot = (step: number) => (step === steps ? last : step % stride === 0 ? step / stride : undefined)

  return {
    points(step, params, offset, width) {
      const at = slot(step)
      for (let lane = 0; lane < lanes; lane++) {
        if ((diverged[lane] ?? 0) <= step) continue
        const x = params[offset + lane] ?? Number.NaN
        const y = params[offset + width + lane] ?? Number.NaN
        const points = kept[lane]?.points
        if (!Number.isFinite(x) || !Number.isFinite(y)) {
          diverged[lane] = step
          alive--
        } else if (at !== undefined && points !== undefined) {
          points[2 * at] = x
          points[2 * at + 1] = y
        }
      }
    },
    values(step, values, offset) {
      const at = slot(step)
      if (at === undefined) return
      for (const [lane, to] of kept.entries()) to.values[at] = values[offset + lane] ?? Number.NaN
    },
    keeps: step => slot(step) !== undefined,
    alive: () => alive > 0,
    trajectories: cost =>
      kept.map(({ points, values }, lane) => {
        const end = diverged[lane] ?? 0
        const finished = end > steps
        const count = finished ? last + 1 : Math.ceil(end / stride)
        const outcome: Outcome = finished ? { kind: 'finished' } : { kind: 'diverged', step: end }
        const whole = { evaluations: cost(Math.min(end, steps)), outcome }
        const shown = finished
          ? { points, values }
          : { points: points.slice(0, 2 * count), values: values.slice(0, count) }
        if (stride === 1) return { ...shown, ...whole }
        return { ...shown, ...whole, steps: Uint32Array.from({ length: count }, (_, k) => Math.min(k * stride, steps)) }
      }),
  }
}
