/** What a run goes on until: the value, the gradient's norm or a step's length is below a number. */
export interface Goal {
  /** As users write it: `f<1e-6`. */
  readonly text: string
  readonly of: 'f' | 'grad' | 'step'
  readonly below: number
}

/** What goals are about, and what it is. */
export const goals = { f: 'the value', grad: 'the norm of the gradient', step: 'the length of the step' } as const

/** The goal of a text; undefined where it is none. */
export function goalOf(text: string): Goal | undefined {
  const [, of, digits = ''] = /^\s*(f|grad|step)\s*<\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*$/i.exec(text) ?? []
  const below = Number(digits)
  const known = (Object.keys(goals) as (keyof typeof goals)[]).find(name => name === of?.toLowerCase())
  return known === undefined || !Number.isFinite(below) ? undefined : { text: `${known}<${below}`, of: known, below }
}
