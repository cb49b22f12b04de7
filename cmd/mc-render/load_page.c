/* SPDX-License-Identifier: ISC */
#include "conf/word.h"
#include "load.h"

enum { WINDOWS = 50 };

static bool
read_language(struct loader *l, const struct yaml *v, void *to)
{
	int i = -1;
	const char *words[LANGUAGES + 1] = { NULL };
	memcpy(words, language_codes, sizeof(language_codes));
	i = load_word(l, v, words);
	if (i >= 0)
		*(enum language *)to = (enum language)i;
	return i >= 0;
}

static bool
read_languages(struct loader *l, const struct yaml *v, void *to)
{
	struct template *t = to;
	enum language lang;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	for (const struct yaml *e = v->first; e; e = e->next) {
		if (!read_language(l, e, &lang))
			return false;
		t->languages[lang] = true;
	}
	return v->n > 0 || load_fault(l, v, "a template has a language");
}

bool
load_template(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "name", load_text, offsetof(struct template, name), 0 },
		{ "languages", read_languages, 0, 0 },
		{ "fallback", read_language,
		    offsetof(struct template, fallback), 0 },
	};
	struct template *t = to;
	if (!load_all(l, v, keys, LOAD_COUNT(keys), to))
		return false;
	return t->languages[t->fallback] ||
	       load_fault(l, yaml_get(v, str_of("fallback")),
		   "the fallback is none of the languages");
}

/* Where envelopes have their windows: the text, not the hole. */
static const struct {
	const char *name;
	struct window window;
} presets[] = {
	{ "se-h2", { .x = 110, .y = 47, .width = 80, .height = 30 } },
	{ "no-c5", { .x = 20, .y = 48, .width = 92, .height = 27 } },
	{ "fi-c5", { .x = 20, .y = 48, .width = 90, .height = 30 } },
	{ "dk-c5", { .x = 20, .y = 48, .width = 90, .height = 30 } },
};

static bool
read_preset(struct loader *l, const struct yaml *v, struct window *w)
{
	struct word_guess guess = word_guess(v->text);
	char hint[WORD_HINT];
	for (size_t i = 0; i < LOAD_COUNT(presets); i++) {
		if (str_is(v->text, presets[i].name)) {
			*w = presets[i].window;
			return true;
		}
		word_try(&guess, str_of(presets[i].name));
	}
	return load_fault(l, v, "unknown window '%.*s'%s",
	    STR_ARG(word_clip(v->text)), word_hint(&guess, hint));
}

bool
load_on_page(struct loader *l, const struct yaml *v, double end_x, double end_y)
{
	return (end_x <= DEVICE_WIDTH + 0.01 &&
		   end_y <= DEVICE_HEIGHT + 0.01) ||
	       load_fault(l, v, "reaches outside the page");
}

static bool
read_window(struct loader *l, const struct yaml *v, struct window *w)
{
	double at[2], size[2];
	static const struct load_key keys[] = { { "at", NULL, 0, 0 },
		{ "size", NULL, 0, 0 } };
	bool other = str_is(v->key, "other");
	if (!other && v->key.n != 2)
		return load_fault(
		    l, v, "a window is for a country such as SE, or other");
	if (v->kind == YAML_SCALAR && !read_preset(l, v, w))
		return false;
	if (v->kind != YAML_SCALAR) {
		const struct yaml *a = load_need(l, v, "at");
		const struct yaml *s = a ? load_need(l, v, "size") : NULL;
		if (!s || !load_keys(l, v, keys, LOAD_COUNT(keys), NULL) ||
		    !load_place(l, a, at) || !load_place(l, s, size))
			return false;
		*w = (struct window){ .x = at[0],
			.y = at[1],
			.width = size[0],
			.height = size[1] };
	}
	w->country = other ? (struct str){ NULL, 0 } : v->key;
	return load_on_page(l, v, w->x + w->width, w->y + w->height);
}

/* One a country, and that of all others behind them. */
static bool
read_windows(struct loader *l, const struct yaml *v, void *to)
{
	struct template *t = to;
	const struct yaml *other = load_need(l, v, "other");
	if (!other)
		return false;
	if (v->n > WINDOWS)
		return load_fault(l, v, "more than %d windows", WINDOWS);
	struct window *w = arena_zero(l->arena, v->n, sizeof(*w));
	t->windows = w;
	t->windows_n = v->n;
	for (const struct yaml *e = v->first; e; e = e->next)
		if (e != other && !read_window(l, e, w++))
			return false;
	return read_window(l, other, w);
}

bool
load_page(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "left", load_mm, offsetof(struct template, left), 0 },
		{ "right", load_mm, offsetof(struct template, right), 0 },
		{ "window", read_windows, 0, 0 },
	};
	struct template *t = to;
	if (!load_need(l, v, "left") || !load_need(l, v, "right") ||
	    !load_keys(l, v, keys, LOAD_COUNT(keys), to))
		return false;
	return t->left + t->right < DEVICE_WIDTH ||
	       load_fault(l, v, "nothing is left between the margins");
}

bool
load_pdf(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "title", load_wordings, offsetof(struct template, title), 0 },
		{ "subject", load_wordings, offsetof(struct template, subject),
		    0 },
		{ "tagged", load_flag, offsetof(struct template, tagged), 0 },
	};
	return load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

/* ---- flow and HTML --------------------------------------------------- */

static bool
read_top(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "first", load_mm, offsetof(struct template, top_first), 0 },
		{ "next", load_mm, offsetof(struct template, top_next), 0 },
	};
	return load_need(l, v, "first") && load_need(l, v, "next") &&
	       load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

bool
load_flow(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "top", read_top, 0, 0 },
		{ "bottom", load_mm, offsetof(struct template, bottom), 0 },
		{ "blocks", load_nodes, offsetof(struct template, flow), 0 },
	};
	struct template *t = to;
	if (!load_all(l, v, keys, LOAD_COUNT(keys), to))
		return false;
	/* room for a line of text at least, or no page is ever full */
	if (t->top_first + 20 > t->bottom || t->top_next + 20 > t->bottom ||
	    t->bottom > DEVICE_HEIGHT)
		return load_fault(l, v,
		    "the flow must be 20mm high or more, and on the page");
	return true;
}

bool
load_html(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "blocks", load_nodes, offsetof(struct template, html), 0 },
	};
	return load_keys(l, v, keys, LOAD_COUNT(keys), to);
}
