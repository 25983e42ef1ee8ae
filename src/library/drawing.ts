import type { Format } from '../formats.js'
import type { Parting } from '../pipeline/words/parting.js'
import type { Basins } from '../records/basins.js'
import type { Landscape } from '../records/landscape.js'
import type { Recipe } from '../records/recipe.js'
import type { Repeats } from '../records/repeats.js'
import type { Animation, Scene } from '../records/scene.js'
import type { Sweep, SweepSetting } from '../records/sweep.js'
import type { Trajectory } from '../records/trajectory.js'

/** A figure that a command draws, too: what computed it, what there is to say of it, and its files. */
export interface Drawing {
  /** With the version, all that the figure depends on: `inspect` finds it in every picture. */
  readonly recipe: Recipe
  /** What to know without asking, a sentence each: a path diverges, or is still falling, or never enters the picture. Found out when it is read. */
  readonly warnings: readonly string[]
  readonly backend: 'tensorflow' | 'cpu'
  readonly engine: 'graph' | 'eager'
  /** The figure as a display list; composed at the first call. */
  scene(): Scene
  /** The content of its file: what the command writes, byte for byte. `render` calls it. */
  encode(format: Format): Promise<Uint8Array>
}

/** A figure of one path or several over a landscape. */
export interface PathDrawing extends Drawing {
  /** What the paths lie on; computed at the first call. */
  landscape(): Landscape
  /** The paths growing. */
  animation(): Animation
}

/** What `run` gives. */
export interface Run extends PathDrawing {
  /** Of several runs, the median run. */
  readonly trajectory: Trajectory
  /** All of several runs, one a seed. */
  readonly repeats?: Repeats
}

/** A path, and what the comparison calls it. */
export interface LabeledPath {
  readonly label: string
  /** Of several runs, the median run. */
  readonly trajectory: Trajectory
  /** All of several runs, one a seed. */
  readonly repeats?: Repeats
  /** Of a recorded path: where it parts from the first one. */
  readonly parting?: Parting
}

/** What `compare` gives. */
export interface Comparison extends PathDrawing {
  /** In the order of the entries. */
  readonly paths: readonly LabeledPath[]
  /** The labels as they rank: by what it took to the goal of `until`, by the final value; those that diverged last. */
  readonly ranking: readonly string[]
}

/** What `sweep` gives: every setting, judged, and the figure of it. */
export interface SweepResult extends Sweep, Drawing {
  /** The best setting, and its value of the metric; absent where none has one. */
  readonly best?: { readonly setting: SweepSetting; readonly value: number }
}

/** What `basins` gives: where the run from each cell ends, and the map of it. */
export interface BasinsResult extends Basins, Drawing {}
