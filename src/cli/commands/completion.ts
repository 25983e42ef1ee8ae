import type { Command } from 'commander'
import { UsageError } from '../../errors.js'
import { own } from '../../own.js'
import { quoted } from '../../spec/fields/kinds.js'
import { alike, suggestion } from '../../words/nearest.js'
import { bashCompletion } from '../completion/bash.js'
import { fishCompletion } from '../completion/fish.js'
import { type Completion, completionOf } from '../completion/model.js'
import { zshCompletion } from '../completion/zsh.js'
import { send } from '../talk/streams.js'

const shells: Readonly<Record<string, (completion: Completion) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
}

/** `optviz completion`: a script that completes the whole command line in a shell, on stdout. */
export function completion(shell: string, optviz: Command): void {
  const known = Object.keys(shells)
  const write = own(shells, alike(shell, known) ?? shell)
  if (write === undefined)
    throw new UsageError(`unknown shell ${quoted(shell)}${suggestion(shell, known)}`, `Expected ${known.join(', ')}.`)
  send(process.stdout, write(completionOf(optviz)))
}
