/**
 * optviz as a library: the same pipeline as the command line.
 *
 * - The stages: `minimize` and `landscape` compute, `figure` and `animate` compose, `render` makes files.
 * - The commands: `run`, `compare`, `sweep` and `basins` go the whole way; `render` gives the files that the commands write.
 * - Files: `diff` compares two, `inspect` finds the recipe in one.
 *
 * Options have the names and meanings of the command line's flags, in camelCase. What is wrong is a `UsageError`, what cannot be
 * done a `RuntimeFailure`; an option that a call has no use for is refused with the call that it belongs to.
 */

export type { Tolerance } from './diff/tolerance.js'
export { OptvizError, RuntimeFailure, UsageError } from './errors.js'
export type { Format } from './formats.js'
export type { FunctionDefinition } from './functions/definition.js'
export { functions } from './functions/index.js'
export type { Minimum, Terms, TestFunction } from './functions/types.js'
export { basins, compare, run, sweep } from './library/commands.js'
export type {
  BasinsResult,
  Comparison,
  Drawing,
  LabeledPath,
  PathDrawing,
  Run,
  SweepResult,
} from './library/drawing.js'
export { animate, figure } from './library/figure.js'
export { diff, type FileDifference, type Inspection, inspect } from './library/files.js'
export { loadFont } from './library/font.js'
export { landscape, minimize } from './library/minimize.js'
export type {
  AnimationOptions,
  BasinsOptions,
  CompareEntry,
  CompareOptions,
  FigureOptions,
  LandscapeOptions,
  Options,
  RecordingOptions,
  RenderOptions,
  RunOptions,
  SweepOptions,
  Theme,
} from './library/options.js'
export { readPath, readPaths } from './library/recording.js'
export { render } from './library/render.js'
export { loadTheme } from './library/theme.js'
export {
  choice,
  count,
  flag,
  type Hyperparameter,
  type HyperparameterValue,
  real,
} from './optimizers/hyperparameters.js'
export { optimizers } from './optimizers/index.js'
export type {
  Evaluation,
  Ops,
  Optimizer,
  Oracle,
  Procedure,
  RunContext,
  State,
  UpdateRule,
} from './optimizers/types.js'
export { type OptimizerDefinition, procedure, updateRule } from './optimizers/user/definition.js'
export type { Parting } from './pipeline/words/parting.js'
export type { Algebra, Operand } from './records/algebra.js'
export type { Attractor, Basins } from './records/basins.js'
export type { Box, Domain, Interval, Point } from './records/geometry.js'
export type { Landscape } from './records/landscape.js'
export type { Recipe } from './records/recipe.js'
export type { Repeats } from './records/repeats.js'
export type { Animation, AnimationFrame, Color, Scene, Shape } from './records/scene.js'
export type { Metric, Sweep, SweepAxis, SweepSetting } from './records/sweep.js'
export type { Tensor } from './records/tensor.js'
export type { Evaluations, Outcome, Trajectory } from './records/trajectory.js'
export type { OutlineStep, Typeface } from './records/typeface.js'
export { version } from './version.js'
