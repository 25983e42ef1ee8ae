import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { functions } from '../src/functions/index.js'
import { optimizers } from '../src/optimizers/index.js'
import { fields } from '../src/spec/fields/fields.js'

/**
 * What the lists say, as it was reviewed: a changed start, range or default makes other pictures of the same command, and this
 * is where a change of one is seen. It proves nothing: what is said is held elsewhere to other sources. Domains and minima are
 * those of fixtures/collection.py (functions/collection.test.ts, functions/properties.test.ts), defaults of hyperparameters
 * those of other implementations and of papers (optimizers/defaults.test.ts). Starts, close-ups and the defaults of settings
 * are this tool's own choice. A change that is meant is taken over by `UPDATE=1`, after a look at what it changes.
 */
const file = new URL('../fixtures/facts.json', import.meta.url)

const facts = {
  settings: Object.fromEntries(
    Object.entries(fields).flatMap(([key, f]) => ('default' in f ? [[key, f.default]] : [])),
  ),
  functions: Object.fromEntries(
    functions.map(({ name, group, domain, closeUp, start, minima, smooth, parameters }) => [
      name,
      { group, domain, closeUp, start, minima, smooth, parameters },
    ]),
  ),
  optimizers: Object.fromEntries(
    optimizers.map(({ name, group, hyperparameters, cost }) => [
      name,
      {
        group,
        cost,
        hyperparameters: Object.fromEntries(Object.entries(hyperparameters).map(([key, { doc: _, ...h }]) => [key, h])),
      },
    ]),
  ),
}

/** A line a name, so that a change is read as one. */
function written(lists: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  const text = (value: unknown) =>
    JSON.stringify(value, (_, v) => (Math.abs(v) === Number.POSITIVE_INFINITY ? `${v}` : v))
  const lines = (list: Readonly<Record<string, unknown>>) =>
    Object.entries(list).map(([name, value]) => `    ${text(name)}: ${text(value)}`)
  const parts = Object.entries(lists).map(([name, list]) => `  ${text(name)}: {\n${lines(list).join(',\n')}\n  }`)
  return `{\n${parts.join(',\n')}\n}\n`
}

it('functions, optimizers and defaults are as reviewed', () => {
  if (process.env.UPDATE === '1') writeFileSync(file, written(facts))
  expect(JSON.parse(written(facts))).toEqual(JSON.parse(readFileSync(file, 'utf8')))
})
