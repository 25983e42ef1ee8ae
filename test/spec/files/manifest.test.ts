import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../src/errors.js'
import type { Layers } from '../../../src/spec/files/entrysettings.js'
import { type Manifest, parseManifest } from '../../../src/spec/files/manifest.js'

const none: Layers = { below: {}, above: {} }
const parse = (text: string, layers = none): Manifest => parseManifest('m.yaml', text, layers)
const names = (text: string) => parse(text).figures.map(figure => figure.name)

describe('a manifest', () => {
  it('is read as YAML and as JSON, tabs included', () => {
    const yaml = parse('out: figures\nfigures:\n  - name: a\n    optim: adam\n    lr: 0.1\n    formats: [png, svg]\n')
    const json = parse(
      '{\n\t"out": "figures",\n\t"figures": [\n\t\t{"name": "a", "optim": "adam", "lr": 0.1, "formats": ["png", "svg"]}\n\t]\n}',
    )
    expect(yaml.out).toBe('figures')
    expect(yaml.figures).toEqual([expect.objectContaining({ name: 'a', line: 3, formats: ['png', 'svg'] })])
    expect(yaml.figures[0]?.settings).toMatchObject({ optim: 'adam', lr: 0.1, levels: 32 })
    expect(json.figures[0]?.settings).toEqual(yaml.figures[0]?.settings)
  })

  it('lets a figure win over the defaults, flags over both, and the environment below all', () => {
    const text = 'defaults: {steps: 5, size: 640x600, formats: svg}\nfigures: [{name: a, steps: 7}, {name: b}]'
    const { figures } = parse(text, { below: { steps: 1, palette: 'magma' }, above: { backend: 'cpu' } })
    expect(figures.map(f => [f.settings.steps, f.settings.palette, f.settings.backend, f.formats])).toEqual([
      [7, 'magma', 'cpu', ['svg']],
      [5, 'magma', 'cpu', ['svg']],
    ])
  })

  it('lets a figure replace the function and the learning rate of the defaults, however each is said', () => {
    const { figures } = parse(
      'defaults: {fn: flower, set: {lr: 0.1, beta1: 0.5}}\nfigures: [{name: a, expr: x^2+y^2, lr: 0.2}, {name: b, set: {beta2: 0.9}}]',
    )
    expect(figures[0]?.settings).toMatchObject({ expr: 'x^2+y^2', fn: undefined, lr: 0.2, set: { beta1: 0.5 } })
    expect(figures[1]?.settings).toMatchObject({ fn: 'flower', set: { lr: 0.1, beta1: 0.5, beta2: 0.9 } })
  })

  it('draws every combination of a matrix, the last key varying fastest', () => {
    expect(
      names(
        'figures: [{name: "{fn}-{optim}-{lr}", matrix: {fn: [beale, flower], optim: [adam, lion], lr: [0.01, 1e-1]}}]',
      ),
    ).toEqual([
      'beale-adam-0.01',
      'beale-adam-0.1',
      'beale-lion-0.01',
      'beale-lion-0.1',
      'flower-adam-0.01',
      'flower-adam-0.1',
      'flower-lion-0.01',
      'flower-lion-0.1',
    ])
  })

  it('has hyperparameters and points in a matrix, and settings that do not vary in names', () => {
    const { figures } = parse(
      'figures: [{name: "{optim}-{steps}-{set.beta1}-{start}", set: {beta2: 0.9}, matrix: {set.beta1: [0.5, 0.9], start: [[1, 2]]}}]',
    )
    expect(figures.map(f => f.name)).toEqual(['adamw-200-0.5-1,2', 'adamw-200-0.9-1,2'])
    expect(figures[1]?.settings).toMatchObject({ set: { beta1: 0.9, beta2: 0.9 }, start: [1, 2] })
  })

  it('compares runs that have the settings of the figure unless they say otherwise, in a matrix too', () => {
    const { figures } = parse(
      'defaults: {lr: 0.5}\nfigures: [{name: "race-{fn}", steps: 9, matrix: {fn: [beale, flower]}, compare: [{optim: adam}, {optim: lbfgs, steps: 3}]}]',
    )
    expect(figures.map(f => f.name)).toEqual(['race-beale', 'race-flower'])
    expect(figures[1]?.compare).toEqual([
      expect.objectContaining({ optim: 'adam', fn: 'flower', steps: 9, lr: 0.5 }),
      expect.objectContaining({ optim: 'lbfgs', fn: 'flower', steps: 3, lr: 0.5 }),
    ])
  })

  it('draws a comparison as the command does where nothing else is said: at its size, with the loss', () => {
    const picture = (text: string, layers: Partial<Layers> = none) => {
      const { figures } = parse(text, { ...none, ...layers })
      return figures.map(({ settings: { panel, size } }) => ({ panel, size }))
    }
    const compared = 'compare: [adam, sgd]'
    expect(picture(`figures: [{name: a, ${compared}}, {name: b}]`)).toEqual([
      { panel: 'loss', size: [1200, 720] },
      { panel: 'none', size: [800, 720] },
    ])
    // Whoever says something is heard: what lies below, the defaults, the figure.
    const other = { panel: 'none', size: [500, 400] }
    const layer = { panel: 'none', size: [500, 400] } as const
    expect(picture(`figures: [{name: a, ${compared}}]`, { below: layer })).toEqual([other])
    expect(picture(`defaults: {panel: none, size: 500x400}\nfigures: [{name: a, ${compared}}]`)).toEqual([other])
    expect(picture(`figures: [{name: a, panel: none, size: 500x400, ${compared}}]`)).toEqual([other])
  })

  it('takes anchors, aliases and merges', () => {
    const { figures } = parse(
      'defaults: &d {steps: 3}\nfigures:\n  - &a {name: a, lr: 0.1, formats: csv}\n  - {<<: *a, name: b, lr: 0.2}\n',
    )
    expect(figures.map(f => [f.name, f.settings.lr, f.formats])).toEqual([
      ['a', 0.1, ['csv']],
      ['b', 0.2, ['csv']],
    ])
  })

  it('takes either spelling of a key', () => {
    const { figures } = parse('figures: [{name: a, colorScale: log}, {name: b, color-scale: log}]')
    expect(figures.map(f => f.settings.colorScale)).toEqual(['log', 'log'])
  })
})

describe('a name', () => {
  it('is the text as written: no number, no word of YAML', () => {
    const written = ['001', '1.10', '0x1F', '1e3', '0o17', '+1', 'yes', 'true', 'off', '2024-01-01', '1_000']
    expect(names(`figures: [${written.map(name => `{name: ${name}}`).join(', ')}]`)).toEqual(written)
    expect(names(`{"figures": [{"name": 1.10}, {"name": "001"}]}`)).toEqual(['1.10', '001'])
    expect(parse('out: 001\nfigures: [{name: a, title: 1.10}]')).toMatchObject({
      out: '001',
      figures: [{ settings: { title: '1.10' } }],
    })
    expect(names('figures: [{name: "{title}", matrix: {title: [001, 1.10]}}]')).toEqual(['001', '1.10'])
  })

  it('may have folders, with the values of its placeholders in them', () => {
    expect(names('figures: [{name: "a/b c/{fn}-{lr}", lr: 0.1}]')).toEqual(['a/b c/beale-0.1'])
    const longest = `${'x/'.repeat(9)}${'y'.repeat(200)}`
    expect(names(`figures: [{name: ${longest}}]`)).toEqual([longest])
  })

  const wrong: readonly (readonly [name: string, problem: RegExp])[] = [
    ['"a/../b"', /a name has no folders above out:/],
    ['a/..', /a name has no folders above out:/],
    ['a//b', /a folder in the name has no name/],
    ['a/', /a folder in the name has no name/],
    ['./a', /does not begin with a dot/],
    ['a/.git/b', /does not begin with a dot/],
    ['"C:/a"', /none of < > :/],
    ['a/b.', /nor end with a dot/],
    ['"a /b"', /begin or end with a blank/],
    ['a/b\\c', /a folder is written a\/b/],
    ['a/x.diff', /those of difference pictures/],
    [`${'x'.repeat(201)}/a`, /longer than 200 bytes/],
    [`${'x/'.repeat(11)}a`, /at most 10 folders/],
    ['"{expr}", expr: x/y', /no folders but its own, and \{expr\} is "x\/y"/],
    ['null', /name: expected a text/],
    ['[a]', /name: expected a text/],
  ]
  for (const [name, problem] of wrong)
    it(`is refused: ${name.slice(0, 20)}`, () => {
      expect(() => parse(`figures: [{name: ${name}}]`)).toThrow(problem)
    })

  it('is no other with folders in another case', () => {
    expect(() => parse('figures: [{name: a/b}, {name: A/b}]')).toThrow(/two figures are named "A\/b"/)
  })
})

describe('keys that begin with x-', () => {
  it('hold what anyone likes, at the top, in the defaults, in figures and in what is compared', () => {
    const { figures } = parse(`
x-base: &base { optim: adam, lr: 0.1, x-note: [1, { two: 3 }] }
x-other: nothing
defaults: { x-why: 1, steps: 3 }
figures:
  - { <<: *base, name: a, x-more: &n { optim: lion } }
  - { name: b, compare: [{ <<: *base, steps: 4 }, { <<: *n, x-a: 1 }] }
`)
    expect(figures[0]?.settings).toMatchObject({ optim: 'adam', lr: 0.1, steps: 3 })
    expect(figures[1]?.compare).toMatchObject([
      { optim: 'adam', steps: 4 },
      { optim: 'lion', steps: 3 },
    ])
  })
})

describe('all that is wrong is told at once', () => {
  it('in the order of the file, each with its line', () => {
    const text = `oot: x
defaults: { stepz: 1 }
figures:
  - { name: a, optm: adam, formats: [pngg, svg] }
  - name: ..
    steps: fast
    set.beta1: 1
  - { optim: adam }
  - 3
`
    expect(() => parse(text)).toThrow(
      new RegExp(
        [
          '^m.yaml:1: unknown key "oot"; did you mean "out"\\?',
          '  m.yaml:2: unknown key "stepz"; did you mean "steps"\\?',
          '  m.yaml:4: unknown key "optm"; did you mean "optim"\\?',
          '  m.yaml:4: formats: expected png, .*got "pngg"; did you mean "png"\\?',
          '  m.yaml:6: steps: expected a whole number from 1 to 10000000, got "fast"',
          '  m.yaml:7: unknown key "set.beta1".*',
          '  m.yaml:8: the figure has no name',
          '  m.yaml:9: a figure: expected a mapping of settings$',
        ].join('\n'),
      ),
    )
  })

  it('ten, and how many more there are; what a matrix repeats is told once', () => {
    const figure = (i: number) => `  - { name: a${i}, steps: x${i} }\n`
    const message = (count: number) => {
      try {
        parse(`figures:\n${Array.from({ length: count }, (_, i) => figure(i)).join('')}`)
      } catch (error) {
        return String(error instanceof Error ? error.message : error).split('\n')
      }
      return []
    }
    expect(message(1)).toHaveLength(1)
    expect(message(10)).toHaveLength(10)
    expect(message(11)).toHaveLength(11)
    expect(message(25).slice(9)).toEqual([expect.stringMatching(/^ {2}m.yaml:11: .*"x9"$/), '  and 15 more'])
    const matrix = 'figures: [{name: "{lr}-{fn}", matrix: {lr: [1, 2, 3], stepz: [1, 2], fn: [a, b]}}]'
    expect(() => parse(matrix)).toThrow(/^m.yaml:1: matrix: unknown setting "stepz"; did you mean "steps"\?$/)
  })

  it('keys that occur twice, too, but of what is no YAML the first', () => {
    expect(() => parse('out: a\nout: b\nout: c\nfigures: []')).toThrow(
      /^m.yaml:2: Map keys.*\n {2}m.yaml:3: Map keys.*$/,
    )
    expect(() => parse('a: [1\nb: "\nc: }')).toThrow(/^m.yaml:\d: .*$/)
  })

  it('as it is written where JSON has no such number', () => {
    for (const value of ['.inf', '-.INF', '.nan', '1e999'])
      expect(() => parse(`figures: [{name: a, lr: ${value}}]`)).toThrow(
        `m.yaml:1: lr: expected a number of at least 0, got "${value}"`,
      )
    const { figures } = parse('figures: [{name: a, set: {clip: .inf}}]')
    expect(figures[0]?.settings.set).toEqual({ clip: '.inf' })
  })
})

describe('a wrong manifest is refused with the line and the nearest key', () => {
  const figure = (more: string) => `figures:\n  - name: a\n    ${more}\n`
  const named = (name: string) => `figures:\n  - name: ${name}\n`
  const bomb = `a: &a [${'x,'.repeat(9)}x]\n${[...'bcdefg'].map((c, i) => `${c}: &${c} [${`*${'abcdef'[i]},`.repeat(9)}*${'abcdef'[i]}]\n`).join('')}`
  const rows: readonly (readonly [title: string, text: string, message: RegExp])[] = [
    ['empty', '', /^m.yaml is empty$/],
    ['comments only', '# nothing\n', /^m.yaml is empty$/],
    ['a list', '- a\n', /^m.yaml:1: expected a mapping with "figures"/],
    ['no figures', 'out: x\n', /^m.yaml has no figures/],
    ['an empty list of figures', 'out: x\nfigures: []\n', /^m.yaml:2: figures: expected a list of at least one/],
    ['broken syntax', 'figures:\n  - name: [a\n', /^m.yaml:\d: Flow sequence/],
    ['a key twice', 'out: a\nout: b\n', /^m.yaml:2: Map keys must be unique/],
    ['a cyclic alias', 'figures: &f\n  - name: a\n  - *f\n', /^m.yaml:3: the alias \*f contains itself/],
    ['an alias bomb', bomb, /stand for more than 100000 values/],
    ['an alias of nothing', 'figures: *f\n', /^m.yaml:1: nothing is named by the alias \*f/],
    ['bottomless nesting', `figures: ${'['.repeat(100_000)}`, /^m.yaml:1: nested more than 100 levels deep/],
    ['a tag', 'figures: !!js/function x\n', /^m.yaml:1: Unresolved tag/],
    ['two documents', `${named('a')}---\n${named('b')}`, /^m.yaml:3: a second document/],
    ['an unknown key at the top', 'figure: []\n', /^m.yaml:1: unknown key "figure"; did you mean "figures"\?/],
    ['an unknown key of a figure', figure('optm: adam'), /^m.yaml:3: unknown key "optm"; did you mean "optim"\?/],
    [
      'an unknown default',
      `defaults:\n  stepz: 1\n${named('a')}`,
      /^m.yaml:2: unknown key "stepz"; did you mean "steps"\?/,
    ],
    ['out in a figure', figure('out: a.png'), /^m.yaml:3: unknown key "out"/],
    ['a wrong value', figure('steps: 1.5'), /^m.yaml:3: steps: expected a whole number from 1 to 10000000, got 1.5/],
    [
      'a wrong format',
      figure('formats: [png, svgz]'),
      /^m.yaml:3: formats: expected png, .* got "svgz"; did you mean "svg"\?/,
    ],
    ['no format', figure('formats: []'), /^m.yaml:3: formats: expected at least one/],
    ['no name', 'figures:\n  - optim: adam\n', /^m.yaml:2: the figure has no name/],
    ['an empty name', named('""'), /^m.yaml:2: name "": the name is empty/],
    ['a name that climbs', named('../a'), /^m.yaml:2: name "..\/a": a name has no folders/],
    ['an absolute name', named('/etc/a'), /name "\/etc\/a": a name has no folders/],
    ['a backslash', named('a\\b'), /a name has no folders/],
    ['a hidden file', named('.a'), /does not begin with a dot/],
    ['the name of a difference picture', named('a.diff'), /names that end with .diff/],
    ['a control character', named('"a\\nb"'), /control characters/],
    ['a long name', named('x'.repeat(201)), /longer than 200 bytes/],
    ['a climbing placeholder', 'figures: [{name: "{title}", title: ../a}]', /a name has no folders/],
    [
      'a name twice',
      `${named('a')}  - name: A\n`,
      /^m.yaml:3: two figures are named "A" \(the other is asked for in line 2\)/,
    ],
    ['a matrix without placeholders', figure('matrix: {lr: [1, 2]}'), /^m.yaml:2: two figures are named "a"/],
    [
      'an unknown placeholder',
      named('"{optin}"'),
      /name "\{optin\}": \{optin\} has no value here; did you mean "optim"\?/,
    ],
    ['a placeholder without value', named('"{lr}"'), /\{lr\} has no value here/],
    ['a matrix that is none', figure('matrix: 3'), /^m.yaml:3: matrix: expected a mapping/],
    ['an empty matrix', figure('matrix: {}'), /^m.yaml:3: matrix: expected a mapping/],
    ['a matrix without values', figure('matrix: {lr: []}'), /^m.yaml:3: matrix: lr: expected a list/],
    [
      'an unknown key of a matrix',
      figure('matrix: {lrr: [1]}'),
      /^m.yaml:3: matrix: unknown setting "lrr"; did you mean "lr"\?/,
    ],
    [
      'a wrong value in a matrix',
      'figures:\n  - name: "{lr}"\n    matrix:\n      lr:\n        - 0.1\n        - fast\n',
      /^m.yaml:6: lr: expected a number .* got "fast"/,
    ],
    [
      'a key that is also in the matrix',
      'figures: [{name: a, lr: 1, matrix: {lr: [1]}}]',
      /lr is given by the figure and by its matrix/,
    ],
    [
      'a matrix without end',
      figure(`matrix: {${['lr', 'steps', 'seed'].map(k => `${k}: [${'1,'.repeat(99)}1]`).join(', ')}}`),
      /more than 100000 combinations/,
    ],
    ['a comparison of one', figure('compare: [{optim: adam}]'), /^m.yaml:3: compare: expected at least two/],
    [
      'another function in a comparison',
      figure('compare: [{optim: adam}, {fn: beale}]'),
      /^m.yaml:3: compare: fn is common to all/,
    ],
  ]
  for (const [title, text, message] of rows)
    it(title, () => {
      expect(() => parse(text)).toThrow(message)
      expect(() => parse(text)).toThrow(UsageError)
    })
})
