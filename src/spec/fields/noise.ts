import { UsageError } from '../../errors.js'
import { noiseOf } from '../../records/noise.js'
import { type Parse, quoted, shaped } from './kinds.js'

const written = { type: 'string', pattern: '^\\s*\\+?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?\\s*%?\\s*$' }

/** A standard deviation, or a share of the gradient's norm: `0.5`, `10%`. */
export const noise: Parse<string> = shaped({ anyOf: [written, { type: 'number', minimum: 0 }] }, (raw, name) => {
  const read = typeof raw === 'string' || typeof raw === 'number' ? noiseOf(String(raw)) : undefined
  if (read !== undefined) return read.text
  throw new UsageError(
    `${name}: expected a standard deviation of at least 0, or one in % of the gradient's norm, got ${quoted(raw)}`,
  )
})
