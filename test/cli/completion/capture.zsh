# zsh -f capture.zsh SCRIPT OUT LINE: presses Tab after LINE in an interactive zsh and leaves what is offered in OUT.
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "source ${0:A:h}/interactive.zsh ${(q)1} ${(q)2}"
repeat 200; do
  [[ -e $2.ready ]] && break
  sleep 0.05
done
zpty -w -n z "$3"$'\t'
repeat 200; do
  [[ -e $2.done ]] && break
  sleep 0.05
done
zpty -d z
