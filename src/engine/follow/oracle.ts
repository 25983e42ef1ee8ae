import { type Answer, type Oracle, type Question, type Questions, unasked } from '../../optimizers/types.js'
import type { Point } from '../../records/geometry.js'
import type { Evaluations } from '../../records/trajectory.js'
import type { Objective } from './objective.js'

/** What is seen at a point, once it is looked at. */
export interface Glance {
  value(): number
  gradient(): Point
}

/** An oracle, and how often it was asked. */
export interface Asked {
  readonly oracle: Oracle
  /** What the optimizer is told of an answer that it was given elsewhere: counts the question. */
  tell(question: Question | Questions, answer: Answer): Answer
  count(): Evaluations
  /** Value and gradient at a point, uncounted: for who watches the optimizer. */
  glance(at: Point): Glance
  /** What work with the oracle gives, or the oracle's own failure, whatever a user's code made of it. */
  during<T>(work: () => T): T
}

/** What is told of an answer to a question. */
export type Telling = (ask: Question['ask'], answer: Answer) => Answer

/** An oracle that answers at once, as `told` has it. */
export function askedOf(objective: Objective, told?: Telling): Asked {
  const count = { values: 0, gradients: 0, hessianVectors: 0 }
  const tell = ({ ask, at }: Question | Questions, answer: Answer): Answer => {
    if (ask === 'values') {
      count.values += at.length
      if (told === undefined) return answer
      return { ...answer, values: Array.from(answer.values ?? [], value => told('value', { ...unasked, value }).value) }
    }
    if (ask === 'value') count.values++
    else count.gradients++
    if (ask === 'hessian') count.hessianVectors += 2
    return told?.(ask, answer) ?? answer
  }
  let failure: { readonly error: unknown } | undefined
  const answer = (ask: Question['ask'], at: Point): Answer => {
    try {
      return tell({ ask, at }, only(objective.answers(ask, [at])))
    } catch (error) {
      failure ??= { error }
      throw error
    }
  }
  return {
    oracle: {
      value: at => answer('value', at).value,
      gradient: at => answer('gradient', at),
      hessian: at => answer('hessian', at),
    },
    tell,
    count: () => ({ ...count }),
    glance: at => ({
      value: () => only(objective.answers('value', [at])).value,
      gradient: () => only(objective.answers('gradient', [at])).gradient,
    }),
    during(work) {
      try {
        const result = work()
        if (failure === undefined) return result
      } catch (error) {
        if (failure === undefined) throw error
      }
      throw failure.error
    },
  }
}

function only([answer]: readonly Answer[]): Answer {
  if (answer === undefined) throw new Error('a question has an answer')
  return answer
}
