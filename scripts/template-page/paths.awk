# SPDX-License-Identifier: ISC
# Makes the paths of a template's view, cmd/mc-render/view.def, into mdoc: one
# subsection an object, the outermost first.

# A row may go on over lines: it ends with its parenthesis.
/^[A-Z]+\(/ || row != "" {
	sub(/^ +/, "")
	row = row " " $0
	if (row ~ /\)$/) {
		read(row)
		row = ""
	}
}

# WORD(object, name, type, "term", "meaning"), a text perhaps in pieces.
function read(s, texts, names, n, word) {
	gsub(/" +"/, "", s)
	n = split(s, texts, "\"")
	split(texts[1], names, / *[(,] */)
	word = names[1]
	sub(/^ /, "", word)
	if (word == "OBJECT")
		begin(names[2], texts[n - 1])
	else if (word != "CLOSE")
		add(word, names[3], names[4], texts[n - 1])
}

function begin(name, meaning) {
	text[++objects] = ".Ss " plain(name) "\n" \
	    toupper(substr(meaning, 1, 1)) substr(meaning, 2) ".\n" \
	    ".Bl -tag -width Ds -compact\n"
}

function add(word, name, type, meaning) {
	text[objects] = text[objects] ".It Va " name "\n" meaning "\n" \
	    "(" kind(word, type) ")\n"
}

function kind(word, type) {
	if (word == "LIST")
		return "list of " plain(type)
	if (word == "GROUP" || word == "OPTION")
		return "object " plain(type)
	return tolower(word)
}

function plain(name) {
	sub(/^view_/, "", name)
	return name
}

END {
	for (i = objects; i > 0; i--)
		printf "%s.El\n", text[i]
}
