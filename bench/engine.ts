import { type Backend, startBackend } from '../src/engine/backend.js'
import { landscape } from '../src/engine/landscape.js'
import { type EngineName, minimize, type Run } from '../src/engine/minimize.js'
import { functions } from '../src/functions/index.js'
import { optimizers } from '../src/optimizers/index.js'
import { defaults } from '../src/optimizers/types.js'
import { noiseOf } from '../src/records/noise.js'
import { readSchedule } from '../src/spec/fields/schedule.js'
import { beside, type Case, type Line, medians } from './measure.js'

function named<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const found = list.find(item => item.name === name)
  if (found === undefined) throw new Error(`${name} is not in the list`)
  return found
}

const adamw = named(optimizers, 'adamw')
const flower = named(functions, 'flower')

/** AdamW on flower, as in the article that the project begins with. */
export function adamwOnFlower(steps: number, lr = 0.1): Run {
  return { optimizer: adamw, hyperparameters: { ...defaults(adamw), lr }, fn: flower, start: [20, 20], steps, seed: 0 }
}

/** AdamW on flower as a plain loop with a gradient by hand: what the work itself costs in JavaScript. */
function plainLoop(steps: number): Float32Array {
  const [lr, beta1, beta2, eps, decay] = [0.1, 0.9, 0.999, 1e-8, 1e-6]
  const points = new Float32Array(2 * steps)
  let [x, y, mx, my, vx, vy] = [20, 20, 0, 0, 0, 0]
  for (let t = 1; t <= steps; t++) {
    points[2 * t - 2] = x
    points[2 * t - 1] = y
    const square = x * x + y * y
    const turn = 4 * Math.cos(4 * Math.atan2(y, x))
    const gx = x / Math.sqrt(square) - (turn * y) / square
    const gy = y / Math.sqrt(square) + (turn * x) / square
    mx = beta1 * mx + (1 - beta1) * gx
    my = beta1 * my + (1 - beta1) * gy
    vx = beta2 * vx + (1 - beta2) * gx * gx
    vy = beta2 * vy + (1 - beta2) * gy * gy
    const size = (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)
    x = (1 - lr * decay) * x - (size * mx) / (Math.sqrt(vx) + eps)
    y = (1 - lr * decay) * y - (size * my) / (Math.sqrt(vy) + eps)
  }
  return points
}

/** AdamW with noise, once or with so many seeds. */
function seeded(count: number): readonly Run[] {
  const noise = noiseOf('0.5')
  return Array.from({ length: count }, (_, seed) => ({ ...adamwOnFlower(200), seed, ...(noise && { noise }) }))
}

function follow(backend: Backend, runs: readonly Run[], engine: EngineName): void {
  minimize(backend, runs, { engine })
}

/** What a schedule and noise add to a step: of all that is measured here the least, so in rounds of its own. */
export async function* trainedLines(rounds: number): AsyncIterable<Line> {
  const backend = await startBackend('tensorflow')
  const run = adamwOnFlower(10_000)
  const noise = noiseOf('10%')
  const stepping = (name: string, run: Run): Case => ({ name, run: () => follow(backend, [run], 'graph') })
  const others = [
    stepping('a cosine', { ...run, schedule: readSchedule('cosine') }),
    stepping('noise of 10%', { ...run, ...(noise && { noise }) }),
  ]
  const all = await beside([stepping('nothing', run), ...others], 2 * rounds)
  for (const { name } of others) {
    const { time = Number.NaN, ratio = Number.NaN } = all.get(name) ?? {}
    yield { what: `10000 steps with ${name}`, value: time / 10, unit: 'µs/step', ratio: [ratio, 'without'] }
  }
}

/** Trajectories, lanes and grids in this process, once everything is warm. */
export async function* engineLines(rounds: number): AsyncIterable<Line> {
  const backend = await startBackend('tensorflow')
  yield* stepLines(backend, rounds)
  yield* laneLines(backend, rounds)
  const grids = [200, 500, 1000, 2000].map(n => ({
    name: `${n} × ${n} grid`,
    run: () => landscape(backend, flower, flower.domain, n, n),
  }))
  for (const [what, value] of await medians(grids, rounds)) yield { what, value, unit: 'ms' }
}

/** A step of each engine, in runs of some lengths. */
async function* stepLines(backend: Backend, rounds: number): AsyncIterable<Line> {
  const lengths = [200, 2000, 10_000, 100_000]
  const eagerLengths = [200, 2000]
  const cases: Case[] = [
    ...eagerLengths.map(n => ({ name: `eager ${n}`, run: () => follow(backend, [adamwOnFlower(n)], 'eager') })),
    ...lengths.map(n => ({ name: `graph ${n}`, run: () => follow(backend, [adamwOnFlower(n)], 'graph') })),
    ...lengths.map(n => ({ name: `plain ${n}`, run: () => plainLoop(n) })),
  ]
  const all = await medians(cases, rounds)
  const time = (name: string) => all.get(name) ?? Number.NaN
  const eagerStep = (1000 * time('eager 2000')) / 2000
  // What a step costs beyond making the graph, which takes the same time whatever its length.
  const graphStep = (1000 * (time('graph 100000') - time('graph 2000'))) / 98_000
  const steps = (kind: string, n: number): Line => {
    const value = (1000 * time(`${kind} ${n}`)) / n
    return { what: `${n} steps, ${kind}`, value, unit: 'µs/step', ratio: [value / eagerStep, 'an eager step'] }
  }
  for (const n of lengths) {
    if (eagerLengths.includes(n)) yield steps('eager', n)
    yield steps('graph', n)
    yield { what: `${n} steps, plain loop`, value: (1000 * time(`plain ${n}`)) / n, unit: 'µs/step' }
  }
  const ratio = [graphStep / eagerStep, 'an eager step'] as const
  yield { what: 'one more step, graph', value: graphStep, unit: 'µs/step', ratio }
}

/** Runs with other numbers, and with other seeds, as lanes of one. */
async function* laneLines(backend: Backend, rounds: number): AsyncIterable<Line> {
  const widths = [1, 100, 1000, 10_000]
  const lanes = (width: number) => Array.from({ length: width }, (_, i) => adamwOnFlower(200, 0.05 + (0.1 * i) / width))
  const together = (name: string, runs: readonly Run[]): Case => ({ name, run: () => follow(backend, runs, 'graph') })
  const all = await medians(
    [
      ...widths.map(width => together(`lanes ${width}`, lanes(width))),
      ...[1, 1000].map(count => together(`seeds ${count}`, seeded(count))),
    ],
    rounds,
  )
  const time = (name: string) => all.get(name) ?? Number.NaN
  for (const width of widths) {
    const value = time(`lanes ${width}`)
    yield { what: `${width} lanes, 200 steps`, value, unit: 'ms', ratio: [value / time('lanes 1'), 'one lane'] }
  }
  const value = time('seeds 1000')
  yield { what: '1000 seeds with noise, 200 steps', value, unit: 'ms', ratio: [value / time('seeds 1'), 'one seed'] }
}
