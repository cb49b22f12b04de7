/* SPDX-License-Identifier: ISC */
#include "conf/word.h"
#include "load.h"

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
			if (!load_is_language(v->key, &lang))
				return load_fault(l, v, "'%.*s' is no language",
				    STR_ARG(word_clip(v->key)));
			t->formats[lang] = figure_formats[lang];
			if (!read_format(l, v, &t->formats[lang]))
				return false;
		}
	}
	return true;
}
