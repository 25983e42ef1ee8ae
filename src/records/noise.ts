/** Noise in what an optimizer is told of the objective. */
export interface Noise {
  /** As users write it: `0.5`, or `10%`. */
  readonly text: string
  /** The standard deviation, of each of the gradient's entries. */
  readonly deviation: number
  /** Of the gradient's norm, or of the value's size. */
  readonly relative: boolean
}

/** The noise of a text: a number, or a number and %; undefined where it is none. */
export function noiseOf(text: string): Noise | undefined {
  const [, digits = '', percent] = /^\s*\+?((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)\s*$/i.exec(text) ?? []
  const value = digits === '' ? Number.NaN : Number(digits)
  if (!Number.isFinite(value)) return undefined
  const relative = percent === '%'
  return { text: `${value}${percent}`, deviation: relative ? value / 100 : value, relative }
}
