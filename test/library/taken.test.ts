import { describe, expect, it } from 'vitest'
import {
  animate,
  basins,
  compare,
  figure,
  landscape,
  minimize,
  render,
  run,
  sweep,
  UsageError,
} from '../../src/index.js'
import { fields } from '../../src/spec/fields/fields.js'
import { unheard } from '../../src/spec/fields/heard.js'

it('neither a sweep nor a basin map takes goals', async () => {
  const goal: object = { until: 'f<1' }
  await expect(sweep({ scan: 'lr=0.1,1', ...goal })).rejects.toThrow(
    'sweep does not take until: a sweep runs all steps',
  )
  await expect(basins(goal)).rejects.toThrow('basins does not take until: a sweep runs all steps')
})

const ground = { domain: { x: [0, 1], y: [0, 1] }, columns: 1, rows: 1, values: new Float32Array(1) } as const
/** Calls with some option: a value that no option can have. */
const calls: Readonly<Record<string, (options: object) => unknown>> = {
  minimize,
  landscape,
  run,
  compare,
  sweep,
  basins,
  figure: options => figure([], ground, options),
  animate: options => animate([], ground, options),
  render: options => render(figure([], ground), 'png', options),
}

async function refusal(call: string, options: object): Promise<Pick<UsageError, 'message' | 'hint'>> {
  try {
    await calls[call]?.(options)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  return { message: '' }
}

const wrong = Symbol('no option has this value')
const notTaken = async (call: string, key: string) =>
  /does not take/.test((await refusal(call, { [key]: wrong })).message)

describe('an option that means nothing for a call', () => {
  const refused: readonly (readonly [call: string, options: object, message: string, hint: string])[] = [
    [
      'minimize',
      { out: 'a.png' },
      'minimize does not take out',
      'render gives the content of a file; where it goes is up to you.',
    ],
    ['minimize', { scan: 'lr=1,2' }, 'minimize does not take scan', 'It is an option of sweep.'],
    [
      'minimize',
      { strict: true },
      'minimize does not take strict',
      'The outcome of a trajectory says whether it diverged.',
    ],
    [
      'minimize',
      { 'line-color': 'red' },
      'minimize does not take lineColor',
      'It is an option of figure, animate, run.',
    ],
    ['minimize', { labels: [] }, 'minimize does not take labels', 'It is an option of figure, animate.'],
    [
      'landscape',
      { optim: 'adam' },
      'landscape does not take optim',
      'It is an option of minimize, run, compare, sweep, basins.',
    ],
    ['figure', { view: 'all' }, 'figure does not take view', 'It is an option of run, compare.'],
    ['figure', { scale: 2 }, 'figure does not take scale', 'It is an option of render, run, compare, sweep, basins.'],
    ['run', { format: 'svg' }, 'run does not take format', 'It is an argument of render.'],
    [
      'compare',
      { lineColor: 'red' },
      'compare does not take lineColor: every path of a comparison has a color of its own',
      'It is an option of figure, animate, run.',
    ],
    [
      'sweep',
      { drawBest: 'a.png' },
      'sweep does not take drawBest',
      'The best setting of a sweep is its `best`; run draws a path.',
    ],
    ['sweep', { view: 'all' }, 'sweep does not take view: a sweep draws no path', 'It is an option of run, compare.'],
    ['basins', { scan: 'start' }, 'basins does not take scan: it starts from everywhere', 'It is an option of sweep.'],
    [
      'basins',
      { start: [1, 2] },
      'basins does not take start: it starts from everywhere',
      'It is an option of minimize, run, compare, sweep.',
    ],
    [
      'basins',
      { palette: 'magma' },
      'basins does not take palette: a basin map has a color for each place where runs end',
      'It is an option of figure, animate, run, compare, sweep.',
    ],
  ]
  it.each(refused)('is refused, with what it belongs to: %s %j', async (call, options, message, hint) => {
    expect(await refusal(call, options)).toMatchObject({ message, hint })
  })

  it('is refused, too, where only this sweep does not show it', async () => {
    const scan = { scan: 'lr=0.1,0.2', steps: 1 }
    expect(await refusal('sweep', { ...scan, palette: 'magma' })).toMatchObject({
      message: 'sweep: palette: a sweep over one hyperparameter has no colors',
    })
    expect(await refusal('sweep', { ...scan, domain: [0, 1, 0, 1] })).toMatchObject({ message: /^sweep: domain: / })
    expect(await refusal('sweep', { scan: 'start' })).toMatchObject({ hint: /^basins / })
  })

  it('is none that some call has no type for: all flags have a place, or are told why not', async () => {
    const taken = async (key: string) => {
      const all = await Promise.all(Object.keys(calls).map(async call => !(await notTaken(call, key))))
      return all.includes(true)
    }
    const lost: string[] = []
    for (const key of Object.keys(fields)) if (!(await taken(key))) lost.push(key)
    expect(lost).toEqual(['drawBest', 'out', 'format', 'strict'])
    for (const key of lost) expect((await refusal('run', { [key]: wrong })).hint).not.toMatch(/^It is an option of \.$/)
  })

  it('is none of what the figure shows, and all that it does not', async () => {
    const keys = [
      ...([
        'palette',
        'levels',
        'colorScale',
        'smooth',
        'colorbar',
        'background',
        'contours',
        'contourLabels',
      ] as const),
      ...(['contourColor', 'aspect', 'minima', 'resolution', 'lineWidth', 'panel', 'view'] as const),
    ]
    for (const kind of ['run', 'compare', 'basins'] as const)
      for (const key of keys) expect(await notTaken(kind, key), `${kind} ${key}`).toBe(unheard(kind, key) !== undefined)
  })

  it('is none where it is undefined', async () => {
    await expect(minimize({ steps: 1, lr: undefined, scan: undefined } as never)).resolves.toBeDefined()
  })
})
