import type { Tolerance } from '../../diff/tolerance.js'
import type { PageFigure } from '../../page/data.js'
import type { FigureEntry } from '../../spec/files/figureentries.js'

/**
 * `draw`: write what is missing or was drawn otherwise; `force`: write all; `check`: write nothing but pictures of what
 * differs; `update`: write what differs.
 */
export type Mode = 'draw' | 'force' | 'check' | 'update'

/** One figure of a batch to draw. Plain data: it is sent to another process. */
export interface Task {
  readonly figure: FigureEntry
  /** An existing folder. */
  readonly folder: string
  readonly mode: Mode
  readonly tolerance: Tolerance
  /** Whether the figure goes into a page, too. */
  readonly page: boolean
  /** Whether it must be known if it diverges, even where nothing is to be drawn. */
  readonly strict: boolean
}

/** What happened to one file: `same` was as it should be and is untouched, `wrong` is said by `batch --check`. */
export interface FileResult {
  readonly file: string
  readonly status: 'written' | 'same' | 'wrong'
  /** Why it is wrong. */
  readonly message?: string
}

/** What happened to one figure. Plain data. */
export interface FigureResult {
  readonly name: string
  /** Its line in the manifest. */
  readonly line: number
  readonly files: readonly FileResult[]
  /** Why there is no figure. */
  readonly failure?: string
  /** The picture of what differs. */
  readonly picture?: string
  /** What the user must be told, one sentence each. */
  readonly warnings: readonly string[]
  readonly diverged: boolean
  /** Why the native backend does not run, where it was wanted. */
  readonly fallback?: string
  readonly seconds: number
  readonly page?: PageFigure
}

/** How a figure came out, in one word. */
export type Status = 'drawn' | 'unchanged' | 'differs' | 'failed'

export function statusOf({ failure, files }: FigureResult): Status {
  if (failure !== undefined) return 'failed'
  if (files.some(file => file.status === 'wrong')) return 'differs'
  return files.some(file => file.status === 'written') ? 'drawn' : 'unchanged'
}
