import type { Point } from '../../records/geometry.js'
import type { Tensor } from '../../records/tensor.js'
import type { Hyperparameter, HyperparameterValues, Real, Structure, Values } from '../hyperparameters.js'
import type { OverSteps } from '../oversteps.js'
import type { Cost, Evaluation, Ops, OptimizerGroup, Oracle, RunContext, State } from '../types.js'

/** Hyperparameters as users write them: a number stands for a real with that default and any finite value. */
export type GivenSchema = Readonly<Record<string, number | Hyperparameter>>

/** The schema that they stand for. */
export type Schema<H extends GivenSchema> = { readonly [K in keyof H]: H[K] extends Hyperparameter ? H[K] : Real }

/**
 * What an update is given beside the evaluation and the state: real hyperparameters and `t`, the number of the step from 1,
 * as tensors, over them what a `schedule` yields; and the other hyperparameters as they are.
 */
export type StepValues<H extends GivenSchema, C extends string> = {
  readonly [K in keyof H]: H[K] extends number | Real ? Tensor : Values<Schema<H>>[K]
} & { readonly t: Tensor } & Readonly<Record<C, Tensor>>

interface Definition<H extends GivenSchema> {
  /** Letters, digits, _ and -: it becomes part of file names. */
  readonly name: string
  readonly title?: string
  readonly group?: OptimizerGroup
  readonly equation?: string
  readonly reference?: string
  readonly divergences?: string
  /** Why its `lr` cannot have a schedule: it is no rate of each step. */
  readonly unscheduled?: string
  /** Of one whose points are samples: the hyperparameter that spreads them, which remarks then name. */
  readonly spread?: string
  readonly hyperparameters?: H
}

/** An update rule of a user's: what `--optim-module` and `minimize({ optimizer })` take. */
export interface RuleDefinition<H extends GivenSchema = GivenSchema, C extends string = string, S extends State = State>
  extends Definition<H> {
  readonly kind?: 'rule'
  /** What a step needs of the objective; left out, the update is looked at. */
  readonly cost?: Cost
  /** Yields the numbers that depend on the step, in double precision, step by step. */
  schedule?(h: OverSteps<Values<Schema<H>>>, run: RunContext): Iterator<Readonly<Record<C, number>>>
  /** The state before the first step; left out, there is none. */
  init?(m: Ops, params: Tensor, h: StepValues<H, C>, structure: Structure<Schema<H>>): S
  update(
    m: Ops,
    e: Evaluation,
    state: S,
    c: StepValues<H, C>,
    structure: Structure<Schema<H>>,
  ): { readonly params: Tensor; readonly state?: S }
}

/** A procedure of a user's: `iterate` yields the point after each step; it may end when it has converged. */
export interface ProcedureDefinition<H extends GivenSchema> extends Definition<H> {
  readonly kind?: 'procedure'
  readonly cost?: Cost
  /** How it keeps to `run.bounds`. One that says nothing is given none: they are refused. */
  readonly bounds?: string
  iterate(oracle: Oracle, start: Point, h: OverSteps<Values<Schema<H>>>, run: RunContext): Iterator<Point>
}

type HasNone = Readonly<Record<never, Tensor>>

/** An update rule as an object of its own, whose functions know of names only that they are names. */
export interface PlainRule extends Definition<GivenSchema> {
  readonly kind?: 'rule'
  readonly cost?: Cost
  schedule?(h: OverSteps<Readonly<Record<string, number>>>, run: RunContext): Iterator<Readonly<Record<string, number>>>
  init?(m: Ops, params: Tensor, h: State, structure: HyperparameterValues): State
  update(
    m: Ops,
    e: Evaluation,
    state: State,
    c: State,
    structure: HyperparameterValues,
  ): { readonly params: Tensor; readonly state?: State }
}

/** The same of a procedure. */
export interface PlainProcedure extends Definition<GivenSchema> {
  readonly kind?: 'procedure'
  readonly cost?: Cost
  readonly bounds?: string
  iterate(
    oracle: Oracle,
    start: Point,
    h: OverSteps<Readonly<Record<string, number>>>,
    run: RunContext,
  ): Iterator<Point>
}

declare const declared: unique symbol

/** Made by `updateRule` or `procedure`: the names in it have been checked against each other. */
export interface Declared {
  readonly [declared]: true
}

/** What `minimize({ optimizer })` takes; the built-in optimizers are among it. */
export type OptimizerDefinition = PlainRule | PlainProcedure | Declared

/** Declares an update rule; what `init` and `update` are given has the types that follow from the definition. */
export function updateRule<const H extends GivenSchema, C extends string = never, S extends State = HasNone>(
  definition: RuleDefinition<H, C, S>,
): RuleDefinition<H, C, S> & Declared {
  return definition as RuleDefinition<H, C, S> & Declared
}

/** Declares a procedure. */
export function procedure<const H extends GivenSchema>(
  definition: ProcedureDefinition<H>,
): ProcedureDefinition<H> & Declared {
  return definition as ProcedureDefinition<H> & Declared
}
