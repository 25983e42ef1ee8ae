import { alike } from '../words/nearest.js'

/** An optimizer that one may look for, and that is not here, or by another name. */
export interface Absent {
  readonly name: string
  /** What it is for, or of a vector of two, as a sentence after its name. */
  readonly why: string
  /** What there is instead, as entries of a comparison. */
  readonly instead: readonly string[]
}

/** Optimizers that mean nothing of their own for a vector of two, or go by other names; errors and the docs derive from this list. */
export const absent: readonly Absent[] = [
  {
    name: 'adam-mini',
    why: 'gives the blocks of a network one second moment each, and a number alone has one already',
    instead: ['adam'],
  },
  { name: 'adam8bit', why: 'is Adam with its state in 8 bits, to save memory', instead: ['adam'] },
  { name: 'asam', why: 'is SAM with adaptive=true', instead: ['sam-sgd:adaptive=true', 'sam-adam:adaptive=true'] },
  { name: 'dogleg', why: 'is a way through a trust region, and is named with it', instead: ['trust-dogleg'] },
  {
    name: 'galore',
    why: 'projects matrices of gradients to fewer dimensions, and a vector of two has none to lose',
    instead: ['adam'],
  },
  {
    name: 'k-fac',
    why: 'takes the curvature of a network apart by its layers, and there are no layers',
    instead: ['newton', 'shampoo'],
  },
  { name: 'ldog', why: 'is DoG with layerwise=true', instead: ['dog:layerwise=true'] },
  {
    name: 'lomo',
    why: 'takes its steps during backpropagation, to save memory; they are those of SGD',
    instead: ['sgd'],
  },
  {
    name: 'mechanic',
    why: 'tunes another optimizer, and is named with it',
    instead: ['mechanic-sgd', 'mechanic-adam'],
  },
  {
    name: 'muon',
    why: 'orthogonalizes matrices, which makes of a vector its direction alone; its authors leave vectors to AdamW',
    instead: ['adamw', 'soap', 'shampoo'],
  },
  { name: 'pso', why: 'is particle swarm optimization in short', instead: ['particle-swarm'] },
  { name: 'sam', why: 'goes before another optimizer, and is named with it', instead: ['sam-sgd', 'sam-adam'] },
  {
    name: 'simulated-annealing',
    why: 'has as many forms as ways to cool down; the generalized one is here, as SciPy has it',
    instead: ['dual-annealing'],
  },
  {
    name: 'slsqp',
    why: 'is for constraints that are functions, and there are none here but bounds',
    instead: ['lbfgs-b', 'powell'],
  },
  {
    name: 'sm3',
    why: 'shares second moments between the rows and columns of matrices; for a vector it is AdaGrad',
    instead: ['adagrad'],
  },
]

/** What there is to say of a name that is none of an optimizer's here; undefined where nothing is known of it. */
export function absence(word: string): Absent | undefined {
  const name = alike(
    word,
    absent.map(one => one.name),
  )
  return absent.find(one => one.name === name)
}
