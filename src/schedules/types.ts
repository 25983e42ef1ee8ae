import type { Choice, Count, Flag, HyperparameterValue, Range, Real } from '../optimizers/hyperparameters.js'

/** Ascending whole numbers, each a step. */
export interface Steps {
  readonly kind: 'steps'
  readonly range: Range
  readonly doc: string
}

/** A value of a parameter: a number, true or false, a name, or several numbers. */
export type ParameterValue = HyperparameterValue | readonly number[]
export type ParameterValues = Readonly<Record<string, ParameterValue>>

/** A part of a run: so many steps of `total` in all, after `before` others. */
export interface Span {
  readonly steps: number
  readonly before: number
  readonly total: number
}

/** What a default can hang on: the learning rate that the run was given, the part of the run, and what else was given. */
export interface Setting extends Span {
  readonly lr: number
  readonly given: ParameterValues
}

/** A parameter with a default of its own, or one that hangs on the run; `shown` says in words how. */
export type Parameter =
  | Real
  | Count
  | Flag
  | Choice
  | ((Omit<Real, 'default'> | Omit<Count, 'default'> | Steps) & {
      readonly shown: string
      from(setting: Setting): number | readonly number[]
    })

type ValueOf<P extends Parameter> = P extends { readonly kind: 'steps' }
  ? readonly number[]
  : P extends Flag
    ? boolean
    : P extends Choice<infer N>
      ? N
      : number

/** The values of parameters, by key. */
export type Settled<P> = { readonly [K in keyof P]: P[K] extends Parameter ? ValueOf<P[K]> : never }

/** The learning rates of one run, step by step. */
export interface Rates {
  /** At step t, from 0; asked in their order. */
  at(t: number): number
  /** Hears the loss at the point that the step set out from, where the next rate hangs on it. */
  hear?(loss: number): void
}

/** A learning rate that changes from step to step: numbers only. `t` is the step, from 0. */
export interface Schedule<P extends Readonly<Record<string, Parameter>> = Readonly<Record<string, Parameter>>> {
  /** How users name it: lower case, words joined by `-`. */
  readonly name: string
  /** How people call it, or PyTorch does. */
  readonly title: string
  /** In plain text, one equation a line. */
  readonly equation: string
  readonly reference: string
  /** Where it differs from what it follows. */
  readonly divergences?: string
  /** Keys are PyTorch's. */
  readonly parameters: P
  /** How many steps it lasts where another schedule follows and nobody says; absent, somebody has to. */
  lasts?(p: Settled<P>): number
  /** Whether it makes something of the learning rate that a run was given; absent, it does. */
  heeds?(given: ParameterValues): boolean
  /** It hangs on the loss. */
  readonly adaptive?: true
  rates(p: Settled<P>, lr: number, span: Span): Rates
}

/** Declares a schedule; the types of its parameters' values follow from the definition. */
export function schedule<const P extends Readonly<Record<string, Parameter>>>(definition: Schedule<P>): Schedule<P> {
  return definition
}

/** All of a schedule's parameters: those given, and of the others what they come to. */
export function settled<P extends Readonly<Record<string, Parameter>>>(
  { parameters }: Schedule<P>,
  setting: Setting,
): Settled<P> {
  const value = ([key, p]: [string, Parameter]): [string, ParameterValue] => [
    key,
    setting.given[key] ?? ('from' in p ? p.from(setting) : p.default),
  ]
  return Object.fromEntries(Object.entries(parameters).map(value)) as Settled<P>
}
