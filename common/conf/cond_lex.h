/* SPDX-License-Identifier: ISC */
#ifndef CONF_COND_LEX_H
#define CONF_COND_LEX_H

/*
 * The words and signs of a condition, one at a time. Private to the compiler
 * of conditions. The first fault ends the reading.
 */

#include "cond_tree.h"

enum token_kind {
	TOKEN_END,
	TOKEN_WORD, /* a path, a bare value, and, or, not, in */
	TOKEN_TEXT, /* in quotes, the escapes resolved */
	TOKEN_SIGN, /* = != < <= > >= ~ */
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_COMMA,
};

struct token {
	enum token_kind kind;
	struct str text; /* lives as long as the condition's text */
	size_t at; /* offset of its first byte */
	enum cond_test test; /* of a sign */
};

struct lex {
	struct str all; /* the condition, UTF-8 */
	size_t at; /* offset behind the token */
	struct token token; /* the one to be looked at */
	struct arena *arena;
	struct fault *fault;
};

/* Goes to the next token; false with a fault. */
bool cond_next(struct lex *);

/* Claims that the token is that word, not in quotes. */
bool cond_is(const struct lex *, const char *word);

/* A fault at the column of the byte at offset `at`; answers false. */
bool cond_fail(struct lex *, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A fault: `what` must stand where the token stands. */
bool cond_want(struct lex *, const char *what);

#endif
