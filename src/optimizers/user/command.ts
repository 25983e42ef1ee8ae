import { UsageError } from '../../errors.js'
import { shellWords } from '../../words/shell.js'
import type { Command } from '../types.js'

/** Runs that name one command have one optimizer. */
const known = new Map<string, Command>()

/** The optimizer that a command is. No process is started; a command that has no words is a UsageError. */
export function commandOptimizer(command: string): Command {
  const optimizer = known.get(command) ?? described(command)
  known.set(command, optimizer)
  return optimizer
}

function described(command: string): Command {
  const [program, ...given] = shellWords(command, 'optim-command')
  if (program === undefined || program === '')
    throw new UsageError('optim-command: expected a command, got a blank one', 'For example: python3 my_optim.py')
  const words = [program, ...given] as const
  const title = titleOf(words)
  return {
    kind: 'command',
    name: title.replaceAll(/[^\w.@]+/g, '-').replaceAll(/^[-.]+|-+$/g, '') || 'command',
    title,
    group: 'user-defined',
    equation: `the steps that ${command} takes`,
    reference: command,
    hyperparameters: {},
    cost: { note: 'what it asks for, every question counted' },
    command,
    words,
  }
}

const interpreters =
  /^(?:python|pypy|node|nodejs|deno|bun|tsx|ruby|perl|Rscript|julia|octave|lua|luajit|php|bash|dash|sh|zsh|env|uv|conda)[\d.]*(?:\.exe)?$/

/** The title has room for so many letters. */
const longest = 48

/** `pytorch AdamW`: a program's file without folder and extension, the script's or module's where an interpreter runs it. */
function titleOf(words: Command['words']): string {
  const isModule = (i: number) => words[i - 1] === '-m'
  const script = words.findIndex((word, i) => i > 0 && (isModule(i) || /^[^-\s]\S*\.[A-Za-z]+$/.test(word)))
  const begin = script > 0 && interpreters.test(fileOf(words[0])) ? script : 0
  const file = fileOf(words[begin] ?? '')
  const name = isModule(begin) ? file : file.replace(/(?<=.)\.[A-Za-z]+$/, '')
  const title = [name, ...words.slice(begin + 1)].join(' ').replaceAll(/\s+/g, ' ')
  return title.length > longest ? `${title.slice(0, longest - 1)}…` : title
}

function fileOf(path: string): string {
  return path.split(/[/\\]/).at(-1) || path
}
