import type { EngineName } from '../engine/minimize.js'
import type { Format } from '../formats.js'
import type { Basins } from '../records/basins.js'
import type { Animation, Scene } from '../records/scene.js'
import type { Sweep } from '../records/sweep.js'
import type { Plan } from './plan.js'

export type Head = Readonly<Record<string, unknown>>

/** A computed figure of any kind: all that its files and what is said of it are made from. */
export interface Drawing {
  readonly plan: Plan
  readonly backend: string
  /** What computed it, and why that is not the graph. */
  readonly engine: EngineName
  readonly engineReason?: string
  /** What the user must be told, one sentence each. */
  readonly warnings: readonly string[]
  /** The same of its pictures, which may have no room for a part; composed at the first call. */
  pictureWarnings(): readonly string[]
  /** What `--strict` is about: a path diverged; of a sweep, nothing came out. */
  readonly failed: boolean
  /** The document of `--json`; `more` is what its reader adds: files, times. */
  document(more: Head): Head
  /** The figure, composed at the first call. */
  scene(): Scene
  /** The figure growing step by step; absent where nothing moves. */
  animation?(): Animation
  /** The content of a data file: all numbers and the recipe. */
  json(): string
  csv(): string
}

/** What the user must be told where files of some formats are made. */
export function warningsFor(
  { warnings, pictureWarnings }: Pick<Drawing, 'warnings' | 'pictureWarnings'>,
  written: readonly (Format | 'frames')[],
): readonly string[] {
  return written.some(format => format !== 'csv' && format !== 'json') ? [...warnings, ...pictureWarnings()] : warnings
}

/** What a sweep came to: the settings and their values, or where the runs from every start end. */
export type SweepResult =
  | { readonly kind: 'scan'; readonly sweep: Sweep }
  | { readonly kind: 'basins'; readonly basins: Basins }
