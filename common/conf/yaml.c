/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/text.h"
#include "word.h"
#include "yaml.h"

/* A reading in progress. */
struct loader {
	yaml_parser_t parser;
	struct str text;
	const char *file;
	struct arena *arena;
	struct fault *fault;
	unsigned depth;
};

bool
yaml_vfault(struct fault *f, const char *file, unsigned line, unsigned column,
    const char *format, va_list ap)
{
	char place[FAULT_TEXT], text[FAULT_TEXT];
	size_t n = strlen(file), most = FAULT_TEXT - 32;
	if (n > most)
		file += n - most;
	while (n > most && ((unsigned char)*file & 0xc0) == 0x80)
		file++;
	if (column)
		snprintf(place, sizeof(place), "%s:%u:%u", file, line, column);
	else
		snprintf(place, sizeof(place), "%s:%u", file, line);
	vsnprintf(text, sizeof(text), format, ap);
	return fault_set(f, place, NULL, "%s", text);
}

bool
yaml_fault(struct fault *f, const char *file, unsigned line, unsigned column,
    const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	yaml_vfault(f, file, line, column, format, ap);
	va_end(ap);
	return false;
}

/* A fault at a mark of libyaml, which counts from 0. */
static bool
fail(struct loader *l, yaml_mark_t at, const char *problem)
{
	return yaml_fault(l->fault, l->file, (unsigned)at.line + 1,
	    (unsigned)at.column + 1, "%s", problem);
}

/* The line, from 1, on which the byte at `offset` stands. */
static unsigned
line_of(struct str text, size_t offset)
{
	unsigned line = 1;
	for (size_t i = 0; i < offset && i < text.n; i++)
		line += text.p[i] == '\n';
	return line;
}

/* Claims that a tab stands before the first visible byte of that line. */
static bool
is_tabbed(struct str text, size_t line)
{
	const char *p = text.p, *end = text.p + text.n;
	while (line-- > 0 && p < end) {
		const char *feed = memchr(p, '\n', (size_t)(end - p));
		p = feed ? feed + 1 : end;
	}
	while (p < end && *p == ' ')
		p++;
	return p < end && *p == '\t';
}

/* What commonly stands behind a complaint of libyaml, NULL for others. */
static const char *
plainly(struct str text, const yaml_parser_t *p)
{
	static const struct {
		const char *theirs, *ours;
	} known[] = {
		{ "mapping values are not allowed in this context",
		    "a colon and a blank in a text need quotes, or the line is "
		    "not indented as it should be" },
		{ "found character that cannot start any token",
		    "a text that begins with this character needs quotes" },
	};
	if (is_tabbed(text, p->problem_mark.line))
		return "a tab indents this line, only blanks may";
	for (size_t i = 0; p->problem && i < sizeof(known) / sizeof(known[0]);
	     i++)
		if (strcmp(p->problem, known[i].theirs) == 0)
			return known[i].ours;
	return NULL;
}

/* Turns libyaml's complaint into ours. */
static bool
fail_syntax(struct loader *l)
{
	yaml_parser_t *p = &l->parser;
	const char *problem = p->problem ? p->problem : "not readable as YAML";
	if (p->error == YAML_MEMORY_ERROR)
		die(MC_NOMEM, "out of memory");
	if (p->error == YAML_READER_ERROR)
		return yaml_fault(l->fault, l->file,
		    line_of(l->text, p->problem_offset), 0, "%s", problem);
	const char *plain = plainly(l->text, p);
	if (plain || !p->context)
		return fail(l, p->problem_mark, plain ? plain : problem);
	return yaml_fault(l->fault, l->file, (unsigned)p->problem_mark.line + 1,
	    (unsigned)p->problem_mark.column + 1, "%s (%s from line %zu)",
	    problem, p->context, p->context_mark.line + 1);
}

/* The next event, to be deleted by the caller. */
static bool
next(struct loader *l, yaml_event_t *e)
{
	return yaml_parser_parse(&l->parser, e) || fail_syntax(l);
}

/* What is wrong with a value before it is looked at, NULL for nothing. */
static const char *
decoration(const yaml_event_t *e)
{
	const void *anchor = NULL, *tag = NULL;
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
		break;
	default:
		return "aliases are not allowed";
	}
	if (anchor)
		return "anchors are not allowed";
	return tag ? "tags are not allowed" : NULL;
}

static bool
has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)
			return true;
	}
	return false;
}

static bool
take_scalar(struct loader *l, const yaml_event_t *e, struct yaml *node)
{
	node->text = arena_str(
	    l->arena, (struct str){ (const char *)e->data.scalar.value,
			  e->data.scalar.length });
	node->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	return !has_control(node->text) ||
	       fail(l, e->start_mark, "control character in text");
}

static struct yaml *load_node(struct loader *, yaml_event_t *);

/* Where a key stands, as one number that grows through the file. */
static uint64_t
key_place(const struct yaml *v)
{
	return (uint64_t)v->key_line << 32 | v->key_column;
}

static int
by_key(const void *left, const void *right)
{
	const struct yaml *a = *(const struct yaml *const *)left;
	const struct yaml *b = *(const struct yaml *const *)right;
	size_t n = a->key.n < b->key.n ? a->key.n : b->key.n;
	int order = memcmp(a->key.p, b->key.p, n);
	if (order == 0)
		order = (a->key.n > b->key.n) - (a->key.n < b->key.n);
	if (order == 0)
		order = key_place(a) < key_place(b) ? -1 : 1;
	return order;
}

/* Sorts the keys of a mapping, where equal ones come to stand together. */
static bool
check_keys(struct loader *l, const struct yaml *map)
{
	const struct yaml **all =
	    arena_zero(l->arena, map->n + 1, sizeof(*all));
	size_t n = 0;
	for (const struct yaml *v = map->first; v; v = v->next)
		all[n++] = v;
	qsort(all, n, sizeof(*all), by_key);
	for (size_t i = 1; i < n; i++)
		if (str_eq(all[i - 1]->key, all[i]->key))
			return yaml_fault(l->fault, l->file, all[i]->key_line,
			    all[i]->key_column,
			    "duplicate key '%.*s' (first on line %u)",
			    STR_ARG(word_clip(all[i]->key)),
			    all[i - 1]->key_line);
	return true;
}

/* The value behind a key; the key's event is deleted. */
static struct yaml *
load_pair(struct loader *l, yaml_event_t *e)
{
	if (e->type != YAML_SCALAR_EVENT && e->type != YAML_ALIAS_EVENT) {
		fail(l, e->start_mark, "a key must be a plain word or text");
		yaml_event_delete(e);
		return NULL;
	}
	struct yaml *key = load_node(l, e);
	if (!key || !next(l, e))
		return NULL;
	struct yaml *value = load_node(l, e);
	if (!value)
		return NULL;
	value->key = key->text;
	value->key_line = key->line;
	value->key_column = key->column;
	return value;
}

/* Reads the values of a mapping or sequence up to its end. */
static bool
load_values(struct loader *l, struct yaml *node)
{
	const struct yaml **tail = &node->first;
	bool is_map = node->kind == YAML_MAPPING;
	for (;;) {
		yaml_event_t e;
		if (!next(l, &e))
			return false;
		if (e.type == YAML_MAPPING_END_EVENT ||
		    e.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&e);
			return !is_map || check_keys(l, node);
		}
		struct yaml *v = is_map ? load_pair(l, &e) : load_node(l, &e);
		if (!v)
			return false;
		*tail = v;
		tail = &v->next;
		node->n++;
	}
}

static bool
load_container(struct loader *l, struct yaml *node, yaml_mark_t at)
{
	if (l->depth == YAML_DEPTH)
		return fail(l, at, "more than 32 levels");
	l->depth++;
	bool ok = load_values(l, node);
	l->depth--;
	return ok;
}

/* The node that the event begins; NULL with a fault. Deletes the event. */
static struct yaml *
load_node(struct loader *l, yaml_event_t *e)
{
	struct yaml *node = arena_zero(l->arena, 1, sizeof(*node));
	const char *problem = decoration(e);
	yaml_mark_t at = e->start_mark;
	bool ok = !problem || fail(l, at, problem);
	node->line = (unsigned)at.line + 1;
	node->column = (unsigned)at.column + 1;
	node->kind = e->type == YAML_SCALAR_EVENT	   ? YAML_SCALAR
		     : e->type == YAML_MAPPING_START_EVENT ? YAML_MAPPING
							   : YAML_SEQUENCE;
	if (ok && node->kind == YAML_SCALAR)
		ok = take_scalar(l, e, node);
	yaml_event_delete(e);
	if (ok && node->kind != YAML_SCALAR)
		ok = load_container(l, node, at);
	return ok ? node : NULL;
}

/* Takes the next event when it is of that type, else complains. */
static bool
expect(struct loader *l, yaml_event_type_t type, const char *problem)
{
	yaml_event_t e;
	if (!next(l, &e))
		return false;
	bool ok = e.type == type || fail(l, e.start_mark, problem);
	if (ok && type == YAML_DOCUMENT_START_EVENT &&
	    (e.data.document_start.version_directive ||
		e.data.document_start.tag_directives.start))
		ok = fail(l, e.start_mark, "directives are not allowed");
	yaml_event_delete(&e);
	return ok;
}

static const struct yaml *
load_document(struct loader *l)
{
	yaml_event_t e;
	if (!expect(l, YAML_STREAM_START_EVENT, "not readable as YAML") ||
	    !expect(l, YAML_DOCUMENT_START_EVENT, "nothing in the file") ||
	    !next(l, &e))
		return NULL;
	const struct yaml *root = load_node(l, &e);
	if (!root ||
	    !expect(l, YAML_DOCUMENT_END_EVENT, "not readable as YAML") ||
	    !expect(l, YAML_STREAM_END_EVENT, "more than one document"))
		return NULL;
	return root;
}

const struct yaml *
yaml_load_text(
    struct str text, const char *file, struct arena *arena, struct fault *fault)
{
	struct loader l = {
		.text = text, .file = file, .arena = arena, .fault = fault
	};
	size_t good = utf8_check(text.p, text.n);
	if (text.n > YAML_MAX)
		return fault_set(fault, file, NULL, "larger than 1 MiB"), NULL;
	if (good < text.n)
		return yaml_fault(
			   fault, file, line_of(text, good), 0, "not UTF-8"),
		       NULL;
	if (!yaml_parser_initialize(&l.parser))
		die(MC_NOMEM, "out of memory");
	yaml_parser_set_encoding(&l.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &l.parser, (const unsigned char *)text.p, text.n);
	const struct yaml *root = load_document(&l);
	yaml_parser_delete(&l.parser);
	return root;
}

const struct yaml *
yaml_load_file(const char *path, struct arena *arena, struct fault *fault)
{
	/* file_read wants room for one more step where the file ends */
	struct buf b = BUF_INIT(YAML_MAX + 65536);
	const struct yaml *root = NULL;
	if (file_read(path, &b))
		root = yaml_load_text(buf_str(&b), path, arena, fault);
	else if (errno == EFBIG)
		fault_set(fault, path, NULL, "larger than 1 MiB");
	else
		fault_set(
		    fault, path, NULL, "cannot be read: %s", strerror(errno));
	buf_free(&b);
	return root;
}

const struct yaml *
yaml_get(const struct yaml *mapping, struct str name)
{
	for (const struct yaml *v = mapping->first; v; v = v->next)
		if (str_eq(v->key, name))
			return v;
	return NULL;
}
