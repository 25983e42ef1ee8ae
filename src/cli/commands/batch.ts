import { basename } from 'node:path'
import type { Command } from 'commander'
import { slowerBackend } from '../../engine/backend.js'
import { UsageError } from '../../errors.js'
import { junit } from '../../io/junit.js'
import { parseJobs, parseShard, shardOf } from '../../spec/files/shard.js'
import { environmentSettings, parseSettings, unknownVariables } from '../../spec/settings.js'
import { filesOf } from '../batch/files.js'
import { figureFolder, openFolder, readManifest } from '../batch/manifest.js'
import { drawAll } from '../batch/pool.js'
import { batchSummary, pageEntry, tellResult, tellStrays, testCases } from '../batch/report.js'
import { prune, strays } from '../batch/strays.js'
import { type FigureResult, type Mode, statusOf, type Task } from '../batch/task.js'
import { refuseTolerance, toleranceOf } from '../flags/tolerance.js'
import { deliver, freeStream } from '../output/delivery.js'
import { htmlPage } from '../output/html.js'
import { checkClashes, checkWritable, places } from '../output/places.js'
import { progress } from '../talk/progress.js'
import { print, printJson, warn } from '../talk/terminal.js'

interface Flags {
  readonly out?: string
  readonly force?: boolean
  readonly check?: boolean
  readonly update?: boolean
  readonly prune?: boolean
  readonly shard?: string
  readonly jobs?: string
  readonly backend?: string
  readonly report?: string
  readonly html?: string
  readonly strict?: boolean
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
}

/** `optviz batch`: the figures of a manifest. */
export async function batch(file: string, command: Command): Promise<void> {
  const flags = command.opts<Flags>()
  const began = performance.now()
  const mode = modeOf(flags)
  const jobs = parseJobs(flags.jobs, '--jobs')
  const shard = flags.shard === undefined ? { index: 1, count: 1 } : parseShard(flags.shard, '--shard')
  const tolerance = toleranceOf(command)
  if (mode !== 'check' && mode !== 'update') refuseTolerance(command)
  const above = parseSettings({ backend: flags.backend }, () => '--backend')
  for (const unknown of unknownVariables(process.env)) warn(unknown)
  const manifest = await readManifest(file, { below: environmentSettings(process.env), above })
  const folder = await figureFolder(file, manifest, flags.out)
  const { reads, writes } = filesOf(manifest.figures, folder, mode)
  const more = places({ '--report': flags.report, '--html': flags.html })
  checkClashes([{ file, named: 'the manifest' }, ...reads], [...writes, ...more])
  for (const place of more) checkWritable(place, folder)
  await openFolder(folder, mode)

  const asked = { folder, mode, tolerance, page: flags.html !== undefined, strict: flags.strict === true }
  const tasks = shardOf(manifest.figures, shard).map((figure): Task => ({ figure, ...asked }))
  const results = await drawEach(tasks, jobs, flags)
  const seconds = Math.round(performance.now() - began) / 1000

  const { report, html } = flags
  const made = [
    ...(report === undefined ? [] : [{ file: report, bytes: junit(file, testCases(file, results)) }]),
    ...(html === undefined ? [] : [{ file: html, bytes: await htmlPage(basename(file), results.map(pageEntry)) }]),
  ]
  await deliver(made)
  const wrote = made.map(one => one.file)
  const gone = mode === 'check' || flags.prune ? await strays(file, manifest.figures, folder) : undefined
  if (flags.prune) await prune(gone ?? [])
  tellStrays(gone ?? [], flags.prune === true)
  const summary = batchSummary(results, { mode, seconds, folder, wrote, [flags.prune ? 'removed' : 'strays']: gone })
  const stream = freeStream(wrote)
  if (flags.json) printJson(stream, summary.document)
  else if (!flags.quiet) print(stream, summary.lines)
  process.exitCode = exitCode(results, flags.strict === true)
}

function modeOf({ force, check, update, prune }: Flags): Mode {
  const chosen = [force && 'force', check && 'check', update && 'update'].filter(mode => typeof mode === 'string')
  if (check && prune) throw new UsageError('--check removes nothing, and --prune does', 'Give one of the two.')
  if (chosen.length > 1) throw new UsageError(`give one of ${chosen.map(mode => `--${mode}`).join(' and ')}`)
  return force ? 'force' : check ? 'check' : update ? 'update' : 'draw'
}

/** The results in the order of the manifest; each is told as it comes. */
async function drawEach(tasks: readonly Task[], jobs: number, flags: Flags): Promise<readonly FigureResult[]> {
  const results: FigureResult[] = []
  const bar = progress(flags.quiet ? 0 : tasks.length, process.stderr)
  let fellBack = false
  await drawAll(tasks, jobs, (result, index) => {
    results[index] = result
    bar.clear()
    if (result.fallback !== undefined && !fellBack) {
      fellBack = true
      for (const warning of slowerBackend(result)) warn(warning)
    }
    tellResult(result, flags.verbose === true)
    bar.tick(result.name)
  })
  bar.clear()
  return results
}

function exitCode(results: readonly FigureResult[], strict: boolean): number {
  const statuses = results.map(statusOf)
  if (statuses.includes('failed')) return 1
  if (statuses.includes('differs')) return 4
  return strict && results.some(({ diverged }) => diverged) ? 3 : 0
}
