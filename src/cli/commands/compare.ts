import type { Command } from 'commander'
import { UsageError } from '../../errors.js'
import { draw, encode } from '../../pipeline/drawing.js'
import { pageFigure } from '../../pipeline/pagefigure.js'
import { planCompare } from '../../pipeline/plan.js'
import { stopwatch } from '../../pipeline/stopwatch.js'
import { compareEntries, parseEntry } from '../../spec/compare.js'
import { entries } from '../../spec/entries.js'
import { compareDefaults, type Settings } from '../../spec/fields.js'
import { outcomeOf } from '../../trajectory.js'
import { settingsOf } from '../flags/settings.js'
import { deliver, make } from '../output/delivery.js'
import { checkPlace, resolveOutputs } from '../output/outputs.js'
import { writePage } from '../output/page.js'
import { started } from '../start/engine.js'
import { bar } from '../talk/bar.js'
import { comparisonOf, ranked } from '../talk/comparison.js'
import { note, warn } from '../talk/terminal.js'
import type { Talk } from './run.js'

/** `optviz compare`: several runs in one figure. */
export async function compare(command: Command): Promise<void> {
  const flags = command.opts<Talk & { readonly html?: string }>()
  const clock = stopwatch()
  const settings = await settingsOf(command, compareDefaults)
  const plan = await planCompare(settings, entriesOf(settings))
  const [{ spec }] = plan.runs
  const outputs = await resolveOutputs(settings, `${spec.fn.name}-compare`)
  if (flags.html !== undefined) await checkPlace(flags.html, '--html')

  const backend = await started(settings.backend)
  clock.lap('load')
  const drawing = draw(plan, backend, clock)
  const made = await make(outputs, ({ format }) => encode(drawing, format, bar(process.stderr, 'frames')))
  clock.lap('render')
  await deliver(made, flags)
  if (flags.html !== undefined) {
    const name = `${spec.fn.name}-compare`
    const figure = await pageFigure(name, drawing, backend)
    await writePage(flags.html, figure.title, [{ name, status: 'drawn', figure }])
  }

  const { warnings, document, engine, engineReason, paths } = drawing
  for (const warning of warnings) warn(warning)
  const files = [...outputs.map(o => o.file), ...(flags.html === undefined ? [] : [flags.html])]
  const stream = files.includes('-') ? process.stderr : process.stdout
  const ranking = ranked(paths).map(({ run }) => run.label)
  if (flags.json)
    stream.write(`${JSON.stringify({ ...document, ranking, warnings, files, seconds: clock.seconds() }, null, 2)}\n`)
  else if (!flags.quiet) stream.write(comparisonOf(drawing, files, stream))
  if (flags.verbose) note(`engine: ${engine} on ${backend.name}${engineReason ? ` (${engineReason})` : ''}`)
  if (settings.strict && paths.some(({ trajectory }) => outcomeOf(trajectory).kind === 'diverged')) process.exitCode = 3
}

/** What is compared: `--optim`, or `compare:` (a list of mappings) or `optim:` of a file. */
function entriesOf(settings: Settings): readonly Settings[] {
  const raw = settings.compare ?? entries(settings.optim, 'optim')
  if (raw.length < 2)
    throw new UsageError(
      'nothing to compare: expected at least two optimizers or settings',
      'For example: optviz compare --optim adamw,adahessian,lbfgs',
    )
  return compareEntries(
    settings,
    raw.map(entry => parseEntry(entry, '--optim')),
  )
}
