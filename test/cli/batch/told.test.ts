import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { temporaryFolder } from '../process.js'

/** What a batch says and which files it touches, in this process; processes, signals and links are batch.test.ts's. */
const { folder: root, remove } = temporaryFolder()
afterAll(remove)

const small = 'defaults: { fn: sphere, optim: sgd, lr: 0.25, start: [1, 0], steps: 2, size: 160x140, resolution: 20 }'

function place(figures: string) {
  const folder = mkdtempSync(join(root, 'told-'))
  const at = (name: string) => join(folder, name)
  /** A file as it is told: from where optviz was started. */
  const told = (name: string) => relative('', at(name))
  const write = (text: string) => writeFileSync(at('m.yaml'), `${small}\nfigures:\n${text}\n`)
  write(figures)
  const batch = (...flags: readonly string[]) => call(['batch', at('m.yaml'), '--backend', 'cpu', ...flags])
  return { folder, at, told, write, batch }
}

/** A figure that diverges, with a remark; and two that do not. */
const three = `  - { name: a, formats: [csv, json] }
  - { name: b, formats: csv, lr: 1e30 }
  - { name: c, formats: svg }`

describe('of each figure', () => {
  it('-v says how it came out, and its remarks; a summary counts them', async () => {
    const { batch, folder } = place(three)
    const { code, out, err } = await batch('-v')
    expect(code).toBe(0)
    const said = err.trimEnd().split('\n')
    expect(said.filter(line => /^drawn (a|b|c), /.test(line))).toHaveLength(3)
    expect(said.filter(line => line.startsWith('warning: b: the run diverged at step'))).toHaveLength(1)
    expect(out.split('\n')[0]).toMatch(/^3 figures in .*: 3 drawn \(4 files\); .* s$/)
    expect(out).toContain(basename(folder))
    expect(out).toMatch(/^ 1 with remarks on the run \(-v tells them\)$/m)
    // What is of a format with a recipe stays.
    const again = await batch('-v')
    expect(again.err).toMatch(/^unchanged c, /m)
    expect(again.out).toMatch(/: 3 unchanged; /)
  })

  it('-v says which of its own settings had nothing to do, not of those that stand for all', async () => {
    const { at, batch } = place('')
    writeFileSync(
      at('m.yaml'),
      `defaults: { fn: sphere, lr: 0.1, steps: 2, resolution: 9, seed: 3, fps: 5 }
figures:
  - { name: a, formats: svg, fps: 9, optim-timeout: 3 }
  - { name: b, formats: svg, seed: 5 }
  - { name: c, formats: gif, fps: 9, seed: 5, noise: 1, size: 120x100, panel: loss }
  - { name: "d-{fps}", formats: csv, matrix: { fps: [7] } }`,
    )
    const { err } = await batch('-v')
    expect(
      err
        .split('\n')
        .filter(line => line.startsWith('warning'))
        .sort(),
    ).toEqual([
      'warning: a: --fps is for gif, mp4, webm, webp, and none of those is written',
      'warning: a: --optim-timeout is for --optim-command, and no command is run',
      'warning: b: --seed is of all that is random, and nothing is; --start random or --noise 10% would be',
      'warning: c: the figure has no room for its panel (loss); try a larger --size, or --panel none',
      'warning: d-7: --fps is for gif, mp4, webm, webp, and none of those is written',
    ])
  })

  it('nothing is said without -v, and nothing at all at -q', async () => {
    const { batch } = place(three)
    expect((await batch()).err).toBe('')
    expect(await batch('-q', '--force')).toEqual({ code: 0, out: '', err: '' })
  })

  it('--json tells status, files, warnings and time, and how many are of which', async () => {
    const { batch, at, told } = place(three)
    await batch()
    rmSync(at('c.svg'))
    const began = performance.now()
    const { out } = await batch('--json')
    const document = JSON.parse(out)
    expect(out).toBe(`${JSON.stringify(document, null, 2)}\n`)
    const passed = (performance.now() - began) / 1000
    expect(document).toMatchObject({
      counts: { drawn: 1, unchanged: 2, differs: 0, failed: 0 },
      figures: [
        { name: 'a', line: 3, status: 'unchanged', diverged: false, warnings: [] },
        { name: 'b', line: 4, status: 'unchanged', diverged: true },
        { name: 'c', line: 5, status: 'drawn', files: [{ file: told('c.svg'), status: 'written' }] },
      ],
    })
    expect(document).not.toHaveProperty('strays')
    expect(document.seconds).toBeLessThanOrEqual(passed + 0.001)
    expect(document.seconds).toBeGreaterThan(passed / 3)
    const each = document.figures.map(({ seconds }: { seconds: number }) => seconds)
    expect(each.reduce((a: number, b: number) => a + b, 0)).toBeLessThanOrEqual(document.seconds + 0.01)
  })

  it('a failure is one line, exit 1, and costs no other; --force does not help', async () => {
    const { batch, at } = place(three)
    mkdirSync(at('c.svg'))
    const { code, out, err } = await batch('--json', '--report', at('r.xml'))
    expect(code).toBe(1)
    expect(err).toMatch(/^failed: c \(line 5\): .*c\.svg.*\n$/)
    expect(JSON.parse(out)).toMatchObject({ counts: { drawn: 2, failed: 1 }, figures: [{}, {}, { files: [] }] })
    const report = readFileSync(at('r.xml'), 'utf8')
    expect(report).toContain('tests="3" failures="0" errors="1"')
    expect(report.match(/<error /g)).toHaveLength(1)
    expect((await batch('--force')).code).toBe(1)
  })
})

describe('--check', () => {
  it('says which file differs by what, the picture of it once, and writes nothing else', async () => {
    const { batch, at, write } = place('  - { name: a, formats: [csv, svg] }\n  - { name: b, formats: csv }')
    await batch()
    const before = readFileSync(at('a.csv'), 'utf8')
    write('  - { name: a, formats: [csv, svg], lr: 0.5 }\n  - { name: b, formats: csv }')
    const { code, out, err } = await batch('--check', '--report', at('r.xml'))
    expect(code).toBe(4)
    const [csv = '', svg = '', ...more] = err.trimEnd().split('\n')
    // f after one step with lr 1/4 and 1/2: 1/4 and 0.
    expect(csv).toMatch(/^differs: .*a\.csv: line 3, .*0\.5 expected, got 0.*; see .*a\.diff\.png$/)
    expect(svg).toMatch(/^differs: .*a\.svg: (?!.*diff\.png)/)
    expect(more).toEqual([])
    expect(out).toMatch(/: 1 as expected, 1 not as expected; .*\n not as expected: a$/m)
    expect(readFileSync(at('a.csv'), 'utf8')).toBe(before)
    expect(existsSync(at('a.diff.png'))).toBe(true)
    expect(readFileSync(at('r.xml'), 'utf8').match(/<failure /g)).toHaveLength(1)

    const updated = await batch('--update')
    expect([updated.code, updated.err]).toEqual([0, ''])
    expect(updated.out).toMatch(/: 1 updated \(2 files\), 1 unchanged; /)
    expect(existsSync(at('a.diff.png'))).toBe(false)
    expect((await batch('--check')).code).toBe(0)
  })

  it('names figures that no entry makes, ten of them; --prune removes them and says each', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `s${String(i).padStart(2, '0')}`)
    const entry = (name: string) => `  - { name: ${name}, formats: json }`
    const { batch, at, told, write } = place([...names, 'stays'].map(entry).join('\n'))
    await batch()
    write(entry('stays'))
    const { code, err, out } = await batch('--check', '--json')
    const shown = names.slice(0, 10).map(name => told(`${name}.json`))
    expect([code, err]).toEqual([
      0,
      `warning: no entry makes ${shown.join(', ')} and 2 more; --prune removes such figures\n`,
    ])
    expect(JSON.parse(out).strays).toHaveLength(12)
    const pruned = await batch('--prune')
    expect(pruned.err).toBe(names.map(name => `removed: ${told(`${name}.json`)}, which no entry makes\n`).join(''))
    expect(pruned.out).toMatch(/^ removed 12 files that no entry makes$/m)
    expect(existsSync(at('stays.json'))).toBe(true)
    const none = await batch('--prune')
    expect([none.err, none.out]).toEqual(['', expect.stringMatching(/^ removed 0 files that no entry makes$/m)])
    expect((await batch('--check')).err).toBe('')
  })
})

describe('what may differ', () => {
  it.each(['--threshold', '--max-pixels', '--distance', '--tolerance'])(
    'is nothing where nothing is compared: %s',
    async flag => {
      const { batch } = place('  - { name: a, formats: csv }')
      for (const mode of [[], ['--force'], ['--prune']])
        expect(await batch(...mode, flag, '1')).toEqual({
          code: 2,
          out: '',
          err: `error: ${flag}: nothing is compared\n  Add --check or --update.\n`,
        })
      expect((await batch()).code).toBe(0)
      for (const mode of ['--check', '--update']) expect((await batch(mode, flag, '1')).code).toBe(0)
    },
  )

  it.each([
    ['--threshold', '1.1', 'a number of at least 0 and at most 1'],
    ['--threshold', '-0.1', 'a number of at least 0 and at most 1'],
    ['--max-pixels', '-1', 'a whole number'],
    ['--max-pixels', '1.5', 'a whole number'],
    ['--distance', '-0.1', 'a number of at least 0'],
    ['--tolerance', '-0.1', 'a number of at least 0'],
    ['--tolerance', 'some', 'a number of at least 0'],
  ])('is a number that can be: %s %s', async (flag, value, expected) => {
    const { batch } = place('  - { name: a, formats: csv }')
    const { code, err } = await batch('--check', `${flag}=${value}`)
    expect(code).toBe(2)
    expect(err).toContain(`error: ${flag}: expected ${expected}`)
    expect(err).toContain(`, got "${value}"`)
  })

  it('is what the flag says, for --check and --update', async () => {
    const { batch, write, at } = place('  - { name: a, formats: csv }')
    await batch()
    const before = readFileSync(at('a.csv'), 'utf8')
    // x after a step is 0.5, then 0.5002: f is 0.25, then 0.2502.
    write('  - { name: a, formats: csv, lr: 0.2499 }')
    expect((await batch('--check')).code).toBe(4)
    expect((await batch('--check', '--tolerance', '0.0005')).code).toBe(0)
    expect((await batch('--update', '--tolerance', '0.0005')).out).toMatch(/: 1 unchanged; /)
    expect(readFileSync(at('a.csv'), 'utf8')).toBe(before)
    expect((await batch('--update')).out).toMatch(/: 1 updated \(1 file\); /)
    expect(readFileSync(at('a.csv'), 'utf8')).not.toBe(before)
  })
})

it('a page has each figure, how it came out, and the failure of one that there is not', async () => {
  const { batch, at } = place(three)
  mkdirSync(at('c.svg'))
  const { out } = await batch('--html', at('p.html'))
  expect(out.endsWith(` wrote ${at('p.html')}\n`)).toBe(true)
  const page = readFileSync(at('p.html'), 'utf8')
  for (const word of ['>a<', '>b<', '>c<', 'it is a directory']) expect(page).toContain(word)
})
