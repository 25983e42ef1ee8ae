import type { Algebra } from '../records/algebra.js'
import type { Domain, Point } from '../records/geometry.js'
import type { Population } from '../records/population.js'
import type { Tensor } from '../records/tensor.js'
import type { HyperparameterSchema, HyperparameterValues, Structure, Values } from './hyperparameters.js'
import type { OverSteps } from './oversteps.js'

/**
 * What an update rule computes with. Parameters are one tensor of shape [2, L]: row 0 is x, row 1 is y, and each of the L
 * columns is a lane, an independent run. Coefficients are scalars or, with several lanes, of shape [L]; they broadcast.
 */
export interface Ops<T = Tensor> extends Algebra<T> {
  /** Zeros of the shape of `t`. */
  zerosLike(t: T): T
  /** `value` (a number or a coefficient) in the shape of `t`. */
  fillLike(t: T, value: T | number): T
  /** The sum over x and y, lane by lane: [2, L] → [1, L], which broadcasts back. */
  sum(t: T): T
  /** A constant with one value for x and another for y: shape [2, 1]. */
  column(x: number, y: number): T
  /** Two rows ([1, L], [L] or scalar) as one [2, L] tensor in the shape of `t`. */
  rows(t: T, x: T | number, y: T | number): T
}

/** What is known of the objective at the present parameters. */
export interface Evaluation<T = Tensor> {
  /** [2, L] */
  readonly params: T
  /** [1, L] */
  readonly value: T
  /** [2, L] */
  readonly gradient: T
  /** The Hessian times `v` ([2, L] or a shape that broadcasts to it), exact: [2, L]. */
  hessianVector(v: T): T
  /** The Hessian's diagonal (∂²f/∂x², ∂²f/∂y²): [2, L]. */
  hessianDiagonal(): T
  /** The gradient at other parameters, [2, L]: [2, L]. It is another evaluation; with noise, of the same sample as `gradient`. */
  gradientAt(params: T): T
}

/** The tensors an update rule carries from step to step; never changed in place. */
export type State<T = Tensor> = Readonly<Record<string, T>>

/** What a step needs of the objective, for `show` and for fair comparisons. */
export interface Cost {
  /** Evaluations of the value alone. */
  readonly values?: number
  /** Evaluations of value and gradient together. */
  readonly gradients?: number
  /** Hessian–vector products. */
  readonly hessianVectors?: number
  /** Said in words where it varies from step to step. */
  readonly note?: string
}

export const optimizerGroups = [
  'gradient descent',
  'adaptive',
  'second order',
  'sign',
  'parameter-free',
  'averaging',
  'classical',
  'user-defined',
] as const

export type OptimizerGroup = (typeof optimizerGroups)[number]

/** What is common to everything that `--optim` names. */
export interface OptimizerInfo<H extends HyperparameterSchema = HyperparameterSchema> {
  /** How users name it: lower case, words joined by `-`; a variant has a name of its own (`adamw@pytorch`). */
  readonly name: string
  /** How people write it, e.g. `AdamW`. */
  readonly title: string
  readonly group: OptimizerGroup
  /** The update in plain text, one equation a line. */
  readonly equation: string
  /** The paper or the code that it follows. */
  readonly reference: string
  /** Where other implementations differ from this one, or this one from its paper. */
  readonly divergences?: string
  /** Keys are PyTorch's snake_case names, lists as scalars: `beta1`, `weight_decay`. */
  readonly hyperparameters: H
  readonly cost: Cost
  /** Why its `lr` cannot have a schedule: it is no rate of each step. */
  readonly unscheduled?: string
  /** Of one whose points are samples, which never come to rest: the hyperparameter that spreads them; with 0 they are none. */
  readonly spread?: string
  /** Of a procedure: what it has beside its point, for figures that show it. */
  readonly population?: string
  /** Of a procedure: how it keeps to bounds. One that says nothing cannot; update rules are projected by the engine. */
  readonly bounds?: string
  /** The user's module that it comes from, as the user named it. */
  readonly module?: string
}

/** What a run gives a schedule beside the hyperparameters. */
export interface RunContext {
  /** The number of steps that will be taken. */
  readonly steps: number
  /** The learning rate that was given, whatever a schedule makes of it. */
  readonly lr?: number
  /** Numbers uniform in [0, 1), the same on every machine for the same seed. */
  random(): number
  /** Rademacher probes to replay, one pair a step; drawn from `random` where there are none. */
  readonly probes?: readonly Point[]
  /** Where the first population lies; a side that `bounds` has is theirs. */
  readonly region?: Domain | undefined
  /** The box that no point may leave; a side may be infinite. Only a procedure that says how it keeps to bounds is given one. */
  readonly bounds?: Domain | undefined
}

/**
 * An optimizer that turns one evaluation into one step.
 *
 * `schedule` yields, step by step, every number the update needs, in double precision on the host: hyperparameters, bias
 * corrections, random probes, anything that depends on the step counter. `for (const { t, lr } of h)` has the hyperparameters of each
 * step, as a learning rate may have a schedule of its own. `update` is then the same computation at every
 * step, which is what lets it be traced into one native graph, and each lane can have numbers of its own. What is spread into a
 * record of numbers comes last in it: coming first it takes V8 fifteen times as long, most of the time of a sweep.
 */
export interface UpdateRule<
  H extends HyperparameterSchema = HyperparameterSchema,
  C extends string = string,
  S extends State = State,
> extends OptimizerInfo<H> {
  readonly kind: 'rule'
  schedule(h: OverSteps<Values<H>>, run: RunContext): Iterator<Readonly<Record<C, number>>>
  /** The state before the first step, from the start ([2, L]) and the first step's coefficients. */
  init(m: Ops, params: Tensor, c: Readonly<Record<C, Tensor>>, structure: Structure<H>): S
  update(
    m: Ops,
    e: Evaluation,
    state: S,
    c: Readonly<Record<C, Tensor>>,
    structure: Structure<H>,
  ): { readonly params: Tensor; readonly state: S }
  /**
   * Why `update` may not be the same computation at each of so many steps; undefined where it is. The names are those of the
   * state and of the coefficients. The question is for a user's code, which may count its calls; built-in rules have no answer.
   */
  unsteadiness?(
    steps: number,
    state: readonly string[],
    coefficients: readonly string[],
    structure: Structure<H>,
  ): string | undefined
}

/** What a procedure asks of the objective at a point: its value alone, the gradient, too, or also the Hessian. */
export interface Question {
  readonly ask: 'value' | 'gradient' | 'hessian'
  readonly at: Point
}

/** The values at several points, where a procedure asks for one whatever the others are. */
export interface Questions {
  readonly ask: 'values'
  readonly at: readonly Point[]
}

/** Questions, as a procedure yields them. */
export const ask = {
  value: (at: Point): Question => ({ ask: 'value', at }),
  values: (at: readonly Point[]): Questions => ({ ask: 'values', at }),
  gradient: (at: Point): Question => ({ ask: 'gradient', at }),
  hessian: (at: Point): Question => ({ ask: 'hessian', at }),
}

/** Host numbers, rounded to float32 by the engine; NaN is what was not asked for. */
export interface Answer {
  readonly value: number
  /** At several points, in their order; none where it was asked at one. */
  readonly values?: ArrayLike<number>
  readonly gradient: Point
  /** The Hessian's entries. */
  readonly xx: number
  readonly xy: number
  readonly yy: number
}

/** A part of a procedure that asks questions on the way to its result. */
export type Asking<T> = Generator<Question | Questions, T, Answer>

/** The objective for code that calls it and waits. Every call is counted, as every question is. */
export interface Oracle {
  value(at: Point): number
  gradient(at: Point): { readonly value: number; readonly gradient: Point }
  /** Value, gradient and the Hessian's entries. */
  hessian(at: Point): {
    readonly value: number
    readonly gradient: Point
    readonly xx: number
    readonly xy: number
    readonly yy: number
  }
}

/** What a procedure has beside the next point that it yields, or beside the start. */
export interface Noted {
  readonly population: Population
  readonly beside: 'next' | 'start'
}

/**
 * The iterates of a procedure: its questions, each of which it is resumed with the answer to, the point after each step, and what
 * it has beside those.
 */
export type Iterates = Generator<Question | Questions | Point | Noted, unknown, Answer>

/** Where a procedure has its iterates with their questions. */
export const asking: unique symbol = Symbol('asking')

/**
 * An optimizer that needs several evaluations a step (line searches, simplices, populations). `iterate` yields the point
 * after each step and never ends by itself: one that has converged yields the same point again, without evaluating.
 */
export interface Procedure<H extends HyperparameterSchema = HyperparameterSchema> extends OptimizerInfo<H> {
  readonly kind: 'procedure'
  iterate(oracle: Oracle, start: Point, h: OverSteps<Values<H>>, run: RunContext): Iterator<Point>
  /** The same, asking in place of calling an oracle: what many runs ask can be answered together. A user's code has none. */
  [asking]?(start: Point, h: OverSteps<Values<H>>, run: RunContext): Iterates
}

/**
 * An optimizer that is a process of its own: it asks and steps by messages, as docs/protocol.md says. Which hyperparameters it
 * takes it alone knows, so it is given whatever the user gives, as it is given.
 */
export interface Command extends OptimizerInfo {
  readonly kind: 'command'
  /** As the user wrote it. */
  readonly command: string
  /** The program and what it is given. */
  readonly words: readonly [program: string, ...given: readonly string[]]
}

export type Optimizer = UpdateRule | Procedure | Command

/** Declares an update rule; the types of hyperparameters, coefficients and state follow from the definition. */
export function updateRule<const H extends HyperparameterSchema, C extends string, S extends State>(
  rule: Omit<UpdateRule<H, C, S>, 'kind'>,
): UpdateRule<H, C, S> {
  return { kind: 'rule', ...rule }
}

/** Declares a procedure by iterates that ask. */
export function procedure<const H extends HyperparameterSchema>({
  iterate,
  ...definition
}: OptimizerInfo<H> & { iterate(start: Point, h: OverSteps<Values<H>>, run: RunContext): Iterates }): Procedure<H> {
  return {
    kind: 'procedure',
    ...definition,
    iterate: (oracle, start, h, run) => answered(iterate(start, h, run), oracle),
    [asking]: iterate,
  }
}

/** The answer to no question. */
export const unasked: Answer = {
  value: Number.NaN,
  gradient: [Number.NaN, Number.NaN],
  xx: Number.NaN,
  xy: Number.NaN,
  yy: Number.NaN,
}

function toldBy(oracle: Oracle, asked: Question | Questions): Partial<Answer> {
  if (asked.ask === 'values') return { values: asked.at.map(at => oracle.value(at)) }
  return asked.ask === 'value' ? { value: oracle.value(asked.at) } : oracle[asked.ask](asked.at)
}

/** The points of iterates whose questions an oracle answers. */
function* answered(iterates: Iterates, oracle: Oracle): Generator<Point> {
  let next = iterates.next()
  while (!next.done) {
    if ('ask' in next.value) {
      next = iterates.next({ ...unasked, ...toldBy(oracle, next.value) })
    } else {
      if (!('population' in next.value)) yield next.value
      next = iterates.next()
    }
  }
}

/** The defaults of an optimizer's hyperparameters, by key. */
export function defaults({ hyperparameters }: Pick<OptimizerInfo, 'hyperparameters'>): HyperparameterValues {
  return Object.fromEntries(Object.entries(hyperparameters).map(([key, p]) => [key, p.default]))
}
