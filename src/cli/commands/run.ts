import type { Command } from 'commander'
import { startBackend } from '../../engine/backend.js'
import { landscape } from '../../engine/landscape.js'
import { minimize } from '../../engine/minimize.js'
import { RuntimeFailure } from '../../errors.js'
import { compose } from '../../figure/compose.js'
import { paletteNamed } from '../../figure/palette.js'
import { viewDomain } from '../../figure/view.js'
import { writeFileAtomic } from '../../io/atomic.js'
import { trajectoryCsv, trajectoryJson } from '../../io/trajectory.js'
import { render } from '../../render/index.js'
import type { Scene } from '../../scene.js'
import { recipeOf } from '../../spec/recipe.js'
import { resolveRun } from '../../spec/run.js'
import { resolveStyle } from '../../spec/style.js'
import { version } from '../../version.js'
import { captionOf } from '../caption.js'
import { type Output, resolveOutputs } from '../outputs.js'
import { remarks } from '../remarks.js'
import { runHead, viewHead } from '../report.js'
import { settingsOf } from '../settings.js'
import { whileWriting } from '../signals.js'
import { stopwatch } from '../stopwatch.js'
import { summaryOf } from '../summary.js'
import { note, warn } from '../terminal.js'

interface Flags {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
}

/** `optviz run`: the pipeline, from settings to files. */
export async function run(command: Command): Promise<void> {
  const flags = command.opts<Flags>()
  const clock = stopwatch()
  const settings = await settingsOf(command)
  const spec = resolveRun(settings)
  const style = resolveStyle(settings, paletteNamed(settings.palette))
  const outputs = await resolveOutputs(settings, `${spec.fn.name}-${spec.optimizer.name}`)

  const backend = await startBackend(settings.backend)
  if (backend.fallback !== undefined)
    warn(`the native backend does not start, so the slower cpu backend runs: ${backend.fallback} (see: optviz doctor)`)
  clock.lap('load')

  const ran = minimize(backend, [spec], { engine: settings.engine })
  const [trajectory] = ran.trajectories
  if (trajectory === undefined) throw new RuntimeFailure('the engine gave no trajectory')
  clock.lap('trajectory')

  const shown = viewDomain([trajectory], spec.domain, settings.view)
  const warnings = remarks(trajectory, shown)
  const head = runHead(settings, spec, trajectory, { backend: backend.name, engine: ran })
  const recipe = recipeOf(version, settings, spec)

  const scene = (): Scene => {
    const ground = landscape(backend, spec.fn, shown, settings.resolution, settings.resolution)
    clock.lap('landscape')
    const path = { trajectory, label: spec.optimizer.title }
    return compose({ paths: [path], landscape: ground, minima: spec.fn.minima, ...captionOf(settings, spec) }, style)
  }
  const picture = outputs.some(o => o.format === 'png' || o.format === 'svg') ? scene() : undefined

  const bytesOf = async ({ format }: Output): Promise<Uint8Array | string> => {
    if (format === 'csv') return trajectoryCsv(trajectory)
    if (format === 'json') return trajectoryJson({ ...head, ...viewHead(trajectory, shown), recipe }, trajectory)
    if (picture === undefined) throw new RuntimeFailure('no figure was composed')
    return render(picture, format, { scale: settings.scale, metadata: JSON.stringify(recipe) })
  }
  // Every output is made before any is written: a failure leaves all files as they were.
  const made = await Promise.all(outputs.map(async output => ({ ...output, bytes: await bytesOf(output) })))
  clock.lap('render')
  await whileWriting(async () => {
    for (const { file, bytes } of made) {
      if (file === '-') await writeToStdout(bytes)
      else await writeFileAtomic(file, bytes)
      if (flags.verbose) note(`wrote ${file === '-' ? 'to stdout' : file}, ${bytes.length} bytes`)
    }
  })

  for (const warning of warnings) warn(warning)
  const files = outputs.map(o => o.file)
  const result = { ...head, ...viewHead(trajectory, shown), warnings, files, seconds: clock.seconds() }
  const stream = files.includes('-') ? process.stderr : process.stdout
  if (flags.json) stream.write(`${JSON.stringify(result, null, 2)}\n`)
  else if (!flags.quiet) stream.write(summaryOf(spec, trajectory, result, stream))
  if (flags.verbose) note(`engine: ${ran.engine} on ${backend.name}${ran.reason ? ` (${ran.reason})` : ''}`)
  if (settings.strict && trajectory.outcome.kind === 'diverged') process.exitCode = 3
}

function writeToStdout(bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, error => (error ? reject(error) : resolve()))
  })
}
