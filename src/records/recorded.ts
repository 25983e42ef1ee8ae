/** A path that was recorded elsewhere, as a file has it. */
export interface RecordedPath {
  /** What the file calls it, where it has several. */
  readonly label?: string
  /** x0, y0, x1, y1, … in float32, all finite. */
  readonly points: Float32Array
  /** How many steps lead to each point, ascending. */
  readonly steps: Uint32Array
  /** The value at each point as the file has it, NaN where it has none; absent: it has none at all. */
  readonly values?: Float32Array
  /** The step whose point is not finite; the path ends before it. */
  readonly diverged?: number
}

/** What a file holds: its paths, and what there is to say of what was left out. */
export interface RecordedFile {
  readonly paths: readonly RecordedPath[]
  readonly notes: readonly string[]
}
