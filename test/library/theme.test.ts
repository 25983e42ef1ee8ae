import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  animate,
  basins,
  compare,
  figure,
  inspect,
  landscape,
  loadTheme,
  minimize,
  type Options,
  render,
  run,
  sweep,
  type Theme,
} from '../../src/index.js'
import { call } from '../cli/inprocess.js'
import { temporaryFolder } from '../cli/process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const file = join(folder, 'looks', 'mine.yaml')
mkdirSync(join(folder, 'looks'))
writeFileSync(file, 'theme: dark\npalette: magma\nline-color: white\nsize: 300x270\ncontours: 4\ntitle: of the theme\n')
/** What the file says. */
const mine: Theme = {
  theme: 'dark',
  palette: 'magma',
  lineColor: 'white',
  size: [300, 270],
  contours: 4,
  title: 'of the theme',
}
const problem = { fn: 'booth', steps: 4, resolution: 9, backend: 'cpu' } as const
const svg = async (options: Options) => Buffer.from(await render(await run(options), 'svg')).toString()

describe('a theme of your own', () => {
  it('is read from its file as options', async () => {
    expect(await loadTheme(file)).toMatchObject({ ...mine, lineColor: expect.stringMatching(/^(white|#fff)/i) })
  })

  it('draws what the command draws with its file, whether it is given as the file or as its record', async () => {
    const words = Object.entries(problem).flatMap(([key, value]) => [`--${key}`, String(value)])
    const { code } = await call(['run', ...words, '--theme', file, '-o', 'a.svg', '--contours', '6'], folder)
    expect(code).toBe(0)
    const own = { ...problem, contours: 6 }
    const { recipe } = await run({ ...own, theme: file })
    expect((await inspect(join(folder, 'a.svg'))).recipe).toEqual(recipe)
    const drawn = await svg({ ...own, theme: file })
    for (const theme of [mine, await loadTheme(file)]) expect(await svg({ ...own, theme })).toBe(drawn)
    expect(await svg({ ...own, ...mine, contours: 6 })).toBe(drawn)
    expect(drawn).toContain('of the theme')
  })

  it('is for all figures, whichever shows what', async () => {
    const race = await compare({ ...problem, optim: 'adam,sgd', lr: 0.01, theme: mine })
    const rates = await sweep({ fn: 'booth', steps: 3, backend: 'cpu', scan: 'lr=0.1,0.2', theme: mine })
    const map = await basins({ ...problem, theme: file })
    for (const { scene } of [race, rates, map])
      expect(scene()).toMatchObject({ width: 300, background: '#17191e', title: 'of the theme' })
    const [path, ground] = [await minimize({ fn: 'booth', steps: 4 }), await landscape({ fn: 'booth', resolution: 9 })]
    expect(figure(path, ground, { theme: mine }).background).toBe('#17191e')
    expect(animate(path, ground, { theme: { ...mine, fps: 4 } }).frames[0]?.seconds).toBe(1 / 4)
    expect(figure(path, ground, { theme: mine, size: [200, 180] }).width).toBe(200)
  })

  it('that is wrong is refused with what is wrong in it', async () => {
    const given = (theme: object): Options => ({ ...problem, theme })
    await expect(run(given({ steps: 3 }))).rejects.toThrow('theme: steps is no setting of a theme')
    await expect(run(given({ pallete: 'magma' }))).rejects.toThrow('did you mean "palette"?')
    await expect(run(given({ contours: -1 }))).rejects.toThrow('theme: contours')
    await expect(run(given({ theme: './other.yaml' }))).rejects.toThrow(
      'theme: a theme begins with one that has a name',
    )
    await expect(run({ ...problem, theme: './none.yaml' })).rejects.toThrow('none.yaml')
    const [path, ground] = [await minimize({ fn: 'booth', steps: 4 }), await landscape({ fn: 'booth', resolution: 9 })]
    expect(() => figure(path, ground, { theme: file })).toThrow(
      expect.objectContaining({ hint: `The record of a file: await loadTheme("${file}").` }),
    )
    expect(() => figure(path, ground, { theme: { font: 'a.ttf' } })).toThrow('figure: theme: font is a file')
    expect(() => figure(path, ground, { theme: { panel: 'lr' } })).toThrow('paths do not say at which rates')
  })
})
