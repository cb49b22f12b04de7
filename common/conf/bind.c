/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "bind.h"
#include "word.h"

static bool bind_object(
    struct bind *, const struct bind_object *, const struct yaml *, void *out);

/* How the values of each kind are described. */
static const char *const wanted[] = {
	[BIND_TEXT] = "text",
	[BIND_BOOL] = "true or false",
	[BIND_COUNT] = "a whole number",
	[BIND_DECIMAL] = "a number such as 9.50",
	[BIND_DATE] = "a date such as 2026-01-31",
	[BIND_WORD] = "a word",
	[BIND_SECRET] = "the path of a file",
	[BIND_TEXTS] = "a list such as [a, b]",
	[BIND_PAIRS] = "a list such as [\"scheme:value\"]",
	[BIND_OBJECT] = "a mapping",
	[BIND_LIST] = "a list of mappings",
	[BIND_MAP] = "a mapping of names",
};

bool
bind_fault(struct bind *b, const struct yaml *v, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	yaml_vfault(b->fault, b->file, v->line, 0, format, ap);
	va_end(ap);
	return false;
}

bool
bind_is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", s.p[i]) ||
		    s.p[i] == '\0')
			return false;
	return s.n > 0 && s.n <= BIND_NAME_MAX;
}

/* Claims that the scalar is what YAML calls null: nothing, `~` or `null`. */
static bool
is_null(const struct yaml *v)
{
	return v->kind == YAML_SCALAR && !v->quoted &&
	       (v->text.n == 0 || str_is(v->text, "~") ||
		   str_is(v->text, "null"));
}

/*
 * The fault of a value that is not of its row's kind; v is the row's value or,
 * without a key, an entry of it.
 */
static bool
wrong(struct bind *b, const struct bind_field *f, const struct yaml *v)
{
	bool is_entry = !v->key.p;
	if (is_null(v))
		return bind_fault(b, v, "'%.*s' has %s", STR_ARG(f->name),
		    is_entry ? "an entry without a value" : "no value");
	if (v->kind == YAML_SCALAR && v->text.n == 0)
		return bind_fault(b, v, "'%.*s' %s", STR_ARG(f->name),
		    is_entry ? "has an empty entry" : "is empty");
	return bind_fault(b, v, "'%.*s' must be %s%s", STR_ARG(f->name),
	    wanted[f->kind], v->quoted ? ", without quotes" : "");
}

/* ---- scalars --------------------------------------------------------- */

static bool
bind_bool(
    struct bind *b, const struct bind_field *f, const struct yaml *v, bool *out)
{
	*out = str_is(v->text, "true");
	return (!v->quoted && (*out || str_is(v->text, "false"))) ||
	       wrong(b, f, v);
}

static bool
out_of_range(struct bind *b, const struct bind_field *f, const struct yaml *v)
{
	return bind_fault(b, v, "'%.*s' must be from %lld to %lld",
	    STR_ARG(f->name), (long long)f->least, (long long)f->most);
}

static bool
bind_count(struct bind *b, const struct bind_field *f, const struct yaml *v,
    int64_t *out)
{
	struct dec d;
	if (v->quoted || !word_decimal(&d, v->text) || d.scale > 0)
		return wrong(b, f, v);
	if (!word_whole(out, v->text) || *out < f->least || *out > f->most)
		return out_of_range(b, f, v);
	return true;
}

static bool
bind_decimal(struct bind *b, const struct bind_field *f, const struct yaml *v,
    struct dec *out)
{
	if (v->quoted || !word_decimal(out, v->text))
		return wrong(b, f, v);
	if (dec_cmp(*out, DEC_INT(f->least)) < 0 ||
	    dec_cmp(*out, DEC_INT(f->most)) > 0)
		return out_of_range(b, f, v);
	return true;
}

/* The index of the value among the row's words, -1 with a fault. */
static int
word_index(struct bind *b, const struct bind_field *f, const struct yaml *v)
{
	struct word_guess guess = word_guess(v->text);
	char hint[WORD_HINT], all[FAULT_TEXT] = "";
	for (int i = 0; f->words[i]; i++) {
		if (str_is(v->text, f->words[i]))
			return i;
		word_try(&guess, str_of(f->words[i]));
		snprintf(all + strlen(all), sizeof(all) - strlen(all), "%s%s",
		    i ? ", " : "", f->words[i]);
	}
	bind_fault(b, v, "unknown value '%.*s' of '%.*s'%s, known: %s",
	    STR_ARG(word_clip(v->text)), STR_ARG(f->name),
	    word_hint(&guess, hint), all);
	return -1;
}

static bool
bind_scalar(
    struct bind *b, const struct bind_field *f, const struct yaml *v, void *out)
{
	if (v->kind != YAML_SCALAR || is_null(v) || v->text.n == 0)
		return wrong(b, f, v);
	switch (f->kind) {
	case BIND_BOOL:
		return bind_bool(b, f, v, out);
	case BIND_COUNT:
		return bind_count(b, f, v, out);
	case BIND_DECIMAL:
		return bind_decimal(b, f, v, out);
	case BIND_DATE:
		return date_parse(out, v->text) || wrong(b, f, v);
	case BIND_WORD:
		return (*(int *)out = word_index(b, f, v)) >= 0;
	case BIND_SECRET:
		if (!bind_secret(b, v, out))
			return false;
		return ((struct str *)out)->n >= (size_t)f->least ||
		       bind_fault(b, v,
			   "secret file '%.*s' holds less than"
			   " %lld bytes",
			   STR_ARG(word_clip(v->text)), (long long)f->least);
	default:
		*(struct str *)out = v->text;
		return true;
	}
}

/* ---- lists ----------------------------------------------------------- */

/* One element of TEXTS, the i-th of those at `list`. */
static bool
bind_text(struct bind *b, const struct bind_field *f, const struct yaml *v,
    struct str *list, size_t i)
{
	if (v->kind != YAML_SCALAR || is_null(v) || v->text.n == 0)
		return wrong(b, f, v);
	if (f->words && word_index(b, f, v) < 0)
		return false;
	for (size_t k = 0; k < i; k++)
		if (str_eq(list[k], v->text))
			return bind_fault(b, v, "'%.*s' stands twice in '%.*s'",
			    STR_ARG(word_clip(v->text)), STR_ARG(f->name));
	list[i] = v->text;
	return true;
}

static bool
bind_pair(struct bind *b, const struct bind_field *f, const struct yaml *v,
    struct bind_pair *out)
{
	if (v->kind != YAML_SCALAR)
		return wrong(b, f, v);
	const char *colon = memchr(v->text.p, ':', v->text.n);
	size_t n = colon ? (size_t)(colon - v->text.p) : 0;
	if (n == 0 || n + 1 == v->text.n)
		return bind_fault(b, v, "'%.*s' in '%.*s' is not scheme:value",
		    STR_ARG(word_clip(v->text)), STR_ARG(f->name));
	out->scheme = (struct str){ v->text.p, n };
	out->value = str_from(v->text, n + 1);
	return true;
}

/* One entry of LIST or MAP; `out` is zeroed. */
static bool
bind_entry(
    struct bind *b, const struct bind_field *f, const struct yaml *v, char *out)
{
	if (v->kind != YAML_MAPPING && f->kind == BIND_MAP)
		return bind_fault(b, v, "'%.*s' must be a mapping",
		    STR_ARG(word_clip(v->key)));
	if (v->kind != YAML_MAPPING)
		return wrong(b, f, v);
	if (f->kind == BIND_MAP) {
		if (!bind_is_name(v->key))
			return bind_fault(b, v,
			    "'%.*s' is no name: 1 to 64 of a-z, 0-9 and -",
			    STR_ARG(word_clip(v->key)));
		*(struct str *)(out + f->sub->name_at) = v->key;
	}
	return bind_object(b, f->sub, v, out);
}

static size_t
entry_size(const struct bind_field *f)
{
	switch (f->kind) {
	case BIND_TEXTS:
		return sizeof(struct str);
	case BIND_PAIRS:
		return sizeof(struct bind_pair);
	default:
		return f->sub->size;
	}
}

static bool
bind_element(struct bind *b, const struct bind_field *f, const struct yaml *v,
    char *list, size_t i)
{
	switch (f->kind) {
	case BIND_TEXTS:
		return bind_text(b, f, v, (void *)list, i);
	case BIND_PAIRS:
		return bind_pair(b, f, v, (struct bind_pair *)(void *)list + i);
	default:
		return bind_entry(b, f, v, list + i * f->sub->size);
	}
}

/* TEXTS, PAIRS, LIST and MAP into the members at `out` and `count`. */
static bool
bind_list(struct bind *b, const struct bind_field *f, const struct yaml *v,
    void *owner, char **out, size_t *count)
{
	enum yaml_kind kind =
	    f->kind == BIND_MAP ? YAML_MAPPING : YAML_SEQUENCE;
	size_t size = entry_size(f);
	if (v->kind != kind)
		return wrong(b, f, v);
	if (v->n > BIND_MOST)
		return bind_fault(b, v, "'%.*s' has more than %d entries",
		    STR_ARG(f->name), BIND_MOST);
	if (v->n == 0 && f->required)
		return bind_fault(b, v, "'%.*s' is empty", STR_ARG(f->name));
	*out = arena_zero(b->arena, v->n + 1, size);
	for (const struct yaml *e = v->first; e; e = e->next) {
		char *value = *out + *count * size;
		if (!bind_element(b, f, e, *out, *count))
			return false;
		++*count;
		if (f->check && !f->check(b, e, owner, value))
			return false;
	}
	return true;
}

/* ---- mappings -------------------------------------------------------- */

/* What a member is when its key is not there; all else is zero. */
static void
set_absent(const struct bind_field *f, void *out)
{
	if (f->kind == BIND_BOOL)
		*(bool *)out = f->absent != 0;
	else if (f->kind == BIND_COUNT)
		*(int64_t *)out = f->absent;
	else if (f->kind == BIND_WORD)
		*(int *)out = (int)f->absent;
	else if (f->kind == BIND_OBJECT)
		for (size_t i = 0; i < f->sub->fields_n; i++)
			set_absent(&f->sub->fields[i],
			    (char *)out + f->sub->fields[i].at);
}

static bool
bind_field(struct bind *b, const struct bind_field *f, const struct yaml *v,
    char *owner)
{
	char *out = owner + f->at;
	switch (f->kind) {
	case BIND_TEXTS:
	case BIND_PAIRS:
	case BIND_LIST:
	case BIND_MAP:
		return bind_list(
		    b, f, v, owner, (void *)out, (void *)(owner + f->count_at));
	case BIND_OBJECT:
		if (v->kind != YAML_MAPPING)
			return wrong(b, f, v);
		if (!bind_object(b, f->sub, v, out))
			return false;
		break;
	default:
		if (!bind_scalar(b, f, v, out))
			return false;
	}
	return !f->check || f->check(b, v, owner, out);
}

/* Every key of the mapping must have a row. */
static bool
check_keys(struct bind *b, const struct bind_object *o, const struct yaml *map)
{
	for (const struct yaml *v = map->first; v; v = v->next) {
		struct word_guess guess = word_guess(v->key);
		char hint[WORD_HINT];
		size_t i = 0;
		while (i < o->fields_n && !str_eq(o->fields[i].name, v->key))
			word_try(&guess, o->fields[i++].name);
		if (i == o->fields_n)
			return yaml_fault(b->fault, b->file, v->key_line, 0,
			    "unknown key '%.*s'%s", STR_ARG(word_clip(v->key)),
			    word_hint(&guess, hint));
	}
	return true;
}

static bool
missing(struct bind *b, const struct bind_field *f, const struct yaml *map)
{
	struct str in = word_clip(map->key);
	if (!in.p)
		return bind_fault(
		    b, map, "missing key '%.*s'", STR_ARG(f->name));
	return bind_fault(b, map, "missing key '%.*s' in '%.*s'",
	    STR_ARG(f->name), STR_ARG(in));
}

static bool
bind_object(struct bind *b, const struct bind_object *o, const struct yaml *map,
    void *out)
{
	if (!check_keys(b, o, map))
		return false;
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct bind_field *f = &o->fields[i];
		const struct yaml *v = yaml_get(map, f->name);
		if (!v && f->required)
			return missing(b, f, map);
		if (!v)
			set_absent(f, (char *)out + f->at);
		else if (!bind_field(b, f, v, out))
			return false;
	}
	return !o->check || o->check(b, map, out, out);
}

bool
bind_tree(struct bind *b, const struct bind_object *o, const struct yaml *v,
    void *out)
{
	memset(out, 0, o->size);
	b->root = out;
	if (v->kind != YAML_MAPPING)
		return bind_fault(b, v, "the file must be a mapping");
	return bind_object(b, o, v, out);
}
