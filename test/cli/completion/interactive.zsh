# What capture.zsh runs inside: the completion system with a compadd that writes down what it is given.
PROMPT=
autoload -U compinit
compinit -u -D
source $1
out=$2
: > $out
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false
compadd() {
  # Calls that only ask which of some words match.
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return
  fi
  local -a offered
  builtin compadd -A offered "$@"
  (( $#offered )) && print -rl -- "${(@)offered/#/$IPREFIX}" >> $out
  # Nothing is really added: the line must not change.
  (( $#offered ))
}
finish() { : > $out.done }
comppostfuncs=(finish)
: > $out.ready
