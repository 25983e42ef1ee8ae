import { UsageError } from '../errors.js'

/** The set of allowed values of a number; an open end is excluded. */
export interface Range {
  readonly min: number
  readonly max: number
  readonly minOpen: boolean
  readonly maxOpen: boolean
}

/** A number that may differ from lane to lane: it reaches the update only through the schedule's coefficients. */
export interface Real {
  readonly kind: 'real'
  readonly default: number
  readonly range: Range
  readonly doc: string
}

/** A whole number that shapes the update itself (a history length, a period): the same in all lanes of one run. */
export interface Count {
  readonly kind: 'count'
  readonly default: number
  readonly range: Range
  readonly doc: string
}

/** On or off; shapes the update itself. */
export interface Flag {
  readonly kind: 'flag'
  readonly default: boolean
  readonly doc: string
}

/** One of a few names; shapes the update itself. */
export interface Choice<N extends string = string> {
  readonly kind: 'choice'
  readonly default: N
  readonly choices: readonly N[]
  readonly doc: string
}

export type Hyperparameter = Real | Count | Flag | Choice
export type HyperparameterSchema = Readonly<Record<string, Hyperparameter>>
export type HyperparameterValue = number | boolean | string
export type HyperparameterValues = Readonly<Record<string, HyperparameterValue>>

type ValueOf<P extends Hyperparameter> = P extends Real | Count
  ? number
  : P extends Flag
    ? boolean
    : P extends Choice<infer N>
      ? N
      : never

/** The values of a schema, by key. */
export type Values<H extends HyperparameterSchema> = { readonly [K in keyof H]: ValueOf<H[K]> }

/** The values that shape the update (counts, flags, choices): all that `update` may read; reals come as coefficients. */
export type Structure<H extends HyperparameterSchema> = {
  readonly [K in keyof H as H[K] extends Real ? never : K]: ValueOf<H[K]>
}

/** Whether a word can be the name of a hyperparameter: it stands before the = of a command's KEY=VALUE. */
export function isHyperparameterName(word: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(word)
}

/** Any finite number. */
export const anyFinite = '(-inf, inf)'

/** A range in interval notation: `[0, 1)`, `(0, inf)`, `[0, inf]`; anything else is a UsageError. */
export function parseRange(text: string): Range {
  const match = /^\s*([[(])\s*(\S+?)\s*,\s*(\S+?)\s*([\])])\s*$/.exec(text)
  const [, open, lowest = '', highest = '', close] = match ?? []
  const bound = (word: string) => (/^[-+]?inf$/.test(word) ? Number(word.replace('inf', 'Infinity')) : Number(word))
  const [min, max] = [bound(lowest), bound(highest)]
  if (match === null || !(min <= max))
    throw new UsageError(`range: expected an interval, such as [0, 1) or (0, inf), got "${text}"`)
  return { min, max, minOpen: open === '(', maxOpen: close === ')' }
}

/** A range in interval notation, as it was declared. */
export function formatRange({ min, max, minOpen, maxOpen }: Range): string {
  const bound = (value: number) => String(value).replace('Infinity', 'inf')
  return `${minOpen ? '(' : '['}${bound(min)}, ${bound(max)}${maxOpen ? ')' : ']'}`
}

/** Whether a number lies in a range; NaN lies in none. */
export function inRange({ min, max, minOpen, maxOpen }: Range, value: number): boolean {
  return (minOpen ? value > min : value >= min) && (maxOpen ? value < max : value <= max)
}

/** A real hyperparameter: default, range in interval notation, one line of meaning. `inf` itself is allowed by `inf]`. */
export function real(value: number, range = anyFinite, doc = ''): Real {
  return { kind: 'real', default: value, range: parseRange(range), doc }
}

/** A whole-number hyperparameter. */
export function count(value: number, range = anyFinite, doc = ''): Count {
  return { kind: 'count', default: value, range: parseRange(range), doc }
}

/** An on/off hyperparameter. */
export function flag(value: boolean, doc = ''): Flag {
  return { kind: 'flag', default: value, doc }
}

/** A hyperparameter with named values. */
export function choice<const N extends string>(value: NoInfer<N>, choices: readonly N[], doc = ''): Choice<N> {
  return { kind: 'choice', default: value, choices, doc }
}
