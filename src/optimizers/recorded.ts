import type { RecordedPath } from '../records/recorded.js'
import type { Optimizer, OptimizerInfo } from './types.js'

/** A path that was recorded elsewhere, in the place of an optimizer: nothing is run, only its values are computed. */
export interface Recorded extends OptimizerInfo {
  readonly kind: 'recorded'
  readonly path: RecordedPath
  /** The file as the user named it; `-` is standard input. */
  readonly file: string
  /** Which of the file's paths it is, from 0. */
  readonly index: number
  /** SHA-256 of the file, in hexadecimal. */
  readonly digest: string
  /** Whether the title is the user's. */
  readonly labeled: boolean
  /** The last step of the file's path, and the one after which the user cuts it. */
  readonly recordedSteps: number
  readonly limit?: number
  /** What there is to say of the file. */
  readonly notes: readonly string[]
}

/** What a path comes from. */
export type PathSource = Optimizer | Recorded

/** A recorded path under a title. */
export function recorded(
  title: string,
  file: string,
  path: RecordedPath,
  more: Pick<Recorded, 'index' | 'digest' | 'labeled' | 'recordedSteps' | 'limit' | 'notes'>,
): Recorded {
  return {
    kind: 'recorded',
    name: stemOf(file).replaceAll(/[^\w.@-]+/g, '-'),
    title,
    group: 'user-defined',
    equation: '',
    reference: file,
    hyperparameters: {},
    cost: {},
    ...{ path, file, ...more },
  }
}

/** A file's name without folders and extension. */
export function stemOf(file: string): string {
  if (file === '-') return 'recorded'
  const name = file.split(/[/\\]/).at(-1) ?? file
  return name.replace(/(?<=.)\.[^.]*$/, '') || file
}
