import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, it } from 'vitest'
import { artist } from '../../../src/cli/explore/artist.js'
import { baseOf } from '../../../src/explore/begin.js'
import type { PageRun, PageState } from '../../../src/explore/protocol.js'
import { launcher } from '../process.js'

/** Sleeps for so many seconds as no other process does. */
const seconds = 86_000 + (process.pid % 399)
const command = `sleep ${seconds}`
const sleepers = () =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line === command)

const stateOf = (run: PageRun): PageState => ({
  settings: { fn: 'booth', steps: '3', resolution: '10', size: '200x160' },
  runs: [run],
})
const waited = new AbortController().signal
const adam = stateOf({ by: 'optim', name: 'adam', own: {} })

describe('the process that draws', async () => {
  const base = await baseOf([{ optimCommand: command }])
  const { perform, end } = artist(
    { base, backend: 'cpu' },
    { launcher, patience: { picture: 4, file: 60, unwanted: 0.5 } },
  )
  afterAll(end)

  it('is ended, with all that it runs, where a picture takes too long; the next has another', async () => {
    const slow = stateOf({ by: 'optim-command', name: command, own: {} })
    await expect(perform({ state: slow }, waited)).rejects.toMatchObject({
      message: 'it takes longer than 4 seconds',
      exitCode: 1,
    })
    expect(JSON.parse(String(await perform({ state: adam }, waited)))).toMatchObject({
      kind: 'run',
      name: 'booth-adam',
    })
    await expect.poll(sleepers, { timeout: 5000 }).toEqual([])
  })

  it('tells what is wrong as it is told there', async () => {
    const unknown = stateOf({ by: 'optim', name: 'adamm', own: {} })
    await expect(perform({ state: unknown }, waited)).rejects.toMatchObject({
      message: 'unknown optimizer "adamm"; did you mean "adam"?',
      hint: 'See: optviz list optimizers',
      exitCode: 2,
    })
  })

  it('is ended where nobody waits any more for what takes long, and not for what is soon there', async () => {
    const left = new AbortController()
    const began = performance.now()
    const slow = perform({ state: stateOf({ by: 'optim-command', name: command, own: {} }) }, left.signal)
    left.abort()
    await expect(slow).rejects.toThrow('it takes longer')
    expect(performance.now() - began).toBeLessThan(3900)
    const csv = { state: adam, format: 'csv' } as const
    await perform(csv, waited)
    expect(String(await perform(csv, left.signal))).toMatch(/^step,x,y,value/)
    await expect.poll(sleepers, { timeout: 5000 }).toEqual([])
  })

  it('makes files, too', async () => {
    expect(Buffer.from(await perform({ state: adam, format: 'csv' }, waited)).toString()).toMatch(/^step,x,y,value/)
  })
})
