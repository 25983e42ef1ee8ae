import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { absence, absent } from '../../src/optimizers/absent.js'
import { optimizers } from '../../src/optimizers/index.js'
import { named } from '../../src/spec/names.js'

const page = readFileSync(new URL('../../docs/optimizers.md', import.meta.url), 'utf8')

it('an optimizer that is not here is none that is, and has one that is in its place', () => {
  const names = optimizers.map(({ name }) => name)
  expect(absent.filter(({ name }) => names.includes(name))).toEqual([])
  for (const entry of absent.flatMap(({ instead }) => instead)) {
    const [name = '', ...set] = entry.split(':')
    const optimizer = optimizers.find(one => one.name === name) ?? expect.fail(`no ${name}`)
    for (const pair of set) expect(Object.keys(optimizer.hyperparameters)).toContain(pair.split('=')[0])
  }
})

it('docs/optimizers.md has the same list', () => {
  const rows = absent.map(
    ({ name, why, instead }) => `| ${name} | ${why} | ${instead.map(e => `\`${e}\``).join(', ')} |`,
  )
  expect(page).toContain(`|---|---|---|\n${rows.join('\n')}\n`)
})

it('is found however it is spelled, and told with what there is instead', () => {
  expect(absence('K_FAC')?.name).toBe('k-fac')
  expect(absence('adam')).toBeUndefined()
  expect(() => named(optimizers, 'Muon', 'optimizer')).toThrow(
    expect.objectContaining({
      exitCode: 2,
      message: `no optimizer "Muon": it ${absence('muon')?.why}`,
      hint: expect.stringMatching(/^Instead: optviz run --optim adamw/),
    }),
  )
})
