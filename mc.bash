# bash completion of mc, made by scripts/make-completion

_mc_options() {
	case $1 in
	'mc-parse') echo '--config --date --expect --format --quiet --verbose --help --version' ;;
	'mc-pick') echo '--invert --tally --quiet --verbose --help --version' ;;
	'mc-register') echo '--quiet --verbose --help --version' ;;
	'mc-register init') echo '--environment --quiet --verbose --help --version' ;;
	'mc-register import') echo '--config --dry-run --replace --quiet --verbose --help --version' ;;
	'mc-register export') echo '--agreements --config --format --identities --sender --quiet --verbose --help --version' ;;
	'mc-register list') echo '--channel --config --number --status --sender --quiet --verbose --help --version' ;;
	'mc-register history') echo '--config --quiet --verbose --help --version' ;;
	'mc-register rotate') echo '--config --quiet --verbose --help --version' ;;
	'mc-send') echo '--config --dry-run --only --retry --release --reason --quiet --verbose --help --version' ;;
	'mc-send list') echo '--events --run --state --quiet --verbose --help --version' ;;
	'mc-send hold') echo '--reason --run --quiet --verbose --help --version' ;;
	'mc-send release') echo '--reason --run --quiet --verbose --help --version' ;;
	'mc-send stop') echo '--reason --run --quiet --verbose --help --version' ;;
	'mc-send resolve') echo '--reason --quiet --verbose --help --version' ;;
	'mc-send replace') echo '--reason --quiet --verbose --help --version' ;;
	'mc-send resend') echo '--config --reason --order --quiet --verbose --help --version' ;;
	'mc-send copy') echo '--config --reason --order --quiet --verbose --help --version' ;;
	'mc-send approve') echo '--config --digest --total --reason --discard --quiet --verbose --help --version' ;;
	'mc-archive') echo '--pass --quiet --verbose --help --version' ;;
	'mc-archive find') echo '--number --customer --name --reference --amount --date --channel --state --sender --limit --all --quiet --verbose --help --version' ;;
	'mc-archive get') echo '--revision --quiet --verbose --help --version' ;;
	'mc-archive story') echo '--quiet --verbose --help --version' ;;
	'mc-archive verify') echo '--quiet --verbose --help --version' ;;
	'mc-archive erase') echo '--dry-run --reason --quiet --verbose --help --version' ;;
	'mc-archive rebuild') echo '--quiet --verbose --help --version' ;;
	esac
}

_mc_takes() {
	case $1 in
	'mc-parse -c'|'mc-parse --config') echo 'FILE' ;;
	'mc-parse -d'|'mc-parse --date') echo 'DATE' ;;
	'mc-parse -e'|'mc-parse --expect') echo 'N[,SUM]' ;;
	'mc-parse -f'|'mc-parse --format') echo 'FORMAT' ;;
	'mc-register init -e'|'mc-register init --environment') echo 'NAME' ;;
	'mc-register import -c'|'mc-register import --config') echo 'FILE' ;;
	'mc-register export -c'|'mc-register export --config') echo 'FILE' ;;
	'mc-register export -f'|'mc-register export --format') echo 'FORMAT' ;;
	'mc-register export -s'|'mc-register export --sender') echo 'NAME' ;;
	'mc-register list -C'|'mc-register list --channel') echo 'NAME' ;;
	'mc-register list -c'|'mc-register list --config') echo 'FILE' ;;
	'mc-register list -N'|'mc-register list --number') echo 'NUMBER' ;;
	'mc-register list -S'|'mc-register list --status') echo 'STATUS' ;;
	'mc-register list -s'|'mc-register list --sender') echo 'NAME' ;;
	'mc-register history -c'|'mc-register history --config') echo 'FILE' ;;
	'mc-register rotate -c'|'mc-register rotate --config') echo 'FILE' ;;
	'mc-send -c'|'mc-send --config') echo 'FILE' ;;
	'mc-send -p'|'mc-send --only') echo 'CONDITION' ;;
	'mc-send -N'|'mc-send --release') echo 'N' ;;
	'mc-send -R'|'mc-send --reason') echo 'REASON' ;;
	'mc-send list -i'|'mc-send list --run') echo 'ID' ;;
	'mc-send list -s'|'mc-send list --state') echo 'STATE' ;;
	'mc-send hold -R'|'mc-send hold --reason') echo 'REASON' ;;
	'mc-send hold -i'|'mc-send hold --run') echo 'ID' ;;
	'mc-send release -R'|'mc-send release --reason') echo 'REASON' ;;
	'mc-send release -i'|'mc-send release --run') echo 'ID' ;;
	'mc-send stop -R'|'mc-send stop --reason') echo 'REASON' ;;
	'mc-send stop -i'|'mc-send stop --run') echo 'ID' ;;
	'mc-send resolve -R'|'mc-send resolve --reason') echo 'REASON' ;;
	'mc-send replace -R'|'mc-send replace --reason') echo 'REASON' ;;
	'mc-send resend -c'|'mc-send resend --config') echo 'FILE' ;;
	'mc-send resend -R'|'mc-send resend --reason') echo 'REASON' ;;
	'mc-send resend -O'|'mc-send resend --order') echo 'TEXT' ;;
	'mc-send copy -c'|'mc-send copy --config') echo 'FILE' ;;
	'mc-send copy -R'|'mc-send copy --reason') echo 'REASON' ;;
	'mc-send copy -O'|'mc-send copy --order') echo 'TEXT' ;;
	'mc-send approve -c'|'mc-send approve --config') echo 'FILE' ;;
	'mc-send approve -D'|'mc-send approve --digest') echo 'HEX' ;;
	'mc-send approve -T'|'mc-send approve --total') echo 'TOTAL' ;;
	'mc-send approve -R'|'mc-send approve --reason') echo 'REASON' ;;
	'mc-archive find -N'|'mc-archive find --number') echo 'NUMBER' ;;
	'mc-archive find -C'|'mc-archive find --customer') echo 'NUMBER' ;;
	'mc-archive find -B'|'mc-archive find --name') echo 'GLOB' ;;
	'mc-archive find -R'|'mc-archive find --reference') echo 'TEXT' ;;
	'mc-archive find -A'|'mc-archive find --amount') echo 'A[..B]' ;;
	'mc-archive find -D'|'mc-archive find --date') echo 'D[..D]' ;;
	'mc-archive find -K'|'mc-archive find --channel') echo 'NAME' ;;
	'mc-archive find -S'|'mc-archive find --state') echo 'STATE' ;;
	'mc-archive find -s'|'mc-archive find --sender') echo 'KEY' ;;
	'mc-archive find -l'|'mc-archive find --limit') echo 'N' ;;
	'mc-archive get -r'|'mc-archive get --revision') echo 'N' ;;
	'mc-archive erase -R'|'mc-archive erase --reason') echo 'TEXT' ;;
	esac
}

_mc_commands() {
	case $1 in
	mc-register) echo 'init import export list history rotate' ;;
	mc-send) echo 'list hold release stop resolve replace resend copy approve' ;;
	mc-archive) echo 'find get story verify erase rebuild' ;;
esac
}

_mc() {
local tool=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]}
local before=${COMP_WORDS[COMP_CWORD-1]} name value
local commands
commands=$(_mc_commands "$tool")
name=$tool
if [[ $COMP_CWORD -gt 1 && " $commands " == *" ${COMP_WORDS[1]} "* ]]; then
name="$tool ${COMP_WORDS[1]}"
fi
COMPREPLY=()
value=$(_mc_takes "$name $before")
if [[ $word == -* ]]; then
mapfile -t COMPREPLY < <(compgen -W "$(_mc_options "$name")" -- "$word")
elif [[ $value == *'|'* ]]; then
mapfile -t COMPREPLY < <(compgen -W "${value//|/ }" -- "$word")
elif [[ -n $value && $value != FILE ]]; then
:
else
if [[ $COMP_CWORD -eq 1 ]]; then
mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
fi
mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
fi
}

complete -o filenames -F _mc mc-parse mc-pick mc-register mc-send mc-archive 
