import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { launcher, optviz, shell, temporaryFolder } from '../process.js'

const { folder: root, remove } = temporaryFolder()
afterAll(remove)

const manifest = 'out: out\nfigures: [{ name: a, formats: csv, steps: 1 }, { name: b, formats: csv, steps: 1 }]\n'
const module = `export default { name: 'bowl', domain: { x: [-1, 1], y: [-1, 1] }, start: [1, 1],
  evaluate: (m, x, y) => m.add(m.square(x), m.square(y)) }`
const optimizer = `export default { name: 'mine', update: (m, { params, gradient }) =>
  ({ params: m.sub(params, m.mul(gradient, 0.01)) }) }`
const run = ['run', '--steps', '1']
const two = ['compare', '--optim', 'adam,sgd', ...run.slice(1)]
const scan = ['sweep', '--scan', 'lr=0.1,0.2', ...run.slice(1)]

/** A folder of its own with inputs under several names: links of both kinds, a linked folder. */
function place(): { folder: string; at(name: string): string } {
  const folder = mkdtempSync(join(root, 'places-'))
  const at = (name: string) => join(folder, name)
  writeFileSync(at('m.yaml'), manifest)
  writeFileSync(at('c.json'), '{ "steps": 1 }')
  writeFileSync(at('bowl.mjs'), module)
  writeFileSync(at('bowl.yaml'), 'fn-module: bowl.mjs\n')
  writeFileSync(at('old.csv'), 'step,x,y,value\n0,0,0,0\n')
  writeFileSync(at('new.csv'), 'step,x,y,value\n0,0,0,1\n')
  writeFileSync(at('mine.mjs'), optimizer)
  symlinkSync('c.json', at('soft.json'))
  linkSync(at('c.json'), at('hard.json'))
  mkdirSync(at('sub'))
  symlinkSync('sub', at('linked'))
  symlinkSync('absent.csv', at('dangling.csv'))
  for (const name of ['old.png', 'old.diff.png']) writeFileSync(at(name), '')
  writeFileSync(at('old.svg'), '<svg/>')
  linkSync(at('old.svg'), at('picture.png'))
  return { folder, at }
}

/** Every file below a folder, with its content. */
function contents(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return Object.fromEntries(files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')]))
}

describe('no file of a call is overwritten by another', () => {
  const rows: readonly (readonly [args: readonly string[], message: string])[] = [
    [[...run, '--config', 'c.json', '-o', 'c.json'], '--out c.json would overwrite --config c.json'],
    [[...run, '--config', 'c.json', '-o', './sub/../c.json'], '--out ./sub/../c.json would overwrite --config c.json'],
    [[...run, '--config', 'c.json', '-o', 'soft.json'], '--out soft.json would overwrite --config c.json'],
    [[...run, '--config', 'soft.json', '-o', 'hard.json'], '--out hard.json would overwrite --config soft.json'],
    [
      [...run, '--fn-module', 'bowl.mjs', '-f', 'csv', '-o', 'bowl.mjs'],
      '--out bowl.mjs would overwrite the module bowl.mjs',
    ],
    [
      [...run, '--config', 'bowl.yaml', '-f', 'csv', '-o', 'bowl.mjs'],
      '--out bowl.mjs would overwrite the module bowl.mjs',
    ],
    [
      [...run, '--optim-module', 'mine.mjs', '-f', 'csv', '-o', './mine.mjs'],
      '--out ./mine.mjs would overwrite the module mine.mjs',
    ],
    [
      ['compare', '--optim', 'adam,./mine.mjs', '--html', 'mine.mjs', '--steps', '1'],
      '--html mine.mjs would overwrite the module ./mine.mjs',
    ],
    [[...run, '-o', 'a.csv', '-o', 'a.csv'], '--out a.csv is given twice'],
    [[...run, '-o', 'a.csv', '-o', './a.csv'], '--out a.csv and --out ./a.csv are one file'],
    [[...run, '-o', 'sub/a.csv', '-o', 'linked/a.csv'], '--out sub/a.csv and --out linked/a.csv are one file'],
    [[...run, '-o', 'absent.csv', '-o', 'dangling.csv'], '--out absent.csv and --out dangling.csv are one file'],
    [[...run, '-f', 'csv', '-o', '-', '-o', '/dev/stdout'], 'only one output can go to stdout (-)'],
    [[...two, '-o', 'a.svg', '--html', 'a.svg'], '--out a.svg and --html a.svg are one file'],
    [[...two, '--html', 'beale-compare.png'], '--out beale-compare.png and --html beale-compare.png are one file'],
    [[...two, '--config', 'c.json', '--html', 'soft.json'], '--html soft.json would overwrite --config c.json'],
    [[...scan, '-o', 'a.svg', '--draw-best', './a.svg'], '--out a.svg and --draw-best ./a.svg are one file'],
    [
      [...scan, '--config', 'c.json', '--draw-best', 'hard.json'],
      '--draw-best hard.json would overwrite --config c.json',
    ],
    [['batch', 'm.yaml', '--html', 'm.yaml'], '--html m.yaml would overwrite the manifest m.yaml'],
    [['batch', 'm.yaml', '--report', './m.yaml'], '--report ./m.yaml would overwrite the manifest m.yaml'],
    [['batch', 'm.yaml', '--html', 'r', '--report', 'sub/../r'], '--report sub/../r and --html r are one file'],
    [['batch', 'm.yaml', '--html', 'out/a.csv'], 'the figure out/a.csv and --html out/a.csv are one file'],
    [
      ['batch', 'm.yaml', '--report', 'out/a.diff.png'],
      'the picture of a difference out/a.diff.png and --report out/a.diff.png are one file',
    ],
    [['diff', 'old.svg', 'new.svg', '-o', 'picture.png'], '--out picture.png would overwrite the file old.svg'],
    [
      ['diff', 'old.diff.png', 'old.png'],
      'the picture of what differs old.diff.png would overwrite the file old.diff.png',
    ],
  ]
  for (const [args, message] of rows)
    it(`${args.join(' ')}: exit 2, nothing written`, async () => {
      const { folder } = place()
      const before = contents(folder)
      const { code, out, err } = await call(args, folder)
      expect({ code, out, message: err.split('\n')[0] }).toEqual({ code: 2, out: '', message: `error: ${message}` })
      expect(contents(folder)).toEqual(before)
      expect(existsSync(join(folder, 'out'))).toBe(false)
    })

  it('nor by a figure of a manifest, be it named as the manifest or by a link', async () => {
    const { folder, at } = place()
    const refused = async (text: string, file: string, message: RegExp, ...args: readonly string[]) => {
      writeFileSync(at(file), text)
      expect(await call(['batch', file, ...args], folder)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(message),
      })
      expect(readFileSync(at(file), 'utf8')).toBe(text)
    }
    const one = (name: string, format: string) =>
      `{ "out": ".", "figures": [{ "name": "${name}", "formats": "${format}" }] }`
    await refused(one('m', 'json'), 'm.json', /^error: the figure m.json would overwrite the manifest m.json\n/)
    await refused(one('soft', 'json'), 'c.json', /^error: the figure soft.json would overwrite the manifest c.json\n/)
    await refused(
      'out: .\nfigures: [{ name: dangling, formats: csv }, { name: absent, formats: csv }]',
      'l.yaml',
      /^error: the figure dangling.csv and the figure absent.csv are one file\n/,
    )
  })

  it('nor what stdout goes into', () => {
    const { folder, at } = place()
    const { code, err } = shell('optviz run --steps 1 -o a.csv --json > a.csv', folder)
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: --out a.csv and stdout are one file\n  Give each a name of its own.\n',
    })
    expect(optviz([...run, '-o', 'a.json', '-q'], folder).code).toBe(0)
    const before = readFileSync(at('a.json'), 'utf8')
    expect(shell('optviz inspect a.json >> a.json', folder)).toEqual({
      code: 2,
      out: '',
      err: 'error: stdout would overwrite the file a.json\n  Give it another name.\n',
    })
    expect(readFileSync(at('a.json'), 'utf8')).toBe(before)
    expect(shell('optviz run --config c.json -o b.csv >> soft.json', folder)).toEqual({
      code: 2,
      out: '',
      err: 'error: stdout would overwrite --config c.json\n  Give it another name.\n',
    })
    expect(existsSync(at('b.csv'))).toBe(false)
  })

  it('where what is read is called as stdout is, that is another thing', () => {
    const { folder } = place()
    expect(shell('optviz inspect - > recipe.txt', folder)).toMatchObject({
      code: 2,
      err: 'error: cannot read -: there is no such file or folder\n',
    })
  })

  it('but what goes nowhere may go there twice, and a terminal or pipe can be both ends', () => {
    const { folder, at } = place()
    const nowhere = shell(
      'optviz run --steps 1 -f csv -o /dev/null -o /dev/null --config /dev/stdin -q < c.json',
      folder,
    )
    expect(nowhere).toEqual({ code: 0, out: '', err: '' })
    expect(shell('echo "steps: 1" | optviz run --config /dev/stdin -o a.csv -o b.csv -q', folder).code).toBe(0)
    expect(readFileSync(at('a.csv'), 'utf8')).toBe(readFileSync(at('b.csv'), 'utf8'))
  })
})

describe('all places are looked at before anything is written', () => {
  const long = `${'n'.repeat(300)}.csv`
  const rows: readonly (readonly [title: string, file: string, code: number, message: RegExp])[] = [
    ['a name that is too long', long, 1, /^error: cannot write n+\.csv: the name is too long\n$/],
    [
      'a folder that is missing',
      'none/a.csv',
      1,
      /^error: cannot write none\/a\.csv: there is no such file or folder\n/,
    ],
    ['a folder that is a file', 'old.csv/a.csv', 1, /^error: cannot write old\.csv\/a\.csv: .* not a folder\n/],
    ['a directory', 'sub.csv', 2, /^error: --\S+ sub\.csv is a directory\n {2}Name a file in it\.\n$/],
    ['a name that ends as a folder', 'a.csv/', 2, /^error: --\S+ a\.csv\/ is a directory\n/],
    ['links in a circle', 'circle.csv', 1, /^error: cannot write circle\.csv: its links lead in a circle\n$/],
    ['a place where no files are', '/proc/a.csv', 1, /^error: cannot write \/proc\/a\.csv: /],
    ['what is not open', '/dev/fd/997', 1, /^error: cannot write \/dev\/fd\/997: it is not open for writing\n$/],
  ]
  for (const [title, file, code, message] of rows)
    it(`${title}: exit ${code}`, async () => {
      const { folder, at } = place()
      mkdirSync(at('sub.csv'))
      symlinkSync('circle.csv', at('circle.csv'))
      const before = contents(folder)
      const calls = [
        [...run, '-f', 'csv', '-o', 'first.csv', '-o', file],
        [...two, '-o', 'first.csv', '--html', file],
        ['batch', 'm.yaml', '--html', 'first.html', '--report', file],
      ]
      for (const args of calls) {
        const result = await call(args, folder)
        if (file !== '/proc/a.csv' || process.getuid?.() !== 0)
          expect(result).toMatchObject({ code, out: '', err: expect.stringMatching(message) })
        else expect(result).toMatchObject({ code, err: expect.stringMatching(message) })
        if (args[0] !== 'batch' || file !== '/proc/a.csv') expect(contents(folder)).toEqual(before)
      }
    })

  it('a folder that is closed, a file that is not to be written', () => {
    // Root may write everywhere.
    if (process.getuid?.() === 0) return
    const { folder, at } = place()
    chmodSync(at('sub'), 0o555)
    chmodSync(at('old.csv'), 0o444)
    for (const file of ['sub/a.csv', 'old.csv'])
      expect(optviz([...run, '-o', 'first.csv', '-o', file], folder)).toMatchObject({
        code: 1,
        err: `error: cannot write ${file}: permission denied\n`,
      })
    expect(existsSync(at('first.csv'))).toBe(false)
  })

  it('a report in the folder that the batch makes is no failure', () => {
    const { folder, at } = place()
    expect(optviz(['batch', 'm.yaml', '--report', 'out/report.xml'], folder)).toMatchObject({ code: 0, err: '' })
    expect(readdirSync(at('out')).sort()).toEqual(['a.csv', 'b.csv', 'report.xml'])
  })

  it('a disk that is read only: exit 1; a check says what differs, though it cannot draw it', () => {
    const { folder } = place()
    const readOnly = (script: string) => shell(`unshare -rm bash -c 'mount --bind -o ro out out && ${script}'`, folder)
    mkdirSync(join(folder, 'out'))
    if (readOnly('true').code !== 0) return
    writeFileSync(join(folder, 'p.yaml'), 'out: out\nfigures: [{ name: a, steps: 3 }]')
    expect(optviz(['batch', 'p.yaml'], folder).code).toBe(0)
    writeFileSync(join(folder, 'q.yaml'), 'out: out\nfigures: [{ name: a, steps: 30 }]')
    const call = (words: string) => readOnly(`"${process.execPath}" "${launcher}" ${words}`)
    expect(call('batch p.yaml --check')).toMatchObject({ code: 0, err: '' })
    expect(call('batch q.yaml --check')).toMatchObject({
      code: 4,
      err: expect.stringMatching(
        /^differs: out\/a\.png: .* differ .*; cannot write out\/a\.diff\.png: the file system is read-only\n$/,
      ),
    })
    expect(call('run --steps 1 -o first.csv -o out/a.csv')).toMatchObject({
      code: 1,
      err: 'error: cannot write out/a.csv: the file system is read-only\n',
    })
    expect(existsSync(join(folder, 'first.csv'))).toBe(false)
  })

  it('a folder that cannot be made: exit 1, and soon', async () => {
    const { folder, at } = place()
    for (const place of ['/proc/optviz/x', '/dev/null/x', 'old.csv/x', '/proc/self/fd/x/y'])
      expect(await call(['batch', 'm.yaml', '--out', place], folder)).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^error: cannot make the folder \S+: \S/),
      })
    expect(optviz(['batch', 'm.yaml', '--out', 'new/of/several'], folder).code).toBe(0)
    expect(readdirSync(at('new/of/several')).sort()).toEqual(['a.csv', 'b.csv'])
  })
})

describe('outputs that are no regular files', () => {
  const csv = /^step,x,y,value\n0,[\s\S]*\n$/

  it('/dev/stdout and /dev/fd/1 are stdout: the summary goes to stderr', () => {
    const { folder, at } = place()
    for (const file of ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1', 'mine.csv']) {
      if (file === 'mine.csv') symlinkSync('/dev/stdout', at(file))
      const { code, out, err } = optviz([...run, '-f', 'csv', '-o', file], folder)
      expect({ code, out, err }).toEqual({
        code: 0,
        out: expect.stringMatching(csv),
        err: expect.stringMatching(/Adam/),
      })
      shell(`echo before > log; optviz ${run.join(' ')} -f csv -q -o ${file} >> log; echo after >> log`, folder)
      expect(readFileSync(at('log'), 'utf8')).toBe(`before\n${out}after\n`)
      expect(shell(`optviz ${run.join(' ')} -f csv -q -o ${file} | cat`, folder).out).toBe(out)
    }
  })

  it('/dev/stderr, what the shell has opened, a pipe, a command', () => {
    const { folder, at } = place()
    const draw = `optviz ${run.join(' ')} -f csv -q`
    expect(shell(`${draw} -o /dev/stderr`, folder)).toEqual({ code: 0, out: '', err: expect.stringMatching(csv) })
    shell(
      `${draw} -o /dev/fd/7 7> seven; ${draw} -o >(cat > command); sleep 0.2; mkfifo pipe; ${draw} -o pipe & cat pipe > piped; wait`,
      folder,
    )
    for (const file of ['seven', 'command', 'piped']) expect(readFileSync(at(file), 'utf8'), file).toMatch(csv)
    expect(shell(`optviz ${run.join(' ')} -q -o >(head -c 4 | od -c | head -n 1)`, folder)).toMatchObject({ code: 0 })
    expect(shell(`${draw} -o >(exec 0<&-)`, folder)).toMatchObject({ code: 0, err: '' })
  })

  it('a dangling link: its target is made, the link stays', async () => {
    const { folder, at } = place()
    expect((await call([...run, '-o', 'dangling.csv'], folder)).code).toBe(0)
    expect(readFileSync(at('absent.csv'), 'utf8')).toMatch(csv)
    expect((await call([...run, '-o', 'dangling.csv', '--steps', '2'], folder)).code).toBe(0)
    expect(readFileSync(at('absent.csv'), 'utf8').split('\n')).toHaveLength(5)
    symlinkSync('none/a.csv', at('lost.csv'))
    expect(await call([...run, '-o', 'lost.csv'], folder)).toMatchObject({ code: 1, out: '' })
  })

  it('a page, a report, the picture of a difference', () => {
    const { folder } = place()
    const page = shell(`optviz ${two.join(' ')} -o a.csv --html - | head -n 1`, folder)
    expect(page).toMatchObject({ code: 0, out: expect.stringMatching(/^<!doctype html>/i) })
    const report = shell('optviz batch m.yaml --report /dev/stdout', folder)
    expect(report).toMatchObject({ code: 0, out: expect.stringMatching(/^<\?xml[\s\S]*<\/testsuites>\n?$/) })
    expect(report.err).toContain('2 figures in out')
  })
})
