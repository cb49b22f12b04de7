/* SPDX-License-Identifier: ISC */
#include "conf/word.h"
#include "load.h"

enum { NESTED = 8 }; /* strings inside one another */

bool
load_is_language(struct str code, enum language *lang)
{
	for (int i = 0; i < LANGUAGES; i++)
		if (str_is(code, language_codes[i])) {
			*lang = (enum language)i;
			return true;
		}
	return false;
}

const struct yaml *
load_in(const struct yaml *map, enum language lang)
{
	return yaml_get(map, str_of(language_codes[lang]));
}

bool
load_check_languages(struct loader *l, const struct yaml *map)
{
	enum language lang;
	for (const struct yaml *v = map->first; v; v = v->next)
		if (!load_is_language(v->key, &lang))
			return load_fault(l, v, "'%.*s' is no language",
			    STR_ARG(word_clip(v->key)));
		else if (!load_is(l, v, YAML_SCALAR))
			return false;
	return true;
}

static bool
check_string(struct loader *l, const struct yaml *map)
{
	if (!load_is(l, map, YAML_MAPPING) || !load_check_languages(l, map))
		return false;
	for (int i = 0; i < LANGUAGES; i++)
		if (l->t->languages[i] && !load_in(map, (enum language)i))
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

bool
load_has_strings(struct str s)
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
	bool ok = expand(e, load_in(v, e->lang)->text);
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

bool
load_expand(
    struct loader *l, const struct yaml *v, enum language lang, struct str *out)
{
	struct expand e = { .l = l, .at = v, .lang = lang };
	buf_reset(&l->text);
	if (!expand(&e, v->text))
		return false;
	*out = arena_str(l->arena, buf_str(&l->text));
	return true;
}
