import { rm } from 'node:fs/promises'
import type { Difference } from '../../diff/compare.js'
import type { Tolerance } from '../../diff/tolerance.js'
import { startBackend } from '../../engine/backend.js'
import { OptvizError, UsageError } from '../../errors.js'
import type { FigureEntry } from '../../spec/manifest.js'
import { deliver, type Made } from '../delivery.js'
import { differenceOf, differencePng } from '../difference.js'
import type { Output } from '../outputs.js'
import { pageFigure } from '../pagefigure.js'
import { type Drawing, draw, encode } from '../pipeline.js'
import { type Plan, planCompare, planRun } from '../plan.js'
import { differencePicture, isCurrent, present, targetsOf } from './target.js'
import type { FigureResult, FileResult, Task } from './task.js'

/** The plan of a manifest's figure. What is wrong with it is a UsageError. */
export function planFigure({ settings, compare }: FigureEntry): Promise<Plan> {
  return compare === undefined ? planRun(settings) : planCompare(settings, compare)
}

/** Draws one figure of a batch. Never fails: a failure is part of the result, and no other figure's. */
export async function drawFigure(task: Task): Promise<FigureResult> {
  const { name, line } = task.figure
  const began = performance.now()
  const seconds = () => Math.round(performance.now() - began) / 1000
  try {
    return { name, line, ...(await drawn(task)), seconds: seconds() }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const failure = error instanceof OptvizError ? message : `unexpected: ${message}`
    return { name, line, files: [], failure, warnings: [], diverged: false, seconds: seconds() }
  }
}

type Drawn = Omit<FigureResult, 'name' | 'line' | 'seconds'>

async function drawn(task: Task): Promise<Drawn> {
  const { figure, folder, mode, page } = task
  const plan = await planFigure(figure)
  const targets = await targetsOf(figure, folder)
  const current = mode === 'draw' ? await Promise.all(targets.map(target => isCurrent(target, plan.recipe))) : []
  const wanted = targets.filter((_, i) => current[i] !== true)
  if (wanted.length === 0 && !page)
    return { files: targets.map(({ file }) => ({ file, status: 'same' })), warnings: [], diverged: false }

  const backend = await startBackend(figure.settings.backend)
  const drawing = draw(plan, backend)
  const outcome =
    mode === 'draw' || mode === 'force' ? await write(task, drawing, wanted) : await compare(task, drawing, wanted)
  const kept = targets.filter(target => !wanted.includes(target))
  return {
    ...outcome,
    files: [...outcome.files, ...kept.map(({ file }) => ({ file, status: 'same' as const }))],
    warnings: drawing.warnings,
    diverged: drawing.paths.some(({ trajectory }) => trajectory.outcome.kind === 'diverged'),
    ...(backend.fallback !== undefined && { fallback: backend.fallback }),
    ...(page && { page: await pageFigure(figure.name, drawing, backend) }),
  }
}

/** Writes files, all made before any is written; one that has the same bytes already is not touched. */
async function write(
  { figure, folder, mode }: Task,
  drawing: Drawing,
  wanted: readonly Output[],
): Promise<Pick<Drawn, 'files'>> {
  const made: Made[] = []
  const files: FileResult[] = []
  for (const output of wanted) {
    const bytes = bytesOf(await encode(drawing, output.format))
    const same = mode === 'draw' && equal(bytes, await present(output.file))
    if (!same) made.push({ ...output, bytes })
    files.push({ file: output.file, status: same ? 'same' : 'written' })
  }
  await deliver(made)
  if (made.length > 0) await removeDifference(figure, folder)
  return { files }
}

/** Compares what is drawn now with the files; `update` writes those that differ, `check` a picture of the difference. */
async function compare(
  { figure, folder, mode, tolerance }: Task,
  drawing: Drawing,
  wanted: readonly Output[],
): Promise<Pick<Drawn, 'files' | 'picture'>> {
  const wrong: { readonly made: Made; readonly difference: Difference }[] = []
  const files: FileResult[] = []
  for (const output of wanted) {
    const made = { ...output, bytes: bytesOf(await encode(drawing, output.format)) }
    const difference = await fromDisk(made, tolerance)
    if (difference !== undefined) wrong.push({ made, difference })
    const { file } = output
    if (difference === undefined) files.push({ file, status: 'same' })
    else
      files.push(
        mode === 'update' ? { file, status: 'written' } : { file, status: 'wrong', message: difference.message },
      )
  }
  if (mode === 'update') await deliver(wrong.map(({ made }) => made))
  const shown = wrong.map(({ difference }) => difference).find(({ pictures }) => pictures !== undefined)
  const bytes = mode === 'check' && shown ? await differencePng(figure.name, shown) : undefined
  if (bytes === undefined) {
    await removeDifference(figure, folder)
    return { files }
  }
  const picture = await differencePicture(figure, folder)
  await deliver([{ file: picture, format: 'png', bytes }])
  return { files, picture }
}

/** How the file on disk differs from the one that was made; undefined where both show the same. */
async function fromDisk(
  { file, format, bytes }: Made & { readonly bytes: Uint8Array },
  tolerance: Tolerance,
): Promise<Difference | undefined> {
  const old = await present(file)
  if (old === undefined) return { message: 'the file is missing' }
  if (equal(bytes, old)) return undefined
  try {
    return await differenceOf(format, { name: file, bytes: old }, { name: 'the figure', bytes }, tolerance)
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message }
    throw error
  }
}

/** The picture of a difference that is no more. */
async function removeDifference(figure: FigureEntry, folder: string): Promise<void> {
  await rm(await differencePicture(figure, folder), { force: true })
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content
}

function equal(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && Buffer.compare(a, b) === 0
}
