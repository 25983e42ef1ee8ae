import { svgMetadata, withGifMetadata, withPngMetadata } from '../../src/io/metadata.js'
import { anomaliesOf } from './anomalies.js'
import type { CommandLine } from './call.js'
import type { Dice } from './dice.js'
import { told } from './flags.js'
import type { Fuzzer } from './fuzzer.js'
import { typed } from './shell.js'
import { garbage, injections } from './words.js'

/** A figure in every format, its recipe, and a table of points. */
interface Figure {
  readonly files: ReadonlyMap<string, Buffer>
  readonly recipe: Readonly<Record<string, unknown>>
}

const size = ['--size', '60x50', '--scale', '1']
const runs = [
  ['run', '--optim', 'adam', '--fn', 'beale', '--steps', '3', '--set', 'beta1=0.8', '--title', 'a title'],
  ['run', '--expr', 'a*x^2+y^2', '--param', 'a=2', '--steps', '3'],
  ['compare', '--optim', 'adam:lr=0.1,lion:steps=2', '--steps', '3'],
  ['sweep', '--optim', 'adam', '--fn', 'booth', '--scan', 'lr=0.1..1:3', '--steps', '3'],
] as const

let drawn: Promise<readonly Figure[]> | undefined

function figures(optviz: CommandLine): Promise<readonly Figure[]> {
  drawn ??= Promise.all(runs.map(() => undefined)).then(async () => {
    const all: Figure[] = []
    for (const run of runs) {
      const formats = run[0] === 'sweep' ? ['png', 'svg', 'json', 'csv'] : ['png', 'svg', 'gif', 'json', 'csv']
      const outs = formats.flatMap(format => ['-o', `f.${format}`])
      const { after, err } = await optviz.call({
        args: [...run, ...size, ...(run[0] === 'sweep' ? [] : ['--resolution', '3']), ...outs],
      })
      const files = new Map([...after].map(([name, content]) => [name, Buffer.from(content, 'latin1')]))
      const json = files.get('f.json')
      if (json === undefined) throw new Error(`a figure to begin with is not drawn: ${err}`)
      all.push({ files, recipe: JSON.parse(json.toString()).recipe })
    }
    return all
  })
  return drawn
}

/** Figures whose recipes, or whose bytes, are not what was written, given to `inspect` and to `diff`. */
export const recipes: Fuzzer = {
  name: 'recipes',
  share: 16,
  async try(random, optviz) {
    const figure = random.pick(await figures(optviz))
    const compared = random.chance(0.3)
    const [name, bytes] = random.pick([...figure.files].filter(([file]) => compared || !file.endsWith('.csv')))
    const strange = random.chance(0.7) ? withRecipe(random, figure, name, bytes) : damaged(random, bytes)
    const files = { [name]: bytes, [`strange-${name}`]: strange }
    const more = random.chance(0.3) ? ['--json'] : []
    if (compared) {
      const pair = random.chance(0.5) ? [name, `strange-${name}`] : [`strange-${name}`, name]
      const call = { args: ['diff', ...pair, ...more], files }
      const result = await optviz.call(call)
      return { tried: `${told(call, result.err)}\n${shown(strange)}`, anomalies: anomaliesOf(call, result) }
    }
    const call = { args: ['inspect', `strange-${name}`, ...more], files }
    const result = await optviz.call(call)
    const command = /^Again: (.*)$/m.exec(result.out)?.[1]
    const { words = [], ranMore = false } = command === undefined ? {} : typed(command)
    const anomalies = [
      ...anomaliesOf(call, result),
      ...(ranMore ? [`the command does more than it says: ${command}`] : []),
      ...(command !== undefined && !['run', 'compare', 'sweep'].includes(words[0] ?? '')
        ? ['a command of another kind']
        : []),
    ]
    return { tried: `${told(call, result.err)}\n${shown(strange)}`, anomalies }
  },
}

function shown(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1')
  const recipe = /\{[^{]*"optviz".*/s.exec(text)?.[0]?.slice(0, 1500)
  return JSON.stringify(recipe ?? text.slice(0, 300))
}

const values: readonly unknown[] = [
  ...garbage,
  ...injections,
  ...injections,
  null,
  true,
  0,
  -1,
  1e300,
  [],
  [1, null],
  [[1]],
  {},
  { lr: '0.1; touch pwned' },
  { '0.1; touch pwned': 1 },
  { __proto__: 1 },
]

const keys = [
  'optim',
  'fn',
  'expr',
  'fn-module',
  'set',
  'param',
  'title',
  'start',
  'compare',
  'scan',
  'metric',
  'starts',
  'out',
  'config',
  'bogus',
  '__proto__',
  '$(touch pwned)',
  'a b',
]

/** A figure's file with a recipe in which some values are of another kind, or words for a shell. */
function withRecipe(random: Dice, { recipe }: Figure, name: string, bytes: Buffer): Uint8Array {
  let changed: unknown = recipe
  if (random.chance(0.3)) changed = injected(random, recipe)
  else for (let i = random.below(3); i >= 0; i--) changed = mutated(random, changed)
  const text = random.chance(0.05) ? JSON.stringify(changed).slice(0, -random.below(20)) : JSON.stringify(changed)
  if (name.endsWith('.png')) return withPngMetadata(bytes, text, undefined)
  if (name.endsWith('.gif')) return withGifMetadata(bytes, text)
  if (name.endsWith('.svg'))
    return Buffer.from(bytes.toString().replace(/<metadata .*?<\/metadata>/s, () => svgMetadata(text)))
  if (!name.endsWith('.json')) return damaged(random, bytes)
  return Buffer.from(JSON.stringify({ ...JSON.parse(bytes.toString()), recipe: changed }))
}

function mutated(random: Dice, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) {
    const at = random.below(value.length)
    return random.chance(0.2) ? value.toSpliced(at, 1) : value.with(at, mutated(random, value[at]))
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && random.chance(0.95)) {
    const entries = Object.entries(value)
    const deep = entries.filter(([, inner]) => typeof inner === 'object')
    const likely = deep.length > 0 && random.chance(0.5) ? deep : entries
    const key = likely.length === 0 || random.chance(0.15) ? random.pick(keys) : random.pick(likely)[0]
    const before = entries.find(([name]) => name === key)?.[1]
    const others = entries.filter(([name]) => name !== key)
    return Object.fromEntries(random.chance(0.1) ? others : [...others, [key, mutated(random, before)]])
  }
  return random.chance(0.3) ? `${value}${random.pick(injections)}` : random.pick(values)
}

/** A recipe with words for a shell in all values under one key. */
function injected(random: Dice, recipe: Figure['recipe']): unknown {
  const entries = Object.entries(recipe)
  const deep = entries.filter(([, inner]) => typeof inner === 'object')
  const [chosen] = random.chance(0.3) && 'set' in recipe ? ['set'] : random.pick(random.chance(0.7) ? deep : entries)
  const into = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(into)
    if (typeof value !== 'object' || value === null) return `${value}${random.pick(injections)}`
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, into(inner)]))
  }
  return { ...recipe, [chosen]: into(recipe[chosen]) }
}

/** A file that is cut short, or in which some bytes are others. */
function damaged(random: Dice, bytes: Uint8Array): Uint8Array {
  if (random.chance(0.3)) return bytes.slice(0, random.below(bytes.length))
  const changed = Uint8Array.from(bytes)
  for (let i = random.below(5); i >= 0; i--) changed[random.below(changed.length)] = random.below(256)
  return changed
}
