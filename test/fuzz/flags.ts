import type { Command, Option } from 'commander'
import { program } from '../../src/cli/flags/program.js'
import { palettes } from '../../src/figure/ground/palette.js'
import { functions } from '../../src/functions/index.js'
import { optimizers } from '../../src/optimizers/index.js'
import { type FigureKind, unheard } from '../../src/spec/fields/heard.js'
import { anomaliesOf } from './anomalies.js'
import type { Call } from './call.js'
import type { Dice } from './dice.js'
import type { Fuzzer } from './fuzzer.js'
import { garbage, inherited, misspelled } from './words.js'

const names = optimizers.map(({ name }) => name)
const keys = [...new Set(optimizers.flatMap(({ hyperparameters }) => Object.keys(hyperparameters)))]
const numbers = ['0.001', '0.1', '1', '0', '1e-8', '0.9', '5', '100', '1e30', '.5', '2.']
const colors = ['red', '#abc', '#ff000080', 'rgb(1,2,3)', 'transparent', '#12', 'rgb(999,0,0)', 'hsl(20,10%,1%)']
const files = [
  'a.png',
  'b.svg',
  'c.gif',
  'd.json',
  'e.csv',
  'A.PNG',
  'deep/f.png',
  'no-extension',
  'g.jpg',
  'in.yaml',
  'settings.json',
  './a.png',
  'figs/../d.json',
  '-',
]

type Values = (random: Dice) => string

/** An optimizer's hyperparameter, with a value that may fit. */
const assignment: Values = random =>
  `${random.pick(keys)}=${random.pick([...numbers, 'true', 'false', 'strong_wolfe', 'none', ...garbage])}`
const assigned = (random: Dice) =>
  random.chance(0.2) ? `${random.pick(names)}.${assignment(random)}` : assignment(random)
const range: Values = random => {
  const [key, from, to] = [random.pick(keys), random.pick(numbers), random.pick(numbers)]
  return random.pick([
    `${key}=${from}..${to}:3`,
    `${key}=${from}..${to}:4:log`,
    `${key}=${from},${to}`,
    'start',
    `${key}=1..2`,
  ])
}
const entry: Values = random =>
  random.pick(names) +
  random
    .some([`lr=${random.pick(numbers)}`, 'steps=3', assignment(random), 'start=1,1'], 3)
    .map(w => `:${w}`)
    .join('')

const of =
  (...list: readonly string[]): Values =>
  random =>
    random.pick(list)

/** Values that mostly fit, by flag; so small that a call takes some milliseconds. */
const values: Readonly<Record<string, Values>> = {
  optim: random => random.pick(names),
  fn: random => random.pick(functions).name,
  expr: of('x^2+y^2', 'sin(x)*y', 'a*x^2 + y', 'log(x)', '1/x', 'x', 'sqrt(-1-x^2)', 'x+', 'max(x,y)^(1/2)', '1e30*x'),
  'fn-module': of('fn.mjs', 'broken.mjs', 'in.yaml', 'none.mjs'),
  'fn-data': of('grid.csv', 'in.yaml', 'none.npy'),
  param: of('a=2', 'condition=10', 'noise=1'),
  objective: of('raw', 'log'),
  steps: of('1', '2', '7', '30', '12', '10000001'),
  budget: of('1', '5', '20'),
  lr: random => random.pick(numbers),
  until: of('f<1', 'grad<1e-3,step<1e-3', 'f>1', 'f<-1'),
  bounds: of('-1,1,-1,1', '0,inf,-inf,inf', '1,1,0,1', '0,1', '-inf,0.5,-3,9'),
  'batch-size': of('1', '4', '20', '21', '0'),
  noise: of('0.5', '10%', '0', '-1', '1e30'),
  schedule: of(
    'cosine',
    'warmup:steps=3,cosine',
    'lr*0.9^t',
    'plateau',
    'onecycle:max_lr=1',
    'none',
    'step,step',
    'lr-t',
  ),
  set: assigned,
  start: of('1,1', '0,0', '-3,2', 'random', '1e30,1', '2,2', '-1,1e-3', '1e39,0'),
  seed: of('0', '1', '4294967295', '4294967296'),
  domain: of(
    '-1,1,-1,1',
    '0,1e-30,0,1',
    '1e30,2e30,0,1',
    '5,1,0,1',
    '-1,1,-1',
    '1,1.00000001,0,1',
    '99999,100001,-1,1',
  ),
  view: of('domain', 'path', 'all'),
  size: of('40x40', '90x60', '41X300', '200×150', '39x40', '20x15mm', '1inx0.8in', '20mmx2cm'),
  scale: of('0.1', '0.5', '1'),
  dpi: of('48', '96'),
  theme: of('light', 'dark', 'paper', 'drak'),
  text: of('0.5', '1.5', '0'),
  palette: random => random.pick(palettes),
  levels: of('2', '3', '32', '1024', '1'),
  resolution: of('2', '3', '20', '4001'),
  'color-scale': of('auto', 'linear', 'log', 'symlog'),
  'value-range': of('0,1', '1,1e3', '-2,5', '1,1', '3'),
  background: of('raster', 'bands'),
  contours: of('0', '1', '5', '200', '201'),
  'contour-color': of(...colors),
  'line-color': of(...colors),
  'line-width': of('0.1', '2', '100', '0'),
  'path-color': of('line', 'step', 'steps'),
  'start-color': of(...colors),
  'end-color': of(...colors),
  title: of('A title', 'two\nlines', 'θ ∇ 🙂', '<svg>&', 'x'.repeat(200)),
  aspect: of('auto', 'equal', 'fill'),
  show: of('none', 'population', 'population:0,2', 'population:', 'simplex'),
  panel: of('none', 'loss', 'lr', 'loss,lr'),
  fps: of('0.1', '20', '50', '51'),
  every: of('1', '10', '0'),
  scan: range,
  metric: of('final', 'best', 'steps-to=1e-3', 'steps-to='),
  starts: of('1', '2', '3', '0'),
  'draw-best': of(...files),
  backend: of('auto', 'tensorflow', 'native', 'gpu'),
  engine: of('auto', 'graph', 'eager'),
  out: of(...files),
  format: of('png', 'svg', 'json', 'csv', 'gif'),
  config: of('settings.json', 'settings.yaml', 'in.yaml', 'fn.mjs', 'none.yaml'),
  html: of('page.html', 'in.yaml', 'in.yaml', 'report.xml', 'a.png', 'deep/page.html', 'page'),
  report: of('report.xml', 'in.yaml', 'page.html'),
  jobs: of('1', '0', '257'),
  shard: of('1/2', '2/2', '3/2', '0/1'),
  threshold: of('0', '0.1', '1', '2'),
}

const manifest = `out: figs
defaults: { size: 60x50, steps: 3, resolution: 3, scale: 1 }
figures:
  - { name: one, optim: adam, fn: beale, formats: [png, json] }
  - { name: two, compare: [{ optim: lion }, { optim: lbfgs, steps: 2 }] }
`

const inputs = {
  'in.yaml': manifest,
  'settings.json': '{"steps": 3, "seed": 2}',
  'settings.yaml': 'steps: 3\nsize: 60x50\nfn: flower\n',
  'grid.csv': 'y,0,1,2\n0,4,3,4\n1,2,1,3\n2,4,2,5\n',
  'fn.mjs': `export default { name: 'bowl', evaluate: (m, x, y) => m.add(m.square(x), m.square(y)),
  domain: { x: [-2, 2], y: [-2, 2] }, start: [1, 1] }`,
  'broken.mjs': 'export default 3',
  'p.json': '{}',
  'q.svg': '<svg/>',
}

/** Arguments that are no flags, by command. */
const operands: Readonly<Record<string, readonly string[]>> = {
  list: ['optimizers', 'functions', 'schedules', 'palettes', 'formats'],
  show: [...names, ...functions.map(({ name }) => name)],
  completion: ['bash', 'zsh', 'fish'],
  inspect: ['p.json', 'q.svg', 'in.yaml', 'none.png'],
  diff: ['p.json', 'q.svg', 'in.yaml', 'none.png'],
  batch: ['in.yaml', 'settings.yaml', 'none.yaml'],
}

/** Those that wait for somebody, and what looks at the machine. */
const others = ['worker', 'artist', 'explore', 'doctor']
const commands = program().commands.filter(command => !others.includes(command.name()))
const weight = (command: Command) => (['run', 'compare', 'sweep'].includes(command.name()) ? 4 : 2)
const urn = commands.flatMap(command => new Array<Command>(weight(command)).fill(command))

/** Small figures unless something else is drawn. */
const small = ['--size', '90x60', '--scale', '0.5', '--steps', '5']
const coarse = ['--resolution', '5']

/** Random flags with values that fit, nearly fit or do not fit at all, for every command. */
export const flags: Fuzzer = {
  name: 'flags',
  share: 40,
  async try(random, optviz) {
    const call = randomCall(random)
    // A process of its own must come to the same; it takes as long as forty calls in this one.
    const spawned = random.chance(0.005)
    const result = spawned ? optviz.spawn(call) : await optviz.call(call)
    const other = spawned ? await optviz.call(call) : result
    const anomalies = [
      ...anomaliesOf(call, result),
      ...(other.code === result.code ? [] : [`exit code ${result.code} as a process, ${other.code} within one`]),
    ]
    return { tried: told(call, result.err), anomalies }
  },
}

/** A call as it can be typed, and what was said to it. */
export function told({ args, env = {} }: Call, err: string): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${JSON.stringify(value)} `)
  const first = err.split('\n').slice(0, 3).join(' | ')
  return `${variables.join('')}optviz ${args.map(word => JSON.stringify(word)).join(' ')}\n    ${JSON.stringify(first)}`
}

function randomCall(random: Dice): Call {
  const command = random.pick(urn)
  const name = command.name()
  const { kind, words: first } = content(random, name)
  // Half of the calls are mostly right, so that something is drawn; the others are not.
  const polite = random.chance(0.5) ? 0.97 : 0.7
  const heard = command.options.filter(option => unheard(kind, option.attributeName()) === undefined)
  const words = random
    .some(random.chance(polite) ? heard : command.options, 6)
    .flatMap(option => flagWords(random, option, polite))
  const given = random.chance(polite) ? name : misspelled(random, name)
  const known = operands[name] ?? []
  const count = (name === 'diff' ? 2 : known.length > 0 ? 1 : 0) + (random.chance(0.05) ? 1 : 0)
  const lists = [...(known.length > 0 ? [known, known, known] : []), garbage, inherited]
  const others = Array.from({ length: count }, () => random.pick(random.pick(lists)))
  const variable = `OPTVIZ_${random.pick(['STEPS', 'FN', 'LR', 'SET', 'STPES'])}`
  return {
    args: [given, ...first, ...others, ...words],
    files: inputs,
    ...(random.chance(0.05) && { env: { [variable]: random.pick(garbage.filter(word => word !== '')) } }),
  }
}

/** What a command draws, small, and the kind of its figure. */
function content(random: Dice, command: string): { readonly kind: FigureKind; readonly words: readonly string[] } {
  if (command === 'run') return { kind: 'run', words: [...small, ...coarse] }
  if (command === 'compare') return { kind: 'compare', words: [...small, ...coarse, '--optim', entry(random)] }
  if (command !== 'sweep') return { kind: 'run', words: [] }
  const scan = range(random)
  const kind = scan === 'start' ? 'basins' : 'chart'
  return {
    kind,
    words: [...small, ...(kind === 'basins' ? coarse : []), ...(random.chance(0.95) ? ['--scan', scan] : [])],
  }
}

function flagWords(random: Dice, option: Option, polite: number): readonly string[] {
  const long = option.long ?? option.short ?? ''
  const flag = random.chance(polite)
    ? option.short && random.chance(0.3)
      ? option.short
      : long
    : misspelled(random, long)
  if (!option.required && !option.optional) return [flag]
  const name = long.replace(/^--(no-)?/, '')
  const fitting = name === 'optim' && random.chance(0.3) ? entry : values[name]
  const value = fitting !== undefined && random.chance(polite) ? fitting(random) : random.pick(garbage)
  return random.chance(0.2) && flag.startsWith('--') ? [`${flag}=${value}`] : [flag, value]
}
