import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { artist } from '../../../src/cli/explore/artist.js'
import { baseOf } from '../../../src/explore/begin.js'
import type { PageRun, PageState } from '../../../src/explore/protocol.js'
import { launcher, temporaryFolder } from '../process.js'

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
  const base = await baseOf([{ optimCommand: command, backend: 'cpu' }])
  const { perform, end } = artist({
    launcher,
    patience: { beginning: 1, picture: 4, file: 60, unwanted: 0.5 },
  })
  afterAll(end)

  it('is ended, with all that it runs, where a picture takes too long; the next has another', async () => {
    const slow = stateOf({ by: 'optim-command', name: command, own: {} })
    await expect(perform(base, { state: slow }, waited)).rejects.toMatchObject({
      message: 'it takes longer than 4 seconds',
      hint: `Fewer steps, or a coarser resolution, or ${command} goes on for ever; the command has no such limit.`,
      exitCode: 1,
    })
    expect(JSON.parse(String(await perform(base, { state: adam }, waited)))).toMatchObject({
      kind: 'run',
      name: 'booth-adam',
    })
    await expect.poll(sleepers, { timeout: 5000 }).toEqual([])
  })

  it('tells what is wrong as it is told there', async () => {
    const unknown = stateOf({ by: 'optim', name: 'adamm', own: {} })
    await expect(perform(base, { state: unknown }, waited)).rejects.toMatchObject({
      message: 'unknown optimizer "adamm"; did you mean "adam"?',
      hint: 'See: optviz list optimizers',
      exitCode: 2,
    })
  })

  it('is ended where nobody waits any more for what takes long, and not for what is soon there', async () => {
    const left = new AbortController()
    const began = performance.now()
    const slow = perform(base, { state: stateOf({ by: 'optim-command', name: command, own: {} }) }, left.signal)
    left.abort()
    await expect(slow).rejects.toThrow('it takes longer')
    expect(performance.now() - began).toBeLessThan(3900)
    const csv = { state: adam, format: 'csv' } as const
    await perform(base, csv, waited)
    expect(String(await perform(base, csv, left.signal))).toMatch(/^step,x,y,value/)
    await expect.poll(sleepers, { timeout: 5000 }).toEqual([])
  })

  it('makes files, too', async () => {
    expect(Buffer.from(await perform(base, { state: adam, format: 'csv' }, waited)).toString()).toMatch(
      /^step,x,y,value/,
    )
  })
})

describe('the process that begins', () => {
  const { folder, remove } = temporaryFolder()
  const { perform, begin, end } = artist({
    launcher,
    patience: { beginning: 1, picture: 20, file: 60, unwanted: 1 },
  })
  afterAll(async () => {
    await end()
    remove()
  })

  it('is ended where it does not come to an end; the next draws', async () => {
    const file = join(folder, 'endless.mjs')
    writeFileSync(file, 'for (;;);')
    await expect(begin([{ optim: `adam,${file}` }], [file]).beginning).rejects.toMatchObject({
      message: `${file} does not answer within 1 second`,
      exitCode: 1,
    })
    await expect(begin([{ optim: 'adamm' }], []).beginning).rejects.toMatchObject({ exitCode: 2 })
    const { base, data } = await begin([{ optim: 'adam', backend: 'cpu' }], []).beginning
    expect(data.state).toEqual({ settings: {}, runs: [{ by: 'optim', name: 'adam', own: {} }] })
    expect(JSON.parse(String(await perform(base, { state: adam }, waited)))).toMatchObject({ kind: 'run' })
  })
})
