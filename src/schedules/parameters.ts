/** Parameters that several schedules have, and those whose default hangs on the run. */
import { count, parseRange, real } from '../optimizers/hyperparameters.js'
import type { Setting } from './types.js'

/** A whole number of steps with a default that hangs on the run. */
export function countFrom(shown: string, from: (setting: Setting) => number, doc: string) {
  return { kind: 'count', range: parseRange('[1, inf)'), shown, from, doc } as const
}

/** A number that hangs on the run, where nobody gives it. */
export function realFrom(shown: string, from: (setting: Setting) => number, doc: string) {
  return { kind: 'real', range: parseRange('[0, inf)'), shown, from, doc } as const
}

/** Several steps. */
export function stepsFrom(shown: string, from: (setting: Setting) => readonly number[], doc: string) {
  return { kind: 'steps', range: parseRange('[1, inf)'), shown, from, doc } as const
}

/** A share of the part of the run, in whole steps. */
export function share(of: number): (setting: Setting) => number {
  return ({ steps }) => Math.max(1, Math.round(of * steps))
}

/** How long something goes on: over all steps of its own. */
export function wholeLength(doc: string) {
  return countFrom('all steps', share(1), doc)
}

/** PyTorch's length of what a training begins with. */
export const totalIters = count(5, '[1, inf)', 'after so many steps it is over')

export const etaMin = real(0, '[0, inf)', 'the lowest learning rate')
