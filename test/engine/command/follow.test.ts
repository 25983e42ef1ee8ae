import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commandsAtOnce, minimizeAwaiting } from '../../../src/engine/awaiting.js'
import { startBackend } from '../../../src/engine/backend.js'
import { pointAt, pointCount } from '../../../src/records/trajectory.js'
import { resolveRun } from '../../../src/spec/run.js'
import { mergeSettings, parseSettings } from '../../../src/spec/settings.js'

/** How an optimizer that is a process is talked with, as docs/protocol.md says it; its processes are scripts of a shell. */
const folder = mkdtempSync(join(tmpdir(), 'optviz-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

/** A script that reads the first message, then does as it says; `say` prints a message. */
const script = (text: string) => `sh -c 'say() { echo "$1"; }; cd "${folder}"; read first; ${text}'`
const step = (x: number, y = 0) => `say "{\\"step\\":[${x},${y}]}"; `
const evaluate = (x: number, need?: string) =>
  `say "{\\"evaluate\\":[${x},0]${need === undefined ? '' : `,\\"need\\":[\\"${need}\\"]`}}"; `
const done = 'say "{\\"done\\":true}"; '

/** Follows commands on f = x², from (3, 0), each by a script. */
async function follow(scripts: readonly string[], { steps = 3, patience = 20 } = {}) {
  const overheard: string[] = []
  const runs = scripts.map(text => {
    const raw = { expr: 'x^2 + 0*y', optimCommand: script(text), steps, start: '3,0' }
    return resolveRun(mergeSettings(parseSettings(raw, key => key)))
  })
  const backend = await startBackend('cpu')
  const { trajectories } = await minimizeAwaiting(backend, runs, { patience, overhear: line => overheard.push(line) })
  const paths = trajectories.map(t => Array.from({ length: pointCount(t) }, (_, k) => pointAt(t, k)[0]))
  return { paths, overheard, evaluations: trajectories.map(({ evaluations }) => evaluations) }
}

const failure = (text: string, options?: { readonly steps?: number; readonly patience?: number }) =>
  follow([text], options).then(
    () => 'no failure',
    (error: { message: string; hint?: string }) => `${error.message}\n${error.hint ?? ''}`,
  )

describe('a conversation', () => {
  it('is of steps, as many as are asked for, and of questions, which are counted', async () => {
    const { paths, evaluations } = await follow([
      `${evaluate(1)}read a; ${step(2)}${evaluate(2, 'value')}read a; ${step(1)}${step(0)}`,
    ])
    expect(paths).toEqual([[3, 2, 1, 0]])
    expect(evaluations).toEqual([{ values: 1, gradients: 1, hessianVectors: 0 }])
  })

  it('begins with the problem', async () => {
    await follow([`echo "$first" > first.json; ${done}`], { steps: 7 })
    expect(JSON.parse(readFileSync(at('first.json'), 'utf8'))).toMatchObject({ optviz: 1, start: [3, 0], steps: 7 })
  })

  it('has answers with what was asked for: f(3) = 9, its slope 6, its curvature 2', async () => {
    const ask = (need: string) => `${evaluate(3, need)}read a; echo "$a" >&2; `
    const { overheard } = await follow([`${ask('value')}${ask('gradient')}${ask('hessian')}${done}`])
    expect(overheard.map(line => JSON.parse(line.slice(line.lastIndexOf('{"value"'))))).toEqual([
      { value: 9 },
      { value: 9, gradient: [6, 0] },
      expect.objectContaining({
        value: 9,
        hessian: [
          [2, 0],
          [0, 0],
        ],
      }),
    ])
  })

  it('ends with done: what comes behind is not heard, and the path stays where it is', async () => {
    const { paths } = await follow([`${step(2)}${done}${step(7)}${step(8)}${step(9)}`], { steps: 4 })
    expect(paths).toEqual([[3, 2, 2, 2, 2]])
  })

  it('ends with the last step: questions behind it are nothing, another step is one too many', async () => {
    const two = `${step(2)}${step(1)}`
    expect((await follow([`${two}${evaluate(5)}${evaluate(6)}`], { steps: 2 })).paths).toEqual([[3, 2, 1]])
    expect(await failure(`${two}${evaluate(5)}${evaluate(6)}${step(0)}`, { steps: 2 })).toMatch(
      /after 2 of 2 steps: it takes one more\nThe first message says how many steps to take/,
    )
  })

  it('leaves a process the time to end by itself, and what it does then is done', async () => {
    await follow([`${step(2)}while read a; do :; done; sleep 0.3; echo > ended`], { steps: 1 })
    expect(existsSync(at('ended'))).toBe(true)
  })
})

describe('a conversation fails', () => {
  it.each([
    [
      'where nothing is said in time',
      'sleep 20',
      /before its first step: no message for 0\.2 seconds\n--optim-timeout/,
      0.2,
    ],
    [
      'where the answers are not read',
      `while :; do ${evaluate(1)}done`,
      /it has read nothing for 0\.4 seconds\nEvery evaluate has an answer, which is to be read\./,
      0.4,
    ],
    [
      'where the process ends ill',
      `${step(2)}echo one >&2; echo two >&2; exit 3`,
      /after 1 of 3 steps: it ends with exit code 3\n {2}one\n {2}two\n$/,
    ],
    ['where it ends well, but early', step(2), /it ends with exit code 0\nAn optimizer that has no more to do says/],
    ['where it is ended', 'kill -9 $$', /it is ended by SIGKILL\n$/],
    ['where it closes its output', 'exec >&-; sleep 20', /it has closed its standard output\nAn optimizer that/],
    ['where it says so', 'say "{\\"error\\":\\"no such class\\"}"', /before its first step: no such class\n$/],
    ['where a message is none', 'say 3', /expected a message, an object, got "3"/],
  ] as const)('%s', async (_, text, message, patience?: number) => {
    expect(await failure(text, patience === undefined ? {} : { patience })).toMatch(message)
  })

  it.each([
    ['says nothing', 'sleep 20', /no message/],
    ['says something wrong', 'say 3; sleep 20', /expected a message/],
    ['does not hear that it is to end', 'trap "" TERM; sleep 20', /no message/],
  ])('and the process is gone then: one that %s', async (_, text, message) => {
    expect(await failure(`echo $$ > process; ${text}`, { patience: 0.3 })).toMatch(message)
    expect(() => process.kill(Number(readFileSync(at('process'), 'utf8')), 0)).toThrow('ESRCH')
  })

  it('and ends all others, begun or not', async () => {
    const others = Array.from({ length: commandsAtOnce }, (_, i) => `echo > begun${i}; sleep 20; echo > late${i}`)
    const began = performance.now()
    await expect(follow([...others.slice(1), 'sleep 0.5; exit 2', ...others])).rejects.toThrow('exit code 2')
    expect(performance.now() - began).toBeLessThan(15_000)
    expect([0, 1, 2, 3].some(i => existsSync(at(`late${i}`)))).toBe(false)
  })
})

it('several commands are followed at once, each on its own path, in their order', async () => {
  const wait = (name: string, other: string) =>
    `echo > here-${name}; while [ ! -e here-${other} ]; do sleep 0.02; done; `
  const { paths } = await follow([`${wait('a', 'b')}${step(2)}${done}`, `${wait('b', 'a')}${step(1)}${done}`], {
    steps: 1,
  })
  expect(paths).toEqual([
    [3, 2],
    [3, 1],
  ])
})
