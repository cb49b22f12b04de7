/* SPDX-License-Identifier: ISC */
#include "base/file.h"
#include "conf/word.h"
#include "load.h"

enum {
	NAMES = 1000, /* entries of a section */
	BOXES = 200,
	WINDOWS = 50,
};

static const char *const named_sections[] = { "fonts", "colors", "styles",
	"strings", "formats", "assets", "texts", "parts", "messages", NULL };

/* ---- files ----------------------------------------------------------- */

static bool
is_named_section(struct str key)
{
	const char *const *name = named_sections;
	while (*name && !str_is(key, *name))
		name++;
	return *name != NULL;
}

/* The sections of names must be mappings of a size that is good for a list. */
static bool
check_sections(struct loader *l, const struct yaml *root)
{
	for (const struct yaml *v = root->first; v; v = v->next) {
		if (!is_named_section(v->key))
			continue;
		if (!load_is(l, v, YAML_MAPPING))
			return false;
		if (v->n > NAMES)
			return load_fault(l, v, "more than %d entries", NAMES);
	}
	return true;
}

/* A file beside the template; nothing in it but things with names. */
static bool
include(struct loader *l, const struct yaml *name)
{
	const char *main_file = l->sources[0].file;
	const char *slash = strrchr(main_file, '/');
	struct load_file *source = &l->sources[l->sources_n];
	if (!load_is(l, name, YAML_SCALAR))
		return false;
	if (memchr(name->text.p, '/', name->text.n) || name->text.n == 0)
		return load_fault(l, name,
		    "the name of a file beside this one must stand here");
	if (l->sources_n == TEMPLATE_SOURCES)
		return load_fault(
		    l, name, "more than %d files", TEMPLATE_SOURCES);
	source->file = arena_printf(l->arena, "%.*s%.*s",
	    slash ? (int)(slash - main_file) + 1 : 0, main_file,
	    STR_ARG(name->text))
			   .p;
	source->root = yaml_load_file(source->file, l->arena, l->fault);
	if (!source->root)
		return false;
	l->sources_n++;
	l->scope.source = source;
	if (!load_is(l, source->root, YAML_MAPPING) ||
	    !check_sections(l, source->root))
		return false;
	for (const struct yaml *v = source->root->first; v; v = v->next)
		if (!is_named_section(v->key))
			return load_fault(l, v,
			    "'%.*s' cannot stand in a file that is included",
			    STR_ARG(word_clip(v->key)));
	l->scope.source = &l->sources[0];
	return true;
}

static bool
read_include(struct loader *l, const struct yaml *v, void *to)
{
	(void)to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	for (v = v->first; v; v = v->next)
		if (!include(l, v))
			return false;
	return true;
}

/* ---- template, page, pdf --------------------------------------------- */

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

static bool
read_template(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "name", load_text, offsetof(struct template, name), 0 },
		{ "languages", read_languages, 0, 0 },
		{ "fallback", read_language,
		    offsetof(struct template, fallback), 0 },
	};
	struct template *t = to;
	for (size_t i = 0; i < LOAD_COUNT(keys); i++)
		if (!load_need(l, v, keys[i].name))
			return false;
	if (!load_keys(l, v, keys, LOAD_COUNT(keys), to))
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

/* A rectangle on the page: the two ends of it, and whether it is there. */
static bool
check_rectangle(
    struct loader *l, const struct yaml *v, double end_x, double end_y)
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
	return check_rectangle(l, v, w->x + w->width, w->y + w->height);
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

static bool
read_page(struct loader *l, const struct yaml *v, void *to)
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

static bool
read_pdf(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "title", load_wordings, offsetof(struct template, title), 0 },
		{ "subject", load_wordings, offsetof(struct template, subject),
		    0 },
		{ "tagged", load_flag, offsetof(struct template, tagged), 0 },
	};
	return load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

/* ---- boxes ----------------------------------------------------------- */

static bool
is_fixed_text(const struct wordings *w)
{
	bool fixed = w->n <= 1;
	for (size_t i = 0; i < w->n; i++)
		fixed = fixed && w->one[i].fixed;
	return fixed;
}

static bool
is_fixed(const struct node *node)
{
	bool fixed = !node->when && node->kind != NODE_EACH &&
		     node->kind != NODE_TABLE && is_fixed_text(&node->text);
	for (size_t i = 0; fixed && i < node->lines_n; i++)
		fixed = is_fixed_text(&node->lines[i]);
	for (size_t i = 0; fixed && i < node->cells_n; i++)
		fixed = !node->cells[i].when &&
			is_fixed_text(&node->cells[i].label) &&
			is_fixed_text(&node->cells[i].value);
	for (size_t i = 0; fixed && i < node->nodes.n; i++)
		fixed = is_fixed(&node->nodes.one[i]);
	return fixed;
}

static bool
read_on(struct loader *l, const struct yaml *v, void *to)
{
	static const char *const words[] = { [ON_ALL] = "all",
		[ON_FIRST] = "first",
		[ON_NEXT] = "next",
		[ON_LAST] = "last",
		NULL };
	int i = load_word(l, v, words);
	if (i >= 0)
		*(enum box_on *)to = (enum box_on)i;
	return i >= 0;
}

/* A corner, or `recipient`. */
static bool
read_at(struct loader *l, const struct yaml *v, void *to)
{
	struct box *box = to;
	double at[2];
	box->window = v->kind == YAML_SCALAR && str_is(v->text, "recipient");
	if (box->window)
		return l->t->windows_n > 0 ||
		       load_fault(l, v, "page.window says no place for it");
	if (!load_place(l, v, at))
		return false;
	box->x = at[0];
	box->y = at[1];
	return true;
}

/* A width, and perhaps a height. */
static bool
read_size(struct loader *l, const struct yaml *v, void *to)
{
	struct box *box = to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n < 1 || v->n > 2)
		return load_fault(
		    l, v, "a width and perhaps a height must stand here");
	if (!load_mm(l, v->first, &box->width) ||
	    (v->n == 2 && !load_mm(l, v->first->next, &box->height)))
		return false;
	return box->width > 0 || load_fault(l, v, "a box without width");
}

static const struct load_key box_keys[] = {
	{ "on", read_on, offsetof(struct box, on), 0 },
	{ "at", read_at, 0, 0 },
	{ "size", read_size, 0, 0 },
};

static bool
read_box(struct loader *l, const struct yaml *v, struct box *box)
{
	const struct yaml *at = load_need(l, v, "at");
	if (!load_need(l, v, "on") || !at)
		return false;
	bool window = str_is(at->text, "recipient");
	const struct yaml *size = yaml_get(v, str_of("size"));
	if (window && size)
		return load_fault(
		    l, size, "the window says how large this box is");
	if ((!window && !load_need(l, v, "size")) ||
	    !load_node(l, v, &box->node, box_keys, LOAD_COUNT(box_keys), box))
		return false;
	box->fixed = !box->window && is_fixed(&box->node);
	return check_rectangle(l, v, box->x + box->width, box->y + box->height);
}

static bool
read_boxes(struct loader *l, const struct yaml *v, void *to)
{
	struct template *t = to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n > BOXES)
		return load_fault(l, v, "more than %d boxes", BOXES);
	struct box *box = arena_zero(l->arena, v->n, sizeof(*box));
	t->boxes = box;
	t->boxes_n = v->n;
	for (v = v->first; v; v = v->next)
		if (!read_box(l, v, box++))
			return false;
	return true;
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

static bool
read_flow(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "top", read_top, 0, 0 },
		{ "bottom", load_mm, offsetof(struct template, bottom), 0 },
		{ "blocks", load_nodes, offsetof(struct template, flow), 0 },
	};
	struct template *t = to;
	for (size_t i = 0; i < LOAD_COUNT(keys); i++)
		if (!load_need(l, v, keys[i].name))
			return false;
	if (!load_keys(l, v, keys, LOAD_COUNT(keys), to))
		return false;
	/* room for a line of text at least, or no page is ever full */
	if (t->top_first + 20 > t->bottom || t->top_next + 20 > t->bottom ||
	    t->bottom > DEVICE_HEIGHT)
		return load_fault(l, v,
		    "the flow must be 20mm high or more, and on the page");
	return true;
}

static bool
read_html(struct loader *l, const struct yaml *v, void *to)
{
	static const struct load_key keys[] = {
		{ "blocks", load_nodes, offsetof(struct template, html), 0 },
	};
	return load_keys(l, v, keys, LOAD_COUNT(keys), to);
}

/* ---- all of it ------------------------------------------------------- */

/* Strings, fonts, colours ... of all files; then what is inherited at first. */
static bool
read_names(struct loader *l, const struct yaml *v, void *to)
{
	static const struct field_root root = { &view_object, NULL };
	const struct yaml body = {
		.kind = YAML_SCALAR, .text = STR("body"), .line = v->line
	};
	(void)to;
	if (!load_strings(l) || !load_formats(l) || !load_names(l))
		return false;
	l->scope = (struct scope){ .source = &l->sources[0], .root = &root };
	return load_style(l, &body, &l->scope.style);
}

/*
 * `template` reads what has names too: it must be there, and all that follows
 * asks for them.
 */
static bool
read_first(struct loader *l, const struct yaml *v, void *to)
{
	return read_template(l, v, to) && read_names(l, v, to);
}

static const struct load_key top_keys[] = {
	{ "include", read_include, 0, 0 },
	{ "template", read_first, 0, 0 },
	{ "page", read_page, 0, 0 },
	{ "fonts", NULL, 0, 0 },
	{ "colors", NULL, 0, 0 },
	{ "styles", NULL, 0, 0 },
	{ "strings", NULL, 0, 0 },
	{ "formats", NULL, 0, 0 },
	{ "assets", NULL, 0, 0 },
	{ "texts", NULL, 0, 0 },
	{ "parts", NULL, 0, 0 },
	{ "messages", NULL, 0, 0 },
	{ "boxes", read_boxes, 0, 0 },
	{ "flow", read_flow, 0, 0 },
	{ "html", read_html, 0, 0 },
	{ "pdf", read_pdf, 0, 0 },
};

/* Notes what the template's own file defines and nothing asks for. */
static void
note_unused(struct loader *l)
{
	static const struct {
		const char *section, *what;
	} kinds[] = { { "strings", "string" }, { "texts", "text" },
		{ "parts", "part" }, { "messages", "message slot" } };
	for (size_t i = 0; i < LOAD_COUNT(kinds); i++) {
		const struct yaml *v =
		    yaml_get(l->sources[0].root, str_of(kinds[i].section));
		for (v = v ? v->first : NULL; v; v = v->next) {
			size_t n = 0;
			while (n < l->used_n && l->used[n] != v)
				n++;
			if (n == l->used_n)
				load_note(l, v, "%s '%.*s' is never used",
				    kinds[i].what, STR_ARG(word_clip(v->key)));
		}
	}
}

static bool
read_root(struct loader *l)
{
	const struct yaml *root = l->sources[0].root;
	static const char *const needed[] = { "template", "page", "fonts",
		"styles", "flow" };
	if (!load_is(l, root, YAML_MAPPING) || !check_sections(l, root))
		return false;
	for (size_t i = 0; i < LOAD_COUNT(needed); i++)
		if (!load_need(l, root, needed[i]))
			return false;
	if (!load_keys(l, root, top_keys, LOAD_COUNT(top_keys), l->t))
		return false;
	note_unused(l);
	return true;
}

/* The tree is in the template's arena already, or NULL after a fault. */
static bool
load(struct loader *l, const struct yaml *root)
{
	struct template *t = l->t;
	l->sources[0].root = root;
	l->sources_n = 1;
	l->scope.source = &l->sources[0];
	bool ok = root && read_root(l);
	buf_free(&l->text);
	if (!ok)
		template_free(t);
	return ok;
}

static void
begin(struct loader *l, struct template *t, const char *path,
    const struct template_own *own, struct type *type, struct fault *f)
{
	*t = (struct template){ .name = { NULL, 0 } };
	*l = (struct loader){ .t = t,
		.arena = &t->arena,
		.type = type,
		.own = own,
		.fault = f,
		.text = BUF_INIT(TEMPLATE_TEXT) };
	t->file = arena_str(l->arena, str_of(path));
	l->sources[0].file = t->file.p;
}

bool
template_load(struct template *t, const char *path,
    const struct template_own *own, struct type *type, struct fault *f)
{
	struct loader l;
	begin(&l, t, path, own, type, f);
	return load(&l, yaml_load_file(path, l.arena, f));
}

bool
template_load_text(struct template *t, struct str text, const char *path,
    const struct template_own *own, struct type *type, struct fault *f)
{
	struct loader l;
	begin(&l, t, path, own, type, f);
	return load(&l, yaml_load_text(text, l.sources[0].file, l.arena, f));
}

void
template_free(struct template *t)
{
	arena_free(&t->arena);
	*t = (struct template){ .name = { NULL, 0 } };
}
