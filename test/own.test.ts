import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { completion } from '../src/cli/commands/completion.js'
import { list } from '../src/cli/commands/list.js'
import { show } from '../src/cli/commands/show.js'
import { program } from '../src/cli/flags/program.js'
import { compareJson } from '../src/diff/comparejson.js'
import { UsageError } from '../src/errors.js'
import { paletteNamed } from '../src/figure/ground/palette.js'
import { parseExpression } from '../src/functions/expression.js'
import { render } from '../src/index.js'
import { own } from '../src/own.js'
import { compareEntries, parseEntry } from '../src/spec/compare.js'
import { entries } from '../src/spec/fields/entries.js'
import { fields, type Key } from '../src/spec/fields/fields.js'
import { parseConfig } from '../src/spec/files/config.js'
import { parseManifest } from '../src/spec/files/manifest.js'
import { resolveRun } from '../src/spec/run.js'
import { mergeSettings, parseSettings } from '../src/spec/settings.js'
import { resolveSweep } from '../src/spec/sweep.js'

/** What every plain object has without having been given it. */
const inherited = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'length', 'name']

describe('a word that plain objects inherit is no name of ours', () => {
  const chosen = (raw: Readonly<Record<string, unknown>>) => mergeSettings(parseSettings(raw, key => key))
  const run = (raw: Readonly<Record<string, unknown>>) => resolveRun(chosen(raw))
  const manifest = (text: string) => parseManifest('m.yaml', text, { below: {}, above: {} })
  const entry = (word: string) => entries(word, '--optim').map(raw => parseEntry(raw, '--optim'))
  const places: readonly (readonly [place: string, refuse: (word: string) => unknown])[] = [
    ['list', word => list(word, {})],
    ['show', word => show(word, {})],
    ['completion', word => completion(word, program())],
    ['a palette', word => paletteNamed(word)],
    ['a format of the library', word => render({ width: 9, height: 9, title: '', shapes: [] } as never, word as never)],
    ['a setting', word => parseSettings({ [word]: 1 }, key => key)],
    ['--optim', word => run({ optim: word })],
    ['--fn', word => run({ fn: word })],
    ['--set', word => run({ set: `${word}=1` })],
    ['--set as a mapping', word => run({ set: Object.fromEntries([[word, 1]]) })],
    ['--param', word => run({ fn: 'narrow_valley', param: `${word}=1` })],
    ['--param of a function without any', word => run({ param: `${word}=1` })],
    ['--param of an expression', word => run({ expr: 'x+y', param: `${word}=1` })],
    ['a name in an expression', word => parseExpression(`x+${word}`)],
    ['a call in an expression', word => parseExpression(`x+${word}(y)`)],
    ['--scan', word => resolveSweep(chosen({ scan: `${word}=1,2` }))],
    ['--metric', word => chosen({ scan: 'lr=1,2', metric: word })],
    ['an entry of a comparison', word => compareEntries(chosen({}), entry(`${word},adam`))],
    ['a setting of an entry', word => compareEntries(chosen({}), entry(`adam:${word}=1,lion`)).map(s => resolveRun(s))],
    ['an address of --set', word => compareEntries(chosen({ set: `${word}.lr=1` }), entry('adam,lion'))],
    [
      'an addressed key',
      word => compareEntries(chosen({ set: `adam.${word}=1` }), entry('adam,lion')).map(s => resolveRun(s)),
    ],
    ['a file of settings', word => parseConfig('c.yaml', `${word}: 1`, Object.keys(fields) as Key[], 'run')],
    ['a key of a manifest', word => manifest(`${word}: 1\nfigures: [{ name: a }]`)],
    ['a default of a manifest', word => manifest(`defaults: { ${word}: 1 }\nfigures: [{ name: a }]`)],
    ['a key of a figure', word => manifest(`figures: [{ name: a, ${word}: 1 }]`)],
    ['a format of a figure', word => manifest(`figures: [{ name: a, formats: [${word}] }]`)],
    ['a key of a matrix', word => manifest(`figures: [{ name: a, matrix: { ${word}: [1] } }]`)],
    ['a placeholder', word => manifest(`figures: [{ name: "{${word}}" }]`)],
    [
      'set in a manifest',
      word => manifest(`figures: [{ name: a, set: { ${word}: 1 } }]`).figures.map(f => resolveRun(f.settings)),
    ],
    [
      'set.KEY in a manifest',
      word => manifest(`figures: [{ name: a, set.${word}: 1 }]`).figures.map(f => resolveRun(f.settings)),
    ],
    [
      'set.KEY in a matrix',
      word => manifest(`figures: [{ name: a, matrix: { set.${word}: [1] } }]`).figures.map(f => resolveRun(f.settings)),
    ],
  ]
  for (const [place, refuse] of places)
    it(place, async () => {
      for (const word of inherited) await expect((async () => refuse(word))(), word).rejects.toThrow(UsageError)
    })

  it('a key that only one of two documents has', () => {
    for (const word of inherited)
      expect(compareJson({}, Object.fromEntries([[word, 1]]), 0)).toMatchObject({
        first: `${word}: nothing expected, got 1`,
      })
  })
})

describe('own', () => {
  it('gives what a record has itself', () => {
    expect([own({ a: 1 }, 'a'), own({ a: 1 }, 'b'), own({}, 'valueOf')]).toEqual([1, undefined, undefined])
    expect(own(JSON.parse('{"__proto__": 1}'), '__proto__')).toBe(1)
  })

  it('is the only way that a table is read with a word', () => {
    const src = fileURLToPath(new URL('../src', import.meta.url))
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
    const sources = files.filter(name => name !== 'own.ts').map(name => readFileSync(join(src, name), 'utf8'))
    const tablesOf = (text: string, declared: RegExp) => [...text.matchAll(declared)].map(([, table]) => table ?? '')
    const shared = sources.flatMap(text => tablesOf(text, /\bexport const (\w+): Readonly<Record<string,.*> = \{/g))
    const looked = sources.flatMap(text => {
      const tables = [...shared, ...tablesOf(text, /\bconst (\w+): Readonly<Record<string,.*> = \{/g)]
      return text.match(new RegExp(`\\b(?:${tables.join('|')})\\[(?!\\d).*`, 'g')) ?? []
    })
    expect(shared).toContain('calls')
    expect(looked).toEqual([])
  })
})
