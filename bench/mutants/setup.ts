import { appendFileSync } from 'node:fs'
import { relative } from 'node:path'
import { afterEach, beforeEach } from 'vitest'

/** Says to marks which test is running, here and to the processes that it starts, and in the log how long each took. */
const worker: unknown = Reflect.get(globalThis, '__vitest_worker__')
const path: unknown = typeof worker === 'object' && worker !== null ? Reflect.get(worker, 'filepath') : undefined
const file = relative(process.cwd(), String(path))

function tell(test: string): void {
  Reflect.set(globalThis, 'test$', `${file}#${test}`)
  process.env.OPTVIZ_TEST = `${file}#${test}`
}

let began = 0
tell('')
beforeEach(({ task }) => {
  tell(task.id)
  began = performance.now()
})
afterEach(({ task }) => {
  const seconds = (performance.now() - began) / 1000
  appendFileSync(process.env.OPTVIZ_LOG ?? '', `${file}#${task.id}\tseconds\t${seconds}\n`)
  tell('')
})
