import { version } from '../../version.js'
import { type Completion, type Flag, listNames, type Subcommand, type Values } from './model.js'

/** A completion script for bash 3.2 and later; no file other than it is read when keys are pressed. */
export function bashCompletion({ commands, flags, lists, keys }: Completion): string {
  const names = (words: readonly { readonly text: string }[]) => words.map(({ text }) => text).join(' ')
  return `# optviz ${version}: completion for bash. Load it with: source <(optviz completion bash)

${listNames.map(list => `_optviz_${list}='${names(lists[list])}'`).join('\n')}

# The hyperparameters of an optimizer.
_optviz_keys() {
  case $1 in
${groupedKeys(keys)
  .map(([optimizers, own]) => `    ${optimizers.join('|')}) echo '${own.map(key => `${key}=`).join(' ')}' ;;`)
  .join('\n')}
  esac
}

# bash replaces only what follows the last of its word breaks (=, :, @), so replies must not repeat what stands before.
_optviz_reply() {
  local list=$1 reply strip
  strip=\${word%"\${word##*[\${COMP_WORDBREAKS:-=}]}"}
  COMPREPLY=()
  while IFS= read -r reply; do
    [[ -n $reply ]] || continue
    reply=$head$reply
    COMPREPLY+=("\${reply#"$strip"}")
  done < <(compgen -W "$list" -- "$current")
  _optviz_option +o default +o bashdefault
}

_optviz_option() { if type compopt >/dev/null 2>&1; then compopt "$@" 2>/dev/null; fi; }

# Nothing is known of the value: no reply, and no file names instead.
_optviz_any() { _optviz_option +o default +o bashdefault; }

# File names come from readline, which knows blanks and tildes: no reply of ours.
_optviz_file() { :; }

# Names separated by commas, each perhaps with settings of its own.
_optviz_many() {
  head=$head\${current%"\${current##*,}"}
  current=\${current##*,}
  _optviz_option -o nospace
  _optviz_reply "$1"
}

_optviz() {
  local line=\${COMP_LINE:0:COMP_POINT} word current previous head='' command='' optimizer='' i
  local -a words
  read -r -a words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  word=\${words[\${#words[@]}-1]}
  previous=\${words[\${#words[@]}-2]}
  current=$word
  COMPREPLY=()
  for ((i = 1; i < \${#words[@]} - 1; i++)); do
    case \${words[i]} in
      --optim) optimizer=\${words[i+1]} ;;
      --optim=*) optimizer=\${words[i]#*=} ;;
      -*) ;;
      *) [[ -z $command ]] && command=\${words[i]} ;;
    esac
  done
  if [[ $word == --*=* ]]; then
    previous=\${word%%=*}
    head=$previous=
    current=\${word#*=}
  fi
  case "$command $previous" in
${commands.flatMap(command => command.flags.flatMap(flag => valueCase(command, flag))).join('\n')}
  esac
  case $command in
    '') if [[ $word == -* ]]; then _optviz_reply '${flagWords(flags)}'; else _optviz_reply '${commands.map(c => c.name).join(' ')}'; fi ;;
${commands.map(commandCase).join('\n')}
    *) _optviz_any ;;
  esac
}

complete -o bashdefault -o default -F _optviz optviz
`
}

function valueCase(command: Subcommand, { long, short, values }: Flag): readonly string[] {
  if (values === undefined) return []
  const spellings = [long, ...(short === undefined ? [] : [short])].map(name => `'${command.name} ${name}'`)
  return [`    ${spellings.join('|')}) ${reply(values)}; return ;;`]
}

function commandCase({ name, flags, argument }: Subcommand): string {
  const other = argument === undefined ? '_optviz_any' : reply(argument)
  return `    ${name}) if [[ $word == -* ]]; then _optviz_reply '${flagWords(flags)}'; else ${other}; fi ;;`
}

function flagWords(flags: readonly Flag[]): string {
  return flags.map(({ long }) => long).join(' ')
}

function reply(values: Values): string {
  switch (values.kind) {
    case 'file':
      return '_optviz_file'
    case 'any':
      return '_optviz_any'
    case 'keys':
      return `_optviz_option -o nospace; _optviz_reply "$(_optviz_keys "\${optimizer:-adamw}")"`
    case 'words':
      return `_optviz_reply '${values.words.join(' ')}'`
    case 'list':
      return `${values.many ? '_optviz_many' : '_optviz_reply'} "$_optviz_${values.list}"`
  }
}

/** Optimizers that have the same hyperparameters, together. */
export function groupedKeys(
  keys: Completion['keys'],
): readonly (readonly [optimizers: readonly string[], keys: readonly string[]])[] {
  const groups = new Map<string, { readonly optimizers: string[]; readonly keys: readonly string[] }>()
  for (const [optimizer, own] of Object.entries(keys)) {
    const same = groups.get(own.join())
    if (same === undefined) groups.set(own.join(), { optimizers: [optimizer], keys: own })
    else same.optimizers.push(optimizer)
  }
  return [...groups.values()].map(group => [group.optimizers, group.keys] as const)
}
