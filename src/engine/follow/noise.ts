import type { Tensor } from '@tensorflow/tfjs-core'
import { normalSource, randomSource } from '../../random.js'
import type { Point } from '../../records/geometry.js'
import type { Noise } from '../../records/noise.js'
import type { Telling } from './oracle.js'
import type { TensorRule } from './tensorrule.js'

/** Keeps the noise's numbers apart from those that an optimizer draws of the same seed. */
const salt = 0x5bd1e995

/** The noise of a seed: a pair for each step, whatever the optimizer. */
export function noiseSource(seed: number): () => readonly [number, number] {
  return normalSource(randomSource((seed ^ salt) >>> 0))
}

/**
 * The names of the noise's coefficients: what x and y have in common, and what x has more and y less. A step is one operation shorter
 * with these than with one for x and one for y. No rule can have names like them.
 */
const [both, apart] = ['noise in x and y', 'noise in x, less in y'] as const

/** The coefficients of the noise, step by step. */
export function* noiseRows({ deviation }: Noise, seed: number): Generator<Readonly<Record<string, number>>> {
  const draw = noiseSource(seed)
  // One record for all steps: it is read before the next is made.
  const row: Record<string, number> = {}
  for (;;) {
    const [u, v] = draw()
    row[both] = (deviation * (u + v)) / 2
    row[apart] = (deviation * (u - v)) / 2
    yield row
  }
}

/**
 * A rule that is told a gradient with noise. What is noted of a step, the value, has none, nor have second derivatives. The noise
 * of a step is two coefficients, so the step is traced with it, and lanes of one seed share it. A gradient that a step takes elsewhere
 * has the same, as of one mini-batch.
 */
export function noisyRule(rule: TensorRule, { relative }: Noise): TensorRule {
  return {
    ...rule,
    update(m, e, state, c, structure) {
      const { add, mul, square, sqrt, sum } = m
      const [mean, half] = [c[both], c[apart]]
      if (mean === undefined || half === undefined) throw new Error('noise is among the coefficients')
      const noise = add(mul(m.column(1, -1), half), mean)
      const noisy = (gradient: Tensor) => add(gradient, relative ? mul(noise, sqrt(sum(square(gradient)))) : noise)
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
