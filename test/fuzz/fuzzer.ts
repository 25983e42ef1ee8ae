import type { CommandLine } from './call.js'
import type { Dice } from './dice.js'

/** One case: what was tried, so that it can be tried again by hand, and what came out otherwise than it should. */
export interface Trial {
  readonly tried: string
  readonly anomalies: readonly string[]
}

/** Tries random input of one kind. */
export interface Fuzzer {
  readonly name: string
  /** Of all cases it takes so many, relative to the others: what is fast and wide takes many. */
  readonly share: number
  try(random: Dice, optviz: CommandLine): Promise<Trial>
}
