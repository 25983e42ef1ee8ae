import type { BackendChoice } from '../../engine/backend.js'
import { slowerBackend, startBackend } from '../../engine/backend.js'
import { endChildren } from '../../engine/command/child.js'
import { OptvizError } from '../../errors.js'
import type { Base } from '../../explore/begin.js'
import type { Beginning } from '../../explore/index.js'
import type { Work } from '../../explore/server.js'
import type { Given } from '../../spec/fields/fields.js'
import { endWithParent } from '../output/orphan.js'
import { cleaningUp } from '../output/signals.js'
import { loadExplore } from './exploring.js'

/** What a process may be asked first: what layers begin with. */
export interface Outset {
  readonly layers: readonly Given[]
}

/** What it says as soon as it runs the user's code. */
export const underWay = 'under way'

/** What it answers to that. */
export type Begun = { readonly beginning: Beginning } | Failure

/** What a process that draws is told before its work. */
export interface Commission {
  readonly base: Base
  readonly backend: BackendChoice
}

/** What it answers to that: that it is ready, and what there is to say; or why it is not. */
export type Ready = { readonly warnings: readonly string[] } | Failure

/** What it answers to work. */
export type Made = { readonly content: Uint8Array | string } | Failure

/** What went wrong, as it crosses from process to process. */
export interface Failure {
  readonly error: string
  readonly hint?: string
  readonly exitCode: number
}

/** Draws for `optviz explore`, until that is gone; no process of the user's is left. */
export async function serve(): Promise<void> {
  endWithParent()
  await cleaningUp(endChildren, async () => {
    process.once('message', hear)
    await new Promise(resolve => process.once('disconnect', resolve))
  })
  await endChildren()
}

/** Hears of what is to begin, until it is told what to draw. */
function hear(told: Outset | Commission): void {
  if ('layers' in told) process.once('message', hear)
  void ('layers' in told ? begin(told) : work(told)).catch(tellFailure)
}

async function begin({ layers }: Outset): Promise<void> {
  const { begin } = await loadExplore()
  process.send?.(underWay)
  process.send?.({ beginning: await begin(layers) } satisfies Begun)
}

async function work({ base, backend }: Commission): Promise<void> {
  const { studio } = await loadExplore()
  const started = await startBackend(backend)
  const { draw, file } = studio(base, started)
  const make = async ({ state, format }: Work): Promise<Made> => {
    try {
      const content = format === undefined ? JSON.stringify(await draw(state)) : await file(state, format)
      return { content }
    } catch (error) {
      return failureOf(error)
    }
  }
  process.on('message', (asked: Work) => void make(asked).then(made => process.send?.(made)))
  process.send?.({ warnings: slowerBackend(started) } satisfies Ready)
}

function tellFailure(error: unknown): void {
  process.send?.(failureOf(error))
}

function failureOf(error: unknown): Failure {
  if (error instanceof OptvizError)
    return { error: error.message, exitCode: error.exitCode, ...(error.hint !== undefined && { hint: error.hint }) }
  return { error: `unexpected: ${error instanceof Error ? error.message : String(error)}`, exitCode: 1 }
}
