import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { launcher, optviz, temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const flower = ['run', '--optim', 'adamw', '--fn', 'flower', '--lr', '0.1'] as const

describe('optviz run', () => {
  it('writes FN-OPTIM.png and a short summary, and nothing else', () => {
    const { code, out, err } = optviz(flower, folder)
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^$|^warning: still bouncing/) })
    expect(out).toContain('AdamW on Flower: lr 0.1 · 200 steps from (20, 20)')
    expect(out).toMatch(/wrote +flower-adamw.png/)
    const png = readFileSync(at('flower-adamw.png'))
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1600, 1440])
    expect(readdirSync(folder)).toEqual(['flower-adamw.png'])
  })

  it('writes the same bytes again, in another folder, locale and time zone', () => {
    mkdirSync(at('other'))
    const formats = ['-o', 'a.png', '-o', 'a.svg', '-o', 'a.json', '-o', 'a.csv']
    expect(optviz([...flower, ...formats], folder).code).toBe(0)
    const env = { TZ: 'Asia/Tokyo', LC_ALL: 'C', LANG: 'tr_TR.UTF-8' }
    expect(optviz([...flower, ...formats], at('other'), env).code).toBe(0)
    for (const name of ['a.png', 'a.svg', 'a.json', 'a.csv'])
      expect(readFileSync(at(name)).equals(readFileSync(at(`other/${name}`))), name).toBe(true)
  })

  it('gives one JSON document with --json', async () => {
    const { code, out } = await call([...flower, '--json', '-o', 'j.csv'], folder)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      optimizer: 'adamw',
      function: 'flower',
      objective: 'raw',
      hyperparameters: { lr: 0.1, beta1: 0.9, weight_decay: 1e-6 },
      start: [20, 20],
      steps: 200,
      backend: 'tensorflow',
      outcome: { kind: 'finished' },
      evaluations: 200,
      files: ['j.csv'],
    })
  })

  it('writes every point as CSV and JSON, float32 exactly', async () => {
    await call([...flower, '-o', 'p.csv', '-o', 'p.json', '-q'], folder)
    const csv = readFileSync(at('p.csv'), 'utf8').trimEnd().split('\n')
    const json = JSON.parse(readFileSync(at('p.json'), 'utf8'))
    expect(csv).toHaveLength(202)
    expect(csv[0]).toBe('step,x,y,value')
    expect(csv[1]).toMatch(/^0,20,20,28\.284/)
    expect(json.points).toHaveLength(201)
    // The article's figure ends, after 199 recorded steps, at (0.06, 0.08).
    expect(json.points[199][0]).toBeCloseTo(0.0618, 4)
    expect(json.points[199][1]).toBeCloseTo(0.0816, 4)
    expect(csv[200]).toBe(`199,${json.points[199].join(',')},${json.values[199]}`)
    for (const [x, y] of json.points)
      expect([Math.fround(x), Math.fround(y)].map(v => Number(v.toPrecision(9)))).toEqual(
        [x, y].map(v => Number(Math.fround(v).toPrecision(9))),
      )
  })

  it('puts data on stdout with -o - and the summary on stderr', () => {
    const { code, out, err } = optviz([...flower, '-o', '-', '-f', 'csv'], folder)
    expect(code).toBe(0)
    expect(out).toMatch(/^step,x,y,value\n0,20,20,/)
    expect(err).toContain('AdamW on Flower')
    expect(
      optviz([...flower, '-o', '-', '-q'], folder)
        .bytes.subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  it('takes --format for a file whose extension says nothing', async () => {
    const files = ['-o', 'figure', '-o', 'figure.v1', '-o', 'figure.csv']
    expect((await call([...flower, '-f', 'csv', ...files, '-q'], folder)).code).toBe(0)
    const [plain, other, csv] = ['figure', 'figure.v1', 'figure.csv'].map(name => readFileSync(at(name), 'utf8'))
    expect(plain).toMatch(/^step,x,y,value\n0,20,20,/)
    expect([plain, plain]).toEqual([other, csv])
  })

  it('says nothing on success with -q', async () => {
    const { out, err } = await call([...flower, '-q', '-o', 'q.svg', '--lr', '0.01', '--view', 'all'], folder)
    expect(out).toBe('')
    expect(err).not.toContain('AdamW on')
  })

  it('draws 100,000 steps, with labels that keep clear of them', async () => {
    const long = ['run', '--optim', 'sgd', '--lr', '1', '--expr', 'x^2/1 + y^2', '--steps', '100000']
    const drawn = await call([...long, '--contour-labels', '--panel', 'loss', '-q', '-o', 'long.svg'], folder)
    expect(drawn).toMatchObject({ code: 0, err: '' })
    // It bounces between two places: a line that says so is no longer than one of a few steps.
    expect(readFileSync(at('long.svg')).length).toBeLessThan(500_000)
  })

  it('says a place and a value with digits that tell them from what is around them', async () => {
    const far = ['--expr', '(x-1000000)^2 + y^2 + 5000000', '--start', '1000003,2', '--domain', '999995,1000005,-5,5']
    const { out } = await call(
      ['run', '--optim', 'sgd', '--lr', '0.1', '--steps', '5', ...far, '-o', 'far.svg'],
      folder,
    )
    expect(out).toContain('from (1000003, 2)')
    expect(out).toMatch(/end +f = 500000\d\.?\d* at \(100000\d\.?\d*, /)
    expect(readFileSync(at('far.svg'), 'utf8')).toContain('>x − 10⁶<')
  })

  it('follows the line, not the points, to tell whether the path is in the picture', async () => {
    const crossing = ['run', '--optim', 'lbfgs', '--fn', 'flower', '--steps', '3', '-o', 'crossing.svg', '--json']
    const { out, err } = await call(crossing, folder)
    expect(err).not.toMatch(/never enters/)
    expect(JSON.parse(out)).toMatchObject({ firstInsideView: expect.any(Number) })
  })

  it('tells when the path never enters the picture, and what to try', async () => {
    const { code, err, out } = await call(['run', '--fn', 'flower', '-o', 'away.svg', '--json'], folder)
    expect(code).toBe(0)
    expect(err).toMatch(/never enters the picture.*--view all.*--lr.*--steps/)
    expect(JSON.parse(out)).toMatchObject({ firstInsideView: null })
  })

  it('tells of a divergence; exit 3 under --strict only, the figure is written all the same', async () => {
    const wild = ['run', '--fn', 'rosenbrock', '--lr', '1e39', '-o', 'wild.svg']
    const plain = await call(wild, folder)
    expect([plain.code, plain.err]).toEqual([0, expect.stringMatching(/diverged at step \d/)])
    expect((await call([...wild, '--strict'], folder)).code).toBe(3)
    expect(existsSync(at('wild.svg'))).toBe(true)
  })

  it('takes a value that stays infinite for a divergence, also where the point is finite', async () => {
    // Down the slope at f′ = −1 by 10⁹ a step: float32 has no number for the cube of 10¹³.
    const slope = ['run', '--expr', '-x-max(0,x-1e12)^3', '--optim', 'signsgd', '--lr', '1e12', '--start', '0,0']
    const { code, out, err } = await call([...slope, '--steps', '30', '-o', 'slope.svg', '--json', '--strict'], folder)
    const { outcome, final } = JSON.parse(out)
    expect(final.value).toBe('-Infinity')
    expect(err).toContain(`the run diverged at step ${outcome.step}: the value is no longer finite: -Infinity; try a`)
    expect([code, outcome.kind]).toEqual([3, 'diverged'])
    expect(readFileSync(at('slope.svg'), 'utf8')).toContain(`diverged at step ${outcome.step}`)
  })

  it('says so where no value is a number', async () => {
    const nowhere = ['run', '--expr', 'x/0*0', '--optim', 'nelder-mead', '--steps', '3', '-o', 'nowhere.svg']
    const { code, out, err } = await call([...nowhere, '--start', '1,1'], folder)
    expect(out).toMatch(/^ best +none: no point has a finite value$/m)
    expect([code, err]).toEqual([0, expect.stringContaining('the value is finite at no point of the path: NaN')])
    expect(`${out}${readFileSync(at('nowhere.svg'), 'utf8')}`).not.toMatch(/(best|lowest).*NaN/)
  })

  it('runs an expression, and a module of the user', async () => {
    const own = ['--start', '2,1', '--domain', '-3,3,-3,3', '--optim', 'adam', '--lr', '0.1', '-q']
    expect(
      (await call(['run', '--expr', 'x^2 + a*y^2', '--param', 'a=1', ...own, '-o', 'expr.csv'], folder)).code,
    ).toBe(0)
    const module =
      'export default { name: "mine", evaluate: (m, x, y) => m.add(m.square(x), m.square(y)), domain: { x: [-1, 1], y: [-1, 1] }, start: [1, 1] }'
    writeFileSync(at('mine.mjs'), module)
    expect((await call(['run', '--fn-module', 'mine.mjs', ...own, '-o', 'module.csv'], folder)).code).toBe(0)
    expect(readFileSync(at('module.csv'), 'utf8')).toBe(readFileSync(at('expr.csv'), 'utf8'))
  })

  it('never colors what is not a terminal', () => {
    expect(optviz([...flower, '-o', 'c.csv'], folder).out).not.toContain('\u001b')
  })
})

describe('wrong input', () => {
  const rows: readonly (readonly [args: readonly string[], code: number, message: RegExp])[] = [
    [['run', '--optim', 'adm'], 2, /unknown optimizer "adm"; did you mean "adam/],
    [['run', '--fn', 'rosenbrok'], 2, /unknown function "rosenbrok"; did you mean "rosenbrock"/],
    [['run', '--steps', '0'], 2, /--steps: expected a whole number from 1 .* got "0"/],
    [['run', '--steps', '-5'], 2, /--steps: expected .* got "-5"/],
    [['run', '--steps', '1e9'], 2, /--steps: expected .* got "1e9"/],
    [['run', '--steps', 'abc'], 2, /--steps: expected .* got "abc"/],
    [['run', '--lr', 'nan'], 2, /--lr: expected a number .* got "nan"/],
    [['run', '--lr', '-1'], 2, /--lr: expected a number .* got "-1"/],
    [['run', '--start', '1'], 2, /--start: expected two numbers X,Y/],
    [['run', '--steps', '50', '--budget', '90'], 2, /steps \(50\) and budget \(90\) both say how long.*\n {2}Give one/],
    [['run', '--domain', '3,-3,0,1'], 2, /--domain: expected XMIN below XMAX/],
    [['run', '--domain', '0,1,2,2'], 2, /--domain: expected YMIN below YMAX/],
    [['run', '--set', 'beta9=1'], 2, /beta9.*did you mean "beta1"/],
    [['run', '--set', 'beta1'], 2, /--set: expected KEY=VALUE, got "beta1"/],
    [['run', '--set', 'beta1=2'], 2, /beta1.*\[0, 1\)/],
    [['run', '--palette', 'virids'], 2, /virids.*did you mean "viridis"/],
    [['run', '--line-color', 'rde'], 2, /--line-color: expected a color .* got "rde"/],
    [['run', '--size', '10x10'], 2, /--size: expected WxH/],
    [['run', '--stesp', '5'], 2, /--stesp.*did you mean --steps/],
    [['run', '--out', 'x.bmp'], 2, /unknown format "bmp"/],
    [['run', '--out', 'noextension'], 2, /no extension/],
    [['run', '-f', 'png', '-o', 'a.b.SVG'], 2, /--out a\.b\.SVG is named as svg, and --format says png\n.*a\.b\.png/],
    [['run', '-f', 'csv', '-o', 'fine.csv', '-o', 'wrong.json'], 2, /--out wrong\.json is named as json/],
    [['run', '--out', '.'], 2, /is a directory|no extension/],
    [['run', '--out', 'missing/x.png'], 1, /cannot write missing\/x.png: there is no such file or folder/],
    [['run', '--expr', 'x^2 + y^'], 2, /something is missing at the end\n {2}x\^2 \+ y\^\n +\^/],
    [['run', '--expr', 'x', '--fn', 'beale'], 2, /give only one of fn and expr/],
    [['run', '--expr', 'process.exit(7)'], 2, /process/],
    [['run', '--param', 'a=1'], 2, /beale has no parameters/],
    [['run', '--fn-module', 'none.mjs'], 2, /no such module: none.mjs/],
    [
      ['run', '--optim-module', launcher.replace(/bin.optviz\.js$/, 'README.md')],
      2,
      /fails to load: expected a JavaScript file, \.mjs or \.js/,
    ],
    [
      ['run', '--fn-module', launcher.replace(/bin.optviz\.js$/, 'package.json')],
      2,
      /load: expected a JavaScript file/,
    ],
    [['run', '--start', '1e39,0'], 2, /expected two numbers X,Y or "random", none above 3.4e38 in size, got "1e39,0"/],
    [['run', '--domain', '0,1,0,1e999'], 2, /YMIN,YMAX, none above 3.4e38 in size, got "0,1,0,1e999"/],
    [['run', '--bounds', 'inf,1,0,1e39'], 2, /inf for none, none above 3.4e38 in size, got "inf,1,0,1e39"/],
    [['run', '--domain', '0,1,0,nan'], 2, /expected four numbers XMIN,XMAX,YMIN,YMAX, got "0,1,0,nan"/],
    [['run', '--optim', ''], 2, /--optim: expected a text that is not empty, got ""/],
    [['flowr', '--help'], 2, /unknown command 'flowr'/],
    [['help', 'flowr'], 2, /^error: unknown command 'flowr'; did you mean optviz run --fn flower or /],
    [['--'], 2, /^error: a command is missing\n {2}See: optviz --help\n$/],
    [['run', '--config', ''], 2, /^error: --config: expected a text that is not empty, got ""\n$/],
    [['explore', '--config', ''], 2, /^error: --config: expected a text that is not empty, got ""\n$/],
    [
      ['run', '--set', 'lr=0.1, beta1=0.5'],
      2,
      /expected a number in .*\n {2}Each has a --set of its own: --set beta1=0.5/,
    ],
    [['help', 'rum'], 2, /^error: unknown command 'rum'; did you mean run/],
    [['adm', '--lr', '1', '-h'], 2, /unknown command 'adm'/],
    [['rum'], 2, /unknown command 'rum'; did you mean run/],
    [['list', 'optimisers'], 2, /optimisers.*did you mean "optimizers"/],
    [['show', 'adamww'], 2, /unknown name "adamww"; did you mean "adamw"/],
    [['inspect', 'nothing.png'], 2, /cannot read nothing.png/],
    [['inspect', ''], 2, /^error: <file>: expected a text that is not empty, got ""\n$/],
    [['batch', ''], 2, /^error: <manifest>: expected a text that is not empty, got ""\n$/],
    [['batch', 'm.yaml', '--out', ''], 2, /^error: --out: expected a text that is not empty, got ""\n$/],
    [['diff', '', 'a.png'], 2, /^error: <expected>: expected a text that is not empty, got ""\n$/],
    [['diff', 'a.png', ''], 2, /^error: <actual>: expected a text that is not empty, got ""\n$/],
    [['diff', 'a.png', 'a.png', '--out', ''], 2, /^error: --out: expected a text that is not empty, got ""\n$/],
    [['setup', '--dry-run', '--from', ''], 2, /^error: --from: expected a text that is not empty, got ""\n$/],
  ]
  for (const [args, code, message] of rows)
    it(`${args.join(' ')}: exit ${code}, a few clear lines, no file`, async () => {
      const before = readdirSync(folder)
      // Node says what is wrong with a module; here vitest would.
      const module = args.some(arg => arg.endsWith('-module'))
      const result = await (module ? optviz : call)(args, folder)
      expect(result.err).toMatch(message)
      expect(result.err.trimEnd().split('\n').length).toBeLessThanOrEqual(4)
      expect(result.err).not.toMatch(/\n +at /)
      expect(result.code).toBe(code)
      expect(result.out).toBe('')
      expect(readdirSync(folder)).toEqual(before)
    })
})

describe('files are written whole or not at all', () => {
  beforeAll(() => mkdirSync(at('closed')))

  it('leaves an existing file as it was when the write fails', () => {
    writeFileSync(at('closed/old.csv'), 'precious')
    chmodSync(at('closed'), 0o555)
    const { code, err } = optviz([...flower, '-o', 'closed/old.csv'], folder)
    chmodSync(at('closed'), 0o755)
    // As root nothing is closed; then the file is simply replaced.
    if (process.getuid?.() !== 0) expect([code, err]).toEqual([1, expect.stringContaining('permission denied')])
    expect(readdirSync(at('closed'))).toEqual(['old.csv'])
  })

  it('leaves no file when interrupted in the middle of a run', async () => {
    const empty = at('interrupted')
    mkdirSync(empty)
    const child = spawn(process.execPath, [launcher, ...flower, '--steps', '2000000', '--backend', 'cpu'], {
      cwd: empty,
    })
    const ended = new Promise(resolve => child.on('exit', (code, signal) => resolve(signal ?? code)))
    await new Promise(resolve => setTimeout(resolve, 1500))
    child.kill('SIGINT')
    expect(['SIGINT', 130]).toContain(await ended)
    expect(readdirSync(empty)).toEqual([])
  })

  it('leaves no part of a file when its size is limited', () => {
    const script = `ulimit -f 10; "${process.execPath}" "${launcher}" ${flower.join(' ')} -o limited.png`
    const { status } = spawnSync('bash', ['-c', script], { cwd: folder })
    expect(status).not.toBe(0)
    expect(readdirSync(folder).filter(name => name.includes('limited'))).toEqual([])
  })

  it('reports a full disk and leaves nothing', () => {
    if (!existsSync('/dev/full')) return
    const { code, err } = optviz([...flower, '-f', 'csv', '-o', '/dev/full'], folder)
    expect([code, err]).toEqual([1, expect.stringContaining('the disk is full')])
  })
})

describe('list, show, inspect', () => {
  it('prints the recipe of a figure and the command that draws it again', () => {
    optviz([...flower, '-o', 'i.png', '-o', 'i.svg', '-o', 'i.json'], folder)
    for (const format of ['png', 'svg', 'json']) {
      const { code, out } = optviz(['inspect', `i.${format}`], folder)
      expect(code).toBe(0)
      const again = /Again: optviz (.+)$/m.exec(out)?.[1] ?? ''
      expect(again).toBe(`run --optim adamw --fn flower --lr 0.1${format === 'png' ? '' : ` --format ${format}`}`)
      optviz(again.split(' '), folder)
      expect(readFileSync(at(`flower-adamw.${format}`)).equals(readFileSync(at(`i.${format}`)))).toBe(true)
    }
  })

  it('prints a command that finds the function module from here, or says what its path is relative to', async () => {
    mkdirSync(at('project/figures/new'), { recursive: true })
    mkdirSync(at('project/lib'))
    writeFileSync(
      at('project/lib/bowl.mjs'),
      'export default { name: "bowl", evaluate: (m, x, y) => m.add(m.square(x), m.square(y)), domain: { x: [-1, 1], y: [-1, 1] }, start: [1, 1] }',
    )
    const drawn = ['run', '--fn-module', 'lib/bowl.mjs', '--steps', '3', '-o', 'figures/bowl.svg', '-q']
    expect((await call(drawn, at('project'))).code).toBe(0)
    const inspected = async (figure: string, from: string) => (await call(['inspect', figure], at(from))).out
    const cases: readonly (readonly [figure: string, from: string, module: string])[] = [
      ['figures/bowl.svg', 'project', 'lib/bowl.mjs'],
      ['bowl.svg', 'project/figures', '../lib/bowl.mjs'],
      ['../bowl.svg', 'project/figures/new', '../../lib/bowl.mjs'],
      ['project/figures/bowl.svg', '.', 'project/lib/bowl.mjs'],
    ]
    for (const [figure, from, module] of cases) {
      const again = /Again: optviz (.+)\n$/.exec(await inspected(figure, from))?.[1] ?? ''
      expect(again).toContain(`--fn-module ${module} `)
      expect((await call([...again.split(' '), '-o', 'again.svg', '-q'], at(from))).code).toBe(0)
    }
    rmSync(at('project/lib/bowl.mjs'))
    expect(await inspected('bowl.svg', 'project/figures')).toMatch(
      /--fn-module lib\/bowl\.mjs .*\n {2}lib\/bowl\.mjs is not here: the path is relative to .* where the figure was drawn\.\n$/,
    )
  })

  it('lists names, one line each, and as JSON', async () => {
    expect((await call(['list', 'functions'], folder)).out).toMatch(/^ {2}flower +sqrt/m)
    const names = JSON.parse((await call(['list', 'optimizers', '--json'], folder)).out).map(
      (o: { name: string }) => o.name,
    )
    expect(names).toContain('adamw')
    expect((await call(['list', 'palettes'], folder)).out).toMatch(/^diverging\n( {2}\S+ +light in the middle\n)+$/m)
    const entries = JSON.parse((await call(['list', 'palettes', '--json'], folder)).out)
    expect(entries).toContainEqual({ name: 'rd-bu', group: 'diverging', about: 'light in the middle' })
  })

  it('shows hyperparameters with default, range and meaning', async () => {
    expect((await call(['show', 'adamw'], folder)).out).toMatch(/beta1 +0\.9 +\[0, 1\) +\S/)
    expect((await call(['show', 'flower'], folder)).out).toContain('Start')
  })
})
