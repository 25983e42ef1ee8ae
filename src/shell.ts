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
