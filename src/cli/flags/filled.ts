import { text } from '../../spec/fields/kinds.js'

/** Takes a word of the command line that must not be empty, as where a script's variable is; `name` says in the error which it is. */
export const filled = (name: string) => (word: string) => text(word, name)
