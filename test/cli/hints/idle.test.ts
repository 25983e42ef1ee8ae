import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { call } from '../inprocess.js'
import { temporaryFolder } from '../process.js'

const { folder, remove } = temporaryFolder()
afterAll(remove)
afterEach(() => vi.unstubAllEnvs())
const base = ['--fn', 'sphere', '--steps', '2', '--backend', 'cpu', '-q']
const out = (...formats: readonly string[]) => formats.flatMap(format => ['-o', join(folder, `a.${format}`)])

describe('a flag that nothing hears is told, and costs nothing', () => {
  it.each([
    ['--fps 3', ['png', 'json'], '--fps is for gif, mp4, webm, webp, and none of those is written'],
    ['--every 2', ['csv'], '--every is for gif, mp4, webm, webp, frames, and none of those is written'],
    ['--scale 2', ['svg', 'csv'], '--scale is for png, gif, mp4, webm, webp, and none of those is written'],
    ['--palette magma', ['csv'], /^--palette is for png, .*json, and none of those is written$/],
    ['--contours 3', ['csv'], /^--contours is for png, .*json, and none of those is written$/],
    ['--resolution 30', ['csv'], /^--resolution is for png, .*json, and none of those is written$/],
    ['--optim-timeout 3', ['png'], '--optim-timeout is for --optim-command, and no command is run'],
    ['--seed 3', ['csv'], '--seed is of all that is random, and nothing is; --start random or --noise 10% would be'],
    [
      '--domain -1,1,-1,1 --view path',
      ['png'],
      '--domain is not seen with --view path, the path alone; leave out one of them',
    ],
    [
      '--theme dark --bare',
      ['svg'],
      '--theme dark is of what stands around the plot, and --bare leaves nothing there; leave out one of them',
    ],
  ] as const)('%s for %j', async (flag, formats, said) => {
    for (const command of [['run'], ['compare', '--optim', 'adam,sgd']]) {
      const { code, err } = await call([...command, ...base, ...flag.split(' '), ...out(...formats)])
      const [line = '', ...more] = err.trimEnd().split('\n')
      expect([code, more]).toEqual([0, []])
      expect(line).toMatch(/^warning: /)
      expect(line.slice('warning: '.length)).toMatch(typeof said === 'string' ? new RegExp(`^${said}$`) : said)
    }
  })

  it.each([
    ['--fps 3', ['gif', 'csv']],
    ['--scale 2', ['csv', 'png']],
    ['--palette magma', ['json']],
    // What is seen of the plane is told of in every format.
    ['--view all', ['csv']],
    ['--seed 3 --noise 1', ['csv']],
    ['--domain -1,1,-1,1 --view path --start random', ['png']],
    ['--theme paper --bare', ['png']],
    ['--theme dark --bare --bounds -5,5,-5,5', ['png']],
    ['--theme light --bare', ['png']],
  ] as const)('not where something does: %s for %j', async (flag, formats) => {
    expect(await call(['run', ...base, ...flag.split(' '), ...out(...formats)])).toEqual({ code: 0, out: '', err: '' })
  })

  it('of the environment only where it is no setting at all', async () => {
    vi.stubEnv('OPTVIZ_FPS', '3')
    expect((await call(['run', ...base, ...out('csv')])).err).toBe('')
    vi.stubEnv('OPTVIZ_STESP', '3')
    for (const command of [['run'], ['compare', '--optim', 'adam,sgd'], ['sweep', '--scan', 'lr=0.1,0.2']])
      expect((await call([...command, ...base, ...out('csv')])).err).toBe(
        'warning: the variable OPTVIZ_STESP is unknown and ignored; did you mean OPTVIZ_STEPS?\n',
      )
  })
})

describe('where a figure goes', () => {
  it.each([
    [
      '-f svg',
      'a.png',
      /--out .*a\.png is named as png, and --format says svg\n {2}Leave --format out, or name the file .*a\.svg\.$/,
    ],
    ['', 'a', /--out .*a has no extension/],
    ['', 'a.jsn', /--out .*a\.jsn: unknown format "jsn"; did you mean "json"\?/],
  ])('is refused where it cannot be said: %s %s', async (flags, file, message) => {
    const given = flags === '' ? [] : flags.split(' ')
    const { code, err } = await call(['run', ...base, ...given, '-o', join(folder, file)])
    expect(code).toBe(2)
    expect(err.trimEnd()).toMatch(message)
  })

  it.each([
    ['-f csv', 'b.txt'],
    ['-f csv', 'b'],
    ['-f csv', 'b.CSV'],
    ['', 'b.CSV'],
  ])('is told by the flag or by the name: %s %s', async (flags, file) => {
    const given = flags === '' ? [] : flags.split(' ')
    expect(await call(['run', ...base, ...given, '-o', join(folder, file)])).toEqual({ code: 0, out: '', err: '' })
  })
})
