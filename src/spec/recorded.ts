import { UsageError } from '../errors.js'
import { type Recorded, recorded, stemOf } from '../optimizers/recorded.js'
import type { RecordedFile, RecordedPath } from '../records/recorded.js'
import { counted } from '../words/words.js'
import { fields, type Given, type Key, kebab, type Settings } from './fields/fields.js'
import { quoted } from './fields/kinds.js'

/** Files of recorded paths by name, read by the caller. */
export type ReadPaths = ReadonlyMap<string, ReadFile>

/** A file's paths, and SHA-256 of its content. */
export type ReadFile = RecordedFile & { readonly digest: string }

/** What only an optimizer hears, and why a recorded path does not. */
const unheard: Readonly<Partial<Record<Key, string>>> = {
  lr: 'a recorded path has no learning rate',
  schedule: 'a recorded path has no learning rate',
  set: 'a recorded path has no hyperparameters',
  start: 'a recorded path starts where it was recorded',
  budget: 'how often the function was evaluated for a recorded path is not known',
  seed: 'nothing in a recorded path is random',
  repeat: 'nothing in a recorded path is random',
  until: 'a recorded path ends where it was recorded',
  batchSize: 'what the optimizer of a recorded path was told is not known',
  noise: 'what the optimizer of a recorded path was told is not known',
  bounds: 'a recorded path goes where it was recorded',
  engine: 'a recorded path takes no steps',
}

export const optimizerKeys = Object.keys(unheard) as readonly Key[]

/** Refuses settings that mean nothing where all paths were recorded. */
export function refuseUnheard(given: Given): void {
  for (const key of optimizerKeys) {
    const standard: unknown = 'default' in fields[key] ? fields[key].default : undefined
    const value = given[key]
    if (value === undefined || value === standard) continue
    throw new UsageError(`${kebab(key)}: ${unheard[key]}, got ${quoted(value)}`, 'Leave it out, or name an optimizer.')
  }
}

/** Settings without those that only an optimizer hears. */
export function withoutOptimizer<S extends Given>(given: S): S {
  return { ...given, ...Object.fromEntries(optimizerKeys.map(key => [key, defaultOf(key)])) }
}

function defaultOf(key: Key): unknown {
  const field = fields[key]
  return 'default' in field ? field.default : undefined
}

/**
 * The paths that settings name, in the order of the files, each cut after `steps` and called what its label says, or what the
 * file says, or as the file.
 */
export function recordedPaths(
  { path: files = [], label: labels = [], steps }: Settings,
  read: ReadPaths,
): readonly Recorded[] {
  const found = files.flatMap(file => {
    const { paths, notes, digest } = read.get(file) ?? { paths: [], notes: [], digest: '' }
    return paths.map((path, index) => ({ file, path, index, digest, notes: index === 0 ? notes : [] }))
  })
  if (labels.length > found.length)
    throw new UsageError(
      `label: expected at most ${found.length}, one a path, got ${labels.length}`,
      'A label names a path of --path; --title names the figure.',
    )
  return found.map(({ file, path, ...more }, i) =>
    recorded(labels[i] ?? path.label ?? stemOf(file), file, cut(file, path, steps), {
      ...more,
      labeled: labels[i] !== undefined,
      recordedSteps: lastStep(path),
      ...(steps !== undefined && { limit: steps }),
    }),
  )
}

/** The only path that settings name. */
export function recordedPath(settings: Settings, read: ReadPaths): Recorded {
  const [only, ...others] = recordedPaths(settings, read)
  if (only !== undefined && others.length === 0) return only
  const files = (settings.path ?? []).map(file => `--path ${file}`).join(' ')
  throw new UsageError(
    `path: expected one path, got ${counted(others.length + (only === undefined ? 0 : 1), 'path')}`,
    `To lay them over each other: optviz compare ${files}`,
  )
}

function lastStep({ steps, diverged }: RecordedPath): number {
  return diverged ?? steps.at(-1) ?? 0
}

/** A path up to a step. */
function cut(file: string, path: RecordedPath, last: number | undefined): RecordedPath {
  if (last === undefined || last >= lastStep(path)) return path
  const { points, steps, values, label } = path
  const count = steps.findLastIndex(step => step <= last) + 1
  if (count === 0) throw new UsageError(`steps: ${last} is before the first step of ${file}, ${steps[0]}`)
  return {
    ...(label !== undefined && { label }),
    points: points.subarray(0, 2 * count),
    steps: steps.subarray(0, count),
    ...(values && { values: values.subarray(0, count) }),
  }
}
