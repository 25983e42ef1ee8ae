# bash complete.bash SCRIPT LINE: what is offered for LINE, as readline would ask for it.
source "$1"
COMP_LINE=$2
COMP_POINT=${#2}
COMP_WORDBREAKS=$' \t\n"\'@><=;|&(:'
COMPREPLY=()
eval "$(complete -p optviz | sed -E 's/.*-F ([^ ]+) .*/\1/')"
printf '%s\n' "${COMPREPLY[@]}"
