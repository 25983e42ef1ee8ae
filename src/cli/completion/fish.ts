import { version } from '../../version.js'
import { groupedKeys } from './bash.js'
import { type Completion, type Flag, listNames, type Subcommand, type Values } from './model.js'

/** A completion script for fish: to be sourced, or put into ~/.config/fish/completions/optviz.fish. */
export function fishCompletion({ commands, flags, lists, keys }: Completion): string {
  return `# optviz ${version}: completion for fish. Load it with: optviz completion fish | source

${listNames
  .map(
    list => `function __optviz_${list}
${lists[list].map(({ text, about }) => `    printf '%s\\t%s\\n' ${quoted(text)} ${quoted(about)}`).join('\n')}
end`,
  )
  .join('\n')}

# Names separated by commas: what stands before the last one is kept.
function __optviz_many
    set -l before (string replace -r '[^,]*$' '' -- (commandline -ct))
    for name in (eval $argv)
        printf '%s%s\\n' $before $name
    end
end

# The hyperparameters of the optimizer that the line names.
function __optviz_keys
    set -l words (commandline -opc)
    set -l at (contains -i -- --optim $words); or return
    switch $words[(math $at + 1)]
${groupedKeys(keys)
  .map(
    ([optimizers, own]) =>
      `        case ${optimizers.join(' ')}\n            printf '%s\\n' ${own.map(key => `${key}=`).join(' ')}`,
  )
  .join('\n')}
    end
end

complete -c optviz -f
${flags.map(flag => flagLine('__fish_use_subcommand', flag)).join('\n')}
${commands.map(({ name, about }) => `complete -c optviz -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`).join('\n')}
${commands.flatMap(commandLines).join('\n')}
`
}

function commandLines({ name, flags, argument }: Subcommand): readonly string[] {
  const within = `'__fish_seen_subcommand_from ${name}'`
  const own = flags.map(flag => flagLine(within, flag))
  if (argument === undefined) return own
  return [...own, `complete -c optviz -n ${within} ${argument.kind === 'file' ? '-F' : `-f ${candidates(argument)}`}`]
}

function flagLine(condition: string, { long, short, about, values }: Flag): string {
  const value = values === undefined ? '' : values.kind === 'file' ? ' -r -F' : ` -x ${candidates(values)}`.trimEnd()
  const names = `${short === undefined ? '' : `-s ${short.slice(1)} `}-l ${long.slice(2)}`
  return `complete -c optviz -n ${condition} ${names} -d ${quoted(about)}${value}`
}

function candidates(values: Values): string {
  switch (values.kind) {
    case 'file':
    case 'any':
      return ''
    case 'keys':
      return "-a '(__optviz_keys)'"
    case 'words':
      return `-a '${values.words.join(' ')}'`
    case 'list':
      return values.many ? `-a '(__optviz_many __optviz_${values.list})'` : `-a '(__optviz_${values.list})'`
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
