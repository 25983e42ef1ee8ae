import { spawn } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { launcher, optviz, temporaryFolder } from '../process.js'

const { folder: root, remove } = temporaryFolder()
afterAll(remove)

/** A folder of its own with a manifest in it. */
function place(manifest: string, name = 'figures.yaml'): { folder: string; at(name: string): string } {
  const folder = mkdtempSync(join(root, 'batch-'))
  writeFileSync(join(folder, name), manifest)
  return { folder, at: file => join(folder, file) }
}

const small = 'defaults: { fn: beale, steps: 5, size: 160x140, scale: 1, resolution: 20, lr: 0.1 }'
const two = `out: out\n${small}\nfigures:\n  - { name: a, optim: adam, formats: [png, svg, json, csv] }\n  - { name: b, optim: sgd, lr: 0.001 }\n`
const bowl = `export default { name: 'bowl', domain: { x: [-1, 1], y: [-1, 1] }, start: [1, 1],
  evaluate: (m, x, y) => m.add(m.square(x), m.square(y)) }`
const batch = (folder: string, ...more: readonly string[]) => optviz(['batch', 'figures.yaml', ...more], folder)
/** The same in this process, where it is not processes that are looked at. */
const within = (folder: string, ...more: readonly string[]) => call(['batch', 'figures.yaml', ...more], folder)

describe('optviz batch', () => {
  it('draws a figure in several formats, and makes the folder', () => {
    const { folder, at } = place(two)
    const { code, out, err } = batch(folder)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^2 figures in out: 2 drawn \(5 files\); (0\.\d+|\d+(\.\d)?) s\n/)
    expect(readdirSync(at('out')).sort()).toEqual(['a.csv', 'a.json', 'a.png', 'a.svg', 'b.png'])
    expect(readdirSync(folder).sort()).toEqual(['figures.yaml', 'out'])
  })

  it('draws what run and compare draw, byte for byte', async () => {
    const race =
      '  - { name: race, size: 200x120, compare: [{ optim: adam }, { optim: sgd, lr: 0.001, steps: 3 }], formats: svg }\n'
    const { folder, at } = place(two + race)
    expect(batch(folder).code).toBe(0)
    const shared = ['--fn', 'beale', '--steps', '5', '--scale', '1', '--resolution', '20', '--lr', '0.1', '-q']
    await call(['run', '--optim', 'adam', '--size', '160x140', ...shared, '-o', 'r.png', '-o', 'r.json'], folder)
    await call(
      ['compare', '--optim', 'adam,sgd:lr=0.001:steps=3', '--size', '200x120', ...shared, '-o', 'r.svg'],
      folder,
    )
    expect(readFileSync(at('out/a.png')).equals(readFileSync(at('r.png')))).toBe(true)
    expect(readFileSync(at('out/a.json')).equals(readFileSync(at('r.json')))).toBe(true)
    expect(readFileSync(at('out/race.svg'), 'utf8')).toBe(readFileSync(at('r.svg'), 'utf8'))
  })

  it('draws what run draws also where figures are lanes of one computation, one of which diverges', async () => {
    const matrix = '{ lr: [0.0001, 0.001, 10], optim: [sgd, adam] }'
    const { folder, at } = place(
      `out: out\ndefaults: { fn: rosenbrock, steps: 40, formats: json }\nfigures: [{ name: "{optim}-{lr}", matrix: ${matrix} }]`,
    )
    const names = ['sgd', 'adam'].flatMap(optim => ['0.0001', '0.001', '10'].map(lr => [optim, lr] as const))
    for (const [optim, lr] of names) {
      const run = ['run', '--fn', 'rosenbrock', '--steps', '40', '--optim', optim, '--lr', lr, '-q']
      await call([...run, '-o', `${optim}-${lr}.json`], folder)
    }
    for (const jobs of ['1', '2']) {
      expect(batch(folder, '--force', '--jobs', jobs).code).toBe(0)
      for (const [optim, lr] of names)
        expect(readFileSync(at(`out/${optim}-${lr}.json`), 'utf8')).toBe(
          readFileSync(at(`${optim}-${lr}.json`), 'utf8'),
        )
    }
    expect(JSON.parse(readFileSync(at('out/sgd-10.json'), 'utf8')).outcome.kind).toBe('diverged')
  })

  it('reads JSON, and puts figures where --out says', () => {
    const { folder } = place('{"figures": [{"name": "x", "optim": "adam", "formats": ["csv"]}]}', 'figures.json')
    expect(optviz(['batch', 'figures.json', '-o', 'elsewhere'], folder).code).toBe(0)
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['x.csv'])
  })

  it('draws again only what has changed, unless forced', async () => {
    const { folder, at } = place(two)
    await within(folder)
    const times = () => readdirSync(at('out')).map(name => statSync(at(`out/${name}`)).mtimeMs)
    const before = times()
    expect((await within(folder)).out).toMatch(/2 unchanged/)
    expect(times()).toEqual(before)

    writeFileSync(at('figures.yaml'), two.replace('0.001', '0.002'))
    expect(JSON.parse((await within(folder, '--json')).out)).toMatchObject({
      counts: { drawn: 1, unchanged: 1, failed: 0 },
      figures: [
        { name: 'a', status: 'unchanged' },
        { name: 'b', status: 'drawn', line: 5 },
      ],
    })
    rmSync(at('out/a.svg'))
    expect((await within(folder)).out).toMatch(/1 drawn \(1 file\), 1 unchanged/)
    expect((await within(folder, '--force')).out).toMatch(/2 drawn \(5 files\)/)
  })

  it('draws again what another version drew, and what is no longer a figure', async () => {
    const { folder, at } = place(two)
    await within(folder)
    const svg = readFileSync(at('out/a.svg'), 'utf8')
    writeFileSync(at('out/a.svg'), svg.replace('{"optviz":"', '{"optviz":"0.'))
    truncateSync(at('out/b.png'), 40)
    expect((await within(folder)).out).toMatch(/2 drawn \(2 files\)/)
    expect(readFileSync(at('out/a.svg'), 'utf8')).toBe(svg)
  })

  it('draws shards that are together the whole', async () => {
    const { folder, at } = place(
      `out: out\n${small}\nfigures: [{ name: "{lr}", formats: csv, matrix: { lr: [1, 2, 3, 4, 5, 6, 7] } }]`,
    )
    const drawn = async (shard: string) => {
      rmSync(at('out'), { recursive: true, force: true })
      expect((await within(folder, '--shard', shard)).code).toBe(0)
      return readdirSync(at('out')).sort()
    }
    expect([...(await drawn('1/3')), ...(await drawn('2/3')), ...(await drawn('3/3'))]).toEqual(
      ['1', '2', '3', '4', '5', '6', '7'].map(n => `${n}.csv`),
    )
  })

  it('draws the same by several processes', () => {
    const { folder, at } = place(two)
    batch(folder)
    const one = readFileSync(at('out/a.png'))
    const { code, out } = batch(folder, '--force', '--jobs', '2')
    expect([code, out]).toEqual([0, expect.stringMatching(/2 drawn \(5 files\)/)])
    expect(readFileSync(at('out/a.png')).equals(one)).toBe(true)
  })

  it('goes on after a figure that fails, and says which', () => {
    for (const jobs of ['1', '2']) {
      const { folder, at } = place(two)
      mkdirSync(at('out/a.svg'), { recursive: true })
      const { code, out, err } = batch(folder, '--jobs', jobs, '--report', 'report.xml')
      expect(code).toBe(1)
      expect(err).toMatch(/^failed: a \(line 4\): .*out\/a.svg.*directory\n$/)
      expect(out).toMatch(/1 drawn \(1 file\), 1 failed;.*\n failed: a/)
      expect(readdirSync(at('out')).sort()).toEqual(['a.svg', 'b.png'])
      const report = readFileSync(at('report.xml'), 'utf8')
      expect(report).toContain('tests="2" failures="0" errors="1"')
      expect(report).toMatch(/<testcase classname="figures.yaml" name="a" file="figures.yaml" line="4"[^>]*><error /)
    }
  })

  it('outlives a process that dies', () => {
    // The module ends the process that draws it, as a crash of native code would.
    const { folder, at } = place(
      `out: out\n${small}\nfigures:\n  - { name: b }\n  - { name: bad, fn-module: bad.mjs }\n  - { name: worse, fn-module: bad.mjs }\n`,
    )
    writeFileSync(
      at('bad.mjs'),
      `if (process.argv[2] === 'worker') process.kill(process.pid, 'SIGKILL')
       ${bowl}`,
    )
    const { code, err } = batch(folder, '--jobs', '2')
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(
        /^failed: bad \(line 5\): its process ended before .* \(SIGKILL\)\nfailed: worse \(line 6\): its/,
      ),
    ])
    expect(readdirSync(at('out'))).toEqual(['b.png'])
  })

  it('exits with 3 under --strict when a run diverges', async () => {
    const { folder } = place(`out: out\n${small}\nfigures: [{ name: a, fn: rosenbrock, optim: sgd, lr: 1 }]`)
    expect((await within(folder)).code).toBe(0)
    expect((await within(folder, '--strict')).code).toBe(3)
    const { folder: other } = place(
      'out: out\nfigures: [{ name: a, expr: x/0*0, optim: nelder-mead, steps: 3, formats: csv }]',
    )
    // The second time nothing is drawn.
    expect(await within(folder, '--strict')).toMatchObject({ code: 3, out: expect.stringContaining('1 unchanged') })
    expect((await within(other, '--strict')).code).toBe(3)
  })

  it('takes settings from the environment where the manifest has none', () => {
    const { folder, at } = place('out: out\nfigures: [{ name: a, formats: csv }, { name: b, steps: 2, formats: csv }]')
    optviz(['batch', 'figures.yaml'], folder, { OPTVIZ_STEPS: '1' })
    expect(['a', 'b'].map(name => readFileSync(at(`out/${name}.csv`), 'utf8').split('\n').length)).toEqual([4, 5])
  })

  it('finds a function module beside the manifest', () => {
    const { folder, at } = place('figures: [{ name: a, fn-module: bowl.mjs, formats: json }]', 'sub.yaml')
    mkdirSync(at('sub'))
    writeFileSync(at('sub/m.yaml'), 'figures: [{ name: a, fn-module: bowl.mjs, formats: json, steps: 2 }]')
    writeFileSync(at('sub/bowl.mjs'), bowl)
    expect(optviz(['batch', 'sub/m.yaml'], folder).code).toBe(0)
    expect(JSON.parse(readFileSync(at('sub/a.json'), 'utf8'))).toMatchObject({ function: 'bowl' })
  })
})

describe('optviz batch --check', () => {
  it('passes on what batch drew, and writes nothing', async () => {
    const { folder, at } = place(two)
    await within(folder)
    const before = readdirSync(at('out')).map(name => [name, statSync(at(`out/${name}`)).mtimeMs])
    const { code, out } = await within(folder, '--check')
    expect([code, out]).toEqual([0, expect.stringMatching(/2 as expected/)])
    expect(readdirSync(at('out')).map(name => [name, statSync(at(`out/${name}`)).mtimeMs])).toEqual(before)
  })

  it('exits with 4 where one differs: a line a file, a picture, a report; --update mends it', async () => {
    const { folder, at } = place(two)
    await within(folder)
    const old = readFileSync(at('out/a.png'))
    writeFileSync(at('figures.yaml'), two.replace('optim: adam', 'optim: adam, steps: 4'))
    const { code, out, err } = await within(folder, '--check', '--report', 'r.xml')
    expect(code).toBe(4)
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^differs: out\/a.png: \d+ of 22400 pixels differ \(allowed: 1\); see out\/a.diff.png$/),
      expect.stringMatching(/^differs: out\/a.svg: /),
      expect.stringMatching(/^differs: out\/a.json: steps: 5 expected, got 4; /),
      expect.stringMatching(/^differs: out\/a.csv: line 7, step: 5 expected, got nothing; /),
    ])
    expect(out).toMatch(/1 as expected, 1 not as expected;.*\n not as expected: a/)
    expect(readFileSync(at('out/a.png')).equals(old)).toBe(true)
    // Three pictures of 160×140 side by side.
    expect(readFileSync(at('out/a.diff.png')).readUInt32BE(16)).toBe(3 * 160 + 4 * 16)
    expect(readFileSync(at('r.xml'), 'utf8')).toMatch(
      /tests="2" failures="1" errors="0"[\s\S]*<failure message="out\/a.png: /,
    )

    const updated = await within(folder, '--update')
    expect([updated.code, updated.out]).toEqual([0, expect.stringMatching(/1 updated \(4 files\), 1 unchanged/)])
    expect(existsSync(at('out/a.diff.png'))).toBe(false)
    expect((await within(folder, '--check')).code).toBe(0)
  })

  it('leaves the picture of what differs until its figure is drawn anew', async () => {
    const { folder, at } = place(two)
    await within(folder)
    const change = (steps: number) =>
      writeFileSync(at('figures.yaml'), two.replace('optim: adam', `optim: adam, steps: ${steps}`))
    change(4)
    expect((await within(folder, '--check')).code).toBe(4)
    change(5)
    await within(folder)
    expect(existsSync(at('out/a.diff.png'))).toBe(true)
    change(4)
    await within(folder)
    expect(existsSync(at('out/a.diff.png'))).toBe(false)
  })

  it('passes on what another backend computes: the last digits are no difference', async () => {
    const figures =
      'figures: [{ name: "{fn}-{optim}", formats: [png, svg, json, csv], lr: 0.01, matrix: { fn: [beale, flower, ackley, easom], optim: [adam, sgd] } }]'
    const { folder } = place(`out: out\ndefaults: { resolution: 80, scale: 1 }\n${figures}`)
    expect((await within(folder)).code).toBe(0)
    expect(await within(folder, '--check', '--backend', 'cpu')).toMatchObject({ code: 0, err: '' })
    // That nothing at all differs is not what passes: some do, by little.
    expect((await within(folder, '--check', '--backend', 'cpu', '--tolerance', '0')).code).toBe(4)
  })

  it('reports missing and broken files', async () => {
    const { folder, at } = place(two)
    await within(folder)
    rmSync(at('out/b.png'))
    writeFileSync(at('out/a.png'), 'no picture')
    const { code, err } = await within(folder, '--check')
    expect(code).toBe(4)
    expect(err).toContain('differs: out/b.png: the file is missing')
    expect(err).toContain('differs: out/a.png: the file is no PNG file: it holds text')
    writeFileSync(at('out/a.png'), 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n')
    expect((await within(folder, '--check')).err).toContain(
      'out/a.png: the file is a Git LFS pointer, not the file itself',
    )
  })

  it('has thresholds', async () => {
    const { folder } = place(two)
    await within(folder)
    writeFileSync(join(folder, 'figures.yaml'), two.replace('lr: 0.001 }', 'lr: 0.0011 }'))
    expect((await within(folder, '--check')).code).toBe(4)
    expect((await within(folder, '--check', '--max-pixels', '22400')).code).toBe(0)
    expect((await within(folder, '--check', '--threshold', '1')).code).toBe(0)
  })
})

describe('optviz batch, interrupted', () => {
  // Figures that differ in steps are no lanes of one computation: each takes its time, and the last is far away.
  const steps = Array.from({ length: 40 }, (_, i) => 200 + i)
  const slow = `out: out\ndefaults: { fn: flower, engine: eager }\nfigures: [{ name: "{steps}", formats: [csv, png], matrix: { steps: [${steps}] } }]`

  for (const [signal, jobs, expected] of [
    ['SIGINT', '1', 130],
    ['SIGTERM', '1', 143],
    ['SIGINT', '2', 130],
    ['SIGTERM', '2', 143],
  ] as const)
    it(`leaves whole files and no process: ${signal}, --jobs ${jobs}`, async () => {
      const { folder, at } = place(slow)
      const child = spawn(process.execPath, [launcher, 'batch', 'figures.yaml', '--jobs', jobs, '-v'], { cwd: folder })
      const ended = new Promise<readonly [number | null, string | null]>(resolve =>
        child.on('exit', (code, by) => resolve([code, by])),
      )
      await new Promise<void>(resolve => child.stderr.on('data', data => String(data).includes('drawn') && resolve()))
      const workers = childrenOf(child.pid ?? 0)
      expect(workers.length).toBe(jobs === '1' ? 0 : 2)
      child.kill(signal)
      const [code, by] = await ended
      // A shell reports a process that a signal ended as 128 and the signal's number, too.
      expect(code ?? (by === 'SIGINT' ? 130 : 143)).toBe(expected)
      await expect.poll(() => workers.filter(alive), { timeout: 5000 }).toEqual([])
      const files = readdirSync(at('out'))
      expect(files.filter(name => name.endsWith('.tmp'))).toEqual([])
      expect(files.length).toBeGreaterThan(0)
      expect(files.length).toBeLessThan(80)
      for (const name of files) expect(whole(readFileSync(at(`out/${name}`)), name), name).toBe(true)
    })

  function whole(bytes: Buffer, name: string): boolean {
    if (name.endsWith('.png')) return bytes.subarray(-8, -4).toString('latin1') === 'IEND'
    return bytes.toString('utf8').trimEnd().split('\n').length >= 2 && bytes.at(-1) === 10
  }

  function childrenOf(pid: number): readonly number[] {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  }

  function alive(pid: number): boolean {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }
})

describe('wrong input to optviz batch', () => {
  const figure = 'figures: [{ name: a, formats: csv, steps: 1 }]'
  const rows: readonly (readonly [title: string, manifest: string, args: readonly string[], message: RegExp])[] = [
    ['an empty manifest', '', [], /^error: figures.yaml is empty\n {2}Expected, for example: figures: /],
    [
      'a cyclic alias',
      'figures: &f\n  - { name: a }\n  - *f\n',
      [],
      /^error: figures.yaml:3: the alias \*f contains itself\n$/,
    ],
    [
      'two figures of one name',
      'figures:\n  - name: a\n  - name: a\n',
      [],
      /^error: figures.yaml:3: two figures are named "a"/,
    ],
    [
      'a name that climbs',
      'figures:\n  - name: ../a\n',
      [],
      /^error: figures.yaml:2: name "..\/a": a name has no folders/,
    ],
    [
      'an absolute name',
      'figures:\n  - name: /etc/a\n',
      [],
      /^error: figures.yaml:2: name "\/etc\/a": a name has no folders/,
    ],
    [
      'an unknown key',
      'figures:\n  - name: a\n    stepz: 1\n',
      [],
      /^error: figures.yaml:3: unknown key "stepz"; did you mean "steps"\?\n$/,
    ],
    [
      'an unknown optimizer',
      'figures:\n  - name: a\n    optim: adamm\n',
      [],
      /^error: figures.yaml:2: unknown optimizer "adamm"; did you mean "adam/,
    ],
    [
      'an unknown palette',
      'figures:\n  - { name: a, palette: virids }\n',
      [],
      /^error: figures.yaml:2: .*virids.*did you mean "viridis"/,
    ],
    [
      'a hyperparameter out of range',
      'figures:\n  - { name: a, set: { beta1: 2 } }\n',
      [],
      /^error: figures.yaml:2: .*beta1 = 2/,
    ],
    [
      'a module that is missing',
      'figures:\n  - { name: a, fn-module: no.mjs }\n',
      [],
      /^error: figures.yaml:2: .*no.mjs/,
    ],
    [
      'a folder that is a file',
      `out: figures.yaml\n${figure}`,
      [],
      /^error: the folder of the figures, figures.yaml, is a file/,
    ],
    [
      'nothing to check',
      `out: none\n${figure}`,
      ['--check'],
      /^error: there is no folder none with figures to compare with/,
    ],
    ['two modes', figure, ['--check', '--update'], /^error: give one of --check and --update/],
    ['a shard that is none', figure, ['--shard', '3/2'], /^error: --shard: expected I\/N .* got "3\/2"/],
    ['no jobs', figure, ['--jobs', '0'], /^error: --jobs: expected a whole number from 1 to 256, got "0"/],
    [
      'a threshold that is none',
      figure,
      ['--threshold', '2'],
      /^error: --threshold: expected a number of at least 0 and at most 1/,
    ],
    [
      'a backend that is none',
      figure,
      ['--backend', 'gpu'],
      /^error: --backend: expected auto, tensorflow, cpu, native, got "gpu"/,
    ],
  ]
  for (const [title, manifest, args, message] of rows)
    it(`${title}: exit 2, nothing written`, async () => {
      const { folder } = place(manifest)
      const { code, out, err } = await call(['batch', 'figures.yaml', ...args], folder)
      expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringMatching(message) })
      expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
      expect(readdirSync(folder)).toEqual(['figures.yaml'])
      expect(readdirSync(root).filter(name => !name.startsWith('batch-'))).toEqual([])
    })

  it('a manifest of 100 MB, an endless one, one that is not text, none at all: exit 2', async () => {
    const { folder, at } = place('')
    truncateSync(at('figures.yaml'), 100_000_000)
    expect(await call(['batch', 'figures.yaml'], folder)).toMatchObject({
      code: 2,
      err: 'error: figures.yaml is larger than 10 MB\n',
    })
    expect(await call(['batch', '/dev/zero'], folder)).toMatchObject({
      code: 2,
      err: 'error: /dev/zero is larger than 10 MB\n',
    })
    writeFileSync(at('figures.yaml'), Uint8Array.of(0xff, 0xfe, 0x41))
    expect(await call(['batch', 'figures.yaml'], folder)).toMatchObject({
      code: 2,
      err: 'error: figures.yaml is no text in UTF-8\n',
    })
    expect(await call(['batch', 'none.yaml'], folder)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cannot read none.yaml: there is no such file/),
    })
    expect(await call(['batch', '.'], folder)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cannot read .: it is a directory/),
    })
  })

  it('a link out of the folder is left alone, one within is followed', async () => {
    const { folder, at } = place(`out: out\n${small}\nfigures: [{ name: a, formats: csv }, { name: b, formats: csv }]`)
    mkdirSync(at('out'))
    writeFileSync(at('precious'), 'precious')
    symlinkSync('../precious', at('out/a.csv'))
    writeFileSync(at('out/other'), '')
    symlinkSync('other', at('out/b.csv'))
    const { code, err } = await within(folder)
    expect(code).toBe(1)
    expect(err).toBe('failed: a (line 3): out/a.csv is a link that leads out of the folder; it is left alone\n')
    expect(readFileSync(at('precious'), 'utf8')).toBe('precious')
    expect(readFileSync(at('out/other'), 'utf8')).toMatch(/^step,x,y,value/)
    expect(lstatSync(at('out/b.csv')).isSymbolicLink()).toBe(true)
  })
})
