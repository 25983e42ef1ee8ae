import type { Command } from 'commander'
import { warningsFor } from '../../pipeline/drawing.js'
import { pageFigure } from '../../pipeline/pagefigure.js'
import { planCompare } from '../../pipeline/plan.js'
import { stopwatch } from '../../pipeline/stopwatch.js'
import { idleOf } from '../../pipeline/words/idle.js'
import { compareDefaults } from '../../spec/fields/fields.js'
import { flagSettings } from '../flags/options.js'
import { filesRead, planned } from '../flags/settings.js'
import { encodeAll } from '../output/delivery.js'
import { htmlPage } from '../output/html.js'
import { hearers, outputPlaces, resolveOutputs } from '../output/outputs.js'
import { checkPlaces, places } from '../output/places.js'
import { drawnPaths } from '../start/compute.js'
import { startEngine } from '../start/engine.js'
import { comparisonOf } from '../talk/comparison.js'
import { conclude, type Talk } from '../talk/conclude.js'
import { warn } from '../talk/terminal.js'

/** `optviz compare`: several runs in one figure. */
export async function compare(command: Command): Promise<void> {
  const flags = command.opts<Talk & { readonly html?: string }>()
  const clock = stopwatch()
  const plan = await planned(command, planCompare, compareDefaults)
  const { settings } = plan
  const outputs = resolveOutputs(settings, plan)
  checkPlaces(filesRead(command, plan), [...outputPlaces(outputs), ...places({ '--html': flags.html })])
  // A page shows the figure as an SVG.
  const written = [...hearers(outputs), ...(flags.html === undefined ? [] : (['svg'] as const))]
  for (const idle of idleOf(flagSettings(command), plan, written)) warn(idle)

  const backend = await startEngine(settings.backend, outputs)
  clock.lap('load')
  const drawing = await drawnPaths(plan, backend, flags, { clock })
  const made = [...(await encodeAll(drawing, outputs))]
  if (flags.html !== undefined) {
    const figure = await pageFigure(plan.name, drawing, backend)
    const bytes = await htmlPage(figure.title, [{ name: plan.name, status: 'drawn', figure }])
    made.push({ file: flags.html, bytes })
  }
  clock.lap('render')
  await conclude({ ...drawing, warnings: warningsFor(drawing, written) }, made, clock, flags, comparisonOf)
}
