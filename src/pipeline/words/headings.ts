import { formatNumber } from '../../figure/around/numberformat.js'
import { missingCharacters } from '../../figure/around/text.js'
import { own } from '../../own.js'
import type { FigureContent } from '../../records/style.js'
import type { Typeface } from '../../records/typeface.js'
import type { Settings } from '../../spec/fields/fields.js'
import type { RunSpec } from '../../spec/run.js'
import type { BasinsSpec, SweepSpec } from '../../spec/sweep.js'
import { digitsIn } from '../../words/digits.js'
import { counted, shortNumber } from '../../words/words.js'

/** How a number is written: figures have a minus sign, terminals and data a hyphen. */
type Write = (value: number, digits?: number) => string

type Heading = Pick<FigureContent, 'title' | 'subtitle' | 'quantity'>

/** Title, subtitle and quantity of a figure: what was run, and with what that is not standard. */
export function headingOf(settings: Settings, run: RunSpec): Heading {
  return worded(settings, `${run.optimizer.title} on ${run.fn.title}`, subtitleOf(run, formatNumber))
}

/** The same of a figure that compares: what the runs have in common; what they differ in is in their labels. */
export function compareHeading(settings: Settings, runs: readonly [RunSpec, ...RunSpec[]]): Heading {
  const titles = [...new Set(runs.map(run => run.optimizer.title))]
  const [{ fn }] = runs
  const compared = titles.length <= 4 ? titles.join(', ') : `${titles.length} optimizers`
  const facts = sharedFacts(runs, formatNumber).join(' ')
  return worded(settings, `${compared} on ${fn.title}`, facts)
}

/** Title and subtitle of a sweep's figure: what was varied, and what was not. */
export function sweepHeading(
  settings: Settings,
  spec: SweepSpec | BasinsSpec,
  number: Write,
): Pick<Heading, 'title' | 'subtitle'> {
  const { base } = spec
  const varied = spec.kind === 'basins' ? [] : spec.axes.map(({ key }) => key)
  const fixed = Object.entries(base.hyperparameters).filter(([key]) => !varied.includes(key))
  const facts = hyperparametersOf({ ...base, hyperparameters: Object.fromEntries(fixed) }, number)
  const from =
    spec.kind === 'basins'
      ? 'from every point'
      : spec.starts.length > 1
        ? `from ${spec.starts.length} random starts`
        : startOf(base, number)
  const what = `${base.optimizer.title} on ${base.fn.title}`
  const standard = spec.kind === 'basins' ? `Basins of ${what}` : `${what}, by ${varied.join(' and ')}`
  const { title, subtitle } = worded(settings, standard, [...facts, `${limitOf(base)} ${from}`].join(' · '))
  return { title, subtitle }
}

/** A figure's own title on the lines that it asks for with `\\n`; empty where there shall be none. */
export function titleOf(title: Settings['title']): string | undefined {
  return title === false ? '' : title?.replaceAll('\\n', '\n')
}

function worded({ title, objective }: Settings, standard: string, subtitle: string): Heading {
  return {
    title: titleOf(title) ?? standard,
    subtitle: title === false ? '' : subtitle,
    quantity: objective === 'log' ? 'log f(x, y)' : 'f(x, y)',
  }
}

/** `lr 0.1 · 200 steps from (20, 20)`: the learning rate, what differs from the defaults, steps and start. */
export function subtitleOf(run: RunSpec, number: Write = shortNumber): string {
  return [...hyperparametersOf(run, number), `${stepsOf(run)} ${startOf(run, number)}`].join(' · ')
}

/** `200 steps`, `from (20, 20)`: what holds for all runs, or for most; runs for which it does not say so in their label. */
function sharedFacts(all: readonly RunSpec[], number: Write): readonly string[] {
  // A recorded path is as long as it is; what is said is what the others were run with, where there are any.
  const run = all.filter(({ optimizer }) => optimizer.kind !== 'recorded')
  const runs = run.length > 0 ? run : all
  return [limitOf, startOf].flatMap(fact => {
    const facts = runs.map(run => fact(run, number))
    const occurrences = (one: string) => facts.filter(other => other === one).length
    const [most] = [...new Set(facts)].sort((a, b) => occurrences(b) - occurrences(a))
    return most !== undefined && 2 * occurrences(most) > facts.length ? [most] : []
  })
}

/**
 * What a figure with several runs calls each: the optimizer, its learning rate and what differs from its defaults; steps and
 * start where they are not those of most. A recorded path is called what it is called. No two are the same.
 */
export function labelsOf(runs: readonly RunSpec[], number: Write = shortNumber): readonly string[] {
  // Runs that are not the same may need more digits to look it.
  const written = [4, 6, 9, 12, 15].map(digits =>
    labelsWith(runs, (value, least = 4) => number(value, Math.max(digits, least))),
  )
  const different = (labels: readonly string[]) => new Set(labels).size
  const labels = written.reduce((best, labels) => (different(labels) > different(best) ? labels : best))
  return labels.map((label, i) => {
    const before = labels.slice(0, i).filter(other => other === label).length
    return before === 0 ? label : `${label} (${before + 1})`
  })
}

function labelsWith(runs: readonly RunSpec[], number: Write): readonly string[] {
  const shared = sharedFacts(runs, number)
  return runs.map(run => {
    if (run.optimizer.kind === 'recorded') return run.optimizer.title
    const own = [limitOf(run), startOf(run, number)].filter(fact => !shared.includes(fact))
    return `${run.optimizer.title} ${[...hyperparametersOf(run, number), ...own].join(', ')}`.trim()
  })
}

function hyperparametersOf({ optimizer, hyperparameters }: RunSpec, number: Write): readonly string[] {
  return Object.entries(hyperparameters)
    .filter(([key, value]) => key === 'lr' || value !== own(optimizer.hyperparameters, key)?.default)
    .map(([key, value]) => `${key} ${typeof value === 'number' ? number(value) : value}`)
}

function stepsOf({ optimizer, steps }: RunSpec): string {
  return optimizer.kind === 'recorded' && steps < optimizer.recordedSteps
    ? `${steps} of ${counted(optimizer.recordedSteps, 'step')}`
    : counted(steps, 'step')
}

/** What ends a run: its steps or its budget. */
function limitOf(run: RunSpec): string {
  return run.budget === undefined ? stepsOf(run) : counted(run.budget, 'evaluation')
}

function startOf({ start: [x, y], domain }: RunSpec, number: Write): string {
  return `from (${number(x, digitsIn(x, domain.x))}, ${number(y, digitsIn(y, domain.y))})`
}

/** What there is to say of a figure's texts: letters that its font lacks. */
export function letterWarnings(texts: readonly string[], typeface: Typeface | undefined): readonly string[] {
  const missing = missingCharacters(texts.join('\n'), typeface)
  return missing === ''
    ? []
    : [`the figure's font lacks ${missing}: a PNG has boxes there, an SVG the viewer's own letters; try --font FILE`]
}
