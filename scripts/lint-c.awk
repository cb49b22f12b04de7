# SPDX-License-Identifier: ISC
# Functions and files that are too long, and functions that we do not call.
# Comments, strings and characters are taken away first. Data tables, files
# named NAME_table.c or whose first lines say `Generated`, may be long.

BEGIN {
	FUNCTION = 60
	FILE = 600
	n = split("strcpy strcat sprintf vsprintf strtok atoi atol atoll " \
	    "atof gets scanf fscanf sscanf vscanf vfscanf vsscanf " \
	    "setlocale uselocale alloca", name)
	for (i = 1; i <= n; i++)
		banned[name[i]] = 1
	token = "\"([^\"\\\\]|\\\\.)*\"|'([^'\\\\]|\\\\.)+'|/\\*|//"
}

FNR == 1 {
	end_of_file()
	file = FILENAME
	table = file ~ /_table\.[ch]$/
	comment = body = 0
}

FNR < 6 && /[Gg]enerated (by|from)/ { table = 1 }

{ length_of_file = FNR }

/^\{[ \t]*$/ { body = FNR }

/^\}/ && body {
	if (FNR - body + 1 > FUNCTION && !table)
		complain(body, "function of " FNR - body + 1 " lines")
	body = 0
}

{
	code = strip($0)
	while (match(code, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
		word = substr(code, RSTART, RLENGTH)
		code = substr(code, RSTART + RLENGTH)
		sub(/[ \t]*\($/, "", word)
		if (word in banned)
			complain(FNR, word "() is banned")
	}
}

END {
	end_of_file()
	exit bad
}

function end_of_file() {
	if (file != "" && length_of_file > FILE && !table)
		complain(length_of_file, "file of " length_of_file " lines")
}

function complain(line, text) {
	print file ":" line ": " text
	bad = 1
}

# The line without comments and literals; `comment` lives across lines.
function strip(s, out, t, i) {
	out = ""
	for (;;) {
		if (comment) {
			i = index(s, "*/")
			if (!i)
				return out
			s = substr(s, i + 2)
			comment = 0
		}
		if (!match(s, token))
			return out s
		t = substr(s, RSTART, 2)
		out = out substr(s, 1, RSTART - 1) " "
		s = substr(s, RSTART + RLENGTH)
		if (t == "//")
			return out
		if (t == "/*")
			comment = 1
	}
}
