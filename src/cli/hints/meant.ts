import { extname } from 'node:path'
import type { Command, Option } from 'commander'
import { formatNames, formatsWithRecipe } from '../../formats.js'
import { parseExpression } from '../../functions/expression.js'
import { functions } from '../../functions/index.js'
import { optimizers } from '../../optimizers/index.js'
import { meaningsOf } from '../../spec/fields/elsewhere.js'
import { alike, nearest } from '../../words/nearest.js'
import { shellWord } from '../../words/shell.js'

/** The option that a word of a command line is; undefined for others. */
export function optionOf(command: Command, word: string): Option | undefined {
  return command.options.find(({ long, short }) => word === long || word === short)
}

/** What follows a flag and is no flag itself. */
export function valueBehind(argv: readonly string[], flag: number): string | undefined {
  const next = flag < 0 ? undefined : argv[flag + 1]
  return next === undefined || /^-(?![\d.])/.test(next) ? undefined : next
}

/** Where the words stand that are neither flags nor values of flags, behind the command. */
export function loneWords(command: Command, argv: readonly string[]): readonly number[] {
  const from = argv.indexOf(command.name(), 2)
  const end = argv.indexOf('--', from)
  return [...argv.keys()].filter(i => {
    if (end >= 0 && i >= end) return i > end
    const word = argv[i] ?? ''
    return i > from && !word.startsWith('-') && optionOf(command, argv[i - 1] ?? '')?.required !== true
  })
}

/** The first flag that has another one for its value, so that the other's value stands alone: `-o -f png`. */
export function flagTaken(
  command: Command,
  argv: readonly string[],
): readonly [flag: string, taken: string] | undefined {
  for (let i = argv.indexOf(command.name(), 2) + 1; i < argv.length; i++) {
    const [flag = '', next = '', after = '-'] = argv.slice(i, i + 3)
    if (optionOf(command, flag)?.required !== true) continue
    const alone = !after.startsWith('-')
    if (alone && optionOf(command, next) !== undefined) return [flag, next]
    i++
  }
  return undefined
}

const optimizerNames = optimizers.map(({ name }) => name)
const functionNames = functions.map(({ name }) => name)

/** What a word that stands alone may be: the flag for it, and its value. */
type Flagged = readonly [flag: string, value: string]

/** The whole command with a flag before each word that stands alone; nothing where one of them says nothing. */
export function flagsMeant(command: Command, argv: readonly string[]): readonly string[] {
  const places = loneWords(command, argv)
  const flagged = places.map(i => flagOf(command, argv[i] ?? ''))
  if (flagged.length === 0 || flagged.some(one => one === undefined)) return []
  const known = flagged.filter(one => one !== undefined)
  const named = known.filter(([flag]) => flag === '--optim').map(([, value]) => value)
  const several = named.length > 1 || command.name() === 'compare'
  const twice = known.some(
    ([flag], i) => flag !== '--optim' && single(flag) && known.findIndex(([f]) => f === flag) < i,
  )
  const again = known.some(([flag]) => single(flag) && argv.some(word => word === flag || word.startsWith(`${flag}=`)))
  if (twice || again || (several && command.name() === 'sweep')) return []

  const first = flagged.findIndex(one => one?.[0] === '--optim')
  const words = [...argv.entries()].slice(3).flatMap(([i, word]) => {
    const [flag, value] = flagged[places.indexOf(i)] ?? []
    if (flag === undefined || value === undefined) return word === '--' ? [] : [word]
    if (flag !== '--optim' || !several) return [flag, value]
    return places.indexOf(i) === first ? [flag, named.join(',')] : []
  })
  const name = several ? 'compare' : command.name()
  return [['optviz', name, ...words.map(shellWord)].join(' ')]
}

/** Whether a flag is given once. */
function single(flag: string): boolean {
  return !['--set', '--param', '--scan', '--out'].includes(flag)
}

function flagOf(command: Command, word: string): Flagged | undefined {
  const exact = nameOf(word)
  if (exact !== undefined) return exact
  const [, key, value] = /^([\w-]+)=(.+)$/s.exec(word) ?? []
  if (key !== undefined && value !== undefined) return assigned(command, key, value)
  const extension = extname(word).slice(1).toLowerCase()
  if (['yaml', 'yml'].includes(extension)) return ['--config', word]
  if (formatNames.some(format => format === extension)) return ['--out', word]
  return isExpression(word) ? ['--expr', word] : nearestName(word)
}

function nameOf(word: string): Flagged | undefined {
  const optim = alike(word, optimizerNames)
  if (optim !== undefined) return ['--optim', optim]
  const fn = alike(word, functionNames)
  return fn === undefined ? undefined : ['--fn', fn]
}

function nearestName(word: string): Flagged | undefined {
  const near = word.length < 3 ? undefined : nearest(word, [...optimizerNames, ...functionNames])
  return near === undefined ? undefined : nameOf(near)
}

/** `momentum=0.9`, `lr=0.1`, `lr=1e-3..1`. */
function assigned(command: Command, key: string, value: string): Flagged | undefined {
  if (command.name() === 'sweep' && /\.\.|,/.test(value)) return ['--scan', `${key}=${value}`]
  const known = command.options.flatMap(({ long }) => (long ? [long.slice(2)] : []))
  const [meaning] = meaningsOf(key, known)
  if (meaning === undefined) return undefined
  const ofKeys = ['set', 'param', 'scan'].includes(meaning.setting)
  const flag = `--${meaning.setting}`
  if (meaning.value !== undefined) return ofKeys ? [flag, `${meaning.value}=${value}`] : undefined
  return !ofKeys && optionOf(command, flag)?.required === true ? [flag, value] : undefined
}

function isExpression(word: string): boolean {
  if (!/[xy]/.test(word) || !/[\d^*+/()-]/.test(word)) return false
  try {
    parseExpression(word, {})
    return true
  } catch {
    return false
  }
}

/** What commands are called elsewhere. */
const called: readonly (readonly [here: string, elsewhere: string])[] = [
  ['run', 'plot draw visualize visualise viz minimize minimise optimize optimise train figure'],
  ['compare', 'race versus vs comparison'],
  ['sweep', 'scan grid grid-search tune'],
  ['batch', 'manifest build'],
  ['diff', 'cmp'],
  ['inspect', 'recipe metadata'],
  ['show', 'info describe explain about'],
  ['list', 'ls'],
  ['list optimizers', 'optimizers optimizer'],
  ['list functions', 'functions function'],
  ['list schedules', 'schedules schedule schedulers'],
  ['list palettes', 'palettes palette'],
  ['list formats', 'formats format'],
  ['doctor', 'health diagnose check'],
  ['completion', 'completions complete'],
  ['completion bash', 'bash'],
  ['completion zsh', 'zsh'],
  ['completion fish', 'fish'],
]

/** What somebody may mean by a first word that is no command, as commands. */
export function commandMeant(optviz: Command, argv: readonly string[]): readonly string[] {
  const word = argv.slice(2).find(arg => !arg.startsWith('-')) ?? ''
  const commands = optviz
    .createHelp()
    .visibleCommands(optviz)
    .map(command => command.name())
  const own = alike(word, commands)
  if (own !== undefined) return [own]
  const elsewhere = called.find(([, theirs]) => alike(word, theirs.split(' ')) !== undefined)
  if (elsewhere !== undefined) return [elsewhere[0]]

  const file = fileCommand(word)
  if (file !== undefined) return [file]
  const near = nearest(word, commands)
  if (near !== undefined && nameOf(word) === undefined) return [near]
  const run = optviz.commands.find(command => command.name() === 'run')
  const whole = run === undefined ? [] : flagsMeant(run, [...argv.slice(0, 2), 'run', ...argv.slice(2)])
  const [, name] = nameOf(word) ?? nearestName(word) ?? []
  return argv.length === 3 && name !== undefined ? [...whole, `optviz show ${name}`] : whole
}

/** What is done with a file of a kind. */
function fileCommand(word: string): string | undefined {
  const extension = extname(word).slice(1).toLowerCase()
  if (['yaml', 'yml'].includes(extension)) return `optviz batch ${shellWord(word)}`
  return formatsWithRecipe.some(format => format === extension) ? `optviz inspect ${shellWord(word)}` : undefined
}
