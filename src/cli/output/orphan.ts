import { Worker } from 'node:worker_threads'

/** Milliseconds from one look for the parent to the next. */
const look = 500

/**
 * Ends this process when the one that started it has gone, also where it would not hear of that: deep in a native call, or in a
 * user's module that goes on for ever. An orphan gets another parent.
 */
export function endWithParent(): void {
  const end = "process.kill(process.pid, 'SIGKILL')"
  const watch = `setInterval(() => { if (process.ppid !== ${process.ppid}) ${end} }, ${look})`
  new Worker(watch, { eval: true }).unref()
}
