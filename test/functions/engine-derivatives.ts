import { type BackendName, startBackend } from '../../src/engine/backend.js'
import { evaluate } from '../../src/engine/follow/evaluate.js'
import { scoped, tensorOps } from '../../src/engine/tensors/ops.js'
import type { TestFunction } from '../../src/functions/types.js'
import type { Point } from '../../src/records/geometry.js'
import type { HyperDual } from './hyperdual.js'

/** Value, gradient and Hessian as the engine computes them, at many points at once (one lane a point). */
export async function engineDerivatives(
  backend: BackendName,
  evaluateFn: TestFunction['evaluate'],
  points: readonly Point[],
): Promise<HyperDual[]> {
  const { tf } = await startBackend(backend)
  return scoped(tf, () => {
    const m = tensorOps(tf)
    const params = tf.tensor2d([points.map(p => p[0]), points.map(p => p[1])])
    const e = evaluate(tf, m, { evaluate: evaluateFn }, params)
    const [value, gradient, alongX, alongY] = [
      e.value,
      e.gradient,
      e.hessianVector(m.column(1, 0)),
      e.hessianVector(m.column(0, 1)),
    ].map(t => Array.from(t.dataSync()))
    const n = points.length
    // + 0: a negative zero is a zero.
    const at = (list: number[] | undefined, i: number) => (list?.[i] ?? Number.NaN) + 0
    return points.map(
      (_, i): HyperDual => ({
        value: at(value, i),
        gradient: [at(gradient, i), at(gradient, n + i)],
        hessian: [at(alongX, i), at(alongX, n + i), at(alongY, n + i)],
      }),
    )
  })
}
