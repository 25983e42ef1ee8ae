import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { shell, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
const at = (name: string) => join(folder, name)
const small = ['--size', '160x140', '--resolution', '20', '--steps', '3']
const matrix = 'y,0,1,2\n0,4,3,4\n1,2,1,3\n2,4,2,5\n'
const fit = `export default {
  name: 'fit',
  terms: { data: [[0, 1], [1, 3], [2, 5]], term: (m, x, y, [u, v]) => m.square(m.sub(m.add(x, m.mul(y, u)), v)) },
  domain: { x: [-2, 4], y: [-2, 4] },
  start: [3, -1],
}`
beforeAll(() => {
  mkdirSync(at('sub'))
  for (const name of ['g.csv', 'sub/h.csv']) writeFileSync(at(name), matrix)
  writeFileSync(at('fit.mjs'), fit)
})
afterAll(remove)

const done = { code: 0, err: '' }

describe('--fn-data', () => {
  it('is told in the recipe with what was in the file', async () => {
    expect(await call(['run', '--fn-data', at('g.csv'), '--optim', 'sgd', ...small, '-o', at('g.svg')])).toMatchObject(
      done,
    )
    const { out } = await call(['inspect', at('g.svg')])
    expect(out).toContain(`Again: optviz run --optim sgd --fn-data ${at('g.csv')}`)
    expect(out).toContain('g.csv is as it was.')
    writeFileSync(at('g.csv'), matrix.replace('5', '6'))
    expect((await call(['inspect', at('g.svg')])).out).toContain('g.csv has changed since')
  })

  it.each<[string, readonly string[], string]>([
    ['a file that is not there', ['--fn-data', at('none.csv')], `cannot read ${at('none.csv')}: there is no such file`],
    ['one that is no grid', ['--fn-data', at('fit.mjs')], `${at('fit.mjs')}:`],
    ['two functions', ['--fn-data', at('sub/h.csv'), '--fn', 'beale'], 'give only one of fn and fn-data'],
    ['a parameter', ['--fn-data', at('sub/h.csv'), '--param', 'a=1'], 'h has no parameters, but a is given'],
  ])('refuses %s, and writes nothing', async (_, words, message) => {
    const { code, err } = await call(['run', ...words, ...small, '-o', at('no.svg')])
    expect([code, err]).toEqual([2, expect.stringContaining(message)])
    expect(existsSync(at('no.svg'))).toBe(false)
  })

  it('can be a pipe, which is read once', () => {
    // SHA-256 of the matrix, not of what a second reading would find.
    const digest = createHash('sha256').update(matrix).digest('hex')
    const words = [...small, '-o', '-', '-f', 'svg', '-q'].join(' ')
    const { out } = shell(`cat sub/h.csv | optviz run --fn-data /dev/stdin ${words}`, folder)
    expect(out).toContain(digest)
  })

  it('stands beside the manifest that names it, and its figure is drawn again where it has changed', async () => {
    const figure = '{ name: a, fn-data: h.csv, formats: svg, size: 160x140, resolution: 20, steps: 3 }'
    writeFileSync(at('sub/m.yaml'), `figures: [${figure}]`)
    const draw = () => call(['batch', at('sub/m.yaml'), '-o', at('out')])
    expect(await draw()).toMatchObject({ ...done, out: expect.stringMatching(/drawn/) })
    const drawn = readFileSync(at('out/a.svg'), 'utf8')
    expect((await draw()).out).toMatch(/up to date|unchanged|current/)
    writeFileSync(at('sub/h.csv'), matrix.replace('5', '9'))
    expect((await draw()).code).toBe(0)
    expect(readFileSync(at('out/a.svg'), 'utf8')).not.toBe(drawn)
  })
})

describe('--batch-size', () => {
  it.each<[string, readonly string[]]>([
    ['a module’s terms', ['--fn-module', at('fit.mjs')]],
    ['a module’s rule', ['--fn', 'least_squares', '--optim-module', resolve('fixtures/optimizers/adam.mjs')]],
  ])('is in the command that draws again, with %s', async (_, words) => {
    const drawn = await call(['run', ...words, '--batch-size', '2', ...small, '-o', at('b.svg')])
    expect(drawn).toMatchObject(done)
    expect(drawn.out).toMatch(/batches of 2 of (3|20)/)
    const { code, out } = await call(['inspect', at('b.svg')])
    expect([code, out]).toEqual([0, expect.stringMatching(/^Again: .*--batch-size 2/m)])
  })

  it('is among what show and --json tell', async () => {
    expect((await call(['show', at('fit.mjs')])).out).toContain('Data: 3 rows')
    const { out } = await call([
      'run',
      '--fn',
      'least_squares',
      '--batch-size',
      '4',
      ...small,
      '--json',
      '-o',
      at('c.json'),
    ])
    expect(JSON.parse(out)).toMatchObject({ function: 'least_squares', batchSize: 4 })
  })
})
