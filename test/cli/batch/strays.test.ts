import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'
import { optviz, temporaryFolder } from '../process.js'

const { folder: root, remove } = temporaryFolder()
afterAll(remove)

const small = 'defaults: { fn: beale, steps: 2, size: 160x140, scale: 1, resolution: 20, formats: svg }'
const manifest = (figures: string, out = 'out') => `out: ${out}\n${small}\nfigures: [${figures}]\n`

/** A folder of its own with a manifest in it. */
function place(text: string) {
  const folder = mkdtempSync(join(root, 'strays-'))
  const write = (content: string) => writeFileSync(join(folder, 'm.yaml'), content)
  write(text)
  /** In this process, but where there are to be several. */
  const batch = async (...flags: readonly string[]) =>
    (flags.includes('--jobs') ? optviz : call)(['batch', 'm.yaml', ...flags], folder)
  const files = (name = 'out') => (readdirSync(join(folder, name), { recursive: true }) as string[]).sort()
  return { folder, write, batch, files, at: (name: string) => join(folder, name) }
}

describe('a name with folders', () => {
  it('makes them under out, and the figure is drawn, kept, checked, updated and told as any', async () => {
    const { batch, files, write, at } = place(manifest('{ name: a/b/c, formats: [svg, json] }, { name: a/d }'))
    expect(await batch()).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/2 drawn \(3 files\)/) })
    expect(files()).toEqual(['a', 'a/b', 'a/b/c.json', 'a/b/c.svg', 'a/d.svg'])
    expect((await batch()).out).toMatch(/2 unchanged/)
    expect(await batch('--check')).toMatchObject({ code: 0, err: '' })
    write(manifest('{ name: a/b/c, optim: adam }, { name: e/f }'))
    const { code, err } = await batch('--check', '--report', 'r.xml')
    expect(code).toBe(4)
    expect(err).toMatch(/^differs: out\/a\/b\/c.svg: .*; see out\/a\/b\/c.diff.png$/m)
    expect(err).toMatch(/^differs: out\/e\/f.svg: the file is missing$/m)
    expect(existsSync(at('out/e'))).toBe(false)
    expect((await batch('--update')).code).toBe(0)
    expect(files()).toContain('e/f.svg')
    expect(files()).not.toContain('a/b/c.diff.png')
  })

  it('never leads out of the folder, through no link', async () => {
    const { batch, at, folder } = place(manifest('{ name: a/b }, { name: c/d/e }, { name: f }'))
    mkdirSync(at('out/c'), { recursive: true })
    mkdirSync(at('elsewhere'))
    symlinkSync('../elsewhere', at('out/a'))
    symlinkSync('../../elsewhere', at('out/c/d'))
    symlinkSync('../elsewhere/f.svg', at('out/f.svg'))
    for (const flags of [[], ['--force'], ['--check'], ['--update'], ['--jobs', '2']]) {
      const { code, err } = await batch(...flags)
      expect(code).toBe(1)
      expect(err).toMatch(
        /failed: a\/b \(line 3\): out\/a leads out of the folder through a link; out\/a\/b.svg is left alone/,
      )
      expect(err).toMatch(/failed: c\/d\/e \(line 3\): out\/c\/d leads out/)
      expect(err).toMatch(/failed: f \(line 3\): out\/f.svg is a link that leads out/)
    }
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([])
  })

  it('may go through a link that stays inside', async () => {
    const { batch, at, files } = place(manifest('{ name: a/b }'))
    mkdirSync(at('out/real'), { recursive: true })
    symlinkSync('real', at('out/a'))
    expect(await batch()).toMatchObject({ code: 0, err: '' })
    expect(files('out/real')).toEqual(['b.svg'])
  })
})

describe('figures that no entry makes', () => {
  it('are none that one makes, however its name is written', async () => {
    const { batch, files } = place(manifest('{ name: B-Side }, { name: plain }'))
    expect(await batch()).toMatchObject({ code: 0, err: '' })
    expect(await batch('--prune')).toMatchObject({ code: 0, err: '' })
    expect(files()).toEqual(['B-Side.svg', 'plain.svg'])
  })

  /** A folder with a figure of an entry that is gone, and much that is none. */
  async function withStrays() {
    const made = place(
      manifest(
        '{ name: a, formats: [svg, json, csv] }, { name: old/b }, { name: "{optim}", matrix: { optim: [adam, lion] } }',
      ),
    )
    expect((await made.batch()).code).toBe(0)
    const { at, folder } = made
    writeFileSync(at('out/notes.json'), '{"recipe": 1}')
    writeFileSync(at('out/logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    writeFileSync(at('out/broken.png'), 'no picture')
    writeFileSync(at('out/readme.txt'), 'text')
    mkdirSync(at('out/.hidden'))
    writeFileSync(at('out/.hidden/a.svg'), readFileSync(at('out/a.svg')))
    writeFileSync(at('kept.svg'), readFileSync(at('out/a.svg')))
    symlinkSync('../kept.svg', at('out/link.svg'))
    const sweep = ['sweep', '--scan', 'lr=0.1,0.2', '--steps', '2', '-q', '-o', 'out/sweep.svg']
    expect((await call(sweep, folder)).code).toBe(0)
    made.write(manifest('{ name: a }, { name: "{optim}", matrix: { optim: [adam] } }'))
    return made
  }
  const gone = ['out/a.json', 'out/lion.svg', 'out/old/b.svg']
  const others = [
    '.hidden',
    'a.csv',
    'a.svg',
    'adam.svg',
    'broken.png',
    'link.svg',
    'logo.svg',
    'notes.json',
    'old',
    'readme.txt',
    'sweep.svg',
  ]

  it('are named by --check, which removes nothing', async () => {
    const { batch, files } = await withStrays()
    const before = files()
    expect(await batch('--check')).toMatchObject({
      code: 0,
      err: `warning: no entry makes ${gone.join(', ')}; --prune removes such figures\n`,
    })
    expect(JSON.parse((await batch('--check', '--json')).out)).toMatchObject({ strays: gone })
    expect(await batch('--check', '--prune')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^error: --check removes nothing/),
    })
    expect((await batch()).err).toBe('')
    expect(files()).toEqual(before)
  })

  it('are removed by --prune, each told, and never another file', async () => {
    const { batch, at, files } = await withStrays()
    expect(await batch('--prune', '-q')).toMatchObject({
      code: 0,
      err: gone.map(file => `removed: ${file}, which no entry makes\n`).join(''),
    })
    expect(readdirSync(at('out')).sort()).toEqual(others)
    expect(files('out/old')).toEqual([])
    expect(existsSync(at('kept.svg'))).toBe(true)
    expect(JSON.parse((await batch('--prune', '--json')).out)).toMatchObject({ removed: [] })
    expect((await batch('--prune')).out).toMatch(/\n removed 0 files that no entry makes\n$/)
  })

  it('are not those of the other shards', async () => {
    const { batch, files, at } = await withStrays()
    rmSync(at('out/a.json'))
    for (const shard of ['1/2', '2/2']) expect((await batch('--prune', '--shard', shard)).code).toBe(0)
    expect(files()).toEqual(expect.arrayContaining(['a.svg', 'adam.svg']))
    expect(files()).not.toContain('lion.svg')
  })

  it('are looked for in the folders that entries name, where the manifest is in the same folder', async () => {
    const { batch, at, write } = place(manifest('{ name: a }, { name: mine/b }, { name: theirs/c }', '.'))
    expect((await batch()).code).toBe(0)
    write(manifest('{ name: mine/d }', '.'))
    expect((await batch('--prune')).err).toBe(
      'removed: a.svg, which no entry makes\nremoved: mine/b.svg, which no entry makes\n',
    )
    expect([at('theirs/c.svg'), at('mine/d.svg')].every(existsSync)).toBe(true)
  })
})

describe('what is wrong with figures is told with what is wrong in the file', () => {
  it('in one error, in the order of the lines', async () => {
    const { batch, at } = place(
      [
        'out: out\nfigures:\n  - { name: a, optim: adamm }\n  - { name: b, stepz: 1 }\n  - { name: c, set: { beta1: .inf } }',
        '  - { name: d, palette: virids }\n  - { name: 1.10 }\n',
      ].join('\n'),
    )
    const { code, err } = await batch()
    expect(code).toBe(2)
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^error: m.yaml:3: unknown optimizer "adamm"; did you mean "adam/),
      expect.stringMatching(/^ {2}m.yaml:4: unknown key "stepz"; did you mean "steps"\?$/),
      expect.stringMatching(/^ {2}m.yaml:5: adamw: beta1 = ".inf": expected a number in /),
      expect.stringMatching(/^ {2}m.yaml:6: unknown palette "virids"; did you mean "viridis"\?$/),
    ])
    expect(existsSync(at('out'))).toBe(false)
  })

  it('in a file of settings, too', async () => {
    const { folder, at } = place('')
    writeFileSync(at('c.yaml'), 'stepz: 1\nlr: .inf\ntitle: 1.10\nsize: x\n')
    const { code, err } = await call(['run', '--config', 'c.yaml'], folder)
    expect(code).toBe(2)
    expect(err.match(/c.yaml:\d/g)).toEqual(['c.yaml:1', 'c.yaml:2', 'c.yaml:4'])
    expect(err).toContain('lr: expected a number of at least 0, got ".inf"')
  })
})
