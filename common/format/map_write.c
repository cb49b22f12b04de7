/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "map_tree.h"
#include "xwrite.h"

/* A document at work. */
struct writing {
	const struct map_writer *m;
	const struct map_values *v;
	struct buf *out;
	struct fault *f;
	size_t values; /* how many fields have been written */
	size_t depth; /* in so many lists */
	struct {
		const char *base; /* the document's object, an item */
		size_t index; /* of the item */
		size_t count; /* of the items */
		const struct element *list;
	} in[MAP_LISTS + 1];
};

/* ---- faults --------------------------------------------------------- */

/* The path of a field in the record; depth: of the object that has it. */
static void
place_of(const struct writing *w, size_t depth, const char *path,
    char place[FAULT_TEXT])
{
	int n = snprintf(place, FAULT_TEXT, "%s", w->v->place);
	for (size_t i = 1; i <= depth && n < FAULT_TEXT; i++)
		n += snprintf(place + n, FAULT_TEXT - (size_t)n, "/%s/%zu",
		    w->in[i].list->list_path, w->in[i].index);
	if (n < FAULT_TEXT)
		snprintf(place + n, FAULT_TEXT - (size_t)n, "/%s", path);
}

static bool
fail(const struct writing *w, size_t depth, const char *path, const char *rule,
    const char *text)
{
	char place[FAULT_TEXT];
	place_of(w, depth, path, place);
	return fault_set(w->f, place, rule, "%s", text);
}

enum { KEPT_PATH = 1024 };

static bool
is_present(const struct field *f, const char *member)
{
	char room[FIELD_TEXT_MAX];
	if (f->kind == FIELD_LIST || f->kind == FIELD_TEXTS)
		return field_count(member - f->at, f) > 0;
	return str_trim(field_text(f, member, room)).n > 0;
}

/* No term of the object that was just written is left behind. */
static bool
check_unwritten(const struct writing *w, const struct element *e)
{
	const char *base = w->in[w->depth].base;
	for (const struct unwritten *u = e->unwritten; u; u = u->next) {
		if (u->list && field_count(base + u->list_at, u->list) > 0)
			continue;
		if (is_present(u->field, base + u->at))
			return fail(w, w->depth, u->path, "cannot-carry",
			    u->list ? "stands in an item of a list that is "
				      "empty"
				    : "the format has no place for it");
	}
	return true;
}

/* ---- values --------------------------------------------------------- */

static struct str
variable(const struct writing *w, struct str name)
{
	if (str_is(name, "$currency"))
		return w->v->currency;
	if (str_is(name, "$vat_currency"))
		return w->v->vat_currency;
	for (size_t i = 0; i < w->v->variables_n; i++)
		if (str_is(name, w->v->variables[i].name))
			return w->v->variables[i].value;
	return (struct str){ NULL, 0 };
}

/* The depth of the object that has the value. */
static size_t
depth_of(const struct writing *w, const struct value *v)
{
	return w->depth - v->outer;
}

/* Adds the path that the element has in the document, as xtree_path. */
static void
add_path(const struct writing *w, const struct element *e, char path[KEPT_PATH])
{
	if (e->parent)
		add_path(w, e->parent, path);
	size_t n = strlen(path);
	n += (size_t)snprintf(
	    path + n, KEPT_PATH - n, "/%.*s", STR_ARG(e->label));
	for (size_t i = 1; e->list && i <= w->depth && n < KEPT_PATH; i++)
		if (w->in[i].list == e && w->in[i].count > 1)
			snprintf(path + n, KEPT_PATH - n, "[%zu]",
			    w->in[i].index + 1);
}

static int
by_path(const void *path, const void *extra)
{
	const struct extra *e = extra;
	size_t n = strlen(path), least = n < e->path.n ? n : e->path.n;
	int cmp = memcmp(path, e->path.p, least);
	return cmp ? cmp : (n > e->path.n) - (n < e->path.n);
}

static struct str
kept_of(const struct writing *w, const struct element *e)
{
	char path[KEPT_PATH] = "";
	if (!w->v->kept_n)
		return (struct str){ NULL, 0 };
	add_path(w, e, path);
	const struct extra *hit =
	    bsearch(path, w->v->kept, w->v->kept_n, sizeof(*hit), by_path);
	return hit ? str_trim(hit->value) : (struct str){ NULL, 0 };
}

/* What the value says, without blanks around it; empty: nothing. */
static struct str
own_text_of(
    const struct writing *w, const struct value *v, char room[FIELD_TEXT_MAX])
{
	if (v->constant.p)
		return v->constant.p[0] == '$' ? variable(w, v->constant)
					       : v->constant;
	bool later = v->outer && !v->each && w->in[w->depth].index > 0;
	if (!v->field || later)
		return (struct str){ NULL, 0 };
	const char *base = w->in[depth_of(w, v)].base;
	return str_trim(field_text(v->field, base + v->at, room));
}

static struct str
text_of(
    const struct writing *w, const struct value *v, char room[FIELD_TEXT_MAX])
{
	struct str text = own_text_of(w, v, room);
	return text.n || !v->kept ? text : kept_of(w, v->kept);
}

/* Claims that the record's word is that of this entry. */
static bool
is_word(const struct map_word *word, struct str text)
{
	return strcmp(word->record, MAP_ANY) == 0 || str_is(text, word->record);
}

/* Makes the model's text the file's; empty when it is not written here. */
static bool
spell(const struct writing *w, const struct value *v, struct str *text,
    char room[FIELD_TEXT_MAX])
{
	const struct map_word *word = v->words;
	if (v->date_time && text->n) {
		char day[DATE_TEXT];
		snprintf(day, sizeof(day), "%.*s", STR_ARG(*text));
		snprintf(room, FIELD_TEXT_MAX, "%sT00:00:00", day);
		*text = str_of(room);
	}
	if (!word || !text->n)
		return true;
	while (word->file && !is_word(word, *text))
		word++;
	if (!word->file)
		return fail(w, depth_of(w, v), v->path, "cannot-carry",
		    "the format has no word for it");
	if (strcmp(word->file, MAP_ANY) != 0)
		*text = str_of(word->file);
	return true;
}

static bool
bad_character(const struct writing *w, const struct value *v)
{
	return fail(w, depth_of(w, v), v->path ? v->path : "", "xml-character",
	    "has a character that XML cannot hold");
}

static bool
write_attr(struct writing *w, const struct attr *a, bool *any)
{
	char room[FIELD_TEXT_MAX];
	struct str text = text_of(w, &a->value, room);
	if (!spell(w, &a->value, &text, room))
		return false;
	*any = text.n > 0;
	if (!*any)
		return true;
	buf_addstr(w->out, a->open);
	if (!xwrite_attr(w->out, text))
		return bad_character(w, &a->value);
	buf_addc(w->out, '"');
	w->values += a->value.field != NULL;
	return true;
}

static bool
write_currency(struct writing *w, const struct element *e)
{
	bool vat = e->amount == IN_VAT_CURRENCY;
	struct str currency = vat ? w->v->vat_currency : w->v->currency;
	if (!currency.n)
		return fail(w, depth_of(w, &e->text), e->text.path,
		    "cannot-carry", "has no currency");
	buf_addstr(w->out, w->m->currency_open);
	if (!xwrite_attr(w->out, currency))
		return bad_character(w, &e->text);
	buf_addc(w->out, '"');
	return true;
}

/* ---- elements ------------------------------------------------------- */

/* The start tag; *any: an attribute of a field is in it. */
static bool
write_open(struct writing *w, const struct element *e, bool *any)
{
	buf_addstr(w->out, e->open);
	*any = false;
	for (const struct attr *a = e->attrs; a; a = a->next) {
		bool one;
		if (!write_attr(w, a, &one))
			return false;
		*any = *any || one;
	}
	if (e->amount && e->text.field && !write_currency(w, e))
		return false;
	buf_addc(w->out, '>');
	return true;
}

/* An element without a value has no attribute that says something. */
static bool
check_attrs(const struct writing *w, const struct element *e)
{
	char room[FIELD_TEXT_MAX];
	for (const struct attr *a = e->attrs; a; a = a->next)
		if (a->value.field && text_of(w, &a->value, room).n)
			return fail(w, depth_of(w, &a->value), a->value.path,
			    "cannot-carry",
			    "belongs to a value that is not there");
	return true;
}

static bool
write_content(struct writing *w, const struct element *e)
{
	const char *base = w->in[depth_of(w, &e->text)].base;
	struct fault f = { .place = "" };
	if (w->v->content(w->v->arg, base + e->text.object_at, w->out, &f))
		return true;
	if (!f.place[0])
		place_of(w, depth_of(w, &e->text), e->text.path, f.place);
	if (w->f)
		*w->f = f;
	return false;
}

static bool
write_scalar(struct writing *w, const struct element *e)
{
	char room[FIELD_TEXT_MAX];
	struct str text = text_of(w, &e->text, room);
	bool any;
	if (!spell(w, &e->text, &text, room))
		return false;
	if (!text.n)
		return check_attrs(w, e);
	if (!write_open(w, e, &any))
		return false;
	if (e->content && w->v->content) {
		if (!write_content(w, e))
			return false;
	} else if (!xwrite_text(w->out, text)) {
		return bad_character(w, &e->text);
	}
	buf_addstr(w->out, e->close);
	w->values += e->text.field != NULL;
	return true;
}

static bool write_list(struct writing *, const struct element *);

static bool write_element(struct writing *, const struct element *);

static bool
write_children(struct writing *w, const struct element *e)
{
	for (const struct element *c = e->first; c; c = c->next)
		if (!(c->list ? write_list(w, c) : write_element(w, c)))
			return false;
	return true;
}

/* Takes itself back when there was nothing to say. */
static bool
write_element(struct writing *w, const struct element *e)
{
	size_t mark = w->out->n, values = w->values;
	bool any;
	if (!e->first)
		return write_scalar(w, e);
	if (!write_open(w, e, &any))
		return false;
	size_t inside = w->out->n;
	if (!write_children(w, e))
		return false;
	bool empty = w->out->n == inside && !any;
	if (empty || (w->values == values && !e->constant))
		w->out->n = mark;
	else
		buf_addstr(w->out, e->end);
	return true;
}

static bool
write_list(struct writing *w, const struct element *e)
{
	const char *object = w->in[w->depth].base + e->list_at;
	size_t n = field_count(object, e->list);
	const char *item = *(const char *const *)field_in(object, e->list);
	w->depth++;
	for (size_t i = 0; i < n; i++, item += e->list->sub->size) {
		w->in[w->depth].base = item;
		w->in[w->depth].index = i;
		w->in[w->depth].count = n;
		w->in[w->depth].list = e;
		if (!write_element(w, e) || !check_unwritten(w, e))
			return false;
	}
	w->depth--;
	return true;
}

bool
map_write(const struct map_writer *m, const struct map_values *v,
    const void *object, struct buf *out, struct fault *f)
{
	struct writing w = { .m = m, .v = v, .out = out, .f = f };
	bool any;
	w.in[0].base = object;
	buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	if (!write_open(&w, m->root, &any) || !write_children(&w, m->root) ||
	    !check_unwritten(&w, m->root))
		return false;
	buf_addstr(out, m->root->end);
	if (out->over)
		return fault_set(f, v->place, "too-large",
		    "the document does not fit into %zu bytes", out->max);
	return true;
}
