import type { PageState, Refusal } from './protocol.js'

/** A number, a switch or a choice that something takes, as the page makes a control of it. */
export interface Control {
  readonly kind: 'real' | 'count' | 'flag' | 'choice'
  readonly default: number | string | boolean
  /** Absent: without end on this side. */
  readonly min?: number
  readonly max?: number
  readonly choices?: readonly string[]
  readonly doc: string
}

/** A function to choose. */
export interface ListedFunction {
  readonly name: string
  readonly title: string
  readonly group: string
  readonly formula: string
  readonly parameters: Readonly<Record<string, Control>>
}

/** An optimizer to choose. */
export interface ListedOptimizer {
  readonly name: string
  readonly title: string
  readonly group: string
  readonly equation: string
  readonly reference: string
  readonly hyperparameters: Readonly<Record<string, Control>>
}

export interface ListedSchedule {
  readonly name: string
  readonly title: string
}

export interface ListedPalette {
  readonly name: string
  /** Some of its colors, from the lowest value to the highest. */
  readonly colors: readonly string[]
}

/** A setting: what it says, what it is where nobody says, and the words that it takes where these are few. */
export interface ListedSetting {
  readonly doc: string
  readonly standard?: string
  readonly choices?: readonly string[]
}

/** All that the page can choose from. */
export interface Lists {
  readonly functions: readonly ListedFunction[]
  /** What there is where nobody says. */
  readonly standardFunction: string
  readonly optimizers: readonly ListedOptimizer[]
  readonly schedules: readonly ListedSchedule[]
  readonly palettes: readonly ListedPalette[]
  readonly settings: Readonly<Record<string, ListedSetting>>
}

/** What the page begins with. */
export interface PageData {
  readonly lists: Lists
  /** What the command line said. */
  readonly state: PageState
  /** The command that has started the server. */
  readonly restart: string
  /** Why something that the command line said is not there. */
  readonly missing?: Refusal
}
