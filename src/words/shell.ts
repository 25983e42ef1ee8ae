import { UsageError } from '../errors.js'
import { visible } from './visible.js'

/**
 * A text as one word of a command that can be pasted into sh, bash, zsh or fish: the shell reads back the text, and nothing of
 * it is run or expanded. What a line cannot show is spelled, so the command stays one line.
 */
export function shellWord(text: string): string {
  // zsh replaces `=name` by a path, old fish `%name` by a process.
  if (/^(?![=%])[\w.,:=@%+/-]+$/.test(text)) return text
  return visible(text) === text ? quotedWord(text) : printedWord(text)
}

/** In single quotes; quotes and backslashes stand outside of them, as fish reads `\\` and `\'` within. */
function quotedWord(text: string): string {
  const parts = text.split(/(['\\])/).filter(part => part !== '')
  return parts.length === 0 ? "''" : parts.map(part => (/^['\\]$/.test(part) ? `\\${part}` : `'${part}'`)).join('')
}

/** By printf, which all shells have. It has no line breaks at the end: a shell takes them from what a command prints. */
function printedWord(text: string): string {
  const format = Array.from(text, (character, i) => {
    const special = visible(character) !== character || /['"\\%!]/.test(character) || (i === 0 && character === '-')
    return special ? Array.from(Buffer.from(character), octal).join('') : character
  })
  return `"$(printf '${format.join('')}')"`
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`
}

const viaShell = "For a shell's work, name the shell: sh -c '…'"

/**
 * The words of a command as a POSIX shell reads them: single and double quotes and backslashes. Nothing is expanded, and what
 * only a shell can do is refused; `name` is what the user calls the command.
 */
export function shellWords(command: string, name: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  const token = /(\s+)|'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^\s'"\\]+)/gsy
  while (token.lastIndex < command.length) {
    const at = token.lastIndex
    const [text, blank, single, double, escaped, plain] = token.exec(command) ?? []
    if (text === undefined)
      throw new UsageError(
        command[at] === '\\'
          ? `${name}: nothing stands after the last \\`
          : `${name}: no ${command[at]} closes the one in ${command.slice(at, at + 40)}`,
        'A quote or backslash that is meant itself stands in quotes of the other kind.',
      )
    const operator = /[|&;<>`]/.exec(plain ?? '')?.[0]
    if (operator !== undefined)
      throw new UsageError(`${name}: ${operator} means something to a shell, and none is run`, viaShell)
    if (blank !== undefined) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else
      word = `${word ?? ''}${single ?? double?.replaceAll(/\\(?:\n|([$`"\\]))/g, '$1') ?? plain ?? (escaped === '\n' ? '' : escaped)}`
  }
  return word === undefined ? words : [...words, word]
}
