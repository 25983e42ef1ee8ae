import type { BackendName } from './backend.js'
import { type Run, shapeOf } from './run.js'

/**
 * Eigen computes exp, log, sin and others by other code for whole SIMD packets (4 to 16 floats) than for what remains, and
 * the two differ in the last bit. Lanes in whole packets have the same result whatever stands beside them.
 */
const packet: Readonly<Record<BackendName, number>> = { tensorflow: 16, cpu: 1 }

/** The number of lanes to compute for so many runs. */
export function paddedWidth(backend: BackendName, lanes: number): number {
  return Math.ceil(lanes / packet[backend]) * packet[backend]
}

/** The starts of runs as parameters of shape [2, width]: x, then y; the lanes that fill up repeat the first. */
export function startParameters(lanes: readonly Run[], width: number): Float32Array {
  const params = new Float32Array(2 * width)
  for (let lane = 0; lane < width; lane++) {
    const [x, y] = (lanes[lane] ?? lanes[0])?.start ?? [Number.NaN, Number.NaN]
    params[lane] = x
    params[width + lane] = y
  }
  return params
}

/**
 * Groups the indices of runs that can be computed together: of one optimizer on one function. Runs of an update rule must also
 * have the same steps, structure, bounds and batch size, and all of them or none learning rates that hang on the loss, or noise in
 * shares.
 */
export function laneGroups(runs: readonly Run[]): readonly (readonly number[])[] {
  const groups: { readonly of: Run; readonly shape: string; readonly members: number[] }[] = []
  for (const [index, run] of runs.entries()) {
    const { optimizer, steps, schedule } = run
    const { kind } = optimizer
    const shape = kind === 'rule' ? JSON.stringify([steps, schedule?.adaptive, shapeOf(run)]) : ''
    const group = groups.find(({ of, shape: s }) => of.optimizer === run.optimizer && of.fn === run.fn && s === shape)
    if (group !== undefined && (kind === 'rule' || kind === 'procedure')) group.members.push(index)
    else groups.push({ of: run, shape, members: [index] })
  }
  return groups.map(({ members }) => members)
}
