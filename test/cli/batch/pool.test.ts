import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawAll } from '../../../src/cli/batch/pool.js'
import type { FigureResult, Mode, Task } from '../../../src/cli/batch/task.js'
import { standardTolerance } from '../../../src/diff/tolerance.js'
import { parseManifest } from '../../../src/spec/files/manifest.js'
import { launcher, temporaryFolder } from '../process.js'

/** How figures are shared out among processes; workers are the built command. */
const { folder: root, remove } = temporaryFolder()
const [, started = ''] = process.argv
beforeAll(() => process.argv.splice(1, 1, launcher))
afterAll(() => {
  process.argv.splice(1, 1, started)
  remove()
})

/** The figures of a manifest as tasks, in a folder of their own. */
function tasksOf(figures: string, mode: Mode = 'draw'): { readonly folder: string; readonly tasks: readonly Task[] } {
  const folder = mkdtempSync(join(root, 'pool-'))
  const defaults = 'defaults: { fn: sphere, optim: sgd, steps: 2, backend: cpu, formats: csv }'
  const place = (file: string) => join(folder, file)
  const manifest = parseManifest('m', `${defaults}\nfigures:\n${figures}`, { below: {}, above: {}, place })
  const shared = { folder, mode, tolerance: standardTolerance, page: false, strict: false }
  return { folder, tasks: manifest.figures.map(figure => ({ figure, ...shared })) }
}

async function drawn(tasks: readonly Task[], jobs: number): Promise<readonly FigureResult[]> {
  const results: FigureResult[] = []
  let told = 0
  await drawAll(tasks, jobs, (result, index) => {
    told++
    results[index] = result
  })
  expect(told).toBe(tasks.length)
  return results
}

const five = ['a', 'b', 'c', 'd', 'e']
const entries = five.map((name, i) => `  - { name: ${name}, lr: 0.${i + 1} }`).join('\n')
/** A function whose module says which process has asked it, and what ends one. */
const module = (body: string) => `import { writeFileSync } from 'node:fs'
export default { name: 'bowl', domain: { x: [-1, 1], y: [-1, 1] }, start: [1, 1],
  evaluate: (m, x, y) => { ${body}; return m.add(m.square(x), m.square(y)) } }`

describe('figures of a batch', () => {
  it.each([1, 2, 8])('are told once each, at their places, by %i process(es)', async jobs => {
    const { folder, tasks } = tasksOf(entries)
    const results = await drawn(tasks, jobs)
    expect(results.map(({ name, files }) => [name, files.map(({ status }) => status)])).toEqual(
      five.map(name => [name, ['written']]),
    )
    expect(readdirSync(folder).sort()).toEqual(five.map(name => `${name}.csv`))
    expect(await drawn([], jobs)).toEqual([])
  })

  it.each([
    [1, false],
    [2, true],
  ])('are drawn by %i process(es): elsewhere is %s', async (jobs, elsewhere) => {
    const two = ['x', 'y'].map(name => `  - { name: ${name}, fn-module: ${name}.mjs }`).join('\n')
    const { folder, tasks } = tasksOf(two)
    for (const name of ['x', 'y'])
      writeFileSync(
        join(folder, `${name}.mjs`),
        module(`writeFileSync(${JSON.stringify(join(folder, `by-${name}-`))} + process.pid, '')`),
      )
    await drawn(tasks, jobs)
    const pids = ['x', 'y'].map(name =>
      readdirSync(folder)
        .find(file => file.startsWith(`by-${name}-`))
        ?.slice(5),
    )
    expect(pids[0] === pids[1]).toBe(!elsewhere)
    expect(pids.includes(String(process.pid))).toBe(!elsewhere)
  })

  it('that end their process fail alone; those that it was to draw next are drawn by another', async () => {
    const text = ['good', 'bad', 'after', 'last'].map(name => `  - { name: ${name}, fn-module: m.mjs, title: ${name} }`)
    const { folder, tasks } = tasksOf(text.join('\n'))
    // The second figure of this module ends the process that draws it, once.
    const count = join(folder, 'count')
    writeFileSync(
      join(folder, 'm.mjs'),
      module(`const n = ${JSON.stringify(count)}; void n`).replace(
        'export default',
        `import { existsSync } from 'node:fs'
if (process.argv[2] === 'worker' && !existsSync(${JSON.stringify(count)})) {
  writeFileSync(${JSON.stringify(count)}, '')
  process.exit(7)
}
export default`,
      ),
    )
    const results = await drawn(tasks, 2)
    const failures = results.flatMap(({ name, failure }) => (failure === undefined ? [] : [[name, failure]]))
    expect(failures).toHaveLength(1)
    expect(failures[0]?.[1]).toBe('its process ended before the figure was drawn (exit code 7)')
    const names = results.filter(({ failure }) => failure === undefined).map(({ name }) => name)
    expect(names).toHaveLength(3)
    for (const name of names) expect(existsSync(join(folder, `${name}.csv`))).toBe(true)
    expect(results.find(({ failure }) => failure !== undefined)).toMatchObject({
      ...{ files: [], warnings: [], diverged: false, seconds: 0, line: expect.any(Number) },
    })
  })
})
