import util from 'node:util'
import { RuntimeFailure } from '../errors.js'
import { mending } from '../io/installation.js'
import { setNativeEnvironment } from './tensors/environment.js'
import type { TF } from './tensors/tf.js'
import { loadTfjsCpu } from './tensors/tfjs-cpu.js'
import { loadTfjsNode } from './tensors/tfjs-node.js'

export type BackendName = 'tensorflow' | 'cpu'
export type BackendChoice = 'auto' | BackendName

/** A started backend. `fallback` says, in one line, why it is not the native one where that was wanted. */
export interface Backend {
  readonly tf: TF
  readonly name: BackendName
  readonly fallback?: string
}

/** What there is to say where another backend runs than the one wanted; nothing where it is that one. */
export function slowerBackend({ fallback }: Pick<Backend, 'fallback'>): readonly string[] {
  return fallback === undefined
    ? []
    : [`the native backend does not start, so the slower cpu backend runs: ${fallback} (to mend it: ${mending()})`]
}

let started: { choice: BackendChoice; backend: Promise<Backend> } | undefined

/**
 * Starts a backend, once for each change of choice: the native one if it loads, else (only under `auto`) the pure-JavaScript one.
 * tfjs has one active backend a process, so a Backend is of use until another choice is started.
 */
export function startBackend(choice: BackendChoice): Promise<Backend> {
  if (started?.choice !== choice) started = { choice, backend: start(choice) }
  return started.backend
}

async function start(choice: BackendChoice): Promise<Backend> {
  if (choice === 'cpu') return startCpu()
  try {
    return await startNative()
  } catch (error) {
    const reason = reasonOf(error)
    if (choice === 'tensorflow')
      throw new RuntimeFailure(
        `the native backend does not start: ${reason}`,
        `Run ${mending()}; --backend cpu does without.`,
      )
    return { ...(await startCpu()), fallback: reason }
  }
}

async function startNative(): Promise<Backend> {
  setNativeEnvironment()
  replaceDeprecatedUtil()
  return activate(loadTfjsNode(), 'tensorflow')
}

function startCpu(): Promise<Backend> {
  return activate(loadTfjsCpu(), 'cpu')
}

async function activate(tf: TF, name: BackendName): Promise<Backend> {
  // Production mode is how tfjs is told not to print advice on the console (the banner of its cpu backend).
  tf.enableProdMode()
  if (!(await tf.setBackend(name))) throw new Error(`tfjs cannot initialize its backend "${name}"`)
  return { tf, name }
}

/**
 * The functions of node:util that tfjs-node 4.22 calls: Node 22 prints a warning when they are used, later versions lack them
 * (https://github.com/nodejs/node/pull/52744). The same functions without the warning take their place.
 */
function replaceDeprecatedUtil(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  })
}

/** One line from whatever a native module throws when it does not load. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const [line = ''] = message.split('\n')
  const missing = /^Cannot find module '([^']+)'/.exec(line)?.[1]
  if (missing !== undefined) return `${missing} is not installed`
  // tfjs-node's text names the file, a command for its own developers, and a page about Windows.
  if (line.includes('native addon module')) return 'the native part of @tensorflow/tfjs-node is not built'
  return line.trim()
}
