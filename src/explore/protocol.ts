import type { PageFigure } from '../page/data.js'

/** A run of the page's: its optimizer, and its own settings and hyperparameters as texts, by their names. */
export interface PageRun {
  /** Which of these says what is run. */
  readonly by: RunKind
  /** An optimizer's name, or a module, a command or a recorded path that the command line named. */
  readonly name: string
  readonly own: Readonly<Record<string, string>>
}

/** The settings that can say what a run is. */
export const runKinds = ['optim', 'optim-command', 'path'] as const
export type RunKind = (typeof runKinds)[number]

/** What is drawn: the settings of a command, as texts by their names (`param.a` is a parameter), and what is run. */
export interface PageState {
  readonly settings: Readonly<Record<string, string>>
  readonly runs: readonly PageRun[]
}

/** What a run came out as: all its hyperparameters, and what it was drawn in. */
export interface DrawnRun {
  readonly title: string
  readonly hyperparameters: Readonly<Record<string, number | string | boolean>>
  readonly start: readonly [number, number]
  readonly steps: number
}

/** A picture of a state, and what there is to say of it. */
export interface Picture {
  readonly kind: 'run' | 'compare'
  /** What its file is called, without extension. */
  readonly name: string
  /** The command that writes it; absent where none can, and then why. */
  readonly command?: string
  readonly noCommand?: string
  readonly warnings: readonly string[]
  readonly figure: PageFigure
  /** All settings that it was drawn with, as texts by their names. */
  readonly settings: Readonly<Record<string, string>>
  readonly function: FunctionShown
  readonly runs: readonly DrawnRun[]
}

/** The function that is drawn, with its parameters chosen. */
export interface FunctionShown {
  readonly name: string
  readonly title: string
  readonly formula: string
  readonly domain: readonly [number, number, number, number]
}

/** What is wrong, and what to try. */
export interface Refusal {
  readonly error: string
  readonly hint?: string
}

/** The files that the page offers. */
export const downloads = ['png', 'svg', 'pdf', 'gif', 'json', 'csv'] as const
export type Download = (typeof downloads)[number]

/** So many runs at once. */
export const mostRuns = 12

/** The header that a request carries its key in. */
export const keyHeader = 'x-optviz-key'
