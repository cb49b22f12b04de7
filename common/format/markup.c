/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "markup.h"

struct str
markup_name(const char *p, const char *end)
{
	const char *from = p;
	while (p < end && !is_blank(*p) && *p != '>' && *p != '/')
		p++;
	return (struct str){ from, (size_t)(p - from) };
}

struct str
markup_local(struct str name)
{
	const char *colon = memchr(name.p, ':', name.n);
	return colon ? str_from(name, (size_t)(colon - name.p) + 1) : name;
}

/* Moves behind the `>` of a tag, over quoted values. */
static bool
pass_tag(struct window *w)
{
	int64_t from = window_offset(w);
	char quote = 0;
	for (;;) {
		for (; w->at < w->to; w->at++) {
			char c = w->p[w->at];
			if (quote ? c == quote : c == '"' || c == '\'')
				quote = quote ? 0 : c;
			else if (!quote && c == '>') {
				w->at++;
				return true;
			}
		}
		if (window_offset(w) - from > MARKUP_TAG_MAX ||
		    !window_need(w, 1))
			return false;
	}
}

bool
markup_at(struct window *w, const char *text)
{
	size_t n = strlen(text);
	return window_need(w, n) && memcmp(w->p + w->at, text, n) == 0;
}

/*
 * Moves behind the `>` of a document type declaration, over quoted text and
 * the declarations in its brackets. What is in it is not looked at.
 */
static bool
pass_doctype(struct window *w)
{
	int brackets = 0;
	w->at += 2;
	while (window_need(w, 1)) {
		char c = w->p[w->at];
		if (markup_at(w, "<!--")) {
			if (!window_find(w, "-->", 3))
				return false;
			continue;
		}
		w->at++;
		if ((c == '"' || c == '\'') && !window_find(w, &c, 1))
			return false;
		brackets += (c == '[') - (c == ']');
		if (c == '>' && brackets <= 0)
			return true;
	}
	return false;
}

/* The value of a pseudo-attribute of an XML declaration, or absent. */
static struct str
declared(struct str decl, const char *name)
{
	struct str none = { NULL, 0 };
	size_t n = strlen(name);
	for (size_t i = 0; i + n < decl.n; i++) {
		if (memcmp(decl.p + i, name, n) != 0)
			continue;
		for (i += n;
		     i < decl.n && (is_blank(decl.p[i]) || decl.p[i] == '=');)
			i++;
		if (i == decl.n || (decl.p[i] != '"' && decl.p[i] != '\''))
			return none;
		struct str rest = str_from(decl, i + 1);
		const char *end = memchr(rest.p, decl.p[i], rest.n);
		if (!end)
			return none;
		return (struct str){ rest.p, (size_t)(end - rest.p) };
	}
	return none;
}

/* Takes the encoding out of an XML declaration. */
static void
note_encoding(struct markup *m, struct str decl)
{
	struct str e = declared(decl, "encoding");
	snprintf(m->encoding, sizeof(m->encoding), "%.*s", STR_ARG(e));
}

enum token
markup_pass(struct window *w, struct markup *m, size_t *back, struct fault *f)
{
	int64_t start = window_offset(w);
	enum token what = TOKEN_OTHER;
	bool whole;

	if (markup_at(w, "<!--")) {
		w->at += 4;
		whole = window_find(w, "-->", 3);
	} else if (markup_at(w, "<![CDATA[")) {
		w->at += 9;
		whole = window_find(w, "]]>", 3);
	} else if (markup_at(w, "<?")) {
		bool decl = markup_at(w, "<?xml ");
		size_t from = w->at;
		whole = decl ? pass_tag(w) : window_find(w, "?>", 2);
		from = w->at - (size_t)(window_offset(w) - start);
		if (decl && whole)
			note_encoding(
			    m, (struct str){ w->p + from, w->at - from });
	} else if (markup_at(w, "<!")) {
		m->doctype = true;
		whole = pass_doctype(w);
	} else {
		what = markup_at(w, "</") ? TOKEN_CLOSE : TOKEN_OPEN;
		whole = pass_tag(w);
		*back = (size_t)(window_offset(w) - start);
		if (whole && what == TOKEN_OPEN && w->p[w->at - 2] == '/')
			what = TOKEN_EMPTY;
	}
	m->seen = m->seen || whole;
	if (whole)
		return what;
	fault_set(f, "", "xml", "the file ends inside a tag or comment");
	return TOKEN_BAD;
}
