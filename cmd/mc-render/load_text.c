/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "conf/word.h"
#include "load.h"

enum {
	NESTED = 8, /* texts or strings inside one another */
	ALTERNATIVES = 64, /* of a text */
};

/* ---- conditions ------------------------------------------------------ */

static const struct cond *
condition(struct loader *l, const struct yaml *at, struct str text)
{
	struct fault f;
	const struct cond *c =
	    cond_compile_at(l->scope.root, text, l->arena, &f);
	if (!c)
		load_fault(l, at, "condition, %s: %s", f.place, f.text);
	return c;
}

bool
load_when_add(struct loader *l, const struct yaml *v, struct whens *whens)
{
	if (!load_is(l, v, YAML_SCALAR) || !condition(l, v, v->text))
		return false;
	if (whens->n == LOAD_COUNT(whens->text))
		return load_fault(l, v,
		    "more than %zu conditions that must "
		    "all hold",
		    LOAD_COUNT(whens->text));
	whens->text[whens->n++] = v->text;
	return true;
}

bool
load_when_all(struct loader *l, const struct yaml *at,
    const struct whens *whens, const struct cond **out)
{
	struct str all;
	*out = NULL;
	if (whens->n == 0)
		return true;
	all = whens->text[0];
	for (size_t i = 1; i < whens->n; i++)
		all = arena_printf(l->arena, "(%.*s) and (%.*s)", STR_ARG(all),
		    STR_ARG(whens->text[i]));
	*out = condition(l, at, all);
	return *out != NULL;
}

bool
load_when(struct loader *l, const struct yaml *v, void *to)
{
	struct whens whens = { .n = 0 };
	return load_when_add(l, v, &whens) && load_when_all(l, v, &whens, to);
}

/* ---- strings --------------------------------------------------------- */

static bool
is_language(struct str code, enum language *lang)
{
	for (int i = 0; i < LANGUAGES; i++)
		if (str_is(code, language_codes[i])) {
			*lang = (enum language)i;
			return true;
		}
	return false;
}

/* The mapping's text in a language, NULL when it has none. */
static const struct yaml *
in_language(const struct yaml *map, enum language lang)
{
	return yaml_get(map, str_of(language_codes[lang]));
}

/* Checks that every key is a language and every value text. */
static bool
check_languages(struct loader *l, const struct yaml *map)
{
	enum language lang;
	for (const struct yaml *v = map->first; v; v = v->next)
		if (!is_language(v->key, &lang))
			return load_fault(l, v, "'%.*s' is no language",
			    STR_ARG(word_clip(v->key)));
		else if (!load_is(l, v, YAML_SCALAR))
			return false;
	return true;
}

static bool
check_string(struct loader *l, const struct yaml *map)
{
	if (!load_is(l, map, YAML_MAPPING) || !check_languages(l, map))
		return false;
	for (int i = 0; i < LANGUAGES; i++)
		if (l->t->languages[i] && !in_language(map, (enum language)i))
			return load_fault(l, map, "string '%.*s' has no %s",
			    STR_ARG(word_clip(map->key)), language_codes[i]);
	return true;
}

bool
load_strings(struct loader *l)
{
	bool ok = true;
	for (size_t i = 0; ok && i < l->sources_n; i++) {
		const struct yaml *all =
		    yaml_get(l->sources[i].root, str_of("strings"));
		l->scope.source = &l->sources[i];
		for (const struct yaml *v = all ? all->first : NULL; ok && v;
		     v = v->next)
			ok = check_string(l, v);
	}
	if (ok)
		l->scope.source = &l->sources[0];
	return ok;
}

/* A text that is being put together, with the strings it has asked for. */
struct expand {
	struct loader *l;
	const struct yaml *at; /* the text, for faults */
	enum language lang;
	const struct yaml *open[NESTED];
	size_t depth;
};

/* `{{t.KEY}}` at the front: its length, the key in *key; else 0. */
static size_t
string_tag(struct str s, struct str *key)
{
	size_t end = 2;
	if (!str_starts(s, "{{"))
		return 0;
	while (end + 1 < s.n && !(s.p[end] == '}' && s.p[end + 1] == '}'))
		end++;
	*key = str_trim((struct str){ s.p + 2, end - 2 });
	if (end + 1 >= s.n || !str_starts(*key, "t."))
		return 0;
	*key = str_from(*key, 2);
	return end + 2;
}

static bool
has_strings(struct str s)
{
	struct str key;
	for (; s.n; s = str_from(s, 1))
		if (string_tag(s, &key))
			return true;
	return false;
}

static bool expand(struct expand *, struct str text);

static bool
expand_string(struct expand *e, struct str key)
{
	struct loader *l = e->l;
	const struct load_file *source;
	const struct yaml *v = load_find(l, "strings", key, &source);
	if (!v)
		return load_unknown(l, e->at, "string", key,
		    yaml_get(l->scope.source->root, str_of("strings")));
	load_use(l, v);
	for (size_t i = 0; i < e->depth; i++)
		if (e->open[i] == v)
			return load_fault(l, e->at,
			    "string '%.*s' holds itself",
			    STR_ARG(word_clip(key)));
	if (e->depth == NESTED)
		return load_fault(l, e->at,
		    "more than %d strings inside one another", NESTED);
	e->open[e->depth++] = v;
	bool ok = expand(e, in_language(v, e->lang)->text);
	e->depth--;
	return ok;
}

static bool
expand(struct expand *e, struct str text)
{
	struct str key;
	while (text.n && !e->l->text.over) {
		size_t n = string_tag(text, &key);
		if (n && !expand_string(e, key))
			return false;
		if (!n) {
			n = 1;
			buf_addc(&e->l->text, *text.p);
		}
		text = str_from(text, n);
	}
	return !e->l->text.over ||
	       load_fault(
		   e->l, e->at, "a text of more than %d bytes", TEMPLATE_TEXT);
}

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
	struct expand e = { .l = l, .at = v, .lang = lang };
	buf_reset(&l->text);
	if (!expand(&e, v->text))
		return NULL;
	return compile(l, v, arena_str(l->arena, buf_str(&l->text)));
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
	bool differs = has_strings(v->text);
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
	if (!check_languages(l, map))
		return false;
	for (int i = 0; i < LANGUAGES; i++) {
		const struct yaml *v = in_language(map, (enum language)i);
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

/* ---- formats --------------------------------------------------------- */

/* A pattern or mark in the place of the usual one. */
static bool
set(struct loader *l, const struct yaml *map, const char *key,
    struct figure_format *f)
{
	const struct yaml *v = yaml_get(map, str_of(key));
	const char *why = NULL;
	if (!v)
		return true;
	if (!load_is(l, v, YAML_SCALAR))
		return false;
	if (str_is(v->key, "decimal"))
		why = figure_set_mark(&f->decimal, l->arena, v->text);
	else if (str_is(v->key, "group"))
		why = figure_set_mark(&f->group, l->arena, v->text);
	else if (str_is(v->key, "money"))
		why = figure_set_money(f, l->arena, v->text);
	else
		why = figure_set_date(
		    f, str_is(v->key, "date-long"), l->arena, v->text);
	return !why || load_fault(l, v, "%s", why);
}

static bool
read_format(struct loader *l, const struct yaml *map, struct figure_format *f)
{
	static const struct load_key keys[] = { { "decimal", NULL, 0, 0 },
		{ "group", NULL, 0, 0 }, { "date", NULL, 0, 0 },
		{ "date-long", NULL, 0, 0 }, { "money", NULL, 0, 0 } };
	if (!load_keys(l, map, keys, LOAD_COUNT(keys), NULL))
		return false;
	for (size_t i = 0; i < LOAD_COUNT(keys); i++)
		if (!set(l, map, keys[i].name, f))
			return false;
	return (f->decimal.n && !str_eq(f->decimal, f->group)) ||
	       load_fault(l, map,
		   "the decimal mark must be there, and not that of groups");
}

bool
load_formats(struct loader *l)
{
	struct template *t = l->t;
	memcpy(t->formats, figure_formats, sizeof(t->formats));
	for (size_t i = l->sources_n; i-- > 0;) {
		const struct yaml *all =
		    yaml_get(l->sources[i].root, str_of("formats"));
		l->scope.source = &l->sources[i];
		for (const struct yaml *v = all ? all->first : NULL; v;
		     v = v->next) {
			enum language lang;
			if (!is_language(v->key, &lang))
				return load_fault(l, v, "'%.*s' is no language",
				    STR_ARG(word_clip(v->key)));
			t->formats[lang] = figure_formats[lang];
			if (!read_format(l, v, &t->formats[lang]))
				return false;
		}
	}
	return true;
}

/* ---- lists ----------------------------------------------------------- */

static bool
read_steps(struct loader *l, const struct yaml *v, struct str path,
    struct list_path *list)
{
	const struct object *o =
	    list->of_item ? l->scope.root->item : l->scope.root->object;
	for (struct str rest = path; rest.n;) {
		const char *dot = memchr(rest.p, '.', rest.n);
		struct str name = { rest.p,
			dot ? (size_t)(dot - rest.p) : rest.n };
		const struct field *f = o ? field_find(o, name) : NULL;
		if (!f || list->n == TEMPLATE_STEPS)
			break;
		list->step[list->n++] = f;
		rest = str_from(rest, name.n + (dot != NULL));
		o = f->kind == FIELD_LIST ? NULL : f->sub;
		if (f->kind == FIELD_LIST && !dot)
			return true;
	}
	return load_fault(
	    l, v, "'%.*s' is no list of objects", STR_ARG(word_clip(v->text)));
}

bool
load_list_path(struct loader *l, const struct yaml *v, void *to)
{
	struct list_path *list = to;
	struct str path;
	*list = (struct list_path){ .n = 0 };
	if (!load_text(l, v, &path))
		return false;
	list->of_item = l->scope.root->item && str_starts(path, "item.");
	if (list->of_item)
		path = str_from(path, sizeof("item.") - 1);
	return read_steps(l, v, path, list);
}

void
load_item(struct loader *l, const struct list_path *list)
{
	struct field_root *root = arena_alloc(l->arena, sizeof(*root));
	*root = (struct field_root){ l->scope.root->object,
		list->step[list->n - 1]->sub };
	l->scope.root = root;
}
