import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launcher, optviz, type Result, temporaryFolder } from '../process.js'

/** In the environment of all that the tests start, and of what that starts. */
const mark = `MARK_${Math.random().toString(36).slice(2).toUpperCase()}`
export const marked = { [mark]: '1' }

/** Refuses processes that the tests have left behind. */
function expectNoneLeft(): void {
  if (process.platform !== 'linux') return
  const left = readdirSync('/proc').filter(pid => {
    if (!/^\d+$/.test(pid)) return false
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark)
    } catch {
      return false
    }
  })
  expect(left).toEqual([])
}

/** A folder with a client, the command line in it, marked, and after each test no process that is left behind. */
export function withClient() {
  const { folder, remove } = temporaryFolder()
  const at = (name: string) => join(folder, name)
  beforeAll(() => writeFileSync(at('descent.mjs'), client))
  afterAll(remove)
  afterEach(expectNoneLeft)
  return { folder, at, run: (...args: readonly string[]): Result => optviz(args, folder, marked) }
}

/** A client in JavaScript: gradient descent, heard line by line. */
export const client = `
import { createInterface } from 'node:readline'
import { writeFileSync } from 'node:fs'
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const hear = async () => JSON.parse((await lines.next()).value)
const say = message => process.stdout.write(JSON.stringify(message) + '\\n')
const problem = await hear()
if (process.argv[2]) writeFileSync(process.argv[2], JSON.stringify(problem))
let [x, y] = problem.start
for (let step = 0; step < problem.steps; step++) {
  say({ evaluate: [x, y], need: ['gradient'] })
  const { gradient } = await hear()
  ;[x, y] = [x - problem.hyperparameters.lr * gradient[0], y - problem.hyperparameters.lr * gradient[1]]
  say({ step: [x, y] })
}
process.exit(0)
`
export const descent = `'${process.execPath}' descent.mjs`

/** A command that reads the first message, then does as a shell script says. */
export const script = (text: string) => `sh -c 'read l; ${text}'`

/** The words of a script that says messages. */
export const print = (...messages: readonly unknown[]) =>
  messages.map(message => `echo "${JSON.stringify(message).replaceAll('"', '\\"')}"; `).join('')

export const hang = 'sleep 60'

/** Runs the command that `inspect` prints for a figure, which is to draw the same, to the byte. */
export function expectAgain(folder: string, file: string, other: string): string {
  const { out } = optviz(['inspect', file], folder, marked)
  const again = /^Again: optviz (.*)$/m.exec(out)?.[1] ?? expect.fail(out)
  writeFileSync(join(folder, 'again.sh'), `exec '${process.execPath}' '${launcher}' ${again} -o ${other}`)
  expect(spawnSync('sh', ['again.sh'], { cwd: folder, env: { ...process.env, ...marked } }).status).toBe(0)
  expect(readFileSync(join(folder, other)).equals(readFileSync(join(folder, file)))).toBe(true)
  return again
}
