import type { Tensor } from '@tensorflow/tfjs-core'
import { meanOfTerms } from '../../functions/terms.js'
import type { Terms } from '../../functions/types.js'
import { own } from '../../own.js'
import { randomSource } from '../../random.js'
import type { TF } from '../tensors/tf.js'
import { type Evaluable, evaluate } from './evaluate.js'
import type { TensorRule } from './tensorrule.js'

/** Keeps the order of the rows apart from the noise and from what an optimizer draws of the same seed. */
const salt = 0x2545f491

/**
 * The rows of each step's batch, by their indices, as PyTorch's DataLoader with shuffle takes them: each epoch goes once through all
 * rows in a new order, and its last batch is smaller where they do not come out even (drop_last=False). They hang on the seed alone,
 * so that all optimizers see the same. The order is Durstenfeld's shuffle of the one before.
 */
export function* batchesOf(rows: number, size: number, seed: number): Generator<readonly number[], never> {
  const random = randomSource((seed ^ salt) >>> 0)
  const order = Array.from({ length: rows }, (_, i) => i)
  for (;;) {
    for (let i = rows - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      const [a = i, b = j] = [order[i], order[j]]
      order[i] = b
      order[j] = a
    }
    for (let from = 0; from < rows; from += size) yield order.slice(from, from + size)
  }
}

/** Names of coefficients that no rule has: of a batch's rows, by their columns. */
const entries = ({ data: [row = []] }: Terms, size: number) =>
  Array.from({ length: size }, (_, k) => row.map((_, column) => `batch: row ${k}, column ${column}`))
const counts = (row: number) => `batch: row ${row} counts`
const count = 'batch: how many rows'

/** Whether the last batch of an epoch is smaller than the others. */
const uneven = ({ data }: Terms, size: number) => data.length % size !== 0

/**
 * The rows of each step's batch as coefficients. Where a batch is smaller than others, its first row stands for those that are
 * missing, and counts for nothing.
 */
export function* batchRows(terms: Terms, size: number, seed: number): Generator<Readonly<Record<string, number>>> {
  const names = entries(terms, size)
  // One record for all steps: it is read before the next is made.
  const coefficients: Record<string, number> = {}
  for (const batch of batchesOf(terms.data.length, size, seed)) {
    for (const [k, columns] of names.entries()) {
      const row = terms.data[batch[k] ?? batch[0] ?? 0] ?? []
      for (const [column, name] of columns.entries()) coefficients[name] = row[column] ?? Number.NaN
      if (uneven(terms, size)) coefficients[counts(k)] = k < batch.length ? 1 : 0
    }
    if (uneven(terms, size)) coefficients[count] = batch.length
    yield coefficients
  }
}

/**
 * A rule that is told value, gradient and second derivatives of a batch. What is noted of a step is the value of all rows. The rows are
 * coefficients, so the step is traced with them, and lanes of one seed share them.
 */
export function batchedRule(tf: TF, rule: TensorRule, terms: Terms, size: number): TensorRule {
  return {
    ...rule,
    told(m, params, c) {
      const given = (name: string): Tensor => {
        const value = own(c, name)
        if (value === undefined) throw new Error(`${name} is among the coefficients`)
        return value
      }
      const rows = entries(terms, size).map(names => names.map(given))
      const batch: Evaluable = {
        evaluate: (_, x, y) => {
          if (!uneven(terms, size)) return meanOfTerms(terms, m, x, y, rows)
          const parts = rows.map((row, k) => m.mul(given(counts(k)), terms.term(m, x, y, row)))
          return m.div(
            parts.reduce((sum, part) => m.add(sum, part)),
            given(count),
          )
        },
      }
      return evaluate(tf, m, batch, params)
    },
  }
}
