/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>

#include "base/text.h"
#include "cond_lex.h"
#include "word.h"

bool
cond_fail(struct lex *l, size_t at, const char *format, ...)
{
	char place[32], text[FAULT_TEXT];
	unsigned column = 1;
	va_list ap;
	for (size_t i = 0; i < at; i++)
		column += ((unsigned char)l->all.p[i] & 0xc0) != 0x80;
	snprintf(place, sizeof(place), "column %u", column);
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	return fault_set(l->fault, place, NULL, "%s", text);
}

bool
cond_want(struct lex *l, const char *what)
{
	const struct token *t = &l->token;
	if (t->kind == TOKEN_END)
		return cond_fail(l, t->at, "%s must stand here", what);
	return cond_fail(l, t->at, "%s must stand here, not '%.*s'", what,
	    STR_ARG(word_clip(t->text)));
}

bool
cond_is(const struct lex *l, const char *word)
{
	return l->token.kind == TOKEN_WORD && str_is(l->token.text, word);
}

/* Letters, digits, and what paths, codes, dates and numbers need. */
static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("_.-+:[]", c));
}

/* Text in quotes, which begins at the token's place. */
static bool
lex_text(struct lex *l, char quote)
{
	struct str rest = str_from(l->all, l->at + 1);
	char *text = arena_alloc(l->arena, rest.n + 1);
	size_t n = 0, i = 0;
	for (; i < rest.n && rest.p[i] != quote; i++) {
		if (rest.p[i] == '\\') {
			char c = ++i < rest.n ? rest.p[i] : '\0';
			if (c != '"' && c != '\'' && c != '\\')
				return cond_fail(l, l->at + i,
				    "\\ must stand before a quote or a \\");
		}
		text[n++] = rest.p[i];
	}
	if (i == rest.n)
		return cond_fail(l, l->at, "the quote is not closed");
	l->token.kind = TOKEN_TEXT;
	l->token.text = (struct str){ text, n };
	l->at += i + 2;
	return true;
}

/* Signs, those of two bytes before the ones they begin with. */
static const struct {
	struct str text;
	enum token_kind kind;
	enum cond_test test;
} signs[] = {
	{ STR("!="), TOKEN_SIGN, COND_NE },
	{ STR("<="), TOKEN_SIGN, COND_LE },
	{ STR(">="), TOKEN_SIGN, COND_GE },
	{ STR("="), TOKEN_SIGN, COND_EQ },
	{ STR("<"), TOKEN_SIGN, COND_LT },
	{ STR(">"), TOKEN_SIGN, COND_GT },
	{ STR("~"), TOKEN_SIGN, COND_GLOB },
	{ STR("("), TOKEN_OPEN, 0 },
	{ STR(")"), TOKEN_CLOSE, 0 },
	{ STR(","), TOKEN_COMMA, 0 },
};

static bool
lex_sign(struct lex *l, struct str rest)
{
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t n = signs[i].text.n;
		if (rest.n < n || memcmp(rest.p, signs[i].text.p, n) != 0)
			continue;
		l->token.kind = signs[i].kind;
		l->token.test = signs[i].test;
		l->token.text = signs[i].text;
		l->at += n;
		return true;
	}
	return cond_fail(l, l->at, "'%.*s' means nothing outside quotes",
	    (int)utf8_length(rest.p, rest.n), rest.p);
}

bool
cond_next(struct lex *l)
{
	while (l->at < l->all.n && strchr(" \t\r\n", l->all.p[l->at]) &&
	       l->all.p[l->at])
		l->at++;
	struct str rest = str_from(l->all, l->at);
	size_t n = 0;
	l->token = (struct token){ .kind = TOKEN_END, .at = l->at };
	if (rest.n == 0)
		return true;
	if (rest.p[0] == '"' || rest.p[0] == '\'')
		return lex_text(l, rest.p[0]);
	while (n < rest.n && is_word_byte(rest.p[n]))
		n++;
	if (n == 0)
		return lex_sign(l, rest);
	l->token.kind = TOKEN_WORD;
	l->token.text = (struct str){ rest.p, n };
	l->at += n;
	return true;
}
