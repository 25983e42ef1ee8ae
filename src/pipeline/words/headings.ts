import { measures } from '../../figure/around/layout.js'
import { formatNumber } from '../../figure/around/numberformat.js'
import { missingCharacters } from '../../figure/around/text.js'
import type { Layers } from '../../figure/compose.js'
import type { Domain, Interval } from '../../records/geometry.js'
import type { FigureContent, FigureStyle } from '../../records/style.js'
import type { Typeface } from '../../records/typeface.js'
import type { Settings } from '../../spec/fields/fields.js'
import type { RunSpec } from '../../spec/run.js'
import type { BasinsSpec, SweepSpec } from '../../spec/sweep.js'
import { shortNumber } from '../../words/words.js'
import { hyperparametersOf, limitOf, seedsOf, sharedFacts, startOf, type Write } from './labels.js'

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
  const facts = [
    ...sharedFacts(runs, formatNumber),
    ...circumstances(
      runs.filter(({ optimizer }) => optimizer.kind !== 'recorded'),
      formatNumber,
    ),
  ]
  return worded(settings, `${compared} on ${fn.title}`, facts.join(' · '))
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
      : spec.over === 'starts'
        ? `from ${spec.lanes.length} random starts`
        : startOf(base, number)
  const what = `${base.optimizer.title} on ${base.fn.title}`
  const standard = spec.kind === 'basins' ? `Basins of ${what}` : `${what}, by ${varied.join(' and ')}`
  const words = [...facts, `${limitOf(base)} ${from}`, ...circumstances([base], number)]
  const { title, subtitle } = worded(settings, standard, words.join(' · '))
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

/** `lr 0.1 · 200 steps from (20, 20)`: the learning rate, what differs from the defaults, steps or budget, and start. */
export function subtitleOf(run: RunSpec, number: Write = shortNumber): string {
  const words = [
    ...hyperparametersOf(run, number),
    `${limitOf(run)} ${startOf(run, number)}`,
    ...circumstances([run], number),
  ]
  return words.join(' · ')
}

/** `[0, 2] × [−1, ∞)`. */
function boxText({ x, y }: Domain, number: Write): string {
  const side = (value: number) =>
    Number.isFinite(value) ? number(value) : value > 0 ? '∞' : `${number(-1).charAt(0)}∞`
  const interval = ([low, high]: Interval) =>
    `${low === Number.NEGATIVE_INFINITY ? '(' : '['}${side(low)}, ${side(high)}${high === Number.POSITIVE_INFINITY ? ')' : ']'}`
  return `${interval(x)} × ${interval(y)}`
}

/** What is no hyperparameter: where it may go, what the optimizer is told wrongly, what it goes on until, and how often it is run. */
function circumstances(runs: readonly RunSpec[], number: Write): readonly string[] {
  const { noise, batchSize, named, until, bounds } = runs[0] ?? {}
  const projected = runs.every(({ optimizer }) => optimizer.kind === 'rule')
  const repeated = runs.find(({ repeat }) => repeat !== undefined)
  const seeds = repeated && seedsOf(repeated)
  return [
    ...(bounds === undefined ? [] : [`${projected ? 'projected onto' : 'within'} ${boxText(bounds, number)}`]),
    ...(batchSize === undefined ? [] : [`batches of ${batchSize} of ${named?.terms?.data.length}`]),
    ...(noise === undefined ? [] : [`noise ${noise.text}`]),
    ...(until === undefined ? [] : [`until ${until.map(({ text }) => text).join(' or ')}`]),
    ...(seeds === undefined ? [] : [seeds]),
  ]
}

/** What there is to say of a figure of several paths that is too small for its legend. */
export function legendWarnings(style: FigureStyle): readonly string[] {
  return style.bare || measures(style).size !== 'tiny'
    ? []
    : ['the figure is too small for the legend that names its paths; try a larger --size']
}

/** What there is to say of what a figure had no room for. */
export function roomWarnings(lacking: Layers['lacking'], { panel, text }: FigureStyle): readonly string[] {
  const mend = text > 1 ? 'a larger --size or a smaller --text' : 'a larger --size'
  return lacking.map(part =>
    part === 'panel'
      ? `the figure has no room for its panel (${panel}); try ${mend}, or --panel none`
      : `the figure has no room for the labels of its contours; try ${mend}, or leave out --contour-labels`,
  )
}

/** What there is to say of a figure's texts: letters that its font lacks. */
export function letterWarnings(texts: readonly string[], typeface: Typeface | undefined): readonly string[] {
  const missing = missingCharacters(texts.join('\n'), typeface)
  return missing === ''
    ? []
    : [`the figure's font lacks ${missing}: a PNG has boxes there, an SVG the viewer's own letters; try --font FILE`]
}
