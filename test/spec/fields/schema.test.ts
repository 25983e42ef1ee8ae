import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readManifest } from '../../../src/cli/batch/manifest.js'
import { program } from '../../../src/cli/flags/program.js'
import { palettes } from '../../../src/figure/ground/palette.js'
import { functions } from '../../../src/functions/index.js'
import { optimizers } from '../../../src/optimizers/index.js'
import { isModuleName } from '../../../src/spec/fields/entries.js'
import { fields, type Key, kebab } from '../../../src/spec/fields/fields.js'
import { shapeOf } from '../../../src/spec/fields/kinds.js'
import { schemasOf } from '../../../src/spec/fields/schema.js'
import { parseConfig } from '../../../src/spec/files/config.js'
import { manifestFields } from '../../../src/spec/files/entrysettings.js'
import { parseManifest } from '../../../src/spec/files/manifest.js'
import { fieldOf } from '../../../src/spec/settings.js'
import { temporaryFolder } from '../../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const schemas = schemasOf(palettes)
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
const [asManifest, asConfig] = [ajv.compile(schemas.manifest), ajv.compile(schemas.config)]
/** As editors read YAML. */
const read = (text: string): unknown => parse(text, { merge: true })
const none = { below: {}, above: {} }
const keys = Object.keys(fields) as Key[]
const accepts = (call: () => unknown) => {
  try {
    call()
    return true
  } catch {
    return false
  }
}

describe('the schemas', () => {
  it('are those of the build, and are shipped', () => {
    for (const [name, schema] of Object.entries(schemas))
      expect(JSON.parse(readFileSync(join(root, 'schemas', `${name}.json`), 'utf8'))).toEqual(schema)
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).files).toContain('schemas')
  })

  it('know of every setting what its parser takes, and say what it is', () => {
    expect(keys.filter(key => key !== 'compare' && shapeOf(fieldOf(key).parse) === undefined)).toEqual([])
    const { definitions } = schemas.config as { definitions: Record<string, { description?: string }> }
    for (const key of keys) expect(definitions[kebab(key)]?.description?.length).toBeGreaterThan(3)
  })

  it('are named in a line of every example: where one is in a clone, where one is for who has installed optviz', () => {
    const examples = readdirSync(join(root, 'fixtures/manifests')).map(file => join('fixtures/manifests', file))
    for (const file of [...examples, 'docs/manifest.md', 'docs/commands.md']) {
      const text = readFileSync(join(root, file), 'utf8')
      const named = [...text.matchAll(/(?:yaml-language-server: \$schema=|"\$schema": ")([^\s"]+)/g)]
      expect([file, named.length > 0]).toEqual([file, true])
      for (const [, path = ''] of named) {
        const installed = /^\.\/node_modules\/optviz\/(.*)/.exec(path)?.[1]
        const place = installed === undefined ? join(dirname(file), path) : installed
        expect(['schemas/manifest.json', 'schemas/config.json']).toContain(place)
      }
    }
  })
})

describe('what is right', () => {
  const blocks = (file: string) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^```(?:yaml|json)\n([\s\S]*?)^```$/gm)].map(m => m[1] ?? '')
  const batch = program().commands.find(command => command.name() === 'batch')
  let help = ''
  batch?.configureOutput({ writeOut: text => (help += text) }).outputHelp()
  const inHelp = help.replace(/[\s\S]*A manifest:\n/, '')
  const right: readonly (readonly [string, string])[] = [
    ...readdirSync(join(root, 'fixtures/manifests')).map(
      file => [file, readFileSync(join(root, 'fixtures/manifests', file), 'utf8')] as const,
    ),
    ...blocks('docs/manifest.md').map((text, i) => [`docs/manifest.md, ${i}`, text] as const),
    ['the help', inHelp],
    ['anchors', 'x-a: &a { lr: 0.1, x-b: 1 }\nfigures: [{ <<: *a, name: a }, { name: b, x-c: [1] }]'],
    ['texts', 'out: 001\nfigures: [{ name: 1.10, title: 2, x-y: z }, { name: true, title: false }]'],
    ['spellings', 'figures: [{ name: a, colorScale: log }, { name: b, color_scale: log }]'],
    ['folders', 'figures: [{ name: "a/b c/{fn}-{lr}", lr: 0.1 }, { name: a.b }]'],
    [
      'matrix',
      'figures: [{ name: "{set.beta1}-{start}", matrix: { set.beta1: [0.5, 0.9], start: [[1, 2], random] } }]',
    ],
    ['compare', 'figures: [{ name: a, compare: "adam,sgd" }, { name: b, compare: [adam:lr=1, { optim: sgd }] }]'],
    ['one path', 'figures: [{ name: a, compare: [{ path: a.csv }] }, { name: b, compare: ["adam,sgd"] }]'],
    [
      'a command',
      `figures: [{ name: a, optim-command: python3 'my optim.py' "it's" }, { name: b, compare: [adam, { optim-command: "sh -c 'a | b'", lr: 1 }] }]`,
    ],
    ['a module', 'figures: [{ name: a, optim: ./mine.mjs, set: { lr: 0.1, nesterov: true } }]'],
  ]
  it.each(right)('has no problem: %s', (_, text) => {
    asManifest(read(text))
    expect(asManifest.errors ?? []).toEqual([])
    const optimizer = optimizers.find(one => one.name === 'sgd')
    const mine = new Map(optimizer && [['./mine.mjs', optimizer]])
    expect(() => parseManifest('m', text, { ...none, optimizers: mine })).not.toThrow()
  })
})

describe('what the program refuses in a manifest, its schema refuses', () => {
  const figure = (more: string) => `figures: [{ name: a, ${more} }]`
  const wrong: readonly string[] = [
    '- a',
    'out: x',
    'figures: []',
    'figures: 3',
    'figures: { name: a }',
    'figure: []',
    'out: [a]\nfigures: [{ name: a }]',
    'out: null\nfigures: [{ name: a }]',
    'stepz: 1\nfigures: [{ name: a }]',
    'steps: 1\nfigures: [{ name: a }]',
    'defaults: 3\nfigures: [{ name: a }]',
    figure('optim-command: "a | b"'),
    figure(`optim-command: "a 'b"`),
    figure('optim-command: a, optim: adam'),
    figure('optim-command: a, compare: [adam, sgd]'),
    'defaults: { stepz: 1 }\nfigures: [{ name: a }]',
    'defaults: { name: a }\nfigures: [{ name: a }]',
    'defaults: { compare: [a, b] }\nfigures: [{ name: a }]',
    'defaults: { matrix: { lr: [1] } }\nfigures: [{ name: a }]',
    'defaults: { formats: svgz }\nfigures: [{ name: a }]',
    'figures: [a]',
    'figures: [{ optim: adam }]',
    ...['""', 'null', '[a]', '{ a: 1 }', '../a', 'a/../b', 'a/..', 'a//b', 'a/', './a', '.a', 'a/.git/b', '/etc/a'],
    ...['"C:/a"', 'a/b.', '"a /b"', '"a/ b"', 'a.', '" a"', 'a\\b', 'a.diff', 'a/x.diff', '"a\\nb"', '"a?"', '"a*"'],
    ...['x'.repeat(201), `${'x'.repeat(201)}/a`, '"|"', '"<a>"'],
  ].map(given => (/[:\n]\s|^- /.test(given) ? given : `figures: [{ name: ${given} }]`))
  const inFigure = [
    ...['optm: adam', 'out: a.png', 'format: png', 'strict: true', 'scan: start', 'figures: []', 'config: a'],
    ...['formats: []', 'formats: svgz', 'formats: [png, svgz]', 'formats: 3', 'formats: { a: 1 }'],
    ...['matrix: 3', 'matrix: {}', 'matrix: [1]', 'matrix: { lr: [] }', 'matrix: { lr: 0.1 }', 'matrix: { lrr: [1] }'],
    ...['matrix: { lr: [0.1, fast] }', 'matrix: { set.beta1: 0.5 }', 'matrix: { name: [b] }', 'matrix: { x-a: [1] }'],
    ...['compare: [{ optim: adam }]', 'compare: adam', 'compare: []', 'compare: [adam]', 'compare: 3', 'compare: {}'],
    ...['compare: [{ optim: adam }, { fn: beale }]', 'compare: [{ optim: adam }, { lr: fast }]', 'compare: [1, 2]'],
    ...['compare: [{ optim: adam }, { size: 100x100 }]', 'compare: [{ optim: adam }, { optm: sgd }]'],
    ...['compare: "adam,sgd", line-color: red', 'compare: "adam,sgd", endColor: red', 'compare: "a,b", path: a.csv'],
    ...['compare: "adam,sgd", matrix: { end-color: [red] }', 'compare: "adam,sgd", optim-module: ./a.mjs'],
    ...['set.beta1: 1', 'x: 1', 'fn: beale, expr: x', 'optim: adam, optim-module: ./a.mjs', 'steps: 3, budget: 4'],
    ...['optim: adamm', 'fn: beal', 'palette: viridi', 'set: 3', 'set: [a]', 'set: beta1', 'param: { a: [1] }'],
  ].map(figure)

  it.each([...wrong, ...inFigure])('%s', async text => {
    writeFileSync(join(folder, 'm.yaml'), text)
    await expect(readManifest(join(folder, 'm.yaml'), none)).rejects.toThrow()
    expect(asManifest(read(text))).toBe(false)
  })
})

describe('a value that the schema takes, the program takes', () => {
  const values: readonly unknown[] = [
    ...[
      null,
      true,
      false,
      0,
      1,
      2,
      -1,
      0.05,
      0.5,
      1.5,
      16,
      17,
      100,
      101,
      200,
      201,
      1024,
      1025,
      4000,
      4001,
      1e7,
      1e7 + 1,
    ],
    ...[2 ** 32 - 1, 2 ** 32, 1e300, -1e-9, '', ' ', '\n', 'a\n', 'a\0', 'nonsense', 'adam', 'flower', 'magma', 'png'],
    ...['random', '1,2', '1,2,3', '-1,1,-2,2', '1e-3, +.5', '800x600', '800×600', '39x40', '16001x40', '16000x40'],
    ...[
      '40.5x40',
      'x',
      '1,',
      'raw',
      'path',
      'bands',
      'equal',
      'loss',
      'evaluations',
      'step',
      'log',
      'auto',
      'native',
      'red',
      '#f00',
      '#ff00',
      '#ff00000',
      '#ff000080',
      '#xyz',
    ],
    ...['rgb(1, 2, 3)', 'final', 'best', 'steps-to=1e-3', 'steps-to=', 'start', 'lr=1..2', 'lr=1', 'lr=0.1,0.2', '=1'],
    ...[
      'step',
      'cosine',
      'warmup:steps=9,cosine',
      'lr*0.9^t',
      'none',
      '10%',
      ' .5e-1 % ',
      'f<1e-6',
      'grad<1,step<2',
      'f<',
    ],
    ...['a=1', 'adam,sgd', 'adam:lr=1', './a.mjs', [], [1], [1, 2], [1, 1], [1, 2, 3], [-1, 1, -2, 2], [800, 600]],
    ...[[40, 16001], [40.5, 40], ['a'], ['a', 'b'], ['a=1', 'b=2'], [['a']], [null], {}, { a: 1 }, { a: [1] }],
    ...[
      { a: [1, 2] },
      { a: 'lr' },
      { lr: '1..2' },
      { a: null },
      { optim: 'adam' },
      { x: [-1, 1], y: [-2, 2] },
      { x: [1], y: [] },
      { x: 1 },
      [{ optim: 'adam' }, 'sgd'],
    ],
  ]
  /** What needs a list of names that is not ours, or more than one number at a time. */
  const unseen: readonly (readonly [Key, unknown])[] = [
    ...(['contourColor', 'lineColor', 'startColor', 'endColor'] as const).flatMap(key =>
      values.filter(v => typeof v === 'string' && /^\s*[a-z]+\s*$/i.test(v)).map(v => [key, v] as const),
    ),
    ...values
      .filter(v => Array.isArray(v) && v.length === 2 && Number(v[0]) >= Number(v[1]))
      .map(v => ['valueRange', v] as const),
  ]
  const names = { optim: optimizers.map(o => o.name), fn: functions.map(f => f.name), palette: palettes }
  const known = (key: Key, value: unknown) =>
    (key !== 'optim' && key !== 'fn' && key !== 'palette') ||
    names[key].some(name => name === value) ||
    (key === 'optim' && isModuleName(String(value)))

  it.each(keys.filter(key => key !== 'compare'))('%s', key => {
    const taken = (value: unknown) =>
      known(key, value) && accepts(() => parseConfig('c', JSON.stringify({ [kebab(key)]: value }), keys, 'run'))
    const fits = (value: unknown) => asConfig({ [kebab(key)]: value })
    const missed = values.filter(v => fits(v) && !taken(v) && !unseen.some(([k, w]) => k === key && w === v))
    expect(key === 'optim' ? missed.filter(v => typeof v === 'string' && isModuleName(v)) : missed).toEqual([])
    // The other way round but for texts, which have other spellings, empty lists, and what an optimizer or a function refuses.
    const strict = values.filter(v => !fits(v) && taken(v) && typeof v !== 'string' && JSON.stringify(v) !== '[]')
    expect(key === 'set' || key === 'param' ? [] : strict).toEqual([])
    expect(values.some(fits)).toBe(true)
  })

  it('in defaults, figures and matrices as in a file of settings', () => {
    for (const key of Object.keys(manifestFields) as Key[])
      for (const value of values) {
        const one = { [kebab(key)]: value }
        const fits = asConfig(one)
        if (key === 'optim') continue
        expect([key, value, asManifest({ defaults: one, figures: [{ name: 'a' }] })]).toEqual([key, value, fits])
        expect([key, value, asManifest({ figures: [{ name: 'a', ...one }] })]).toEqual([key, value, fits])
        const matrix = { [kebab(key)]: [value] }
        expect([key, value, asManifest({ figures: [{ name: 'a', matrix }] })]).toEqual([key, value, fits])
      }
  })
})
