import type { Command } from 'commander'
import { draw, encode } from '../../pipeline/drawing.js'
import { planRun } from '../../pipeline/plan.js'
import { stopwatch } from '../../pipeline/stopwatch.js'
import { outcomeOf } from '../../trajectory.js'
import { settingsOf } from '../flags/settings.js'
import { deliver, make } from '../output/delivery.js'
import { resolveOutputs } from '../output/outputs.js'
import { started } from '../start/engine.js'
import { bar } from '../talk/bar.js'
import { summaryOf } from '../talk/summary.js'
import { note, warn } from '../talk/terminal.js'

/** How much is said, and how. */
export interface Talk {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
}

/** `optviz run`: the pipeline, from settings to files. */
export async function run(command: Command): Promise<void> {
  const flags = command.opts<Talk>()
  const clock = stopwatch()
  const settings = await settingsOf(command)
  const plan = await planRun(settings)
  const [{ spec }] = plan.runs
  const outputs = await resolveOutputs(settings, `${spec.fn.name}-${spec.optimizer.name}`)

  const backend = await started(settings.backend)
  clock.lap('load')
  const drawing = draw(plan, backend, clock)
  const made = await make(outputs, ({ format }) => encode(drawing, format, bar(process.stderr, 'frames')))
  clock.lap('render')
  await deliver(made, flags)

  const { warnings, document, engine, engineReason } = drawing
  for (const warning of warnings) warn(warning)
  const files = outputs.map(o => o.file)
  const stream = files.includes('-') ? process.stderr : process.stdout
  if (flags.json)
    stream.write(`${JSON.stringify({ ...document, warnings, files, seconds: clock.seconds() }, null, 2)}\n`)
  else if (!flags.quiet) stream.write(summaryOf(drawing, files, stream))
  if (flags.verbose) note(`engine: ${engine} on ${backend.name}${engineReason ? ` (${engineReason})` : ''}`)
  const [{ trajectory }] = drawing.paths
  if (settings.strict && outcomeOf(trajectory).kind === 'diverged') process.exitCode = 3
}
