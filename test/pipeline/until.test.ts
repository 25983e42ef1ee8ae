import { afterAll, describe, expect, it } from 'vitest'
import { call } from '../cli/inprocess.js'
import { temporaryFolder } from '../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const bowl = ['--expr', 'x^2+y^2', '--start', '1,1', '--resolution', '8', '-o', `${folder}/a.svg`]

describe('a run until a goal', () => {
  it('says when it was reached, and where it never was', async () => {
    const { out, code } = await call(['run', '--optim', 'sgd', '--lr', '0.25', ...bowl, '--until', 'f<1e-3'])
    expect(code).toBe(0)
    expect(out).toMatch(/^SGD on .*· until f<0.001$/m)
    expect(out).toMatch(/^ end +f = .*, step 6: f<0.001$/m)
    const short = ['run', '--optim', 'sgd', '--lr', '0.25', ...bowl, '--steps', '3', '--until', 'f<1e-3']
    const missed = await call(short)
    expect([missed.code, missed.err]).toEqual([0, expect.stringContaining('never came to f<0.001; try more --steps')])
    expect((await call([...short, '--strict'])).code).toBe(3)
    expect((await call(['run', '--optim', 'sgd', '--lr', '0.25', ...bowl, '--until', 'f<1e-3', '--strict'])).code).toBe(
      0,
    )
  })
  it('ranks by the steps that it took, and tells them as data', async () => {
    const optim = 'sgd:lr=0.1,sgd:lr=0.25,sgd:lr=0.001,sgd:lr=0.4'
    const { out } = await call(['compare', '--optim', optim, ...bowl, '--steps', '40', '--until', 'f<1e-3', '--json'])
    const { ranking, runs } = JSON.parse(out)
    // f is 2 (1 − 2 lr)^2k: below 1e-3 from k = 17.03, 5.48 and 2.36 on.
    expect(ranking).toEqual(['SGD lr 0.4', 'SGD lr 0.25', 'SGD lr 0.1', 'SGD lr 0.001'])
    expect(runs.map((run: { readonly reached: unknown }) => run.reached)).toEqual([
      { goal: 'f<0.001', step: 18 },
      { goal: 'f<0.001', step: 6 },
      null,
      { goal: 'f<0.001', step: 3 },
    ])
  })
  it('is refused where all steps are run', async () => {
    const { code, err } = await call([
      'sweep',
      '--optim',
      'sgd',
      '--scan',
      'lr=0.1,0.2',
      '--until',
      'f<1',
      '-o',
      `${folder}/b.svg`,
    ])
    expect([code, err]).toEqual([2, expect.stringContaining('--until')])
  })
})
