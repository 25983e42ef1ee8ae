import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { launcher, optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
const home = process.cwd()
const at = (name: string) => join(folder, name)
const write = (name: string, text: string) => writeFileSync(at(name), text)
const parsed = async (...args: readonly string[]) => {
  const { code, out, err } = await call([...args, '--json'])
  expect(code, err).toBe(0)
  return JSON.parse(out)
}
const small = ['--size', '320x240', '--resolution', '12']
const adamw = ['--optim', 'adamw:lr=0.1', '--fn', 'flower', '--start', '2,1', '--steps', '40', ...small]

/** The words of the command that `inspect` prints. */
const again = async (file: string) => {
  const { out } = await call(['inspect', file])
  return { out, words: /^Again: optviz (.*)$/m.exec(out)?.[1]?.split(' ') ?? expect.fail(out) }
}

/** The reference's path, shifted from a step on. */
function shifted(from: number, by: number): string {
  const [header, ...rows] = readFileSync(at('reference.csv'), 'utf8').trim().split('\n')
  const moved = rows.map(row => {
    const [step = '', x = '', y = '', value = ''] = row.split(',')
    return [step, Number(step) < from ? x : Number(x) + by, y, value].join(',')
  })
  return [header, ...moved].join('\n')
}

beforeAll(async () => {
  process.chdir(folder)
  const options = ['--fn', 'flower', '--start', '2,1', '--steps', '40']
  await call([
    'run',
    '--optim',
    'adamw',
    '--lr',
    '0.1',
    ...options,
    '-o',
    'reference.csv',
    '-o',
    'reference.json',
    '-q',
  ])
  write('parted.csv', shifted(13, 0.01))
  write('points.csv', 'x,y\n1,2\n0.5,1\n0.25,0.5\n')
})
afterAll(() => {
  process.chdir(home)
  remove()
})

describe('run --path', () => {
  it.each(['reference.csv', 'reference.json'])(
    'draws %s as the run itself was: the same points, values and end',
    async file => {
      const shown = ['final', 'best', 'firstInsideView', 'outcome', 'view'] as const
      const run = await parsed(
        'run',
        '--optim',
        'adamw',
        '--lr',
        '0.1',
        '--fn',
        'flower',
        '--start',
        '2,1',
        '--steps',
        '40',
      )
      const path = await parsed('run', '--path', file, '--fn', 'flower', '-o', 'mine.json', '-o', 'mine.csv', ...small)
      for (const key of shown) expect(path[key]).toEqual(run[key])
      expect(path).toMatchObject({
        path: file,
        start: [2, 1],
        steps: 40,
        evaluations: null,
        engine: 'eager',
      })
      expect(path.warnings.join()).not.toContain('values')
      expect(path.optimizer).toBeUndefined()
      expect(readFileSync(at('mine.csv'), 'utf8')).toBe(readFileSync(at('reference.csv'), 'utf8'))
    },
  )

  it('is named after the file, or as --label says', async () => {
    const { out } = await call(['run', '--path', 'points.csv', '--fn', 'booth', ...small, '-f', 'svg'])
    expect(out).toMatch(/^points on Booth: 2 steps from \(1, 2\)$/m)
    expect(out).toContain('3 points, recorded elsewhere')
    expect(existsSync(at('booth-points.svg'))).toBe(true)
    await call(['run', '--path', 'points.csv', '--label', 'My Adam', '--fn', 'booth', ...small, '-o', 'l.svg'])
    expect(readFileSync(at('l.svg'), 'utf8')).toContain('<title>My Adam on Booth')
  })

  it('takes what comes on standard input', () => {
    const args = ['run', '--path', '-', '--fn', 'booth', '--json', ...small, '-o', 'stdin.png']
    const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
      cwd: folder,
      input: 'x,y\n1,2\n2,3\n',
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect([status, JSON.parse(stdout).final.point]).toEqual([0, [2, 3]])
    const wrong = spawnSync(process.execPath, [launcher, ...args], {
      cwd: folder,
      input: 'x,y\n1,b\n',
      encoding: 'utf8',
    })
    expect([wrong.status, wrong.stderr]).toEqual([2, 'error: standard input:2: y: expected a number, got "b"\n'])
    expect(optviz(['inspect', 'stdin.png'], folder).out).toContain('came from standard input (-), which is not kept')
  })

  it('is cut after --steps, and says so', async () => {
    const { out } = await call([
      'run',
      '--path',
      'reference.csv',
      '--fn',
      'flower',
      '--steps',
      '10',
      ...small,
      '-o',
      'c.png',
    ])
    expect(out).toContain('10 of 40 steps from (2, 1)')
    expect((await again('c.png')).words).toEqual(expect.arrayContaining(['--path', 'reference.csv', '--steps', '10']))
    const before = await call(['run', '--path', 'late.csv', '--steps', '3'])
    expect(before.code).toBe(2)
  })

  it('ends as diverged at a point that is not finite; --strict says it by the exit code', async () => {
    write('gone.csv', 'x,y\n1,2\n3,4\nnan,inf\n')
    const { code, out, err } = await call([
      'run',
      '--path',
      'gone.csv',
      '--fn',
      'booth',
      '--strict',
      '--json',
      ...small,
      '-o',
      'g.svg',
    ])
    expect(code).toBe(3)
    expect(JSON.parse(out).outcome).toEqual({ kind: 'diverged', step: 2 })
    expect(err).toContain('gone.csv: the path diverged at step 2: the point is no longer finite\n')
  })

  it('has the step numbers of a thinned recording in all that tells steps', async () => {
    write('thin.csv', 'step,x,y\n0,3,3\n100,2,2\n250,1,3\n')
    const { best, steps } = await parsed(
      'run',
      '--path',
      'thin.csv',
      '--fn',
      'booth',
      '--panel',
      'loss',
      '--size',
      '1000x600',
      '-o',
      'thin.svg',
      '-o',
      'thin.json',
      '-o',
      'thin2.csv',
    )
    expect([best.step, steps]).toEqual([250, 250])
    expect(JSON.parse(readFileSync(at('thin.json'), 'utf8')).steps).toEqual([0, 100, 250])
    expect(readFileSync(at('thin2.csv'), 'utf8')).toMatch(/^250,1,3,0$/m)
    expect(readFileSync(at('thin.svg'), 'utf8')).toContain('lowest 0 at step 250')
    const round = await parsed('run', '--path', 'thin.json', '--fn', 'booth', ...small, '-o', 'thin3.svg')
    expect([round.best, round.steps]).toEqual([best, 250])
  })

  it('tells columns that are not used, and values of another function, once', async () => {
    write('extra.csv', 'x,y,lr,loss\n1,3,0.1,0\n0,0,0.1,74\n')
    expect((await parsed('run', '--path', 'extra.csv', '--fn', 'booth', ...small)).warnings).toEqual([
      'extra.csv: the column lr is not used',
    ])
    const { warnings } = await parsed('run', '--path', 'extra.csv', '--fn', 'matyas', ...small)
    expect(warnings[1]).toBe(
      'extra.csv: its values are not those of Matyas at 2 of 2 points: 0 at step 0, where Matyas is 1.16; another function, or other parameters?',
    )
  })

  it('takes rounding near 0, values in other arithmetics and unknown ones for the same; tells those of the step before', async () => {
    write('near.csv', 'x,y,value\n1,3,1e-13\n0,0,74.01\n0,0,nan\n0,1,\n')
    expect((await parsed('run', '--path', 'near.csv', '--fn', 'booth', ...small)).warnings).toEqual([])
    const rows = readFileSync(at('reference.csv'), 'utf8')
      .trim()
      .split('\n')
      .map(row => row.split(','))
    const late = rows.map(([step, x, y, f], i) => [step, x, y, i === 0 ? f : (rows[i - 1]?.[3] ?? '')])
    write('late.csv', late.map((row, i) => (i === 1 ? [...row.slice(0, 3), ''] : row).join(',')).join('\n'))
    const { warnings } = await parsed('run', '--path', 'late.csv', '--fn', 'flower', ...small)
    expect(warnings[0]).toMatch(
      /^late\.csv: its values are not those of Flower at .*; they are those of the points one step before$/,
    )
  })

  it.each([
    [['--lr', '0.1'], 'lr: a recorded path has no learning rate, got 0.1'],
    [['--set', 'beta1=0.5'], 'set: a recorded path has no hyperparameters, got {"beta1":"0.5"}'],
    [['--start', '1,2'], 'start: a recorded path starts where it was recorded, got [1,2]'],
    [['--budget', '9'], 'budget: how often the function was evaluated for a recorded path is not known, got 9'],
    [['--seed', '9'], 'seed: nothing in a recorded path is random, got 9'],
    [['--engine', 'graph'], 'engine: a recorded path takes no steps, got "graph"'],
    [['--optim', 'adam'], 'give only one of optim and path'],
    [['--optim-module', 'a.mjs'], 'give only one of optim-module and path'],
    [['--label', 'a', '--label', 'b'], 'label: expected at most 1, one a path, got 2'],
    [['--path', 'parted.csv'], 'path: expected one path, got 2 paths'],
    [['-o', 'points.csv'], '--out points.csv would overwrite the recorded path points.csv'],
  ])('refuses %j', async (more, message) => {
    const { code, err } = await call(['run', '--path', 'points.csv', '--fn', 'booth', ...more])
    expect([code, err.split('\n')[0]]).toEqual([2, `error: ${message}`])
  })

  it('refuses files that are not there, folders and no text, and a label without a path', async () => {
    mkdirSync(at('d'), { recursive: true })
    writeFileSync(at('binary.csv'), Buffer.from([0xff, 0xfe, 0x00]))
    for (const [args, message] of [
      [['--path', 'absent.csv'], 'cannot read absent.csv: '],
      [['--path', 'd'], 'cannot read d: '],
      [['--path', 'binary.csv'], 'binary.csv is no text in UTF-8'],
      [['--path', '-', '--path', '-'], 'path: standard input (-) can be read once, got it twice'],
      [['--label', 'a'], 'label: only a recorded path (path) has one'],
      [['--path', 'parted.csv', '--path', 'points.csv'], 'path: expected one path, got 2 paths'],
    ] as const) {
      const { code, err } = await call(['run', ...args])
      expect([code, err.slice(0, message.length + 7)]).toEqual([2, `error: ${message}`])
    }
  })

  it('wins over an optimizer and what is said of it in a file, and the other way round', async () => {
    write('c.yaml', 'optim: sgd\nlr: 0.5\nset: { momentum: 0.9 }\nseed: 4\nstart: [1, 1]\nfn: booth\n')
    expect((await parsed('run', '--config', 'c.yaml', '--path', 'points.csv', ...small)).path).toBe('points.csv')
    mkdirSync(at('beside'), { recursive: true })
    write('beside/p.yaml', 'path: ../points.csv\nlabel: Mine\nfn: booth\n')
    expect((await parsed('run', '--config', 'beside/p.yaml', ...small)).path).toBe('points.csv')
    expect((await parsed('run', '--config', 'beside/p.yaml', '--optim', 'sgd', ...small)).optimizer).toBe('sgd')
  })

  it('is no setting of a sweep, in words', async () => {
    const sweep = await call(['sweep', '--path', 'points.csv', '--scan', 'lr=0.1..1'])
    const reason = 'a path recorded elsewhere has nothing that a sweep could vary'
    expect([sweep.code, sweep.err]).toEqual([
      2,
      `error: unknown option '--path': ${reason}\n  See: optviz sweep --help\n`,
    ])
  })

  it('draws the same figure again from the recipe; inspect says whether the file is as it was', async () => {
    write('mine.csv', 'x,y\n1,2\n0.5,1\n')
    await call(['run', '--path', 'mine.csv', '--label', 'a b', '--fn', 'booth', ...small, '-o', 'first.png', '-q'])
    const { out, words } = await again('first.png')
    expect(out).toContain('mine.csv is as it was.')
    expect(words.join(' ')).toContain(`run --path mine.csv --label 'a b' --fn booth`)
    const label = ['--label', 'a b']
    await call(['run', '--path', 'mine.csv', ...label, '--fn', 'booth', ...small, '-o', 'second.png', '-q'])
    expect(readFileSync(at('first.png')).equals(readFileSync(at('second.png')))).toBe(true)
    write('mine.csv', 'x,y\n1,2\n0.5,1.5\n')
    expect((await again('first.png')).out).toContain('mine.csv has changed since: the command may draw another figure.')
  })
})

describe('compare --path', () => {
  it('says that a path never parts from the same run', async () => {
    const args = ['compare', ...adamw, '--path', 'reference.csv', '-o', 'same.svg']
    const { out } = await call(args)
    expect(out).toMatch(/^ reference +\S+ .* unknown +never$/m)
    expect(out).toContain(
      ' reference never parts from AdamW lr 0.1 (tolerance 0.0001); largest distance 0; 41 points compared\n',
    )
    const { runs } = await parsed(...args)
    expect(runs[0].parting).toBeUndefined()
    expect(runs[1]).toMatchObject({
      label: 'reference',
      path: 'reference.csv',
      parting: { from: 'AdamW lr 0.1', tolerance: 1e-4, compared: 41, step: null, largest: { distance: 0, step: 0 } },
    })
  })

  it('says at which step a path parts, and how far it goes; --tolerance is how far it may', async () => {
    const args = ['compare', ...adamw, '--path', 'parted.csv', '--label', 'Mine', '-o', 'parted.svg']
    const { out } = await call(args)
    expect(out).toMatch(/^ Mine +\S+ .* unknown +step 13$/m)
    expect(out).toMatch(
      /^ Mine parts from AdamW lr 0\.1 at step 13; largest distance 0\.01, at step \d+; 41 points compared$/m,
    )
    const { runs } = await parsed(...args)
    expect(runs[1].parting.step).toBe(13)
    expect(runs[1].parting.largest.distance).toBeCloseTo(0.01, 4)
    const loose = await parsed(...args, '--tolerance', '0.1', '-o', 'loose.svg')
    expect(loose.runs[1].parting).toMatchObject({ tolerance: 0.1, step: null })
    expect((await again('loose.svg')).words.join(' ')).toContain('--tolerance 0.1')
  })

  it('holds steps together by their numbers', async () => {
    const rows = readFileSync(at('reference.csv'), 'utf8').trim().split('\n')
    write('every-tenth.csv', rows.filter((_, i) => i % 10 === 1 || i === 0).join('\n'))
    const { runs } = await parsed('compare', ...adamw, '--path', 'every-tenth.csv', '-o', 'tenth.gif', '--every', '20')
    expect(runs[1].parting).toMatchObject({ compared: 5, step: null, largest: { distance: 0 } })
    write('odd.csv', 'step,x,y\n1000,1,2\n')
    const odd = await parsed('compare', '--optim', 'adamw:lr=0.1', '--fn', 'flower', ...small, '--path', 'odd.csv')
    expect(odd.runs[1].parting).toMatchObject({ compared: 0, largest: null })
    expect(odd.warnings).toContainEqual('odd: no step is in AdamW lr 0.1, too, so nothing can be compared')
  })

  it('parts where one diverges and the other goes on', async () => {
    write(
      'ends.csv',
      `${readFileSync(at('reference.csv'), 'utf8').split('\n').slice(0, 6).join('\n')}\n5,nan,nan,nan\n`,
    )
    const { runs } = await parsed('compare', ...adamw, '--path', 'ends.csv')
    expect(runs[1].parting).toMatchObject({ step: 5, largest: { distance: 'Infinity', step: 5 } })
  })

  it('says how to start in one place, and where only a part is compared', async () => {
    const other = ['compare', '--optim', 'adamw:lr=0.1', '--fn', 'flower', '--path', 'reference.csv', ...small]
    expect((await parsed(...other)).warnings).toContainEqual(
      'reference: it starts at (2, 1), and AdamW lr 0.1 at (20, 20); try --start 2,1',
    )
    expect((await parsed(...other, '--start', '2,1')).warnings).toContainEqual(
      'reference: only the first 40 steps are compared: it has 40, and AdamW lr 0.1 200',
    )
  })

  it('lays recorded paths alone beside each other: the first is what the others are held against', async () => {
    const { runs } = await parsed(
      'compare',
      '--path',
      'reference.csv',
      '--path',
      'parted.csv',
      '--label',
      'A',
      '--label',
      'B',
      '--fn',
      'flower',
      ...small,
    )
    expect(runs.map(({ label }: { label: string }) => label)).toEqual(['A', 'B'])
    expect([runs[0].parting, runs[1].parting.from, runs[1].parting.step]).toEqual([undefined, 'A', 13])
  })

  it('takes all runs of the files of a comparison', async () => {
    const three = ['compare', '--optim', 'adam:lr=0.1,sgd:lr=0.01', '--fn', 'booth', '--steps', '9', ...small]
    await call([...three, '-o', 'three.json', '-o', 'three.csv', '-q'])
    for (const file of ['three.json', 'three.csv']) {
      const { runs } = await parsed('compare', '--path', file, '--fn', 'booth', ...small, '-o', 'three.svg')
      expect(runs.map(({ label }: { label: string }) => label)).toEqual(['Adam lr 0.1', 'SGD lr 0.01'])
      const { words } = await again('three.svg')
      expect(words.filter(word => word === file)).toHaveLength(1)
      expect((await call(['run', '--path', file])).err).toContain(
        `To lay them over each other: optviz compare --path ${file}`,
      )
    }
  })

  it('draws the same figure again from the recipe, labels, steps and all', async () => {
    const commands = [
      [...adamw, '--path', 'parted.csv', '--path', 'points.csv', '--label', 'Mine'],
      ['--optim', 'adam:steps=300,lion', '--fn', 'flower', '--path', 'parted.csv', '--start', '2,1', ...small],
      ['--optim', 'adam:steps=200,lion:steps=30', '--steps', '20', '--path', 'parted.csv', '--fn', 'flower', ...small],
      ['--optim', 'adam,lion', '--budget', '30', '--path', 'parted.csv', '--fn', 'flower', ...small],
      ['--path', 'parted.csv', '--path', 'points.csv', '--steps', '12', '--fn', 'flower', ...small],
    ]
    for (const args of commands) {
      const drawn = await call(['compare', ...args, '-o', 'one.png', '-q'])
      expect(drawn.code, drawn.err).toBe(0)
      const { words } = await again('one.png')
      await call([...words, '-o', 'two.png', '-q'])
      expect(readFileSync(at('two.png')).equals(readFileSync(at('one.png'))), words.join(' ')).toBe(true)
    }
  })

  it.each([
    [['--path', 'points.csv'], 'nothing to compare: one path alone'],
    [
      ['--path', 'points.csv', '--path', 'parted.csv', '--lr', '0.1'],
      'lr: a recorded path has no learning rate, got 0.1',
    ],
    [['--optim', 'adam,sgd', '--tolerance', '1'], 'tolerance: no recorded path is compared'],
    [['--optim', 'adam,sgd', '--label', 'a'], 'label: only a recorded path (path) has one'],
    [
      ['--optim', 'adam', '--path', 'points.csv', '--label', 'a', '--label', 'b'],
      'label: expected at most 1, one a path, got 2',
    ],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await call(['compare', ...args, '--fn', 'booth'])
    expect([code, err.split('\n')[0]]).toEqual([2, `error: ${message}`])
  })

  it('is on a page', async () => {
    const { code } = await call([
      'compare',
      ...adamw,
      '--path',
      'parted.csv',
      '--html',
      'page.html',
      '-o',
      'page.svg',
      '--size',
      '1000x600',
      '-q',
    ])
    expect(code).toBe(0)
    expect(readFileSync(at('page.html'), 'utf8')).toContain('unknown')
    expect(readFileSync(at('page.svg'), 'utf8')).toContain('40 steps, recorded')
  })
})

describe('a manifest with recorded paths', () => {
  beforeAll(() => {
    mkdirSync(at('m/data'), { recursive: true })
    write('m/data/mine.csv', shifted(13, 0.01))
    write('m/data/other.csv', shifted(7, 0.02))
    write(
      'm/m.yaml',
      `defaults: { fn: flower, lr: 0.1, size: 320x240, resolution: 12, tolerance: 0.001 }
figures:
  - { name: mine, path: data/mine.csv, label: Mine, formats: [svg] }
  - { name: beside, start: [2, 1], steps: 40, formats: [svg, json], compare: [{ path: data/mine.csv, label: Mine }, { optim: adamw }] }
  - { name: both, formats: svg, compare: [{ path: [data/mine.csv, data/other.csv] }] }
  - { name: "all-{path}", formats: svg, matrix: { path: [data/mine.csv, data/other.csv] } }
`,
    )
  })
  const batch = async (...more: readonly string[]) => {
    const { code, out, err } = await call(['batch', 'm/m.yaml', '--json', ...more])
    return { code, err, figures: out === '' ? [] : JSON.parse(out).figures }
  }
  const statuses = (figures: readonly { readonly name: string; readonly status: string }[]) =>
    Object.fromEntries(figures.map(({ name, status }) => [name, status]))

  it('finds them beside it, and draws them again only where their content has changed', async () => {
    const first = await batch()
    expect([first.code, first.err]).toEqual([0, expect.any(String)])
    expect(Object.keys(statuses(first.figures))).toEqual(['mine', 'beside', 'both', 'all-mine', 'all-other'])
    const { runs } = JSON.parse(readFileSync(at('m/beside.json'), 'utf8'))
    expect(runs.map(({ label }: { label: string }) => label)).toEqual(['AdamW lr 0.1', 'Mine'])
    expect(runs[1].parting).toMatchObject({ step: 13, tolerance: 0.001 })
    expect(new Set(Object.values(statuses((await batch()).figures)))).toEqual(new Set(['unchanged']))
    expect((await batch('--check')).code).toBe(0)
    write('m/data/mine.csv', shifted(20, 0.5))
    expect((await batch('--check')).code).toBe(4)
    const after = statuses((await batch()).figures)
    expect(after).toEqual({
      mine: 'drawn',
      beside: 'drawn',
      both: 'drawn',
      'all-mine': 'drawn',
      'all-other': 'unchanged',
    })
    expect((await again(at('m/beside.svg'))).words.join(' ')).toContain('--optim adamw:lr=0.1')
  })

  it.each([
    ['{ name: a, path: data/absent.csv }', 2, 'cannot read m/data/absent.csv: '],
    ['{ name: a, path: "-" }', 2, 'path: a manifest’s figures cannot come from standard input (-)'],
    ['{ name: a, path: data/bad.csv }', 2, 'm/data/bad.csv:3: y: expected a number, got "oops"'],
    ['{ name: a, path: data/mine.csv, lr: 0.1 }', 2, 'lr: a recorded path has no learning rate, got 0.1'],
    ['{ name: a, path: data/mine.csv, tolerance: 0.1 }', 2, 'tolerance: '],
    ['{ name: a, compare: [adam, sgd], path: data/mine.csv }', 2, 'path: an entry of compare has it'],
    ['{ name: a, compare: [adam, { path: data/mine.csv, lr: 0.1 }] }', 2, 'lr: a recorded path has no learning rate'],
    ['{ name: a, compare: [adam, { optim: sgd, label: x }] }', 2, 'label: only a recorded path (path) has one'],
  ])('says what is wrong with %s, with the line', async (figure, line, message) => {
    write('m/data/bad.csv', 'x,y\n1,2\n3,oops\n')
    write('m/wrong.yaml', `figures:\n  - ${figure}\n`)
    const { code, err } = await call(['batch', 'm/wrong.yaml'])
    expect([code, err.split('\n')[0]]).toEqual([2, expect.stringContaining(`error: m/wrong.yaml:${line}: ${message}`)])
  })

  it('does not overwrite them', async () => {
    write('m/over.yaml', 'figures: [{ name: data/mine, path: data/mine.csv, formats: csv }]\n')
    const { code, err } = await call(['batch', 'm/over.yaml'])
    expect([code, err]).toEqual([2, expect.stringContaining('would overwrite the recorded path m/data/mine.csv')])
  })
})

describe('a million points', () => {
  it('make a figure as small as a hundred thousand do, exact in what it shows', async () => {
    const path = (count: number) => {
      const lines = ['x,y']
      for (let k = 0; k < count; k++) {
        const t = (40 * Math.PI * k) / (count - 1)
        lines.push(
          `${(4 * Math.cos(t) * (1 - k / count)).toFixed(6)},${(4 * Math.sin(t) * (1 - k / count)).toFixed(6)}`,
        )
      }
      return lines.join('\n')
    }
    write('million.csv', path(1_000_000))
    write('tenth.csv', path(100_000))
    const options = ['--fn', 'booth', '--panel', 'loss', ...small]
    const all = await parsed('run', '--path', 'million.csv', ...options, '-o', 'million.svg')
    await parsed('run', '--path', 'tenth.csv', ...options, '-o', 'tenth.svg')
    expect(all.steps).toBe(999_999)
    const [million = 0, tenth = 1] = ['million.svg', 'tenth.svg'].map(file => statSync(at(file)).size)
    expect(million / tenth).toBeLessThan(1.2)
  }, 120_000)
})

it('has a label without line breaks at its end, which no command can give', async () => {
  write('broken.csv', 'x,y\n1,1\n0,0\n')
  await call(['run', ...small, '--path', 'broken.csv', '--label', 'mine\n\n', '-o', 'broken.svg'])
  await call(['run', ...small, '--path', 'broken.csv', '--label', 'mine', '-o', 'whole.svg'])
  expect(readFileSync(at('broken.svg'), 'utf8')).toBe(readFileSync(at('whole.svg'), 'utf8'))
})

it.each([
  ['run', '--path', 'pointer.mjs'],
  ['run', '--font', 'pointer.mjs'],
  ['run', '--optim', './pointer.mjs'],
  ['run', '--fn-module', 'pointer.mjs'],
  ['run', '--config', 'pointer.mjs'],
  ['batch', 'pointer.mjs'],
  ['show', './pointer.mjs'],
])('is no Git LFS pointer, and neither is another file that is read: %s %s', async (...args) => {
  write('pointer.mjs', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n')
  const { code, err } = await call(args)
  expect([code, err]).toEqual([2, expect.stringContaining('pointer.mjs is a Git LFS pointer, not the file itself')])
  expect(err).toContain('`git lfs pull` fetches the file.')
})
