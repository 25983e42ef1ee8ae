import type { Command } from 'commander'
import { warningsFor } from '../../pipeline/drawing.js'
import { planRun } from '../../pipeline/plan.js'
import { stopwatch } from '../../pipeline/stopwatch.js'
import { idleOf } from '../../pipeline/words/idle.js'
import { flagSettings } from '../flags/options.js'
import { filesRead, planned } from '../flags/settings.js'
import { encodeAll } from '../output/delivery.js'
import { hearers, outputPlaces, resolveOutputs } from '../output/outputs.js'
import { checkPlaces } from '../output/places.js'
import { drawnPaths } from '../start/compute.js'
import { startEngine } from '../start/engine.js'
import { conclude, type Talk } from '../talk/conclude.js'
import { summaryOf } from '../talk/summary.js'
import { warn } from '../talk/terminal.js'

/** `optviz run`: the pipeline, from settings to files. */
export async function run(command: Command): Promise<void> {
  const clock = stopwatch()
  const plan = await planned(command, planRun)
  const { settings } = plan
  const outputs = resolveOutputs(settings, plan)
  checkPlaces(filesRead(command, plan), outputPlaces(outputs))
  const written = hearers(outputs)
  for (const idle of idleOf(flagSettings(command), plan, written)) warn(idle)

  const backend = await startEngine(settings.backend, outputs)
  clock.lap('load')
  const talk = command.opts<Talk>()
  const drawing = await drawnPaths(plan, backend, talk, { clock })
  const made = await encodeAll(drawing, outputs)
  clock.lap('render')
  await conclude({ ...drawing, warnings: warningsFor(drawing, written) }, made, clock, talk, summaryOf)
}
