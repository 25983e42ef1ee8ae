import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { send } from '../../../src/cli/talk/streams.js'
import { columns, print, styled } from '../../../src/cli/talk/terminal.js'
import { optviz, type Result, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)

/** A word that colors the terminal, rings, goes to the next line, clears the screen in one byte and turns the text round. */
const nasty = '\u001b[31mred\u0007\r\n\u007f\u009b2J\u202eback\u2028end'
const raw = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

function expectVisible({ out, err }: Result): void {
  expect(out).not.toMatch(raw)
  expect(err).not.toMatch(raw)
}

describe('control characters in what is wrong are spelled', () => {
  const rows: readonly (readonly [what: string, args: readonly string[]])[] = [
    ['a command', [nasty]],
    ['a flag', ['run', `--${nasty}`]],
    ['an optimizer', ['run', '--optim', nasty]],
    ['a function', ['run', '--fn', nasty]],
    ['a palette', ['run', '--palette', nasty]],
    ['a hyperparameter', ['run', '--set', `${nasty}=1`]],
    ["a hyperparameter's value", ['run', '--set', `beta1=${nasty}`]],
    ['a parameter', ['run', '--expr', 'x+y', '--param', `${nasty}=1`]],
    ['an assignment', ['run', '--set', nasty]],
    ['a number', ['run', '--steps', nasty]],
    ['a start', ['run', '--start', nasty]],
    ['a color', ['run', '--line-color', nasty]],
    ['a scan', ['sweep', '--scan', nasty]],
    ['an entry', ['compare', '--optim', `${nasty}:lr=1,adam`]],
    ['an address', ['compare', '--optim', 'adam,lion', '--set', `${nasty}.lr=1`]],
    ['an extension', ['run', '-o', `a.${nasty}`]],
    ['a folder', ['run', '-o', `${nasty}/a.png`]],
    ['a module', ['run', '--fn-module', `${nasty}.mjs`]],
    ['what is listed', ['list', nasty]],
    ['what is shown', ['show', nasty]],
    ['a shell', ['completion', nasty]],
    ['a figure', ['inspect', nasty]],
    ['files to compare', ['diff', `${nasty}.png`, `${nasty}.png`]],
    ['kinds to compare', ['diff', `a.${nasty}`, `a.${nasty}`]],
    ['a manifest', ['batch', nasty]],
    ['a shard', ['batch', 'x.yaml', '--shard', nasty]],
    ['a file of settings', ['run', '--config', nasty]],
  ]
  for (const [what, args] of rows)
    it(what, () => {
      const result = optviz(args, folder)
      expectVisible(result)
      expect(result.code).toBeGreaterThan(0)
      expect(result.err).toContain('\\x1b[31mred')
      expect(result.err.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
    })

  it('an expression, and the place in it is still the one that is pointed at', () => {
    const result = optviz(['run', '--expr', 'x\n+\u202e$'], folder)
    expectVisible(result)
    expect(result.err).toMatch(/^error: unexpected .*\n {2}x \+\\u202e\$\n {5}\^\n/)
  })

  it('files: settings, manifests and modules', () => {
    const text = JSON.stringify(nasty)
    const files: readonly (readonly [name: string, content: string, args: readonly string[]])[] = [
      ['key.json', `{${text}: 1}`, ['run', '--config', 'key.json']],
      ['value.json', `{"optim": ${text}}`, ['run', '--config', 'value.json']],
      ['name.json', `{"figures": [{"name": ${text}}]}`, ['batch', 'name.json']],
      ['set.json', `{"figures": [{"name": "a", "set": {${text}: 1}}]}`, ['batch', 'set.json']],
      ['tag.yaml', `figures: !<${encodeURIComponent(nasty)}> x`, ['batch', 'tag.yaml']],
      ['throws.mjs', `throw new Error(${text})`, ['run', '--fn-module', 'throws.mjs']],
      ['fields.mjs', `export default { ${text}: 1 }`, ['run', '--fn-module', 'fields.mjs']],
      [
        'late.mjs',
        `export default ${module}, evaluate: (m, x, y) => { if (x.dataSync) throw ${text}; return m.add(x, y) } }`,
        ['run', '--fn-module', 'late.mjs'],
      ],
    ]
    for (const [name, content, args] of files) {
      writeFileSync(join(folder, name), content)
      const result = optviz(args, folder)
      expect(result, name).toMatchObject({ err: expect.stringMatching(/^error: /) })
      expectVisible(result)
      expect(result.err.trimEnd().split('\n').length, name).toBeLessThanOrEqual(2)
    }
  })
})

const module = "{ name: 'm', domain: { x: [-1, 1], y: [-1, 1] }, start: [1, 1]"

describe('control characters in what is right are spelled', () => {
  const small = ['--steps', '2', '--size', '160x140', '--scale', '1', '--resolution', '20']

  it('names of files, titles and variables, in summaries, warnings and recipes', () => {
    mkdirSync(join(folder, `d${nasty}`))
    const file = join(`d${nasty}`, 'a.svg')
    writeFileSync(
      join(folder, 'titled.mjs'),
      `export default ${module}, title: ${JSON.stringify(nasty)}, evaluate: (m, x, y) => m.add(x, y) }`,
    )
    const env = { [`OPTVIZ_${nasty}`]: '1' }
    const ran = optviz(['run', ...small, '--fn-module', 'titled.mjs', '--title', nasty, '-o', file, '-v'], folder, env)
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/\\x1b.*\n.*\n.*\n.*\n.*\n wrote .*\\n/) })
    expectVisible(ran)
    expect(ran.err).toMatch(/the variable OPTVIZ_\\x1b/)
    const inspected = optviz(['inspect', file], folder)
    expect(inspected).toMatchObject({ code: 0, out: expect.stringContaining('title: \\x1b[31mred\\x07\\n') })
    expectVisible(inspected)
    expectVisible(optviz(['diff', file, file], folder))
    const other = optviz(['run', ...small, '--optim', 'adam', '-o', join(`d${nasty}`, 'b.svg'), '-q'], folder)
    expect(other.code).toBe(0)
    expectVisible(optviz(['diff', file, join(`d${nasty}`, 'b.svg')], folder))
  })

  it('documents for programs, which say the same', () => {
    const flags = ['--title', nasty, '-o', `${nasty.replace('\n', '')}.json`]
    const { out, ...rest } = optviz(['run', ...small, ...flags, '--json'], folder)
    expectVisible({ out, ...rest })
    expect(JSON.parse(out).files).toEqual([flags[3]])
    const data = optviz(['run', ...small, '--title', nasty, '-o', '-', '-f', 'json', '-q'], folder)
    expectVisible(data)
    // A recipe has a line break of a title as a flag has it.
    expect(JSON.parse(data.out).recipe.title).toBe(nasty.replaceAll(/\r?\n|\u2028/g, '\\n'))
  })

  it('a batch', () => {
    writeFileSync(join(folder, 'm.yaml'), 'figures: [{ name: a, formats: csv, steps: 1 }]')
    const result = optviz(['batch', 'm.yaml', '-o', `out${nasty}`, '-v', '--report', `${nasty}.xml`], folder)
    expect(result.code).toBe(0)
    expect(result.out.trimEnd().split('\n')).toHaveLength(2)
    expectVisible(result)
  })
})

describe('on a terminal', () => {
  const written: string[] = []
  const stream = {
    isTTY: true,
    on: () => {},
    write: (text: string) => written.push(text),
  } as unknown as NodeJS.WriteStream
  beforeEach(() => {
    written.length = 0
    vi.stubEnv('NO_COLOR', '')
    vi.stubEnv('TERM', 'xterm')
  })
  afterEach(() => vi.unstubAllEnvs())

  it('the styles of the tool stay, and those of a value are spelled', () => {
    print(stream, [`${styled(stream, 'red', 'error:')} \u001b[31mred\u001b[0m`, styled(stream, 'bold', '\u001b[2J')])
    expect(written.join('')).toBe('\u001b[31merror:\u001b[0m \\x1b[31mred\\x1b[0m\n\u001b[1m\\x1b[2J\u001b[0m\n')
  })

  it.each([
    ['NO_COLOR', () => vi.stubEnv('NO_COLOR', '1')],
    ['a terminal without styles', () => vi.stubEnv('TERM', 'dumb')],
    ['--no-color', async () => (await import('../../../src/cli/talk/terminal.js')).withoutColor()],
  ])('there are no styles with %s', async (_, ask) => {
    vi.resetModules()
    const plain = await import('../../../src/cli/talk/terminal.js')
    expect(plain.styled(stream, 'red', 'a')).not.toBe('a')
    await ask()
    expect(plain.styled(stream, 'red', 'a')).toBe('a')
  })

  it.each([true, false])('what is said to a stream of its own goes there (a terminal: %s)', isTTY => {
    send(Object.assign(Object.create(stream), { isTTY }), 'a\nb')
    expect(written).toEqual(['a\nb'])
  })

  it('styles take no room in a column', () => {
    print(
      stream,
      columns([
        [styled(stream, 'bold', 'ab'), '1'],
        ['abc', '2'],
        ['\n', '3'],
      ]),
    )
    expect(written.join('')).toBe('\u001b[1mab\u001b[0m   1\nabc  2\n\\n   3\n')
  })
})
