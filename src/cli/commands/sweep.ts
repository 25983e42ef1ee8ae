import type { Command } from 'commander'
import { UsageError } from '../../errors.js'
import { warningsFor } from '../../pipeline/drawing.js'
import { figureKind, planSweep, type SweepPlan } from '../../pipeline/plan.js'
import { stopwatch } from '../../pipeline/stopwatch.js'
import { planBest } from '../../pipeline/sweep.js'
import { idleOf } from '../../pipeline/words/idle.js'
import type { Key } from '../../spec/fields/fields.js'
import { unheard } from '../../spec/fields/heard.js'
import { flagName, flagSettings } from '../flags/options.js'
import { filesRead, planned } from '../flags/settings.js'
import { encodeAll } from '../output/delivery.js'
import { hearers, type Output, outputPlaces, resolveOutputs } from '../output/outputs.js'
import { checkPlaces, places } from '../output/places.js'
import { drawnPaths, drawnSweep } from '../start/compute.js'
import { startEngine } from '../start/engine.js'
import { bar } from '../talk/bar.js'
import { conclude, type Talk } from '../talk/conclude.js'
import { sweepSummary } from '../talk/sweepsummary.js'
import { warn } from '../talk/terminal.js'

/** `optviz sweep`: one optimizer over a range of settings, or from everywhere. */
export async function sweep(command: Command): Promise<void> {
  const clock = stopwatch()
  const plan = await planned(command, planSweep)
  const { settings } = plan
  const outputs = resolveOutputs(settings, plan)
  const pathOutput = bestOutput(plan)
  const bestPlaces = places({ '--draw-best': pathOutput?.file })
  checkPlaces(filesRead(command, plan), [...outputPlaces(outputs), ...bestPlaces])
  if (pathOutput === undefined) refuseUnheard(command, plan)
  const written = hearers([...outputs, ...(pathOutput ? [pathOutput] : [])])
  for (const idle of idleOf(flagSettings(command), plan, written)) warn(idle)

  const backend = await startEngine(settings.backend, outputs)
  clock.lap('load')
  const talk = command.opts<Talk>()
  const drawing = await drawnSweep(plan, backend, talk, { tell: bar(process.stderr, 'runs') })
  clock.lap('runs')
  const made = [...(await encodeAll(drawing, outputs))]
  const warnings = [...warningsFor(drawing, hearers(outputs))]
  const best = pathOutput === undefined ? undefined : await planBest(drawing)
  if (pathOutput && best) {
    const path = await drawnPaths(best, backend, talk, {})
    made.push(...(await encodeAll(path, [pathOutput])))
    warnings.push(...warningsFor(path, hearers([pathOutput])).map(said => `${pathOutput.file}: ${said}`))
  }
  clock.lap('render')
  await conclude({ ...drawing, warnings }, made, clock, talk, sweepSummary)
}

/** Refuses a flag that the figure does not show; the picture of the best path shows all. */
function refuseUnheard(command: Command, plan: SweepPlan): void {
  const { spec, settings } = plan
  const random = settings.starts > 1 || settings.start === 'random'
  for (const key of Object.keys(flagSettings(command)) as Key[]) {
    const reason = unheard(figureKind(plan), key, random)
    if (reason === undefined) continue
    const hint =
      spec.kind === 'basins' ? undefined : '--draw-best FILE draws the path of the best setting, with all flags.'
    throw new UsageError(`${flagName(key)}: ${reason}`, hint)
  }
}

/** Where the best path goes; undefined where it is not asked for. */
function bestOutput({ settings, spec }: SweepPlan): Output | undefined {
  const { drawBest } = settings
  if (drawBest === undefined) return undefined
  if (spec.kind === 'basins') throw new UsageError('--draw-best: a basin map has no best setting')
  const [output] = resolveOutputs({ out: [drawBest], format: undefined }, { kind: 'run', name: '' }, '--draw-best')
  return output
}
