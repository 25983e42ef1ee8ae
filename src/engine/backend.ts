import { createRequire } from 'node:module'
import util from 'node:util'
import { RuntimeFailure } from '../errors.js'
import type { TF } from './ops.js'

export type BackendName = 'tensorflow' | 'cpu'
export type BackendChoice = 'auto' | BackendName

/** A started backend. `fallback` says why it is not the native one, where that was wanted. */
export interface Backend {
  readonly tf: TF
  readonly name: BackendName
  readonly fallback?: string
}

/** tfjs-node's dist calls `util.is*` functions that Node 23 removed. */
function restoreUtil(): void {
  const missing: Record<string, (value: unknown) => boolean> = {
    isNullOrUndefined: value => value === null || value === undefined,
    isArray: Array.isArray,
  }
  for (const [name, test] of Object.entries(missing)) if (!(name in util)) Object.assign(util, { [name]: test })
}

function loadNative(): TF {
  restoreUtil()
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
  return createRequire(import.meta.url)('@tensorflow/tfjs-node')
}

/** The union package: unlike tfjs-core alone, it registers the gradients. */
async function loadCpu(): Promise<TF> {
  const tf: TF = createRequire(import.meta.url)('@tensorflow/tfjs')
  await tf.setBackend('cpu')
  return tf
}

let started: { choice: BackendChoice; backend: Promise<Backend> } | undefined

/** Starts a backend, once a process: the native one if it loads, else (only under `auto`) the pure-JavaScript one. */
export function startBackend(choice: BackendChoice): Promise<Backend> {
  if (started?.choice !== choice) started = { choice, backend: start(choice) }
  return started.backend
}

async function start(choice: BackendChoice): Promise<Backend> {
  if (choice === 'cpu') return { tf: await loadCpu(), name: 'cpu' }
  try {
    const tf = loadNative()
    await tf.setBackend('tensorflow')
    return { tf, name: 'tensorflow' }
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    if (choice === 'tensorflow')
      throw new RuntimeFailure(`the native backend does not start: ${reason}`, 'Run bin/setup, or use --backend cpu.')
    return { tf: await loadCpu(), name: 'cpu', fallback: reason }
  }
}
