/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "xchars.h"
#include "xscan.h"
#include "xspace.h"

/*
 * Documents up to this size: far below all limits of libxml2 that grow with
 * the input, which are at ten million bytes.
 */
enum { BYTES_MAX = 8 << 20, ATTRS_MAX = 64, SCOPE_MAX = 1 << 16 };
enum { FIRST_MAX = 1 << 14 }; /* nodes that are made room for at once */

/* An open element. */
struct level {
	uint32_t node;
	uint32_t last; /* child, 0: none */
	struct str name; /* as its tag has it */
	const struct xspace *space; /* in it */
};

/* An attribute of the start tag that is being read. */
struct found {
	struct str name, value;
};

struct xscan {
	struct xspaces *spaces;
	struct buf scope; /* as a start tag */
	/* of the document now being read: */
	const char *p, *end; /* the byte before the end is a `>` */
	uint32_t line;
	struct arena *arena;
	struct xtree *tree;
	size_t nodes_cap, attrs_cap;
	struct level open[XTREE_DEPTH];
	size_t depth;
	const struct xspace *outside; /* in force around the root */
	struct found found[ATTRS_MAX];
	size_t found_n;
	struct str text; /* of the innermost element so far */
	size_t text_cap; /* in the arena; 0: it is the document's */
	bool cut; /* a comment stands behind it */
	unsigned closed; /* elements, since the last one was opened */
};

struct xscan *
xscan_new(struct xnames *names)
{
	struct xscan *x = xcalloc(1, sizeof(*x));
	x->spaces = xspaces_new(names);
	x->scope = (struct buf)BUF_INIT(SCOPE_MAX);
	return x;
}

void
xscan_free(struct xscan *x)
{
	xspaces_free(x->spaces);
	buf_free(&x->scope);
	free(x);
}

void
xscan_forget(struct xscan *x)
{
	xspaces_forget(x->spaces);
}

/* ---- blanks ---------------------------------------------------------- */

/* Passes blanks and counts their lines; a CR only where an LF follows it. */
static inline const char *
pass_blanks(struct xscan *x, const char *p)
{
	const char *end = x->end;
	for (; p < end; p++) {
		if (*p == '\n')
			x->line++;
		else if (*p == ' ')
			p = xchars_spaces(p, end) - 1;
		else if (*p == '\r' && p[1] != '\n')
			break; /* p + 1: the last byte is no CR */
		else if (*p != '\t' && *p != '\r')
			break;
	}
	return p;
}

/* Moves behind blanks in a tag, where the end cannot be. */
static inline char
tag_blanks(struct xscan *x)
{
	if ((unsigned char)*x->p <= ' ')
		x->p = pass_blanks(x, x->p);
	return x->p < x->end ? *x->p : '\0';
}

/* ---- text ------------------------------------------------------------ */

/* Adds to the text; `lasting` bytes are the document's own. */
static void
add_text(struct xscan *x, const char *p, size_t n, bool lasting)
{
	struct str *t = &x->text;
	if (x->cut)
		x->tree->nodes[x->open[x->depth - 1].node].split = true;
	if (n == 0)
		return;
	if (!t->n && lasting) {
		*t = (struct str){ p, n };
		return;
	}
	if (t->n + n > x->text_cap) {
		x->text_cap = 2 * (t->n + n);
		char *more = arena_alloc(x->arena, x->text_cap);
		if (t->n)
			memcpy(more, t->p, t->n);
		t->p = more;
	}
	/* the bytes are the arena's, and ours to fill */
	memcpy((char *)(uintptr_t)t->p + t->n, p, n);
	t->n += n;
}

/* A CR LF in text is an LF, as is what stands for one in an attribute. */
static bool
text_cr(struct xscan *x, const char **from, const char **p)
{
	if ((*p)[1] != '\n')
		return false;
	add_text(x, *from, (size_t)(*p - *from), true);
	*from = ++*p;
	return true;
}

static bool
text_reference(struct xscan *x, const char **from, const char **p)
{
	char out[4];
	add_text(x, *from, (size_t)(*p - *from), true);
	size_t n = xchars_reference(p, x->end, out);
	add_text(x, out, n, false);
	*from = *p;
	return n > 0;
}

/* Reads text up to the next markup. */
static bool
text_run(struct xscan *x)
{
	const char *from = x->p, *p = from;
	while ((p = xchars_plain(p, x->end)) < x->end && *p != '<') {
		size_t n = 1;
		if (*p == '&' || *p == '\r') {
			if (!(*p == '&' ? text_reference(x, &from, &p)
					: text_cr(x, &from, &p)))
				return false;
			continue;
		}
		if (*p == '\n')
			x->line++;
		else if (*p & 0x80)
			n = xchars_wide(p, x->end);
		else if (*p != '\t' &&
			 (*p != ']' || (p[1] == ']' && p[2] == '>')))
			return false;
		if (!n)
			return false;
		p += n;
	}
	add_text(x, from, (size_t)(p - from), true);
	x->p = p;
	return p < x->end;
}

/* ---- nodes ----------------------------------------------------------- */

/* Doubles an array of the arena when it is full. */
static void *
grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
	*cap *= 2;
	return memcpy(arena_alloc(a, *cap * size), items, n * size);
}

/* A new node as the next child of the innermost open element; 0: too many. */
static inline uint32_t
add_node(struct xscan *x, xname name)
{
	struct xtree *t = x->tree;
	if (t->nodes_n + t->attrs_n >= XTREE_NODES)
		return 0;
	if (t->nodes_n == x->nodes_cap)
		t->nodes = grow(x->arena, t->nodes, t->nodes_n, &x->nodes_cap,
		    sizeof(*t->nodes));
	uint32_t id = (uint32_t)t->nodes_n++;
	struct level *in = x->depth ? &x->open[x->depth - 1] : NULL;
	t->nodes[id] = (struct xnode){ .name = name,
		.line = x->line,
		.parent = in ? in->node : 0,
		.attrs = (uint32_t)t->attrs_n };
	if (!in)
		return id;
	if (in->last)
		t->nodes[in->last].next = id;
	else
		t->nodes[in->node].first = id;
	in->last = id;
	t->nodes[in->node].names |= xtree_bit(name);
	return id;
}

static bool
keep_text(struct xscan *x, bool leaf)
{
	struct str text = x->text;
	x->text = (struct str){ NULL, 0 };
	x->text_cap = 0;
	x->cut = false;
	if (!x->depth || (!leaf && !str_trim(text).n))
		return true;
	uint32_t id =
	    leaf ? x->open[x->depth - 1].node : add_node(x, XNAME_TEXT);
	if (id)
		x->tree->nodes[id].text = text;
	return id > 0;
}

/* Ends the text collected: it is the element's, or a node beside others. */
static inline bool
settle_text(struct xscan *x, bool leaf)
{
	return !x->text.n || keep_text(x, leaf);
}

/* ---- tags ------------------------------------------------------------ */

/* A value with references, blanks that count as spaces, or no ASCII. */
static bool
decode_value(struct xscan *x, struct str raw, struct str *value)
{
	char *to = arena_alloc(x->arena, raw.n + 1);
	const char *p = raw.p, *end = p + raw.n;
	size_t n = 0, length;
	while (p < end) {
		if (*p == '&') {
			/* never longer than what it stands for */
			if (!(length = xchars_reference(&p, end, to + n)))
				return false;
			n += length;
			continue;
		}
		length = *p & 0x80 ? xchars_wide(p, end) : 1;
		if (*p == '\r' && p + 1 < end && p[1] == '\n')
			p++;
		x->line += *p == '\n';
		if (!length || *p == '<' || *p == '\r' ||
		    ((unsigned char)*p < 0x20 && !is_blank(*p)))
			return false;
		memcpy(to + n, p, length);
		if (is_blank(*p))
			to[n] = ' ';
		n += length;
		p += length;
	}
	*value = (struct str){ to, n };
	return true;
}

/* Reads `="value"` into *value, as it stands. */
static inline bool
tag_value(struct xscan *x, struct str *value)
{
	if (tag_blanks(x) != '=')
		return false;
	x->p++;
	char quote = tag_blanks(x);
	if (quote != '"' && quote != '\'')
		return false;
	const char *from = x->p + 1;
	const char *to = memchr(from, quote, (size_t)(x->end - from));
	if (!to)
		return false;
	*value = (struct str){ from, (size_t)(to - from) };
	x->p = to + 1;
	return true;
}

/* A declaration puts *space inside of it. `around`: of the element's parent. */
static bool
declare(struct xscan *x, const struct found *a, const struct xspace *around,
    const struct xspace **space)
{
	struct str prefix = { "", 0 };
	if (a->name.n > 5)
		prefix = str_from(a->name, 6);
	if (a->name.n == 6)
		return false;
	for (const struct xspace *s = *space; s != around; s = s->outer)
		if (str_eq(s->prefix, prefix))
			return false;
	*space = xspaces_declare(x->spaces, *space, prefix, a->value);
	return *space != NULL;
}

/* Reads the attributes of a tag up to its `>` or `/>`. */
static bool
tag_attributes(struct xscan *x, const struct xspace **space)
{
	const struct xspace *around = *space;
	x->found_n = 0;
	for (;;) {
		const char *from = x->p;
		char c = tag_blanks(x);
		if (c == '>' || c == '/')
			return true;
		if (x->p == from || x->found_n == ATTRS_MAX)
			return false;
		struct found *a = &x->found[x->found_n];
		from = x->p;
		x->p = xchars_name(from, x->end);
		a->name = (struct str){ from, (size_t)(x->p - from) };
		if (!tag_value(x, &a->value))
			return false;
		bool declares = a->name.n >= 5 &&
				memcmp(from, "xmlns", 5) == 0 &&
				(a->name.n == 5 || from[5] == ':');
		if (declares
			? !declare(x, a, around, space)
			: xchars_plain(a->value.p, a->value.p + a->value.n) !=
				  a->value.p + a->value.n &&
			      !decode_value(x, a->value, &a->value))
			return false;
		x->found_n += !declares;
	}
}

static bool
add_attributes(struct xscan *x, const struct xspace *space, uint32_t node)
{
	struct xtree *t = x->tree;
	for (size_t i = 0; i < x->found_n; i++) {
		if (t->attrs_n == x->attrs_cap)
			t->attrs = grow(x->arena, t->attrs, t->attrs_n,
			    &x->attrs_cap, sizeof(*t->attrs));
		xname name =
		    xspaces_attribute(x->spaces, space, x->found[i].name);
		if (!name || xtree_attr(t, node, name))
			return false;
		t->attrs[t->attrs_n++] =
		    (struct xattr){ .name = name, .value = x->found[i].value };
		t->nodes[node].attrs_n++;
	}
	return true;
}

/* Closes the innermost element. */
static inline bool
close_element(struct xscan *x)
{
	if (!settle_text(x, x->open[x->depth - 1].last == 0))
		return false;
	x->depth--;
	x->closed++;
	return true;
}

/* Reads the start tag at the `<`. */
static bool
start_tag(struct xscan *x)
{
	const char *from = x->p + 1;
	const struct xspace *around =
	    x->depth ? x->open[x->depth - 1].space : x->outside;
	const struct xspace *space = around;
	struct str rest = { from, (size_t)(x->end - from) }, name = { from, 0 };
	xname id = xspaces_guess(x->spaces, space, rest, x->closed, &name.n);
	if (!id)
		name.n = (size_t)(xchars_name(from, x->end) - from);
	x->p = from + name.n;
	x->found_n = 0;
	x->closed = 0;
	if (*x->p != '>' && !tag_attributes(x, &space))
		return false;
	if (!id || space != around)
		id = xspaces_element(x->spaces, space, name);
	if (!id || !settle_text(x, false) || x->depth == XTREE_DEPTH)
		return false;
	uint32_t node = add_node(x, id);
	if (!node || (x->found_n && !add_attributes(x, space, node)))
		return false;
	x->open[x->depth++] = (struct level){ node, 0, name, space };
	if (*x->p++ == '>')
		return true;
	return x->p < x->end && *x->p++ == '>' && close_element(x);
}

/* Reads the end tag at the `</`. */
static bool
end_tag(struct xscan *x)
{
	struct str name = x->open[x->depth - 1].name;
	x->p += 2;
	if ((size_t)(x->end - x->p) <= name.n ||
	    !xchars_same(x->p, name.p, name.n))
		return false;
	x->p += name.n;
	if (tag_blanks(x) != '>')
		return false;
	x->p++;
	return close_element(x);
}

/* ---- the document ---------------------------------------------------- */

/* Moves behind a comment, or behind CDATA that it adds to the text. */
static bool
comment_or_cdata(struct xscan *x)
{
	static const char cdata[] = "<![CDATA[";
	bool comment = x->end - x->p > 4 && memcmp(x->p, "<!--", 4) == 0;
	size_t n = comment ? 4 : sizeof(cdata) - 1;
	if ((size_t)(x->end - x->p) < n ||
	    (!comment && memcmp(x->p, cdata, n) != 0))
		return false;
	const char *from = x->p += n;
	const char *to = memmem(from, (size_t)(x->end - from),
	    comment ? "--" : "]]>", comment ? 2 : 3);
	/* "--" is no part of a comment; behind it the last byte stands */
	if (!to || to[2] != '>' || !xchars_all(&x->p, to, &x->line))
		return false;
	x->p = to + 3;
	x->tree->remarks = x->tree->remarks || comment;
	if (comment)
		x->cut = x->text.n > 0;
	else
		add_text(x, from, (size_t)(to - from), true);
	return true;
}

/* Adds blanks that turned out to be text; their lines are counted again. */
static bool
blank_text(struct xscan *x, const char *to)
{
	for (const char *p = x->p; p < to; p++)
		x->line -= *p == '\n';
	return text_run(x);
}

/* Reads one piece of what stands in the root element. */
static bool
piece(struct xscan *x)
{
	const char *from = x->p;
	const char *p = *from == '<' ? from : pass_blanks(x, from);
	if (p == x->end)
		return false;
	/* the byte before the end is a `>` */
	char c = *p == '<' ? p[1] : '!';
	bool start = c != '/' && c != '!' && c != '?';
	if (p != from) {
		bool drop = start || (c == '/' && x->open[x->depth - 1].last);
		if (x->text.n || !drop)
			return blank_text(x, p);
		x->p = p;
	}
	if (start)
		return start_tag(x);
	if (c == '/')
		return end_tag(x);
	return *p == '<' ? comment_or_cdata(x) : text_run(x);
}

/* Reads the wrappers' declarations as those of one start tag. */
static bool
read_scope(struct xscan *x, struct str scope)
{
	x->outside = xspaces_begin(x->spaces);
	if (!scope.n)
		return true;
	buf_reset(&x->scope);
	buf_addstr(&x->scope, scope);
	buf_addc(&x->scope, '>');
	if (x->scope.over)
		return false;
	x->p = x->scope.p;
	x->end = x->p + x->scope.n;
	return tag_attributes(x, &x->outside) && x->p + 1 == x->end &&
	       *x->p == '>' && !x->found_n && x->line == 1;
}

static void
begin(struct xscan *x, struct str bytes, struct arena *a, struct xtree *tree)
{
	const struct xnames *names = tree->names;
	*tree = (struct xtree){ .names = names };
	x->arena = a;
	x->tree = tree;
	x->line = 1;
	x->depth = 0;
	x->text = (struct str){ NULL, 0 };
	x->text_cap = 0;
	x->cut = false;
	x->closed = 0;
	x->nodes_cap =
	    (bytes.n < 32 * FIRST_MAX ? bytes.n / 32 : FIRST_MAX) + 16;
	x->attrs_cap = x->nodes_cap / 4;
	tree->nodes = arena_alloc(a, x->nodes_cap * sizeof(*tree->nodes));
	tree->attrs = arena_alloc(a, x->attrs_cap * sizeof(*tree->attrs));
	tree->nodes[0] = (struct xnode){ 0 }; /* index 0 means none */
	tree->nodes_n = 1;
}

bool
xscan_read(struct xscan *x, struct str bytes, struct str scope,
    const char *encoding, struct arena *a, struct xtree *tree)
{
	if (bytes.n < 4 || bytes.n > BYTES_MAX || bytes.p[0] != '<' ||
	    bytes.p[bytes.n - 1] != '>' ||
	    (encoding && strcasecmp(encoding, "UTF-8") != 0))
		return false;
	begin(x, bytes, a, tree);
	if (!read_scope(x, scope))
		return false;
	x->p = bytes.p;
	x->end = bytes.p + bytes.n;
	if (!start_tag(x))
		return false;
	while (x->depth)
		if (x->p == x->end || !piece(x))
			return false;
	return x->p == x->end;
}
