import type { FunctionDefinition } from '../functions/definition.js'
import type { OptimizerDefinition } from '../optimizers/user/definition.js'
import type { Domain, Point } from '../records/geometry.js'

/** What is minimized. One of `fn`, `expr`, `fnModule`, `fnData` and `function` says it; without one it is `beale`. */
export interface ProblemOptions {
  /** A built-in test function by its name, in any spelling; `functions` has them all. */
  readonly fn?: string | undefined
  /** A formula in x and y, such as `(x^2 - a)^2 + y^2`; it is parsed, never run as code. */
  readonly expr?: string | undefined
  /** The file of a JavaScript module whose default export is a function. Its code is run. */
  readonly fnModule?: string | undefined
  /** A file of values on a grid, CSV or .npy, which are interpolated; `domain` says where those of a .npy lie. */
  readonly fnData?: string | undefined
  /** A function as an object: what a module would export, or one of `functions`. */
  readonly function?: FunctionDefinition | undefined
  /** Numbers that the expression or the function takes beside x and y. */
  readonly param?: Readonly<Record<string, number>> | undefined
  /** `log`: the logarithm of f in the place of f. Default: `raw`. */
  readonly objective?: 'raw' | 'log' | undefined
  /** The part of the plane to look at; random starts lie in it. Default: the function's. */
  readonly domain?: Domain | readonly [xmin: number, xmax: number, ymin: number, ymax: number] | undefined
}

/** How an optimizer is run. */
export interface SharedRunOptions {
  /** The learning rate. Default: the optimizer's. */
  readonly lr?: number | undefined
  /** The learning rate by step: `'cosine'`, `'warmup:steps=20,cosine'`, `'lr*0.99^t'`. Default: the same at every step. */
  readonly schedule?: string | readonly string[] | undefined
  /** Hyperparameters by PyTorch's names: `{ beta1: 0.8, weight_decay: 1e-4 }`. */
  readonly set?: Readonly<Record<string, number | boolean | string>> | undefined
  /** Noise in the gradient: a standard deviation, or a share of the gradient's norm: `'10%'`. Default: none. */
  readonly noise?: number | string | undefined
  /** A box that no step leaves, with `Infinity` where there is no side. Default: none. */
  readonly bounds?: Domain | readonly [xmin: number, xmax: number, ymin: number, ymax: number] | undefined
  /** So many rows of the data at each step, where the function is a mean over data. Default: all. */
  readonly batchSize?: number | undefined
  /** Stop as soon as one of these holds: `'f<1e-6'`, `['grad<1e-8', 'step<1e-10']`. Default: take all steps. */
  readonly until?: string | readonly string[] | undefined
  /** Steps to take. Default: 200. */
  readonly steps?: number | undefined
  /** Evaluations to spend, in the place of `steps`. */
  readonly budget?: number | undefined
  /** Where to start. Default: the function's start. */
  readonly start?: Point | 'random' | undefined
  /** The seed of everything random. Default: 0. */
  readonly seed?: number | undefined
}

/** How often it is run. */
export interface RepeatOptions {
  /** Runs with so many seeds, `seed`, `seed + 1` …; a path is then the median run. Default: 1. */
  readonly repeat?: number | undefined
}

/** What is run, and how. One of `optim`, `optimModule`, `optimCommand` and `optimizer` says what; without one it is `adamw`. */
export interface OptimizerOptions extends SharedRunOptions {
  /** A built-in optimizer by its name, in any spelling (`optimizers` has them all), or a module's file: `./mine.mjs`. */
  readonly optim?: string | undefined
  /** The file of a JavaScript module whose default export is an optimizer. Its code is run. */
  readonly optimModule?: string | undefined
  /**
   * A program that is an optimizer, in any language, such as `python3 mine.py`; docs/protocol.md says what it is told. It is run,
   * and has ended when the call has.
   */
  readonly optimCommand?: string | undefined
  /** An optimizer as an object: what a module would export, what `updateRule` or `procedure` gives, or one of `optimizers`. */
  readonly optimizer?: OptimizerDefinition | undefined
}

/** A path that was recorded elsewhere, in the place of an optimizer: its values are computed. */
export interface RecordedOptions {
  /** The file, or several: CSV, JSON or NDJSON. */
  readonly path?: string | readonly string[] | undefined
  /** What the path is called, or each of several. Default: the file. */
  readonly label?: string | readonly string[] | undefined
}

/** What computes. */
export interface EngineOptions {
  /** `native` is TensorFlow, `auto` that where it starts and else the slower `cpu`. Default: `auto`. */
  readonly backend?: 'auto' | 'native' | 'tensorflow' | 'cpu' | undefined
  /** `graph`: all steps in one native call; `eager`: operation by operation. The result is the same. Default: `auto`. */
  readonly engine?: 'auto' | 'graph' | 'eager' | undefined
  /** For how many seconds a command is waited for a message. Default: 30. */
  readonly optimTimeout?: number | undefined
}
