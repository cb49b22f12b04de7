/* SPDX-License-Identifier: ISC */
#ifndef RENDER_SAY_H
#define RENDER_SAY_H

/*
 * What a template's texts come to for one document: the first alternative
 * whose condition holds and that says anything. A text that asks for values
 * of which none is there says nothing.
 */

#include "template.h"
#include "view.h"

struct say {
	const struct template *t;
	const struct view *view;
	const void *item; /* the element that is gone through, or NULL */
	enum language lang; /* one that the template has */
	struct fill_data data; /* of the view; its item is not set */
	struct arena *arena;
};

/* For a document in that language, or the template's fallback. */
struct say say_begin(const struct template *, const struct view *,
    enum language, struct arena *);

/* Claims that the condition holds; NULL always does. */
bool say_holds(const struct say *, const struct cond *);

/* The elements of a list, n 0 when it is not there. */
struct say_list {
	const char *base;
	size_t n, size;
};
struct say_list say_elements(const struct say *, const struct list_path *);

/*
 * Claims that the node is there: its condition holds, and if it is an image,
 * the asset has a file.
 */
bool say_shows(const struct say *, const struct node *);

/*
 * Adds the text to out; false, and nothing added, when it says nothing.
 * *figures, unless NULL, becomes true when it has figures.
 */
bool say_add(const struct say *, const struct wordings *, struct buf *out,
    bool *figures);

/* The same of a NODE_TEXT or NODE_LINES, with its lines joined. */
bool say_add_node(
    const struct say *, const struct node *, struct buf *out, bool *figures);

/* A text of at most SAY_MAX bytes in the arena, absent when it is none. */
enum { SAY_MAX = 64 << 10 };
struct str say_text(const struct say *, const struct wordings *);

#endif
