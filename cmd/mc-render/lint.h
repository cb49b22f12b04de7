/* SPDX-License-Identifier: ISC */
#ifndef RENDER_LINT_H
#define RENDER_LINT_H

/*
 * What makes a template look bad or be hard to read although it can be
 * loaded: colours, type sizes and characters (lint.c), boxes in each
 * other's way and in that of the window (lint_box.c).
 */

#include "template.h"

#define LINT_TYPE 7.0 /* points: the smallest type */
#define LINT_LABEL 8.0 /* the smallest that is easy to read */
#define LINT_CONTRAST 4.5 /* WCAG 2.1, 1.4.3 */
#define LINT_AIR 5.0 /* mm around the window without other text */

enum {
	LINT_PAPER = 0xffffff,
	LINT_ANY = -1,
	LINT_NOTHING = 64 << 10, /* bytes: larger than any element of a list */
};

/* A style that was told of. */
struct look {
	const struct style *style;
	bool label;
	int64_t ground; /* the colour behind it, or LINT_ANY */
};

struct lint {
	const struct template *t;
	struct type *type; /* NULL: characters are not looked at */
	FILE *out;
	size_t found;
	struct arena arena;
	struct look *looks;
	size_t looks_n;
	struct view view; /* empty: fixed texts are all that it shows */
	const void *nothing; /* zeroes, for any element of a list */
};

/* Prints a finding. */
void lint_say(struct lint *, const char *file, unsigned line,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A node and all that stands in it, on a ground of that colour. */
void lint_node(struct lint *, const struct node *, uint32_t ground);

/* What of a text the template itself says. */
void lint_text(
    struct lint *, const struct node *, unsigned line, const struct wordings *);

void lint_boxes(struct lint *);

#endif
