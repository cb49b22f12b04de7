/* SPDX-License-Identifier: ISC */
#include "conf/word.h"
#include "load.h"

enum {
	NAMES = 1000, /* entries of a section */
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

/* A further file; nothing in it but things with names. */
static bool
read_source(struct loader *l, struct str file)
{
	struct load_file *source = &l->sources[l->sources_n];
	source->file = file.p;
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

/* A file beside the template. */
static bool
include(struct loader *l, const struct yaml *name)
{
	const char *main_file = l->sources[0].file;
	const char *slash = strrchr(main_file, '/');
	if (!load_is(l, name, YAML_SCALAR))
		return false;
	if (memchr(name->text.p, '/', name->text.n) || name->text.n == 0)
		return load_fault(l, name,
		    "the name of a file beside this one must stand here");
	if (l->sources_n == TEMPLATE_SOURCES)
		return load_fault(
		    l, name, "more than %d files", TEMPLATE_SOURCES);
	return read_source(l, arena_printf(l->arena, "%.*s%.*s",
				  slash ? (int)(slash - main_file) + 1 : 0,
				  main_file, STR_ARG(name->text)));
}

/* What the sender tells his customers, instead of what the template says. */
static bool
read_senders(struct loader *l)
{
	if (!l->own || !l->own->messages.p)
		return true;
	l->senders = l->sources_n;
	return read_source(l, arena_str(l->arena, l->own->messages));
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
	return load_template(l, v, to) && read_names(l, v, to);
}

static const struct load_key top_keys[] = {
	{ "include", read_include, 0, 0 },
	{ "template", read_first, 0, 0 },
	{ "page", load_page, 0, 0 },
	{ "fonts", NULL, 0, 0 },
	{ "colors", NULL, 0, 0 },
	{ "styles", NULL, 0, 0 },
	{ "strings", NULL, 0, 0 },
	{ "formats", NULL, 0, 0 },
	{ "assets", NULL, 0, 0 },
	{ "texts", NULL, 0, 0 },
	{ "parts", NULL, 0, 0 },
	{ "messages", NULL, 0, 0 },
	{ "boxes", load_boxes, 0, 0 },
	{ "flow", load_flow, 0, 0 },
	{ "html", load_html, 0, 0 },
	{ "pdf", load_pdf, 0, 0 },
};

/* Claims that nothing asks for it, nor for what a sender has in its place. */
static bool
is_unused(struct loader *l, const char *section, const struct yaml *v)
{
	const struct load_file *source;
	const struct yaml *found = load_find(l, section, v->key, &source);
	for (size_t i = 0; i < l->used_n; i++)
		if (l->used[i] == found)
			return false;
	return true;
}

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
		for (v = v ? v->first : NULL; v; v = v->next)
			if (is_unused(l, kinds[i].section, v))
				load_note(l, v, "%s '%.*s' is never used",
				    kinds[i].what, STR_ARG(word_clip(v->key)));
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
	bool ok = root && read_senders(l) && read_root(l);
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
