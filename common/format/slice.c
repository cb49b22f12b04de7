/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "markup.h"
#include "slice.h"

/* What outside of documents can be opened and must be closed. */
struct wrapper {
	size_t name, name_n; /* in slicer.names */
	size_t scope_n; /* length of the scope before it */
	size_t passed; /* elements passed over before it */
	bool holds; /* a document is in it */
};

struct slicer {
	struct window w;
	const char *const *roots;
	size_t max;
	struct wrapper wrappers[SLICE_WRAPPERS];
	size_t depth;
	struct buf names, scope;
	bool any; /* a document, or something bad, was found */
	struct markup markup; /* its doctype: since the last document */
	size_t passed; /* elements that held no document */
	char passed_name[64]; /* of the first of them */
	bool damaged; /* the file as a whole is */
	bool ended;
};

struct slicer *
slicer_new(int fd, const char *const *roots, size_t max)
{
	struct slicer *s = xcalloc(1, sizeof(*s));
	window_open(&s->w, fd, max);
	s->roots = roots;
	s->max = max;
	s->names = (struct buf)BUF_INIT(SLICE_WRAPPERS * MARKUP_TAG_MAX);
	s->scope = (struct buf)BUF_INIT(SLICE_SCOPE_MAX);
	return s;
}

void
slicer_free(struct slicer *s)
{
	window_close(&s->w);
	buf_free(&s->names);
	buf_free(&s->scope);
	free(s);
}

bool
slicer_is_damaged(const struct slicer *s)
{
	return s->damaged;
}

size_t
slicer_passed(const struct slicer *s, const char **first)
{
	*first = s->passed_name;
	return s->any ? s->passed : 0;
}

/* ---- wrappers ------------------------------------------------------ */

/* Adds the namespace declarations of a wrapper's start tag to the scope. */
static void
note_scope(struct slicer *s, struct str tag)
{
	size_t i = 0;
	while (i < tag.n) {
		while (i < tag.n && !is_blank(tag.p[i]))
			i++;
		while (i < tag.n && is_blank(tag.p[i]))
			i++;
		size_t from = i;
		while (i < tag.n && tag.p[i] != '=' && tag.p[i] != '>')
			i++;
		size_t name_end = i;
		while (i < tag.n && tag.p[i] != '"' && tag.p[i] != '\'')
			i++;
		if (i == tag.n)
			return;
		const char *end =
		    memchr(tag.p + i + 1, tag.p[i], tag.n - i - 1);
		if (!end)
			return;
		i = (size_t)(end - tag.p) + 1;
		struct str name =
		    str_trim((struct str){ tag.p + from, name_end - from });
		if (!str_is(name, "xmlns") && !str_starts(name, "xmlns:"))
			continue;
		buf_addc(&s->scope, ' ');
		buf_add(&s->scope, tag.p + from, i - from);
	}
}

/*
 * Counts an element that held no document as passed over, instead of those
 * inside it. The envelope header of Peppol is no surprise.
 */
static void
note_passed(struct slicer *s, struct str name, size_t before)
{
	if (str_is(markup_local(name), "StandardBusinessDocumentHeader")) {
		s->passed = before;
		return;
	}
	if (before == 0)
		snprintf(s->passed_name, sizeof(s->passed_name), "%.*s",
		    (int)(name.n > 60 ? 60 : name.n), name.p);
	s->passed = before + 1;
}

static bool
open_wrapper(struct slicer *s, struct str tag, struct fault *f)
{
	struct str name = markup_name(tag.p + 1, tag.p + tag.n);
	if (s->depth == SLICE_WRAPPERS)
		return fault_set(f, "", "xml",
		    "more than %d elements around a document", SLICE_WRAPPERS);
	struct wrapper *w = &s->wrappers[s->depth++];
	*w = (struct wrapper){ .name = s->names.n,
		.name_n = name.n,
		.scope_n = s->scope.n,
		.passed = s->passed };
	buf_addstr(&s->names, name);
	note_scope(s, tag);
	if (s->scope.over)
		return fault_set(f, "", "xml",
		    "too many namespace declarations around a document");
	return true;
}

static bool
close_wrapper(struct slicer *s, struct str tag, struct fault *f)
{
	struct str name = markup_name(tag.p + 2, tag.p + tag.n);
	if (s->depth == 0)
		return fault_set(f, "", "xml", "end tag </%.*s> has no start",
		    (int)(name.n > 60 ? 60 : name.n), name.p);
	struct wrapper *w = &s->wrappers[--s->depth];
	struct str open = { buf_str(&s->names).p + w->name, w->name_n };
	bool same = str_eq(open, name);
	if (!same)
		fault_set(f, "", "xml", "end tag </%.*s> does not close <%.*s>",
		    (int)(name.n > 60 ? 60 : name.n), name.p,
		    (int)(open.n > 60 ? 60 : open.n), open.p);
	if (!w->holds)
		note_passed(s, open, w->passed);
	else if (s->depth)
		s->wrappers[s->depth - 1].holds = true;
	s->names.n = w->name;
	s->scope.n = w->scope_n;
	return same;
}

/* ---- documents ----------------------------------------------------- */

static bool
is_root(const struct slicer *s, struct str tag)
{
	struct str local = markup_local(markup_name(tag.p + 1, tag.p + tag.n));
	for (const char *const *r = s->roots; *r; r++)
		if (str_is(local, *r))
			return true;
	return false;
}

static void
take(struct slicer *s, struct slice *out)
{
	out->bytes = window_take(&s->w, out->offset, out->sha256);
	out->length = window_offset(&s->w) - out->offset;
	out->scope = buf_str(&s->scope);
	out->encoding = *s->markup.encoding ? s->markup.encoding : NULL;
	s->any = true;
}

/*
 * Whether the markup at the reading point is of interest inside a document:
 * what may hide a `<`, and tags of the root's own name. All other tags need
 * no look, for a `<` cannot stand inside a tag of a well-formed document.
 */
static bool
is_of_interest(struct window *w, struct str root)
{
	if (!window_need(w, root.n + 3))
		return true; /* near the end of the file: look closely */
	const char *p = w->p + w->at + 1;
	if (*p == '!' || *p == '?')
		return true;
	p += *p == '/';
	return *p == *root.p && memcmp(p, root.p, root.n) == 0;
}

/* Passes a document from behind its start tag to behind its end tag. */
static bool
pass_document(struct slicer *s, struct str root, struct fault *f)
{
	size_t depth = 1, back;
	while (depth) {
		struct window *w = &s->w;
		if (!window_find_tag(w, *root.p))
			return fault_set(
			    f, "", "xml", "the file ends inside a document");
		if (!is_of_interest(w, root)) {
			w->at++;
			continue;
		}
		enum token t = markup_pass(w, &s->markup, &back, f);
		if (t == TOKEN_BAD)
			return false;
		if (t != TOKEN_OPEN && t != TOKEN_CLOSE)
			continue;
		const char *tag = w->p + w->at - back, *end = w->p + w->at;
		struct str name =
		    markup_name(tag + (t == TOKEN_OPEN ? 1 : 2), end);
		if (str_eq(name, root))
			depth += t == TOKEN_OPEN ? 1 : (size_t)-1;
	}
	return true;
}

/* Everything up to the end of the file is lost. */
static enum slice_status
lost(struct slicer *s, struct slice *out)
{
	while (window_find(&s->w, "<", 1))
		continue;
	take(s, out);
	s->damaged = true;
	s->ended = true;
	return s->w.error ? SLICE_IO : SLICE_BAD;
}

static enum slice_status
document(struct slicer *s, struct slice *out, size_t back, bool empty,
    struct fault *f)
{
	struct window *w = &s->w;
	char root[256];
	struct str name = markup_name(w->p + w->at - back + 1, w->p + w->at);
	if (name.n > sizeof(root)) {
		fault_set(f, "", "xml", "an element name is too long");
		return lost(s, out);
	}
	memcpy(root, name.p, name.n);
	/* the document begins at its start tag */
	w->at -= back;
	window_keep(w);
	out->offset = window_offset(w);
	out->line = window_line(w);
	w->at += back;
	if (!empty && !pass_document(s, (struct str){ root, name.n }, f))
		return lost(s, out);
	take(s, out);
	if (s->depth)
		s->wrappers[s->depth - 1].holds = true;
	if (s->markup.doctype) {
		s->markup.doctype = false;
		fault_set(f, "", "doctype",
		    "a document type declaration is not accepted");
		return SLICE_BAD;
	}
	if (out->bytes.p && out->bytes.n <= s->max)
		return SLICE_DOCUMENT;
	out->bytes = (struct str){ NULL, 0 };
	fault_set(f, "", "size", "the document is over %zu bytes", s->max);
	return SLICE_BAD;
}

/* A file in UTF-16 is taken whole: one document, no wrapper. */
static bool
is_wide(struct window *w)
{
	static const char marks[][2] = { { '\xff', '\xfe' }, { '\xfe', '\xff' },
		{ '<', 0 }, { 0, '<' } };
	for (size_t i = 0; i < 4 && window_need(w, 2); i++)
		if (memcmp(w->p + w->at, marks[i], 2) == 0)
			return true;
	return false;
}

static enum slice_status
whole_file(struct slicer *s, struct slice *out, struct fault *f)
{
	while (window_need(&s->w, s->w.to - s->w.at + 1) && s->w.to <= s->max)
		continue;
	s->w.at = s->w.to;
	s->ended = true;
	if (!s->w.eof || s->w.to > s->max) {
		fault_set(
		    f, "", "size", "the document is over %zu bytes", s->max);
		return lost(s, out);
	}
	take(s, out);
	return s->w.error ? SLICE_IO : SLICE_DOCUMENT;
}

/* At the end of the file: was there a document, is all closed? */
static enum slice_status
finish(struct slicer *s, struct slice *out, struct fault *f)
{
	s->ended = true;
	if (s->w.error)
		return SLICE_IO;
	if (s->depth) {
		struct wrapper *w = &s->wrappers[s->depth - 1];
		s->damaged = true;
		fault_set(f, "", "xml", "the file ends inside <%.*s>",
		    (int)(w->name_n > 60 ? 60 : w->name_n),
		    buf_str(&s->names).p + w->name);
	} else if (s->any) {
		return SLICE_END;
	} else if (window_offset(&s->w) == 0) {
		s->damaged = true;
		fault_set(f, "", "xml", "the file is empty");
	} else {
		fault_set(f, "", s->markup.seen ? "format" : "xml", "%s",
		    s->markup.seen ? "no document that this tool knows"
				   : "this is not XML");
	}
	take(s, out);
	return SLICE_BAD;
}

/* One step outside of documents: passes text and one piece of markup. */
static enum slice_status
step(struct slicer *s, struct slice *out, bool *found, struct fault *f)
{
	struct window *w = &s->w;
	size_t back = 0;
	bool more = window_find(w, "<", 1);
	*found = true;
	if (!more)
		return finish(s, out, f);
	w->at--;
	enum token t = markup_pass(w, &s->markup, &back, f);
	struct str tag = { w->p + w->at - back, back };
	if (t == TOKEN_BAD)
		return lost(s, out);
	if ((t == TOKEN_OPEN || t == TOKEN_EMPTY) && is_root(s, tag))
		return document(s, out, back, t == TOKEN_EMPTY, f);
	if ((t == TOKEN_OPEN && !open_wrapper(s, tag, f)) ||
	    (t == TOKEN_CLOSE && !close_wrapper(s, tag, f)))
		return lost(s, out);
	if (t == TOKEN_EMPTY)
		note_passed(
		    s, markup_name(tag.p + 1, tag.p + tag.n), s->passed);
	*found = false;
	return SLICE_END;
}

enum slice_status
slicer_next(struct slicer *s, struct slice *out, struct fault *f)
{
	struct window *w = &s->w;
	bool found = false;
	enum slice_status status = SLICE_END;

	if (s->ended)
		return w->error ? SLICE_IO : SLICE_END;
	*out = (struct slice){ 0 };
	if (window_offset(w) == 0 && markup_at(w, "\xef\xbb\xbf"))
		w->at += 3;
	window_keep(w);
	out->offset = window_offset(w);
	out->line = window_line(w);
	if (out->offset == 0 && is_wide(w))
		return whole_file(s, out, f);
	while (!found) {
		/* all is kept, or at least digested: it may be bad */
		status = step(s, out, &found, f);
	}
	if (status == SLICE_IO)
		fault_set(f, "", "read", "read failed: %s", strerror(w->error));
	return status;
}
