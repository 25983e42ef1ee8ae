import { palettes } from '../../src/figure/ground/palette.js'
import { functions } from '../../src/functions/index.js'
import { optimizers } from '../../src/optimizers/index.js'
import { type FigureKind, unheard } from '../../src/spec/fields/heard.js'
import { anomaliesOf } from './anomalies.js'
import type { CommandLine, Result } from './call.js'
import type { Dice } from './dice.js'
import { told } from './flags.js'
import type { Fuzzer, Trial } from './fuzzer.js'
import { typed } from './shell.js'
import { injections } from './words.js'

/** A figure is drawn, the command that it tells is typed into a shell, and what that draws is the same to the last byte. */
export const roundTrip: Fuzzer = {
  name: 'round trip',
  share: 4,
  async try(random, optviz) {
    const words = randomFigure(random)
    const format = random.pick(
      words[0] === 'sweep' ? ['svg', 'json', 'png'] : ['svg', 'json', 'png', 'svg', 'json', 'gif'],
    )
    const file = `figure.${format}`
    const call = { args: [...words, '-o', file], files: { 'fn.mjs': module } }
    const first = await optviz.call(call)
    const tried = told(call, first.err)
    const drawn = first.after.get(file)
    if (drawn === undefined) return { tried, anomalies: anomaliesOf(call, first) }
    return again(optviz, tried, file, drawn)
  },
}

const module = `export default { name: 'bowl', evaluate: (m, x, y) => m.add(m.square(x), m.mul(m.square(y), 3)),
  domain: { x: [-2, 2], y: [-2, 2] }, start: [1, 1] }`

async function again(optviz: CommandLine, tried: string, file: string, drawn: string): Promise<Trial> {
  const files = { [file]: Buffer.from(drawn, 'latin1'), 'fn.mjs': module }
  const inspected = await optviz.call({ args: ['inspect', file], files })
  const command = /^Again: (.*)$/m.exec(inspected.out)?.[1]
  if (command === undefined) return { tried, anomalies: [`inspect tells no command: ${JSON.stringify(inspected.err)}`] }
  const { words, ranMore } = typed(command)
  const second: Result = await optviz.call({ args: [...words, '-o', file], files: { 'fn.mjs': module } })
  const same = second.after.get(file) === drawn
  const anomalies = [
    ...(ranMore ? ['the command does more than it says'] : []),
    ...(same ? [] : [`another figure, exit code ${second.code}: ${JSON.stringify(second.err.slice(0, 300))}`]),
  ]
  return { tried: `${tried}\n    ${command}`, anomalies }
}

const titles = [
  "it's",
  'a "b" \\ $HOME',
  'θ ∇f',
  'two  blanks',
  '--title',
  '-',
  '=',
  '#1',
  '!!',
  '*',
  '~',
  ...injections,
]
const numbers = ['0.1', '1e-3', '0.05', '2', '1e-8']

function randomFigure(random: Dice): readonly string[] {
  const { kind, words } = content(random)
  const heard = ([flag = '']: readonly string[]) => unheard(kind, flag.replace(/^--(no-)?/, '')) === undefined
  const small = [
    ['--size', random.pick(['90x60', '120x100'])],
    ['--scale', random.pick(['0.5', '1'])],
    ['--resolution', '7'],
  ]
  return [...words, ...problem(random), ...[...small, ...random.some(looks(random), 6)].filter(heard).flat()]
}

/** A function and what belongs to it. */
function problem(random: Dice): readonly string[] {
  return random.pick<readonly string[]>([
    ['--fn', random.pick(functions).name],
    ['--fn', random.pick(functions).name, '--objective', 'log'],
    ['--fn', 'narrow_valley', '--param', 'condition=50', '--param', 'angle=30'],
    ['--expr', random.pick(['x^2+y^2', '(x-1)^2 * exp(-y)', 'x^2 + max(y, 0.5)'])],
    ['--expr', 'a*x^2 + y^2', '--param', 'a=2.5'],
    ['--fn-module', 'fn.mjs'],
  ])
}

const looks = (random: Dice): readonly (readonly string[])[] => [
  ['--title', random.pick(titles)],
  ['--until', random.pick(['f<1', 'grad<1e-2,step<1e-3'])],
  ['--bounds', random.pick(['-30,30,-30,30', '-inf,inf,-40,inf'])],
  ['--noise', random.pick(['0.5', '10%'])],
  ['--schedule', random.pick(['cosine', 'warmup:steps=2,cosine', 'lr*0.9^t', 'plateau:patience=1', 'none'])],
  ['--no-title'],
  ['--palette', random.pick(palettes)],
  ['--line-color', random.pick(['red', '#12345678', 'hsl(20, 50%, 50%)'])],
  ['--domain', '-2,1.5,-1e-1,3'],
  ['--start', random.pick(['0.5,-0.25', 'random', '1e-7,3'])],
  ['--seed', '7'],
  ['--view', random.pick(['path', 'all'])],
  ['--contours', '3'],
  ['--contour-labels'],
  ['--background', 'bands'],
  ['--smooth'],
  ['--no-axes'],
  ['--no-colorbar'],
  ['--no-minima'],
  ['--bare'],
  ['--aspect', 'equal'],
  ['--panel', random.pick(['loss', 'lr', 'loss,lr', 'none'])],
  ['--levels', '5'],
  ['--color-scale', random.pick(['log', 'linear'])],
  ['--line-width', '0.7'],
  ['--fps', '7.5'],
  ['--every', '2'],
]

/** A command with what it runs, and the kind of its figure. */
function content(random: Dice): { readonly kind: FigureKind; readonly words: readonly string[] } {
  const optimizer = random.pick(optimizers)
  const length = random.pick([
    ['--steps', '4'],
    ['--budget', '9'],
    ['--steps', '1'],
  ])
  switch (random.below(4)) {
    case 0: {
      const entries = [
        'adam:lr=0.1',
        'lion',
        'lbfgs:steps=2',
        'sgd:momentum=0.9:lr=1e-3',
        'adam:start=1,1',
        'adam:schedule=(warmup:steps=1,cosine)',
        optimizer.name,
      ]
      const chosen = ['adamw', ...random.some(entries, 5)]
      return { kind: 'compare', words: ['compare', ...chosen.flatMap(entry => ['--optim', entry]), ...length] }
    }
    case 1: {
      const [kind, ...scan] = random.pick([
        ['chart', 'lr=1e-3..1:4:log'],
        ['map', 'lr=0.1,0.2', 'beta1=0..0.9:3'],
        ['basins', 'start'],
      ] as const)
      const metrics = [[], ['--metric', 'best'], ['--metric', 'steps-to=1e-3'], ['--starts', '2']]
      const metric = kind === 'basins' ? [] : random.pick(metrics)
      return {
        kind,
        words: ['sweep', '--optim', 'adam', '--steps', '4', ...scan.flatMap(one => ['--scan', one]), ...metric],
      }
    }
    default: {
      const set = random
        .some(Object.entries(optimizer.hyperparameters), 3)
        .flatMap(([key, { kind, default: standard }]) => {
          const value = kind === 'flag' ? String(!standard) : kind === 'real' ? random.pick(numbers) : String(standard)
          return ['--set', `${key}=${value}`]
        })
      return { kind: 'run', words: ['run', '--optim', optimizer.name, ...set, ...length] }
    }
  }
}
