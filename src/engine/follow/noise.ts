import type { Tensor } from '@tensorflow/tfjs-core'
import { normalSource, randomSource } from '../../random.js'
import type { Point } from '../../records/geometry.js'
import type { Noise } from '../../records/noise.js'
import type { TF } from '../tensors/tf.js'
import type { Telling } from './oracle.js'
import type { TensorRule } from './tensorrule.js'

/** Keeps the noise's numbers apart from those that an optimizer draws of the same seed. */
const salt = 0x5bd1e995

/** The noise of a seed: a pair for each step, whatever the optimizer. */
export function noiseSource(seed: number): () => readonly [number, number] {
  return normalSource(randomSource((seed ^ salt) >>> 0))
}

/** The names of the noise's coefficients. No rule can have names like them. */
const [inX, inY] = ['noise in x', 'noise in y'] as const

/** The coefficients of the noise, step by step. */
export function* noiseRows({ deviation }: Noise, seed: number): Generator<Readonly<Record<string, number>>> {
  const draw = noiseSource(seed)
  // One record for all steps: it is read before the next is made.
  const row = { [inX]: 0, [inY]: 0 }
  for (;;) {
    const [u, v] = draw()
    // As the sum of two roundings, not as rounded once: figures with noise are drawn again to the last bit.
    const mean = Math.fround((deviation * (u + v)) / 2)
    const half = Math.fround((deviation * (u - v)) / 2)
    row[inX] = mean + half
    row[inY] = mean - half
    yield row
  }
}

/**
 * A rule that is told a gradient with noise. What is noted of a step, the value, has none, nor have second derivatives. The noise
 * of a step is two coefficients, so the step is traced with it, and lanes of one seed share it. A gradient that a step takes elsewhere
 * has the same, as of one mini-batch.
 */
export function noisyRule(tf: TF, rule: TensorRule, { relative }: Noise): TensorRule {
  return {
    ...rule,
    update(m, e, state, c, structure) {
      const [u, v] = [c[inX], c[inY]]
      if (u === undefined || v === undefined) throw new Error('noise is among the coefficients')
      const { add, mul, square, sqrt } = m
      const noisy = (gradient: Tensor) => {
        // x and y apart, which a gradient is put together of: in a graph both ways are nothing, and no operation broadcasts.
        const [x, y] = tf.split(gradient, 2, 0)
        if (x === undefined || y === undefined) throw new Error('a gradient has two rows')
        if (!relative) return tf.concat([add(x, u), add(y, v)], 0)
        const norm = sqrt(add(square(x), square(y)))
        return tf.concat([add(x, mul(u, norm)), add(y, mul(v, norm))], 0)
      }
      const told = { ...e, gradient: noisy(e.gradient), gradientAt: (params: Tensor) => noisy(e.gradientAt(params)) }
      return rule.update(m, told, state, c, structure)
    },
  }
}

/** What is told of answers: values and gradients have noise, drawn anew at each question; the Hessian has none. */
export function noisyAnswers({ deviation, relative }: Noise, seed: number): Telling {
  const draw = noiseSource(seed)
  const noisyValue = (value: number, z: number) => Math.fround(value + deviation * z * (relative ? Math.abs(value) : 1))
  const noisyGradient = ([x, y]: Point): Point => {
    const [u, v] = draw()
    const size = deviation * (relative ? Math.hypot(x, y) : 1)
    return [Math.fround(x + size * u), Math.fround(y + size * v)]
  }
  return (ask, told) => {
    const gradient = ask === 'value' ? told.gradient : noisyGradient(told.gradient)
    return { ...told, gradient, value: noisyValue(told.value, draw()[0]) }
  }
}
