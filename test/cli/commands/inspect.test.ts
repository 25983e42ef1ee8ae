import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { svgMetadata } from '../../../src/io/metadata.js'
import { commandOf } from '../../../src/spec/again.js'
import { version } from '../../../src/version.js'
import { call, type Said } from '../inprocess.js'
import { temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)

/** The words of the command that inspect prints, as sh reads them. */
function words({ code, out, err }: Said, shell = 'sh'): readonly string[] {
  expect([code, err]).toEqual([0, ''])
  const command = /^Again: optviz (.*)$/m.exec(out)?.[1]
  const read = spawnSync(shell, ['-c', `printf '%s\\0' ${command}`], { cwd: folder, encoding: 'utf8' })
  expect([read.status, read.stderr]).toEqual([0, ''])
  return read.stdout.split('\0').slice(0, -1)
}

/** A file that carries some text as its recipe. */
function carry(name: string, recipe: string): string {
  writeFileSync(at(name), `<svg xmlns="http://www.w3.org/2000/svg">${svgMetadata(recipe)}</svg>`)
  return name
}

const small = ['--size', '160x140', '--scale', '1', '-q']

describe('the command that inspect prints', () => {
  const title = `it's "$HOME" \`id\` $(id) ; touch X\n\\n\t!! %s é \u001b[31m \u202e -`
  const runs: readonly (readonly string[])[] = [
    ['run', '--steps', '3', '--title', title],
    ['run', '--title', '-x', '--expr', 'x^2 +\n a*y^2', '--param', 'a=1e-7', '--start', '-1,2', '--set', 'lr=0.01'],
    ['run', '--no-title', '--optim', 'rprop', '--fn', 'narrow_valley', '--param', 'condition=7'],
    ['compare', '--optim', 'adam:lr=0.1:start=-1,2,lbfgs:line_search=strong_wolfe', '--title', title],
    ['compare', '--optim', 'adam:budget=4,lion:budget=4', '--title', title],
    ['sweep', '--scan', 'lr= 1e-3..1:3', '--scan', 'beta1=0.5,0.9', '--title', title, '--metric', 'best'],
    ['sweep', '--scan', 'start', '--resolution', '5', '--title', title],
  ]
  for (const [command = '', ...flags] of runs)
    it(`draws the same bytes: ${command} ${flags.join(' ').slice(0, 50)}`, async () => {
      const drawn = await call([command, ...small, ...flags, '-o', 'a.svg'], folder)
      expect(drawn).toMatchObject({ code: 0 })
      const again = words(await call(['inspect', 'a.svg'], folder))
      expect(await call([...again, '-q', '-o', 'b.svg'], folder)).toMatchObject({ code: 0, out: '' })
      expect(readFileSync(at('b.svg'), 'utf8')).toBe(readFileSync(at('a.svg'), 'utf8'))
      for (const shell of ['bash', 'zsh', 'fish'])
        if (spawnSync(shell, ['-c', 'true']).error === undefined)
          expect(words(await call(['inspect', 'a.svg'], folder), shell)).toEqual(again)
    })

  const base = { optviz: '0.1.0', optim: 'adamw', fn: 'beale' }
  const attack = '0.1; touch X'

  it('has nothing of a file that is no text in quotes', async () => {
    const texts = { ...base, expr: `x+y ${attack}`, 'fn-module': attack, title: attack }
    const { fn: _, expr: __, ...module } = texts
    expect(words(await call(['inspect', carry('a.svg', JSON.stringify(module))], folder))).toEqual([
      'run',
      '--optim',
      'adamw',
      '--fn-module',
      attack,
      '--title',
      attack,
      '--format',
      'svg',
    ])
    expect(existsSync(at('X'))).toBe(false)
  })

  const refused: readonly (readonly [key: string, recipe: object, message: RegExp])[] = [
    ['set', { set: { lr: attack } }, /adamw: lr = "0.1; touch X": expected a number/],
    ['a key of set', { set: { [attack]: 1 } }, /adamw has no hyperparameter "0.1; touch X"/],
    ['a list as set', { set: [1] }, /set: expected KEY=VALUE, got 1/],
    ['a nested value', { set: { lr: { a: [null] } } }, /lr = \{"a":\[null\]\}: expected a number/],
    ['param', { param: { a: attack } }, /parameter a: expected a number, got "0.1; touch X"/],
    [
      'a key of param',
      { expr: 'x+y', fn: undefined, param: { [attack]: 1 } },
      /"0.1; touch X" cannot name a parameter/,
    ],
    ['expr', { expr: '$(id)', fn: undefined }, /unexpected "\$"/],
    ['optim', { optim: attack }, /unknown optimizer "0.1; touch X"/],
    ['optim that is none', { optim: null }, /optim: expected a text, got null/],
    ['fn', { fn: attack }, /unknown function "0.1; touch X"/],
    ['two functions', { expr: 'x+y' }, /give only one of fn and expr/],
    ['steps', { steps: attack }, /steps: expected a whole number from 1 to 10000000, got "0.1; touch X"/],
    ['start', { start: [1, attack] }, /start: expected two numbers/],
    ['domain', { domain: { x: [1, 2] } }, /domain: expected four numbers/],
    ['size', { size: [attack, 1] }, /size: expected WxH/],
    ['a color', { 'line-color': attack }, /line-color: expected a color/],
    ['a title', { title: { a: 1 } }, /title: expected a text, got \{"a":1\}/],
    ['a title without end', { title: 'x'.repeat(1e6) }, /title: expected a text of at most 30000 characters, got "x+…/],
    ['a title with NUL', { title: 'a\0b' }, /title: expected a text without the character NUL/],
    ['a flag', { axes: attack }, /axes: expected true or false/],
    ['an unknown key', { [attack]: 1 }, /unknown setting "0.1; touch X"/],
    ['a key of Object', { toString: 1 }, /unknown setting "toString"/],
    ['a key that no recipe has', { out: '/etc/passwd' }, /out: expected no such key here, got "\/etc\/passwd"/],
    [
      'compare with what is no entry',
      { optim: undefined, compare: [1, null] },
      /compare\[0\]: expected a mapping .*, got 1/,
    ],
    [
      'compare of null',
      { optim: undefined, compare: [{ optim: 'adam' }, null] },
      /compare\[1\]: expected a mapping .*, got null/,
    ],
    [
      'compare that is no list',
      { compare: { optim: 'adam' } },
      /compare: expected a list of at least two entries, got \{"optim"/,
    ],
    ['compare of one', { compare: [{ optim: 'adam' }] }, /compare: expected a list of at least two/],
    [
      'a key of an entry',
      { optim: undefined, compare: [{ optim: 'adam' }, { optim: 'lion', title: attack }] },
      /compare\[1\]: title is common/,
    ],
    [
      'a value of an entry',
      { optim: undefined, compare: [{ optim: 'adam', steps: attack }, {}] },
      /compare\[0\]: steps: expected a whole number/,
    ],
    [
      'set of an entry',
      { optim: undefined, compare: [{ optim: 'adam', set: { lr: attack } }, {}] },
      /adam: lr = "0.1; touch X"/,
    ],
    ['scan', { scan: [`lr=1,2${attack}`] }, /adamw: lr = "20.1; touch X"/],
    ['a key of scan', { scan: [`${attack}=1,2`] }, /scan: expected KEY=/],
    ['scan that is none', { scan: [[1], null] }, /scan: expected KEY=.*, got \[1\]/],
    ['no scan', { scan: [] }, /scan: expected one or two hyperparameters/],
    ['metric', { scan: ['lr=1,2'], metric: attack }, /metric: expected final, best or steps-to=TOL/],
    ['starts', { scan: ['lr=1,2'], starts: attack }, /starts: expected a whole number/],
    ['scan and compare', { scan: ['lr=1,2'], compare: [] }, /both compare and scan/],
    ['metric without scan', { metric: 'best' }, /metric: expected no such key here/],
  ]
  for (const [key, recipe, message] of refused)
    it(`is refused in words: ${key}`, () => {
      expect(() => commandOf(JSON.parse(JSON.stringify({ ...base, ...recipe })))).toThrow(message)
    })

  it('is refused with the name of the file, and of the version that wrote it', async () => {
    const { code, out, err } = await call(
      ['inspect', carry('b.svg', '{"optviz":"9.9.9","optim":"adamw","view3d":true}')],
      folder,
    )
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(
      /^error: the recipe in b.svg: unknown setting "view3d".*\n {2}It says that optviz 9.9.9 wrote it; this is .*\n$/,
    )
  })

  it('is refused where the palette is unknown', async () => {
    const file = carry('p.svg', JSON.stringify({ optviz: version, optim: 'adam', palette: attack }))
    expect(await call(['inspect', file], folder)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^error: the recipe in p.svg: unknown palette "0.1; touch X"\n {2}See: /),
    })
  })

  it('is refused where there is no recipe: anything that is not one is told as none', async () => {
    const none = [
      'null',
      '1',
      '"optviz"',
      '[]',
      '{}',
      '{"optviz":1}',
      '{"optviz":',
      '[{"optviz":"1"}]',
      '{"__proto__":{"optviz":"1"}}',
    ]
    for (const recipe of none)
      expect(await call(['inspect', carry('c.svg', recipe)], folder), recipe).toMatchObject({
        code: 2,
        err: expect.stringMatching(/^error: c.svg carries no recipe of optviz\n/),
      })
  })
})

it('tells of a Git LFS pointer that it is none', async () => {
  writeFileSync(at('lfs.png'), 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n')
  const { code, err } = await call(['inspect', 'lfs.png'], folder)
  expect([code, err]).toEqual([2, expect.stringMatching(/^error: lfs.png is a Git LFS pointer, not the file itself\n/)])
})

describe('inspect reads no more than a figure has', () => {
  it('of a file that is larger, and of a device without end', async () => {
    writeFileSync(at('large.png'), '')
    truncateSync(at('large.png'), 1_000_000_001)
    for (const file of ['large.png', '/dev/zero'])
      expect(await call(['inspect', file], folder)).toMatchObject({
        code: 2,
        err: `error: ${file} is larger than 1000 MB\n`,
      })
  })
})

describe('a function module', () => {
  it('is a regular file, not a device or pipe that may have no end', async () => {
    for (const file of ['/dev/zero', '/dev/null'])
      expect(await call(['run', '--fn-module', file], folder)).toMatchObject({
        code: 2,
        err: `error: cannot read ${file}: it is no regular file\n`,
      })
  })
})

it('says of a file whose name ends in a line break that no command names it, rather than name another', async () => {
  writeFileSync(at('path.csv\n'), 'x,y\n1,1\n0,0\n')
  expect(await call(['run', ...small, '--path', 'path.csv\n', '-o', 'broken.svg'], folder)).toMatchObject({ code: 0 })
  const { code, err } = await call(['inspect', 'broken.svg'], folder)
  expect([code, err]).toEqual([2, expect.stringContaining('"path.csv\\n" cannot stand in a command')])
})
