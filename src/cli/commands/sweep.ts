import type { Command } from 'commander'
import { UsageError } from '../../errors.js'
import { draw, encode } from '../../pipeline/drawing.js'
import { planRun } from '../../pipeline/plan.js'
import { stopwatch } from '../../pipeline/stopwatch.js'
import { bestRun, drawSweep, encodeSweep, isFruitless, planSweep } from '../../pipeline/sweep.js'
import type { Settings } from '../../spec/fields.js'
import { settings as merged } from '../../spec/settings.js'
import { settingsOf } from '../flags/settings.js'
import { deliver, make } from '../output/delivery.js'
import { type Output, resolveOutputs } from '../output/outputs.js'
import { started } from '../start/engine.js'
import { bar } from '../talk/bar.js'
import { sweepRemarks, sweepSummary } from '../talk/sweepsummary.js'
import { note, warn } from '../talk/terminal.js'
import type { Talk } from './run.js'

/** `optviz sweep`: one optimizer over a range of settings, or from everywhere. */
export async function sweep(command: Command): Promise<void> {
  const flags = command.opts<Talk>()
  const clock = stopwatch()
  const settings = await settingsOf(command)
  const plan = await planSweep(settings)
  const { base, kind } = plan.spec
  const name = `${base.fn.name}-${base.optimizer.name}-${kind === 'basins' ? 'basins' : 'sweep'}`
  const outputs = await resolveOutputs(settings, name)
  if (outputs.some(({ format }) => format === 'gif'))
    throw new UsageError(
      'a sweep does not move: expected png, svg, json or csv',
      '--draw-best FILE.gif draws its best path.',
    )
  const pathOutput = await bestOutput(settings, kind, outputs)

  const backend = await started(settings.backend)
  clock.lap('load')
  const drawn = drawSweep(plan, backend, bar(process.stderr, 'runs'))
  clock.lap('runs')
  const made = [...(await make(outputs, ({ format }) => encodeSweep(drawn, format)))]
  const best = bestRun(drawn)
  if (pathOutput !== undefined && best !== undefined) {
    const { scan: _, starts: __, lr: ___, ...others } = settings
    const chosen = merged(others, { set: best.hyperparameters, start: best.start, optim: best.optimizer.name })
    const path = draw(await planRun(chosen), backend)
    made.push(...(await make([pathOutput], ({ format }) => encode(path, format, bar(process.stderr, 'frames')))))
  }
  clock.lap('render')
  await deliver(made, flags)

  const warnings = sweepRemarks(drawn)
  for (const warning of warnings) warn(warning)
  const files = made.map(({ file }) => file)
  const stream = files.includes('-') ? process.stderr : process.stdout
  const { document, list, ran } = drawn
  if (flags.json) {
    const result = { ...document, warnings, files, seconds: clock.seconds(), [list.name]: list.rows }
    stream.write(`${JSON.stringify(result, null, 2)}\n`)
  } else if (!flags.quiet) stream.write(sweepSummary(drawn, files, stream))
  if (flags.verbose) note(`engine: ${ran.engine} on ${backend.name}${ran.reason ? ` (${ran.reason})` : ''}`)
  if (settings.strict && isFruitless(drawn.result)) process.exitCode = 3
}

/** Where the best path goes; undefined where it is not asked for. */
async function bestOutput(
  settings: Settings,
  kind: 'scan' | 'basins',
  outputs: readonly Output[],
): Promise<Output | undefined> {
  const { drawBest } = settings
  if (drawBest === undefined) return undefined
  if (kind === 'basins') throw new UsageError('--draw-best: a basin map has no best setting')
  if (outputs.some(({ file }) => file === drawBest)) throw new UsageError(`--draw-best ${drawBest} is an --out, too`)
  const [output] = await resolveOutputs({ ...settings, out: [drawBest], format: undefined }, '')
  return output
}
