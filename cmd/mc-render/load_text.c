/* SPDX-License-Identifier: ISC */
#include "load.h"

enum {
	NESTED = 8, /* texts inside one another */
	ALTERNATIVES = 64, /* of a text */
};

/* ---- one text -------------------------------------------------------- */

/* The text compiled, its strings in it already. */
static const struct fill *
compile(struct loader *l, const struct yaml *at, struct str text)
{
	const struct fill_source source = { .text = text,
		.place = l->scope.source->file,
		.line = (int)at->line,
		.kind = FILL_TEXT,
		.root = l->scope.root };
	l->texts += text.n;
	if (l->texts > TEMPLATE_TEXTS) {
		load_fault(l, at, "texts of more than %d bytes in all",
		    TEMPLATE_TEXTS);
		return NULL;
	}
	return fill_compile(&source, l->arena, l->fault);
}

static const struct fill *
compile_in(struct loader *l, const struct yaml *v, enum language lang)
{
	struct str text;
	return load_expand(l, v, lang, &text) ? compile(l, v, text) : NULL;
}

static void
look_at(struct wording *w)
{
	w->fixed = w->when == NULL;
	for (int i = 0; i < LANGUAGES; i++) {
		if (!w->in[i])
			continue;
		w->fixed = w->fixed && fill_is_fixed(w->in[i]);
		w->figures = w->figures || fill_has_figures(w->in[i]);
	}
}

/* The same text in every language, but for the strings in it. */
static bool
read_text(struct loader *l, const struct yaml *v, struct wording *w)
{
	bool differs = load_has_strings(v->text);
	const struct fill *one = differs ? NULL : compile(l, v, v->text);
	if (!differs && !one)
		return false;
	for (int i = 0; i < LANGUAGES; i++) {
		if (!l->t->languages[i])
			continue;
		w->in[i] = differs ? compile_in(l, v, (enum language)i) : one;
		if (!w->in[i])
			return false;
	}
	look_at(w);
	return true;
}

/* A text of its own in each language; a language may lack it. */
static bool
read_languages(struct loader *l, const struct yaml *map, struct wording *w)
{
	if (!load_check_languages(l, map))
		return false;
	for (int i = 0; i < LANGUAGES; i++) {
		const struct yaml *v = load_in(map, (enum language)i);
		if (!l->t->languages[i])
			continue;
		if (!v)
			load_note(
			    l, map, "a text without %s", language_codes[i]);
		else if (!(w->in[i] = compile_in(l, v, (enum language)i)))
			return false;
	}
	look_at(w);
	return true;
}

/* ---- alternatives ---------------------------------------------------- */

/* A text in the making: what must hold for what is read next. */
struct making {
	struct loader *l;
	struct wording *one;
	size_t n;
	struct whens whens;
	unsigned depth;
};

static bool add(struct making *, const struct yaml *);

static bool
add_one(struct making *m, const struct yaml *v)
{
	struct loader *l = m->l;
	if (m->n == ALTERNATIVES)
		return load_fault(
		    l, v, "a text of more than %d alternatives", ALTERNATIVES);
	m->one = arena_extend(l->arena, m->one, m->n, sizeof(*m->one));
	struct wording *w = &m->one[m->n++];
	*w = (struct wording){ .when = NULL };
	if (!load_when_all(l, v, &m->whens, &w->when))
		return false;
	return v->kind == YAML_SCALAR ? read_text(l, v, w)
				      : read_languages(l, v, w);
}

/* The text that a name stands for, in the file where it stands. */
static bool
add_named(struct making *m, const struct yaml *name)
{
	struct loader *l = m->l;
	const struct load_file *source, *outer = l->scope.source;
	const struct yaml *v = load_named(l, name, "texts", "text", &source);
	if (!v)
		return false;
	load_use(l, v);
	l->scope.source = source;
	if (!add(m, v))
		return false;
	l->scope.source = outer;
	return true;
}

/* {when: CONDITION, text: TEXT} or {when: CONDITION, use: NAME}. */
static bool
add_conditional(struct making *m, const struct yaml *map)
{
	static const struct load_key keys[] = { { "when", NULL, 0, 0 },
		{ "text", NULL, 0, 0 }, { "use", NULL, 0, 0 } };
	const struct yaml *when = yaml_get(map, str_of("when"));
	const struct yaml *text = yaml_get(map, str_of("text"));
	const struct yaml *use = yaml_get(map, str_of("use"));
	size_t mark = m->whens.n;
	if (!load_keys(m->l, map, keys, LOAD_COUNT(keys), NULL))
		return false;
	if (text && use)
		return load_fault(m->l, map, "both 'text' and 'use'");
	if (when && !load_when_add(m->l, when, &m->whens))
		return false;
	if (!(use ? add_named(m, use) : add(m, text)))
		return false;
	m->whens.n = mark;
	return true;
}

static bool
add(struct making *m, const struct yaml *v)
{
	bool ok = true;
	if (m->depth == NESTED)
		return load_fault(m->l, v,
		    "more than %d texts inside one another, or one that "
		    "holds itself",
		    NESTED);
	m->depth++;
	if (v->kind == YAML_SEQUENCE)
		for (const struct yaml *e = v->first; ok && e; e = e->next)
			ok = add(m, e);
	else if (v->kind == YAML_MAPPING &&
		 (yaml_get(v, str_of("text")) || yaml_get(v, str_of("use"))))
		ok = add_conditional(m, v);
	else
		ok = add_one(m, v);
	m->depth--;
	return ok;
}

bool
load_wordings(struct loader *l, const struct yaml *v, void *to)
{
	struct wordings *w = to;
	struct making m = { .l = l };
	if (v->kind == YAML_SCALAR && v->text.n == 0) {
		*w = (struct wordings){ NULL, 0 };
		return true;
	}
	bool ok = add(&m, v);
	*w = (struct wordings){ m.one, m.n };
	return ok;
}

void
load_languages_of(const struct wordings *w, bool languages[LANGUAGES])
{
	for (int i = 0; i < LANGUAGES; i++) {
		languages[i] = false;
		for (size_t n = 0; n < w->n; n++)
			languages[i] = languages[i] || w->one[n].in[i];
	}
}
