import { lstatSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Difference } from '../../diff/compare.js'
import { comparable } from '../../diff/kinds.js'
import type { Tolerance } from '../../diff/tolerance.js'
import { startBackend } from '../../engine/backend.js'
import { OptvizError, UsageError } from '../../errors.js'
import type { Format } from '../../formats.js'
import { differenceOf, drawDifference } from '../../pipeline/difference.js'
import { type Drawing, warningsFor } from '../../pipeline/drawing.js'
import { pageFigure } from '../../pipeline/pagefigure.js'
import { type PathsPlan, planCompare, planRun } from '../../pipeline/plan.js'
import { idleOf } from '../../pipeline/words/idle.js'
import type { FigureEntry } from '../../spec/files/figureentries.js'
import { deliver, encoded, type Made } from '../output/delivery.js'
import type { Output } from '../output/outputs.js'
import { drawnPaths } from '../start/compute.js'
import { differencePicture, isCurrent, makeFolders, present, targetsOf } from './files.js'
import type { FigureResult, FileResult, Task } from './task.js'
import { type SharedRuns, sharedRuns } from './together.js'

/** The plan of a manifest's figure. What is wrong with it is a UsageError. */
export function planFigure({ settings, compare }: FigureEntry): Promise<PathsPlan> {
  return compare === undefined ? planRun(settings) : planCompare(settings, compare)
}

/**
 * Draws figures of a batch, one after the other; those that differ in numbers only run as lanes of one computation. Never
 * fails: a failure is part of a figure's result, and no other figure's.
 */
export async function drawFigures(tasks: readonly Task[], tell: (result: FigureResult) => void): Promise<void> {
  const prepared = await Promise.all(tasks.map(task => attempt(() => prepare(task))))
  const lanes = sharedRuns(prepared.flatMap(one => (one.value?.idle === false ? [one.value.plan] : [])))
  for (const [i, { figure, ...task }] of tasks.entries()) {
    const { name, line } = figure
    const began = performance.now()
    const { value, failure } = prepared[i] ?? {}
    const drawn = value === undefined ? { failure } : await attempt(() => finish({ figure, ...task }, value, lanes))
    const nothing: Drawn = { files: [], warnings: [], diverged: false }
    const seconds = Math.round(performance.now() - began) / 1000
    const problem = drawn.failure === undefined ? {} : { failure: drawn.failure }
    tell({ name, line, ...nothing, ...('value' in drawn ? drawn.value : {}), ...problem, seconds })
  }
}

/** What came of some work, or in words why nothing did. */
async function attempt<T>(work: () => Promise<T>): Promise<{ readonly value?: T; readonly failure?: string }> {
  try {
    return { value: await work() }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { failure: error instanceof OptvizError ? message : `unexpected: ${message}` }
  }
}

/** A figure that is planned, and which of its files are to be made. */
interface Prepared {
  readonly plan: PathsPlan
  readonly wanted: readonly Output[]
  readonly kept: readonly Output[]
  /** Nothing is to be computed. */
  readonly idle: boolean
}

async function prepare({ figure, folder, mode, page, strict }: Task): Promise<Prepared> {
  const plan = await planFigure(figure)
  const targets = await targetsOf(figure, folder)
  const current = mode === 'draw' ? await Promise.all(targets.map(target => isCurrent(target, plan.recipe))) : []
  const wanted = targets.filter((_, i) => current[i] !== true)
  const kept = targets.filter((_, i) => current[i] === true)
  return { plan, wanted, kept, idle: wanted.length === 0 && !page && !strict }
}

type Drawn = Omit<FigureResult, 'name' | 'line' | 'seconds'>

async function finish(task: Task, { plan, wanted, kept, idle }: Prepared, lanes: SharedRuns): Promise<Drawn> {
  const { figure, mode, page } = task
  const same = kept.map(({ file }): FileResult => ({ file, status: 'same' }))
  if (idle) return { files: same, warnings: [], diverged: false }

  const backend = await startBackend(figure.settings.backend)
  const computed = lanes(plan, backend)
  const drawing = await drawnPaths(plan, backend, {}, { ...(computed && { computed }) })
  // A page shows the figure as an SVG.
  const shown = page ? ([...figure.formats, 'svg'] as const) : figure.formats
  const write = mode === 'draw' || mode === 'force'
  const { files, picture } = await (write ? writeFiles : compareFiles)(task, drawing, wanted)
  return {
    files: [...files, ...same],
    ...(picture !== undefined && { picture }),
    warnings: [...idleOf(figure.given, plan, shown), ...warningsFor(drawing, shown)],
    diverged: drawing.failed,
    ...(backend.fallback !== undefined && { fallback: backend.fallback }),
    ...(page && { page: await pageFigure(figure.name, drawing, backend) }),
  }
}

/** Writes files, all made before any is written; one that has the same bytes already is not touched. */
async function writeFiles(
  { figure, folder, mode }: Task,
  drawing: Drawing,
  wanted: readonly Output[],
): Promise<Pick<Drawn, 'files' | 'picture'>> {
  const made: Made[] = []
  const files: FileResult[] = []
  for (const output of wanted) {
    const bytes = bytesOf(await encoded(drawing, output.format))
    const same = mode === 'draw' && equal(bytes, await present(output.file))
    if (!same) made.push({ file: output.file, bytes })
    files.push({ file: output.file, status: same ? 'same' : 'written' })
  }
  await deliverFigure(made)
  if (made.length > 0) await removeDifference(figure, folder)
  return { files }
}

/** Writes the files of a figure, and makes the folders in its name. */
async function deliverFigure(made: readonly Made[]): Promise<void> {
  for (const { file } of made) makeFolders(file)
  await deliver(made)
}

/** Compares what is drawn now with the files; `update` writes those that differ, `check` a picture of the difference. */
async function compareFiles(
  { figure, folder, mode, tolerance }: Task,
  drawing: Drawing,
  wanted: readonly Output[],
): Promise<Pick<Drawn, 'files' | 'picture'>> {
  const wrong: { readonly made: Made; readonly difference: Difference }[] = []
  const files: FileResult[] = []
  for (const output of wanted) {
    const made = { file: output.file, bytes: bytesOf(await encoded(drawing, output.format)) }
    const difference = await fromDisk(made, output.format, tolerance)
    if (difference !== undefined) wrong.push({ made, difference })
    const { file } = output
    if (difference === undefined) files.push({ file, status: 'same' })
    else
      files.push(
        mode === 'update' ? { file, status: 'written' } : { file, status: 'wrong', message: difference.message },
      )
  }
  if (mode === 'update') await deliverFigure(wrong.map(({ made }) => made))
  const shown = wrong.map(({ difference }) => difference).find(({ pictures }) => pictures !== undefined)
  const { png, warning } = mode === 'check' && shown ? await drawDifference(figure.name, shown) : {}
  if (png === undefined) {
    await removeDifference(figure, folder)
    return { files: warning === undefined ? files : files.map(withRemark(warning)) }
  }
  const picture = await differencePicture(figure, folder)
  const { failure } = await attempt(() => deliver([{ file: picture, bytes: png }]))
  return failure === undefined ? { files, picture } : { files: files.map(withRemark(failure)) }
}

/** Says more of a file that is wrong. */
function withRemark(remark: string): (file: FileResult) => FileResult {
  return file => (file.message === undefined ? file : { ...file, message: `${file.message}; ${remark}` })
}

/** How the file on disk differs from the one that was made; undefined where both show the same. */
async function fromDisk(
  { file, bytes }: Made & { readonly bytes: Uint8Array },
  format: Format,
  tolerance: Tolerance,
): Promise<Difference | undefined> {
  const old = await present(file)
  if (old === undefined) return { message: 'the file is missing' }
  if (equal(bytes, old)) return undefined
  const kind = comparable.find(known => known === format)
  if (kind === undefined) return { message: 'its bytes differ: films are not compared otherwise' }
  try {
    return await differenceOf(kind, { name: 'the file', bytes: old }, { name: 'the figure', bytes }, tolerance)
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message }
    throw error
  }
}

/** The picture of a difference that is no more. */
async function removeDifference(figure: FigureEntry, folder: string): Promise<void> {
  const picture = await differencePicture(figure, folder)
  // Looked for first: where nothing can be written, a file that is not there cannot be removed either.
  if (lstatSync(picture, { throwIfNoEntry: false })) await rm(picture, { force: true })
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content
}

function equal(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && Buffer.compare(a, b) === 0
}
