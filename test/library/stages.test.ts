import { describe, expect, expectTypeOf, it } from 'vitest'
import { decodePng } from '../../src/diff/pictures/decodepng.js'
import {
  animate,
  type FigureOptions,
  figure,
  functions,
  type Landscape,
  landscape,
  minimize,
  optimizers,
  RuntimeFailure,
  render,
  type Scene,
  type Trajectory,
  UsageError,
} from '../../src/index.js'

const path = (steps = 5) => minimize({ optim: 'adam', fn: 'booth', lr: 0.1, steps })
const ground = () => landscape({ fn: 'booth', resolution: 20 })
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
/** All words of a scene. */
const words = ({ shapes }: Pick<Scene, 'shapes'>): readonly string[] =>
  shapes.flatMap(shape => (shape.kind === 'group' ? words(shape) : shape.kind === 'text' ? [shape.text] : []))

describe('minimize', () => {
  it('gives a path, or those of several runs in their order, each as it is alone', async () => {
    const one = await path()
    expect([one.points.length, one.values.length, one.evaluations.gradients]).toEqual([12, 6, 5])
    const runs = [0.01, 0.1].map(lr => ({ optim: 'adam', fn: 'booth', lr, steps: 5 }))
    const [, second] = await minimize(runs)
    expect(second).toEqual(one)
    expect(await minimize([])).toEqual([])
    expect(await minimize({ ...runs[1], engine: 'eager' })).toEqual(one)
  })

  it('takes functions as objects: a built-in one, one that was made of it, one of one’s own', async () => {
    const booth = functions.find(({ name }) => name === 'booth') ?? expect.fail()
    expect(await minimize({ optim: 'adam', function: booth, lr: 0.1, steps: 5 })).toEqual(await path())
    const moved = await minimize({ function: { ...booth, start: [2, 2] }, steps: 1 })
    expect([...moved.points.subarray(0, 2)]).toEqual([2, 2])
    const own = { name: 'bowl', domain: { x: [-1, 1], y: [-1, 1] }, start: [1, 1] } as const
    const bowl = await minimize({
      function: { ...own, evaluate: (m, x, y) => m.add(m.square(x), m.square(y)) },
      optim: 'sgd',
      lr: 0.25,
      steps: 1,
    })
    expect([...bowl.points]).toEqual([1, 1, 0.5, 0.5])
    await expect(minimize({ function: own as never })).rejects.toThrow(
      'the function bowl: evaluate: expected a function (m, x, y), got nothing',
    )
    const wide = { ...own, evaluate: (_: never, x: never) => x, closeUp: [1] }
    await expect(minimize({ function: wide as never })).rejects.toThrow('closeUp: expected {x: [min, max]')
    await expect(minimize({ fn: 'beale', function: booth })).rejects.toThrow('give only one of fn and function')
    await expect(minimize({ function: booth, expr: 'x' })).rejects.toThrow('give only one of expr and function')
  })

  it('takes the values of code: a domain as two intervals, a choice by its alias', async () => {
    const domain = { x: [0, 1], y: [2, 3] } as const
    const { points } = await minimize({ start: 'random', domain, seed: 3, steps: 1, backend: 'native' })
    const [x = -1, y = -1] = points
    expect([x >= 0 && x <= 1, y >= 2 && y <= 3]).toEqual([true, true])
    expect(await minimize({ start: 'random', domain: [0, 1, 2, 3], seed: 3, steps: 1 })).toMatchObject({ points })
    await expect(minimize({ domain: { x: [1, 0], y: [2, 3] } })).rejects.toThrow('domain: expected XMIN below XMAX')
    await expect(minimize({ domain: { x: [1], y: [2, 3] } as never })).rejects.toThrow('domain: expected four numbers')
  })

  it('replays probes', async () => {
    const probes = Array.from({ length: 5 }, () => [1, -1] as const)
    const run = { optim: 'adahessian', fn: 'rosenbrock', lr: 0.1, steps: 5 }
    expect(await minimize({ ...run, probes, seed: 1 })).toEqual(await minimize({ ...run, probes, seed: 2 }))
    await expect(minimize({ ...run, probes: [[1, 2]] })).rejects.toThrow('probes: expected a list of [±1, ±1]')
  })

  it('says what is wrong', async () => {
    const wrong = async (options: unknown) => minimize(options as never).catch((error: unknown) => error)
    expect(await wrong('adam')).toEqual(new UsageError('minimize: expected a record of options, got "adam"'))
    expect(await wrong(null)).toBeInstanceOf(UsageError)
    expect(await wrong({ optim: 'adamm' })).toMatchObject({
      message: 'unknown optimizer "adamm"; did you mean "adam"?',
    })
    expect(await wrong({ steps: 1.5 })).toMatchObject({
      message: expect.stringMatching(/^steps: expected a whole number/),
    })
    expect(await wrong({ lineColour: 'red' })).toMatchObject({ message: 'minimize: unknown option "lineColour"' })
    expect(await wrong({ learningRate: 1 })).toMatchObject({
      message: 'minimize: unknown option "learningRate"; did you mean "lr"?',
    })
    expect(await wrong({ momentum: 0.9 })).toMatchObject({
      message: 'minimize: unknown option "momentum"; did you mean "set: { momentum: … }"?',
    })
    expect(await wrong({ lr: 1, LR: 2 })).toMatchObject({ message: 'minimize: lr is given twice' })
    expect(await wrong([{ engine: 'eager' }, {}])).toMatchObject({ message: /one backend and one engine/ })
    const fails = { name: 'own', update: () => expect.fail('no') }
    expect(await wrong({ optimizer: fails })).toBeInstanceOf(RuntimeFailure)
  })
})

describe('landscape', () => {
  it('gives the values of a grid over the domain', async () => {
    const { columns, rows, values, domain } = await landscape({ expr: 'x + 10*y', domain: [0, 2, 0, 4], resolution: 2 })
    expect({ columns, rows, values: [...values], domain }).toEqual({
      ...{ columns: 2, rows: 2, values: [10.5, 11.5, 30.5, 31.5] },
      domain: { x: [0, 2], y: [0, 4] },
    })
    // Half of the 1200 × 1080 pixels of the plot in a figure of 800 × 720.
    expect(await landscape()).toMatchObject({ columns: 600, rows: 540, domain: { x: [-4.5, 4.5], y: [-4.5, 4.5] } })
  })
})

describe('figure', () => {
  it('composes paths over a landscape; without paths, the landscape alone', async () => {
    const [one, two] = [await path(3), await path(9)]
    const scene = figure([one, two], await ground(), { title: 'Two', subtitle: 'of them', labels: ['a', 'b'] })
    expect([scene.width, scene.height, scene.title]).toEqual([800, 720, 'Two'])
    expect(words(scene)).toEqual(expect.arrayContaining(['Two', 'of them', 'a', 'b']))
    expect(figure([one], await ground(), { size: [300, 200] })).toEqual(
      figure(one, await ground(), { size: [300, 200] }),
    )
    expect(words(figure([], await ground(), { quantity: 'g' })).length).toBeGreaterThan(5)
    expect(words(figure([one, two], await ground()))).toEqual(expect.arrayContaining(['path 1', 'path 2']))
  })

  it('marks minima that are given, and none without', async () => {
    const booth = functions.find(({ name }) => name === 'booth') ?? expect.fail()
    const stars = (scene: Scene) => {
      const group = scene.shapes.find(shape => shape.kind === 'group' && shape.name === 'minima')
      return group?.kind === 'group' ? group.shapes.length : undefined
    }
    const [one, on] = [await path(), await ground()]
    expect(stars(figure(one, on, { minima: booth.minima }))).toBeGreaterThan(0)
    expect([stars(figure(one, on)), stars(figure(one, on, { minima: false }))]).toEqual([0, 0])
    expect(() => figure(one, on, { minima: true as never })).toThrow(
      'figure: minima: expected a list of {at: [x, y], value}, or false, got true',
    )
  })

  it('has types that can be met', () => {
    expectTypeOf<{ minima: readonly { at: readonly [number, number]; value: number }[] }>().toExtend<FigureOptions>()
    expectTypeOf(figure).toBeCallableWith([] as Trajectory[], {} as Landscape, { minima: false, title: false })
  })

  it('says what is wrong', async () => {
    const [one, on] = [await path(), await ground()]
    const wrong = (...given: readonly unknown[]) => expect(() => Reflect.apply(figure, undefined, given))
    wrong(on, one).toThrow(
      'figure: expected trajectories, as minimize gives them, then a landscape, got a record of domain',
    )
    wrong([one], path()).toThrow('expected a landscape after the paths, as landscape gives it, got a promise; await it')
    wrong([one]).toThrow('expected a landscape after the paths')
    wrong([one], { ...on, columns: 3 }).toThrow('expected a landscape after the paths')
    wrong([one], on, { labels: ['a', 'b'] }).toThrow('figure: labels: expected 1, one a path, got 2')
    wrong([one], on, { labels: 'a' }).toThrow('figure: labels: expected a list of texts, got "a"')
    wrong([one], on, { subtitle: 1 }).toThrow('figure: subtitle: expected a text, got 1')
    wrong([one], on, { palette: 'virids' }).toThrow('did you mean "viridis"?')
    wrong([one, one], on, { lineColor: 'red' }).toThrow(
      'figure: lineColor: every path of a comparison has a color of its own',
    )
    const thin = { ...on, domain: { x: [1, 1], y: [0, 1] } }
    wrong([one], thin).toThrow('figure: the landscape: expected x from a lower to a higher number')
  })
})

describe('animate and render', () => {
  it('make a GIF of paths that grow', async () => {
    const animation = animate(await path(4), await ground(), { fps: 10, every: 2, size: [80, 60] })
    expect(animation.frames.map(({ seconds }) => seconds)).toEqual([0.1, 0.1, 2.8])
    expect(text(await render(animation, 'gif')).slice(0, 4)).toBe('GIF8')
    await expect(render(animation, 'png')).rejects.toThrow('render: an animation is a gif or a film, not png')
  })

  it('make PNG and SVG of a scene, the same bytes of the same', async () => {
    const scene = figure(await path(), await ground(), { size: [80, 60] })
    const [width, height] = [decodePng(await render(scene, 'png')), decodePng(await render(scene, 'png', { scale: 3 }))]
    expect([width.width, height.width]).toEqual([160, 240])
    expect(await render(scene, 'svg')).toEqual(await render(scene, 'SVG' as 'svg'))
  })

  it('say what is wrong', async () => {
    const scene = figure(await path(), await ground(), { size: [80, 60] })
    const wrong = (...given: readonly unknown[]) =>
      expect(Reflect.apply(render, undefined, given) as Promise<unknown>).rejects
    await wrong(scene, 'jpg').toThrow(
      'render: expected png, svg, pdf, gif, mp4, webm, webp, json, csv as format, got "jpg"',
    )
    await wrong(scene, 'gif').toThrow('render: a scene is a png, an svg or a pdf, not gif')
    await wrong(scene, 'csv').toThrow('render: a scene is a png, an svg or a pdf, not csv')
    await wrong(scene, 'mp4').toThrow(expect.objectContaining({ hint: 'animate makes what moves.' }))
    await wrong(scene, 'json').toThrow(expect.objectContaining({ hint: expect.stringContaining('what has data, too') }))
    await wrong(scene, 'svg', { scale: 2 }).toThrow('render: scale is for png and gif, not for svg')
    await wrong(scene, 'png', { scale: 0 }).toThrow('scale: expected a number of at least 0.1')
    await wrong(scene, 'png', { palette: 'magma' }).toThrow('render does not take palette')
    await wrong(path(), 'png').toThrow('render: expected a scene, an animation or what run')
    await wrong(await path(), 'png').toThrow('render: expected a scene, an animation or what run')
  })
})

describe('the lists', () => {
  it('have what can be named', () => {
    expect(optimizers.length).toBeGreaterThan(50)
    expect(functions.some(({ name }) => name === 'flower')).toBe(true)
  })
})
