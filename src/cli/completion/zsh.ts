import { version } from '../../version.js'
import { groupedKeys } from './bash.js'
import { type Completion, type Flag, listNames, type Subcommand, type Values, type Word } from './model.js'

/** A completion script for zsh: to be sourced, or put as _optviz into a folder of $fpath. */
export function zshCompletion({ commands, flags, lists, keys }: Completion): string {
  return `#compdef optviz
# optviz ${version}: completion for zsh. Load it with: source <(optviz completion zsh)

${listNames.map(list => listFunction(list, lists[list])).join('\n')}

# The hyperparameters of the optimizer that the line names.
_optviz_keys() {
  local -a keys
  local at=\${words[(I)--optim]} optimizer=adamw
  (( at )) && optimizer=$words[at+1]
  case $optimizer in
${groupedKeys(keys)
  .map(([optimizers, own]) => `    ${optimizers.join('|')}) keys=(${own.join(' ')}) ;;`)
  .join('\n')}
  esac
  compset -P '*=' || compadd -S '=' -a keys
}

_optviz() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C ${flags.map(flagSpec).join(' ')} '1:command:->command' '*::argument:->arguments'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, about }) => `        ${quoted(`${escaped(name)}:${about}`)}`).join('\n')}
      )
      _describe -t commands command commands ;;
    arguments)
      curcontext=\${curcontext%:*:*}:optviz-$words[1]:
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}

if [[ $funcstack[1] == _optviz ]]; then
  _optviz "$@"
elif (( $+functions[compdef] )); then
  compdef _optviz optviz
fi
`
}

function listFunction(list: string, words: readonly Word[]): string {
  return `_optviz_${list}() {
  local -a names=(
${words.map(({ text, about }) => `    ${quoted(`${escaped(text)}:${about}`)}`).join('\n')}
  )
  _describe -t ${list} ${list} names "$@"
}
# Names separated by commas.
_optviz_many_${list}() { compset -P '*,'; _optviz_${list} -S '' }`
}

function commandCase({ name, flags, argument }: Subcommand): string {
  const specs = [...flags.map(flagSpec), ...(argument ? [`'*:argument:${action(argument)}'`] : [])]
  return `        ${name})\n          _arguments -s \\\n${specs.map(spec => `            ${spec}`).join(' \\\n')} ;;`
}

/** A flag as _arguments reads it. */
function flagSpec({ long, short, about, values }: Flag): string {
  const text = about.replaceAll(/[[\]:\\]/g, '\\$&')
  const value = values === undefined ? '' : `:value:${action(values)}`
  const body = quoted(`[${text}]${value}`)
  // Flags with a value may be repeated: the last one wins, or all count.
  const repeated = values === undefined ? '' : '*'
  return short === undefined ? `'${repeated}'${long}${body}` : `'${repeated}'{${short},${long}}${body}`
}

function action(values: Values): string {
  switch (values.kind) {
    case 'file':
      return '_files'
    case 'any':
      return ''
    case 'keys':
      return '_optviz_keys'
    case 'words':
      return `(${values.words.join(' ')})`
    case 'list':
      return values.many ? `_optviz_many_${values.list}` : `_optviz_${values.list}`
  }
}

/** A colon separates a name from its description. */
function escaped(name: string): string {
  return name.replaceAll(':', '\\:')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
