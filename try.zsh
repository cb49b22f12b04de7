autoload -Uz compinit; fpath=(. $fpath); compinit -u -d ./dump
_arguments() { print -l -- "$@" }
service=mc-send words=(mc-send approve --d) CURRENT=3
source ./_mc
