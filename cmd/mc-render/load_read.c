/* SPDX-License-Identifier: ISC */
#include "conf/word.h"
#include "load.h"

enum { LONGEST = 1000 }; /* mm or points */

bool
load_fault(struct loader *l, const struct yaml *v, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	yaml_vfault(l->fault, l->scope.source->file, v->line, 0, format, ap);
	va_end(ap);
	return false;
}

bool
load_unknown(struct loader *l, const struct yaml *v, const char *what,
    struct str word, const struct yaml *known)
{
	struct word_guess guess = word_guess(word);
	char hint[WORD_HINT];
	for (known = known ? known->first : NULL; known; known = known->next)
		word_try(&guess, known->key);
	return load_fault(l, v, "unknown %s '%.*s'%s", what,
	    STR_ARG(word_clip(word)), word_hint(&guess, hint));
}

void
load_note(struct loader *l, const struct yaml *v, const char *format, ...)
{
	struct template *t = l->t;
	char text[FAULT_TEXT];
	unsigned line = v->key.p ? v->key_line : v->line;
	va_list ap;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	/* a part is read wherever it is used */
	for (size_t i = 0; i < t->notes_n; i++)
		if (l->notes[i].line == line &&
		    l->notes[i].file == l->scope.source->file &&
		    str_is(l->notes[i].text, text))
			return;
	l->notes =
	    arena_extend(l->arena, l->notes, t->notes_n, sizeof(*l->notes));
	l->notes[t->notes_n++] = (struct template_note){ l->scope.source->file,
		line, arena_str(l->arena, str_of(text)) };
	t->notes = l->notes;
}

bool
load_is(struct loader *l, const struct yaml *v, enum yaml_kind kind)
{
	static const char *const names[] = {
		[YAML_SCALAR] = "one value",
		[YAML_SEQUENCE] = "a list",
		[YAML_MAPPING] = "a mapping",
	};
	if (v->kind == kind)
		return true;
	return load_fault(
	    l, v, "%s must stand here, not %s", names[kind], names[v->kind]);
}

/* ---- mappings -------------------------------------------------------- */

static bool
is_key(struct loader *l, const struct yaml *v, const struct load_key *keys,
    size_t n)
{
	struct word_guess guess = word_guess(v->key);
	char hint[WORD_HINT];
	for (size_t i = 0; i < n; i++)
		if (str_is(v->key, keys[i].name))
			return true;
	for (size_t i = 0; i < n; i++)
		word_try(&guess, str_of(keys[i].name));
	return yaml_fault(l->fault, l->scope.source->file, v->key_line, 0,
	    "unknown key '%.*s'%s", STR_ARG(word_clip(v->key)),
	    word_hint(&guess, hint));
}

bool
load_keys(struct loader *l, const struct yaml *map, const struct load_key *keys,
    size_t n, void *to)
{
	if (!load_is(l, map, YAML_MAPPING))
		return false;
	for (const struct yaml *v = map->first; v; v = v->next)
		if (!is_key(l, v, keys, n))
			return false;
	for (size_t i = 0; i < n; i++) {
		const struct yaml *v = yaml_get(map, str_of(keys[i].name));
		if (v && keys[i].read &&
		    !keys[i].read(l, v, (char *)to + keys[i].at))
			return false;
	}
	return true;
}

/* A key that is nearly the word, as if it were misspelt; or NULL. */
static const struct yaml *
nearly(const struct yaml *map, const char *key)
{
	for (const struct yaml *v = map->first; v; v = v->next) {
		struct word_guess guess = word_guess(v->key);
		word_try(&guess, str_of(key));
		if (guess.best.p)
			return v;
	}
	return NULL;
}

const struct yaml *
load_need(struct loader *l, const struct yaml *map, const char *key)
{
	if (!load_is(l, map, YAML_MAPPING))
		return NULL;
	const struct yaml *v = yaml_get(map, str_of(key));
	const struct yaml *like = v ? NULL : nearly(map, key);
	if (like)
		yaml_fault(l->fault, l->scope.source->file, like->key_line, 0,
		    "missing key '%s': '%.*s' may be meant to be it", key,
		    STR_ARG(word_clip(like->key)));
	else if (!v)
		load_fault(l, map, "missing key '%s'", key);
	return v;
}

bool
load_all(struct loader *l, const struct yaml *map, const struct load_key *keys,
    size_t n, void *to)
{
	for (size_t i = 0; i < n; i++)
		if (!load_need(l, map, keys[i].name))
			return false;
	return load_keys(l, map, keys, n, to);
}

/* ---- words and numbers ----------------------------------------------- */

bool
load_text(struct loader *l, const struct yaml *v, void *to)
{
	if (!load_is(l, v, YAML_SCALAR))
		return false;
	*(struct str *)to = v->text;
	return v->text.n > 0 || load_fault(l, v, "a text must stand here");
}

bool
load_flag(struct loader *l, const struct yaml *v, void *to)
{
	bool yes = v->kind == YAML_SCALAR && str_is(v->text, "true");
	if (!yes && !(v->kind == YAML_SCALAR && str_is(v->text, "false")))
		return load_fault(l, v, "true or false must stand here");
	*(bool *)to = yes;
	return true;
}

bool
load_count(struct loader *l, const struct yaml *v, int64_t least, int64_t most,
    int64_t *out)
{
	if (v->kind == YAML_SCALAR && word_whole(out, v->text) &&
	    *out >= least && *out <= most)
		return true;
	return load_fault(l, v, "a number from %lld to %lld must stand here",
	    (long long)least, (long long)most);
}

int
load_word(struct loader *l, const struct yaml *v, const char *const *words)
{
	struct word_guess guess;
	char hint[WORD_HINT];
	if (!load_is(l, v, YAML_SCALAR))
		return -1;
	guess = word_guess(v->text);
	for (int i = 0; words[i]; i++) {
		if (str_is(v->text, words[i]))
			return i;
		word_try(&guess, str_of(words[i]));
	}
	load_fault(l, v, "unknown word '%.*s'%s", STR_ARG(word_clip(v->text)),
	    word_hint(&guess, hint));
	return -1;
}

bool
load_align(struct loader *l, const struct yaml *v, void *to)
{
	static const char *const words[] = { [ALIGN_LEFT] = "left",
		[ALIGN_RIGHT] = "right",
		[ALIGN_CENTRE] = "centre",
		NULL };
	int i = load_word(l, v, words);
	if (i >= 0)
		*(enum align *)to = (enum align)i;
	return i >= 0;
}

bool
load_role(struct loader *l, const struct yaml *v, void *to)
{
	static const char *const words[] = { "none", "h1", "h2", "p", "figure",
		NULL };
	static const enum tag tags[] = { TAG_NONE, TAG_H1, TAG_H2, TAG_P,
		TAG_FIGURE };
	int i = load_word(l, v, words);
	if (i >= 0)
		*(enum tag *)to = tags[i];
	return i >= 0;
}

/* ---- lengths --------------------------------------------------------- */

/* A number of millimetres or of points; false with the fault. */
static bool
length(struct loader *l, const struct yaml *v, double *number, bool *mm)
{
	struct str text = v->text;
	struct dec d;
	bool ok = v->kind == YAML_SCALAR && text.n > 2;
	if (ok)
		text.n -= 2;
	*mm = ok && memcmp(text.p + text.n, "mm", 2) == 0;
	ok = ok && (*mm || memcmp(text.p + text.n, "pt", 2) == 0) &&
	     word_decimal(&d, text) && !dec_is_negative(d);
	if (!ok)
		return load_fault(
		    l, v, "a length such as 20mm or 9pt must stand here");
	if (dec_cmp(d, DEC_INT(LONGEST)) > 0)
		return load_fault(l, v, "longer than any page");
	*number = (double)d.coef;
	while (d.scale-- > 0)
		*number /= 10;
	return true;
}

bool
load_pt(struct loader *l, const struct yaml *v, void *to)
{
	double number;
	bool mm;
	if (!length(l, v, &number, &mm))
		return false;
	*(float *)to = (float)(mm ? number * TYPE_MM : number);
	return true;
}

bool
load_mm(struct loader *l, const struct yaml *v, void *to)
{
	double number;
	bool mm;
	if (!length(l, v, &number, &mm))
		return false;
	*(double *)to = mm ? number : number / TYPE_MM;
	return true;
}

/* A list of that many lengths. */
static bool
lengths(struct loader *l, const struct yaml *v, double *to, size_t n)
{
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n != n)
		return load_fault(
		    l, v, "%zu lengths must stand here, not %zu", n, v->n);
	for (v = v->first; v; v = v->next)
		if (!load_mm(l, v, to++))
			return false;
	return true;
}

bool
load_place(struct loader *l, const struct yaml *v, void *to)
{
	return lengths(l, v, to, 2);
}

bool
load_pad(struct loader *l, const struct yaml *v, void *to)
{
	double *pad = to;
	if (v->kind == YAML_SEQUENCE)
		return lengths(l, v, pad, 4);
	if (!load_mm(l, v, pad))
		return false;
	pad[1] = pad[2] = pad[3] = pad[0];
	return true;
}
