/* SPDX-License-Identifier: ISC */
#include "say.h"

struct say
say_begin(const struct template *t, const struct view *view, enum language lang,
    struct arena *arena)
{
	const struct invoice *inv = view->invoice;
	struct say s = { .t = t,
		.view = view,
		.lang = t->languages[lang] ? lang : t->fallback,
		.arena = arena,
		.data = {
		    .base = view, .formats = t->formats, .covered = true } };
	if (inv) {
		s.data.currency = inv->currency;
		s.data.country = inv->seller.address.country;
	}
	return s;
}

bool
say_holds(const struct say *s, const struct cond *when)
{
	return !when || cond_holds_at(when, s->view, s->item);
}

bool
say_shows(const struct say *s, const struct node *n)
{
	return (n->kind != NODE_IMAGE || n->asset) && say_holds(s, n->when);
}

struct say_list
say_elements(const struct say *s, const struct list_path *path)
{
	const void *base = path->of_item ? s->item : s->view;
	for (size_t i = 0; i + 1 < path->n && base; i++) {
		base = field_in(base, path->step[i]);
		if (path->step[i]->kind == FIELD_OPTION)
			base = *(const void *const *)base;
	}
	if (!base || path->n == 0)
		return (struct say_list){ NULL, 0, 0 };
	const struct field *list = path->step[path->n - 1];
	return (struct say_list){
		.base = *(const char *const *)field_in(base, list),
		.n = field_count(base, list),
		.size = list->sub->size,
	};
}

static const struct fill *
fill_of(const struct say *s, const struct wording *one)
{
	const struct fill *f = one->in[s->lang];
	return f ? f : one->in[s->t->fallback];
}

bool
say_add(const struct say *s, const struct wordings *text, struct buf *out,
    bool *figures)
{
	struct fill_data data = s->data;
	data.item = s->item;
	for (size_t i = 0; i < text->n; i++) {
		const struct wording *one = &text->one[i];
		const struct fill *fill = fill_of(s, one);
		struct fill_count count = { 0 };
		size_t mark = out->n;
		if (!fill || !say_holds(s, one->when))
			continue;
		fill_write_at(fill, &data, s->lang, s->arena, out, &count);
		struct str said = str_from(buf_str(out), mark);
		if ((count.asked && !count.found) || str_trim(said).n == 0) {
			out->n = mark;
			continue;
		}
		if (figures)
			*figures |= one->figures;
		return true;
	}
	return false;
}

bool
say_add_node(
    const struct say *s, const struct node *n, struct buf *out, bool *figures)
{
	bool said = false;
	if (n->kind == NODE_TEXT)
		return say_add(s, &n->text, out, figures);
	for (size_t i = 0; i < n->lines_n; i++) {
		size_t mark = out->n;
		if (said && n->join.p)
			buf_addstr(out, n->join);
		else if (said)
			buf_addc(out, '\n');
		if (say_add(s, &n->lines[i], out, figures))
			said = true;
		else
			out->n = mark;
	}
	return said;
}

struct str
say_text(const struct say *s, const struct wordings *text)
{
	struct buf out = BUF_INIT(SAY_MAX);
	struct str said = { NULL, 0 };
	if (say_add(s, text, &out, NULL))
		said = arena_str(s->arena, buf_str(&out));
	buf_free(&out);
	return said;
}
