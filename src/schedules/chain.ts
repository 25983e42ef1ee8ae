import { type ParameterValues, type Rates, type Schedule, type Setting, type Span, settled } from './types.js'

/** A schedule with what was given for it. */
export interface Part {
  readonly schedule: Schedule
  readonly given: ParameterValues
  /** For how many steps, where somebody says. */
  readonly steps?: number
}

/** Schedules one after another, each from the run's learning rate and with steps of its own from 0. */
export interface Chain {
  /** As users write it. */
  readonly text: string
  readonly parts: readonly Part[]
  /** The next rate hangs on the loss. */
  readonly adaptive: boolean
  /** Whether it makes something of the learning rate that a run was given. */
  readonly heeds: boolean
  /** The steps of a run that each part has; none where the run is over before. */
  spans(steps: number): readonly Span[]
  rates(lr: number, steps: number): Rates
}

/** One schedule after another; each but the last says, or is told, how long it lasts. */
export function chained(text: string, parts: readonly Part[]): Chain {
  const adaptive = parts.some(({ schedule }) => schedule.adaptive)
  const spans = (total: number): readonly Span[] => {
    let before = 0
    return parts.map((part, i) => {
      const left = Math.max(0, total - before)
      const steps = i === parts.length - 1 ? left : Math.min(left, lengthOf(part, { steps: left, before, total }))
      before += steps
      return { steps, before: before - steps, total }
    })
  }
  return {
    text,
    parts,
    adaptive,
    heeds: parts.some(({ schedule, given }) => schedule.heeds?.(given) ?? true),
    spans,
    rates(lr, steps) {
      const each = spans(steps).map((span, i) => ratesOf(parts[i], lr, span))
      const [first] = each
      if (first === undefined) throw new Error('a chain has a part')
      let [current, next] = [first, 1]
      return {
        at(t) {
          for (let later = each[next]; later !== undefined && t >= later.before; later = each[next]) {
            current = later
            next++
          }
          return current.rates.at(t - current.before)
        },
        ...(adaptive && { hear: (loss: number) => current.rates.hear?.(loss) }),
      }
    },
  }
}

/** For how many steps a part lasts that another one follows. */
function lengthOf({ schedule, given, steps }: Part, span: Span): number {
  return steps ?? schedule.lasts?.(settled(schedule, { ...span, given, lr: Number.NaN })) ?? span.steps
}

function ratesOf(part: Part | undefined, lr: number, span: Span): { readonly rates: Rates; readonly before: number } {
  if (part === undefined) throw new Error('a part has a span')
  const { schedule, given, steps = Number.POSITIVE_INFINITY } = part
  const own = { ...span, steps: Math.max(1, Math.min(steps, span.steps)) }
  const setting: Setting = { ...own, lr, given }
  const rates = schedule.rates(settled(schedule, setting), lr, own)
  // The last one may be told to be over before the run is: its rate stays what it has become.
  return { before: span.before, rates: { ...rates, at: t => rates.at(Math.min(t, steps)) } }
}
