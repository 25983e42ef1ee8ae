import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
/** f(x) = x²: SGD with lr goes from x to (1 − 2 lr) x, so that every number of a summary can be worked out. */
const bowl = ['--expr', 'x^2 + 0*y', '--optim', 'sgd', '--start', '1,0', '--format', 'csv']

describe('a summary says', () => {
  it('of a run: where it ends, its best, its cost and its file; at -v what else there is to know', async () => {
    const file = at('run.csv')
    const { out, err } = await call(['run', ...bowl, '--lr', '0.25', '--steps', '2', '--engine', 'eager', '-o', file])
    // 1, 1/2, 1/4: f = 1/16.
    expect(out).toMatch(/^ end +f = 0\.0625 at \(0\.25, 0\), step 2$/m)
    expect(out).toMatch(/^ best +f = 0\.0625 at \(0\.25, 0\), step 2$/m)
    expect(out).toMatch(/^ cost +2 evaluations, \w+ backend, eager engine$/m)
    expect(out.endsWith(` wrote   ${file}\n`)).toBe(true)
    expect(err).toBe('')
    const told = await call(['run', ...bowl, '--steps', '2', '--engine', 'eager', '-v', '-o', file])
    const size = readFileSync(file).length
    expect(told.err).toMatch(
      new RegExp(`^wrote .*run\\.csv, ${size} bytes\\nengine: eager on \\w+ \\(asked for\\)\\n$`),
    )
  })

  it('nothing at -q, and on stderr where stdout is the file', async () => {
    expect(await call(['run', ...bowl, '--steps', '1', '-q', '-o', at('q.csv')])).toEqual({ code: 0, out: '', err: '' })
    const { out, err } = await call(['run', ...bowl, '--steps', '1', '-o', '-', '-o', at('q.csv')])
    expect(out).toMatch(/^step,x,y,value\n0,1,0,1\n1,/)
    expect(err).toMatch(/^ cost /m)
    expect(err.match(/^ wrote .*$/gm)).toEqual([` wrote   ${at('q.csv')}`])
  })

  it('of a comparison: the best first, a cost each, none where no value is finite', async () => {
    const runs = ['--optim', 'sgd:start=1e30,0', '--optim', 'sgd:lr=0.25', '--optim', 'sgd:lr=0']
    const flags = ['compare', '--expr', 'x^2 + 0*y', ...runs, '--start', '1,0', '--steps', '2', '-f', 'csv', '-o', '-']
    const { err } = await call([...flags, '-o', at('c.csv')])
    const lines = err.trimEnd().split('\n')
    const [head = '', columns = '', ...rows] = lines.filter(line => !line.startsWith('warning: '))
    expect(lines[0]).toContain('the value is finite at no point of the path')
    expect(head).toMatch(/^3 runs on .*: \w+ backend, \w+ engine$/)
    expect(columns.trim().split(/ {2,}/)).toEqual(['final f', 'end', 'best f', 'evaluations'])
    expect(rows.slice(0, 3).map(row => row.trim().split(/ {2,}/).slice(1, 4))).toEqual([
      ['0.0625', 'step 2', '0.0625, step 2'],
      ['1', 'step 2', '1, step 0'],
      ['Infinity', 'diverged at step 0', 'none'],
    ])
    expect(rows.slice(3)).toEqual([` wrote  ${at('c.csv')}`])
  })

  it('of a sweep: the five best settings, and how many came to nothing', async () => {
    const scan = 'lr=0.25,0.125,0.0625,0,1e30,0.03125,0.015625'
    const { out } = await call(['sweep', ...bowl, '--scan', scan, '--steps', '2', '-o', '-', '-o', at('s.csv')])
    expect(out).toMatch(/^lr,/)
    const { err } = await call(['sweep', ...bowl, '--scan', scan, '--steps', '2', '-o', '-', '-o', at('s.csv')])
    const [, columns = '', ...rows] = err
      .trimEnd()
      .split('\n')
      .filter(line => !line.startsWith('warning'))
    expect(columns.trim().split(/ {2,}/)).toEqual(['lr', 'final f', 'best f'])
    // (1 − 2 lr)⁴.
    expect(rows.slice(0, 5).map(row => row.trim().split(/ {2,}/))).toEqual(
      [0.25, 0.125, 0.0625, 0.03125, 0.015625].map(lr => {
        const f = Number(((1 - 2 * lr) ** 4).toPrecision(4))
        return [expect.stringMatching(`^${String(lr).slice(0, 5)}`), `${f}`, `${f}, step 2`]
      }),
    )
    expect(rows[5]).toBe(' 7 settings, 1 diverged')
    expect(rows.at(-1)).toBe(` wrote  ${at('s.csv')}`)
  })

  it('of a sweep by steps: how many each took, and how many did not come so far', async () => {
    const sphere = ['--fn', 'sphere', '--optim', 'sgd', '--start', '1,0', '--steps', '3', '--metric', 'steps-to=0.05']
    const { out } = await call(['sweep', ...sphere, '--scan', 'lr=0.25,0.5,0.01,0', '-o', at('t.csv')])
    const rows = out.split('\n').map(row => row.trim().split(/ {2,}/))
    expect(rows).toContainEqual(['lr', 'steps', 'final f', 'best f'])
    // With lr 1/2 the first step is at 0, with 1/4 f is 1/16 after two, 1/64 after three.
    expect(rows).toContainEqual(['0.5', '1', '0', '0, step 1'])
    expect(rows).toContainEqual(['0.25', '3', '0.01563', '0.01563, step 3'])
    expect(rows.filter(([, steps]) => steps === 'none').map(([lr]) => lr)).toEqual(['0.01', '0'])
    expect(out).toMatch(/^ 4 settings, 2 did not reach f ≤ 0\.05$/m)
  })

  it('of a basin map: its places, and only of what else there is how much', async () => {
    const map = ['--optim', 'sgd', '--scan', 'start', '--resolution', '8', '--domain', '-2,2,-2,2']
    const files = ['-o', at('b.csv'), '-o', at('b.json')]
    const count = async (expr: string, lr: string, steps: string) =>
      (await call(['sweep', '--expr', expr, '--lr', lr, '--steps', steps, ...map, ...files])).out.match(
        /^ 64 starts.*$/m,
      )?.[0]
    expect(await count('(x^2-1)^2 + y^2', '0.05', '100')).toBe(' 64 starts')
    // x⁴: from 1.25 and beyond the steps grow.
    expect(await count('x^4 + y^2', '0.3', '100')).toBe(' 64 starts, 25% diverged')
    expect(JSON.parse(readFileSync(at('b.json'), 'utf8'))).toMatchObject({ moving: 0, diverged: 16 })
    expect(await count('(x^2-1)^2 + y^2', '0.05', '5')).toMatch(/^ 64 starts, \d more places, 62\.5% still moving/)
    expect(JSON.parse(readFileSync(at('b.json'), 'utf8'))).toMatchObject({ moving: 40, diverged: 0 })
  })
})
