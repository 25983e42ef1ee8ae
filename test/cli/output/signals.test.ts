import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { launcher } from '../process.js'

const signals = new URL('../dist/cli/output/signals.js', `file://${launcher}`).href

/**
 * How a process ends that does some work while signals are listened to, and says so when it goes on behind it. `busy` computes
 * for so many milliseconds; `answered` calls back in the part of a turn in which the event loop hears of files and signals,
 * after that turn's look for signals.
 */
function ending(work: string) {
  const script = `
    import { stat } from 'node:fs'
    import { cleaningUp } from ${JSON.stringify(signals)}
    const busy = (ms) => { for (const began = performance.now(); performance.now() - began < ms; ); }
    const answered = (then) => { stat('.', then); busy(20) }
    const signal = () => process.kill(process.pid, 'SIGINT')
    const clean = () => console.log('cleaned')
    ${work}
    console.log('went on')`
  const { status, signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  return { code: status, signal, said: stdout.trimEnd().split('\n') }
}

const heard = { code: 130, signal: null, said: ['cleaned'] }

describe('a signal is heard that comes', () => {
  it.each([
    [
      'while the work is under way',
      'await cleaningUp(clean, async () => { signal(); await new Promise(() => setInterval(() => {}, 1000)) })',
    ],
    ['as its last deed', 'await cleaningUp(clean, async () => signal())'],
    [
      'when the event loop has just looked for signals, and the work is done',
      `await cleaningUp(clean, () => new Promise(resolve => answered(() => { signal(); resolve() })))`,
    ],
    [
      'while something else is computed, in the turn in which nobody would listen any more',
      `await cleaningUp(clean, async () => { setImmediate(() => answered(() => { busy(20); signal() })) })`,
    ],
    [
      'in one such turn after another',
      `const turn = (more) => answered(() => { busy(20); if (more === 0) signal(); else setImmediate(() => turn(more - 1)) })
       await cleaningUp(clean, async () => { setImmediate(() => turn(5)) })`,
    ],
    [
      'while other work goes on',
      'cleaningUp(() => {}, () => new Promise(() => setInterval(() => {}, 1000))); await cleaningUp(clean, async () => {}); cleaningUp(clean, async () => signal()); await new Promise(() => {})',
    ],
  ])('%s', (_, work) => {
    expect(ending(work)).toEqual(heard)
  })
})

it('what takes time is cleaned up before the process ends, once, and the work does not go on', () => {
  const work = `
    const slow = async () => { await new Promise(resolve => setTimeout(resolve, 100)); console.log('cleaned') }
    await cleaningUp(slow, async () => { signal(); await new Promise(resolve => setTimeout(resolve, 20)); signal() })`
  expect(ending(work)).toEqual({ ...heard, said: ['cleaned'] })
})

it('before the work and behind it the process ends at once', () => {
  for (const work of ['signal(); busy(10_000)', 'await cleaningUp(clean, async () => {}); signal(); busy(10_000)'])
    expect(ending(work)).toEqual({ code: null, signal: 'SIGINT', said: [''] })
})

it('the work gives what comes of it, or fails as it does', () => {
  const work = `
    console.log(await cleaningUp(clean, async () => 'result'))
    await cleaningUp(clean, async () => { throw new Error('failure') }).catch(error => console.log(error.message))`
  expect(ending(work)).toEqual({ code: 0, signal: null, said: ['result', 'failure', 'went on'] })
})
