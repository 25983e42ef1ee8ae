import { type BackendName, startBackend } from './backend.js'
import type { TF } from './tensors/tf.js'

/** What the engine of this machine is, and whether it computes rightly. */
export interface EngineDiagnosis {
  readonly backend: BackendName
  /** Why the native backend does not start, in one line. */
  readonly fallback?: string
  readonly tfjs: string
  /** The version of the native library behind the binding. */
  readonly libtensorflow?: string
  /** The largest relative error of a gradient with a known value; about 1e-7 in single precision. */
  readonly gradientError: number
}

/** A larger error is one of the engine, not of single precision. */
export const largestGradientError = 1e-5

/** Starts the best backend there is and tries it out. Does not throw where the native one is missing: it says why. */
export async function diagnoseEngine(): Promise<EngineDiagnosis> {
  const { tf, name, fallback } = await startBackend('auto')
  return {
    backend: name,
    fallback,
    tfjs: tf.version_core,
    libtensorflow: nativeVersion(tf),
    gradientError: gradientError(tf),
  }
}

function nativeVersion(tf: TF): string | undefined {
  const backend: { readonly binding?: { readonly TF_Version?: string } } = Object(tf.backend())
  return backend.binding?.TF_Version
}

/** ∇ Σ x² sin x = 2 x sin x + x² cos x: through a product, a square and a transcendental function. */
function gradientError(tf: TF): number {
  const at = [0.5, 1, 2, -3]
  const computed = tf.tidy(() =>
    tf
      .grad(x => tf.sum(tf.mul(tf.square(x), tf.sin(x))))(tf.tensor1d(at))
      .dataSync(),
  )
  const errors = at.map((x, i) => {
    const exact = 2 * x * Math.sin(x) + x * x * Math.cos(x)
    return Math.abs(((computed[i] ?? Number.NaN) - exact) / exact)
  })
  return errors.reduce((worst, error) => Math.max(worst, error), 0)
}
