import type { HyperparameterValues } from '../../optimizers/hyperparameters.js'
import { own } from '../../own.js'
import type { Varied } from '../../records/style.js'
import type { Settings } from '../../spec/fields/fields.js'
import type { RunSpec } from '../../spec/run.js'
import { digitsIn } from '../../words/digits.js'
import { counted, shortNumber } from '../../words/words.js'

/** How a number is written: figures have a minus sign, terminals and data a hyphen. */
export type Write = (value: number, digits?: number) => string

/** What was set of a run: its hyperparameters, but for a learning rate that has no say, and behind that its schedule. */
function setOf({ hyperparameters, schedule }: RunSpec): HyperparameterValues {
  if (schedule === undefined) return hyperparameters
  const { lr = Number.NaN, ...others } = hyperparameters
  return { ...(schedule.heeds && { lr }), schedule: schedule.text, ...others }
}

/** `lr 0.1`, `cosine`, `momentum 0.9`: the learning rate, its schedule and what differs from the defaults. */
export function hyperparametersOf(run: RunSpec, number: Write): readonly string[] {
  return Object.keys(setOf(run))
    .filter(key => key === 'lr' || !isDefault(run, key))
    .map(key => hyperparameterOf(run, key, number))
}

function hyperparameterOf(run: RunSpec, key: string, number: Write): string {
  const value = setOf(run)[key]
  const text = typeof value === 'number' ? number(value) : String(value)
  return isSchedule(run, key) ? text : `${key} ${text}`
}

/** A schedule says by itself what it is. */
function isSchedule({ schedule }: RunSpec, key: string): boolean {
  return key === 'schedule' && schedule !== undefined
}

function isDefault(run: RunSpec, key: string): boolean {
  return !isSchedule(run, key) && setOf(run)[key] === own(run.optimizer.hyperparameters, key)?.default
}

export function stepsOf({ optimizer, steps }: RunSpec): string {
  return optimizer.kind === 'recorded' && steps < optimizer.recordedSteps
    ? `${steps} of ${counted(optimizer.recordedSteps, 'step')}`
    : counted(steps, 'step')
}

/** What ends a run: its steps or its budget. */
export function limitOf(run: RunSpec): string {
  return run.budget === undefined ? stepsOf(run) : counted(run.budget, 'evaluation')
}

export function startOf({ start: [x, y], domain, anywhere, repeat }: RunSpec, number: Write): string {
  if (anywhere && repeat !== undefined) return 'from random starts'
  return `from (${number(x, digitsIn(x, domain.x))}, ${number(y, digitsIn(y, domain.y))})`
}

/** `20 seeds`: how often a run is repeated, and from which seed on if that is not the first. */
export function seedsOf({ repeat, seed }: RunSpec): string | undefined {
  if (repeat === undefined) return undefined
  return `${repeat} seeds${seed === 0 ? '' : ` from ${seed} on`}`
}

/** Runs of an optimizer: what was recorded elsewhere is as it is. */
function optimized(all: readonly RunSpec[]): readonly RunSpec[] {
  return all.filter(({ optimizer }) => optimizer.kind !== 'recorded')
}

/** `200 steps`, `from (20, 20)`: what holds for all runs, or for most; runs for which it does not say so in their label. */
function limitAndStart(all: readonly RunSpec[], number: Write): readonly string[] {
  // A recorded path is as long as it is; what is said is what the others were run with, where there are any.
  const runs = optimized(all).length > 0 ? optimized(all) : all
  return [limitOf, startOf].flatMap(fact => {
    const facts = runs.map(run => fact(run, number))
    const occurrences = (one: string) => facts.filter(other => other === one).length
    const [most] = [...new Set(facts)].sort((a, b) => occurrences(b) - occurrences(a))
    return most !== undefined && 2 * occurrences(most) > facts.length ? [most] : []
  })
}

/** The hyperparameters that all runs have, or all that learn at a rate, with one value: no label needs to tell them. */
function commonKeys(all: readonly RunSpec[]): readonly string[] {
  const runs = optimized(all)
  const learning = runs.filter(run => Object.hasOwn(run.hyperparameters, 'lr'))
  const keys = [...new Set(runs.flatMap(run => Object.keys(setOf(run))))]
  return keys.filter(key => {
    const having = runs.filter(run => Object.hasOwn(setOf(run), key))
    const ofRates = key === 'lr' || having.some(run => isSchedule(run, key))
    const shared = having.length === runs.length || (ofRates && having.length > 1 && having.length === learning.length)
    return shared && new Set(having.map(run => setOf(run)[key])).size === 1
  })
}

/** What a figure says once for all its runs: `lr 0.1`, `200 steps from (20, 20)`. */
export function sharedFacts(runs: readonly RunSpec[], number: Write): readonly string[] {
  const common = commonKeys(runs)
  const facts = common.flatMap(key => {
    const having = optimized(runs).filter(run => Object.hasOwn(setOf(run), key))
    const [run] = having
    return run !== undefined && (key === 'lr' || having.some(one => !isDefault(one, key)))
      ? [hyperparameterOf(run, key, number)]
      : []
  })
  return [...facts, limitAndStart(runs, number).join(' ')].filter(fact => fact !== '')
}

/**
 * What data and terminals call each of several runs: the optimizer, its learning rate and what differs from its defaults; the
 * seed where there are several, steps and start where they are not those of most. A recorded path is called what it is called.
 * No two are the same.
 */
export function labelsOf(runs: readonly RunSpec[], number: Write = shortNumber): readonly string[] {
  return different(number, write => {
    return runs.map(run =>
      nameOf(run, [run.optimizer.title, [...hyperparametersOf(run, write), ...ownFacts(run, runs, write)].join(', ')]),
    )
  })
}

/** The same for a figure: of what its heading says, title and what the runs share, labels say nothing. */
export function figureLabels(runs: readonly RunSpec[], title: Settings['title'], number: Write): readonly string[] {
  if (title === false) return labelsOf(runs, number)
  const common = commonKeys(runs)
  const titles = new Set(runs.map(({ optimizer }) => optimizer.title))
  /** Where others of the same optimizer have another value, a default is worth telling. */
  const told = (run: RunSpec, key: string) =>
    !common.includes(key) &&
    (key === 'lr' ||
      !isDefault(run, key) ||
      runs.some(other => other.optimizer === run.optimizer && setOf(other)[key] !== setOf(run)[key]))
  return different(number, write => {
    const facts = runs.map(run => {
      const keys = Object.keys(setOf(run)).filter(key => told(run, key))
      return [...keys.map(key => hyperparameterOf(run, key, write)), ...ownFacts(run, runs, write)].join(', ')
    })
    const named = title !== undefined || titles.size > 1 || facts.includes('')
    return runs.map((run, i) => nameOf(run, [...(named ? [run.optimizer.title] : []), facts[i] ?? '']))
  })
}

function nameOf({ optimizer }: RunSpec, parts: readonly string[]): string {
  return optimizer.kind === 'recorded' ? optimizer.title : parts.filter(part => part !== '').join(' ')
}

/** Limit and start where most others have another, and the seed where seeds differ. */
function ownFacts(run: RunSpec, runs: readonly RunSpec[], number: Write): readonly string[] {
  const shared = limitAndStart(runs, number)
  const seeds = new Set(optimized(runs).map(({ seed }) => seed))
  return [
    ...[limitOf(run), startOf(run, number)].filter(fact => !shared.includes(fact)),
    ...(seeds.size > 1 ? [`seed ${run.seed}`] : []),
  ]
}

/** Labels with as many digits as tell runs apart, and numbers behind those that no digit does. */
function different(number: Write, labelsWith: (write: Write) => readonly string[]): readonly string[] {
  const written = [4, 6, 9, 12, 15].map(digits => {
    return labelsWith((value, least = 4) => number(value, Math.max(digits, least)))
  })
  const count = (labels: readonly string[]) => new Set(labels).size
  const labels = written.reduce((best, labels) => (count(labels) > count(best) ? labels : best))
  return labels.map((label, i) => {
    const before = labels.slice(0, i).filter(other => other === label).length
    return before === 0 ? label : `${label} (${before + 1})`
  })
}

/** The number that runs of one optimizer differ in, where that is all they differ in. */
export function variedNumber(runs: readonly RunSpec[]): Varied | undefined {
  const [first] = runs
  if (first === undefined || first.optimizer.kind === 'recorded') return undefined
  if (runs.some(({ optimizer }) => optimizer !== first.optimizer)) return undefined
  const valuesByName: Readonly<Record<string, readonly unknown[]>> = {
    ...Object.fromEntries(
      Object.keys(first.hyperparameters).map(key => [key, runs.map(run => run.hyperparameters[key])]),
    ),
    ...(first.budget === undefined
      ? { steps: runs.map(({ steps }) => steps) }
      : { evaluations: runs.map(({ budget }) => budget) }),
    schedule: runs.map(({ schedule }) => schedule?.text),
    start: runs.map(({ start }) => start.join()),
    seed: runs.map(({ seed }) => String(seed)),
  }
  const [varied, ...others] = Object.entries(valuesByName).filter(([, values]) => new Set(values).size > 1)
  if (varied === undefined || others.length > 0) return undefined
  const [name, values] = varied
  const numbers = values.filter(value => typeof value === 'number')
  return numbers.length === values.length ? { name, values: numbers } : undefined
}
