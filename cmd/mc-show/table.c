/* SPDX-License-Identifier: ISC */
#include "base/json.h"
#include "model/field.h"
#include "model/section.h"
#include "show.h"

enum { OBJECTS_MAX = 80 };

/* The objects reachable from the record, each once, parts before wholes. */
struct objects {
	const struct object *list[OBJECTS_MAX];
	size_t n;
};

static void
collect(struct objects *all, const struct object *o)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i] == o)
			return;
	for (size_t i = 0; i < o->fields_n; i++)
		if (o->fields[i].sub)
			collect(all, o->fields[i].sub);
	if (all->n < OBJECTS_MAX)
		all->list[all->n++] = o;
}

/* ---- JSON Schema -------------------------------------------------------- */

/* The type of one element, without its list. */
static void
add_type(struct buf *b, const struct field *f)
{
	switch (f->kind) {
	case FIELD_GROUP:
	case FIELD_OPTION:
	case FIELD_LIST:
		buf_printf(b, "\"$ref\":\"#/$defs/%s\"", f->sub->name);
		break;
	case FIELD_DATE:
		buf_adds(b, "\"type\":\"string\",\"format\":\"date\"");
		break;
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
		buf_adds(b, "\"type\":\"string\","
			    "\"pattern\":\"^-?[0-9]+(\\\\.[0-9]+)?$\"");
		break;
	case FIELD_FLAG:
		buf_adds(b, "\"type\":\"boolean\"");
		break;
	case FIELD_COUNT:
		buf_adds(b, "\"type\":\"integer\"");
		break;
	default:
		buf_adds(b, "\"type\":\"string\"");
	}
}

static void
add_property(struct buf *b, const struct field *f)
{
	bool list = f->kind == FIELD_LIST || f->kind == FIELD_TEXTS;
	json_put_string(b, f->name);
	buf_addc(b, ':');
	buf_adds(b, list ? "{\"type\":\"array\",\"items\":{" : "{");
	add_type(b, f);
	buf_adds(b, list ? "}" : "");
	buf_adds(b, ",\"description\":");
	json_put_string(b, str_of(f->meaning));
	if (*f->term) {
		buf_adds(b, ",\"x-term\":");
		json_put_string(b, str_of(f->term));
	}
	buf_addc(b, '}');
}

static void
add_object(struct buf *b, const struct object *o)
{
	buf_adds(b, "{\"type\":\"object\",\"description\":");
	json_put_string(b, str_of(o->meaning));
	buf_adds(b, ",\"properties\":{");
	for (size_t i = 0; i < o->fields_n; i++) {
		buf_adds(b, i ? ",\n" : "\n");
		add_property(b, &o->fields[i]);
	}
	buf_adds(b, "}}");
}

void
show_schema(struct buf *b)
{
	struct objects all = { .n = 0 };
	collect(&all, &record_object);
	buf_adds(b, "{\"$schema\":\"https://json-schema.org/draft/2020-12/"
		    "schema\",\n\"title\":\"mc record\",\n"
		    "\"$ref\":\"#/$defs/record\",\n"
		    "\"required\":[\"mc\",\"kind\",\"id\"],\n\"$defs\":{\n");
	for (size_t i = 0; i < all.n; i++) {
		buf_adds(b, i ? ",\n" : "");
		json_put_string(b, str_of(all.list[i]->name));
		buf_addc(b, ':');
		add_object(b, all.list[i]);
	}
	buf_adds(b, "}}\n");
}

/* ---- tables ---------------------------------------------------------------
 */

static void
add_rows(struct buf *b, const struct object *o, struct buf *path)
{
	size_t mark = path->n;
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		path->n = mark;
		buf_adds(path, mark ? "." : "");
		buf_addstr(path, f->name);
		buf_addstr(b, buf_str(path));
		buf_printf(b, "\t%s\t%s\t%s\n", field_kind_name(f->kind),
		    f->term, f->meaning);
		if (f->sub)
			add_rows(b, f->sub, path);
	}
	path->n = mark;
}

void
show_table(struct buf *b)
{
	struct buf path = BUF_INIT(4096);
	add_rows(b, &record_object, &path);
	buf_free(&path);
}

/* The type in words, with what it is a list of. */
static void
add_words(struct buf *b, const struct field *f)
{
	buf_adds(b, field_kind_name(f->kind));
	if (f->sub && f->kind == FIELD_LIST)
		buf_printf(b, " of %s", f->sub->name);
	else if (f->sub)
		buf_printf(b, " %s", f->sub->name);
}

static void
add_section(struct buf *b, const struct object *o)
{
	buf_printf(b, ".Ss %s\n%c%s.\n.Bl -tag -width Ds -compact\n", o->name,
	    o->meaning[0] -
		('a' <= o->meaning[0] && o->meaning[0] <= 'z' ? 'a' - 'A' : 0),
	    o->meaning + 1);
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		buf_printf(b, ".It Va %.*s\n", STR_ARG(f->name));
		buf_printf(b, "%s\n", f->meaning);
		buf_addc(b, '(');
		add_words(b, f);
		buf_printf(b, "%s%s)\n", *f->term ? "; " : "", f->term);
	}
	buf_adds(b, ".El\n");
}

/* Lists the objects in o behind those that are listed already. */
static void
list_parts(struct objects *all, const struct object *o)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct object *part = o->fields[i].sub;
		size_t k = 0;
		while (k < all->n && all->list[k] != part)
			k++;
		if (part && k == all->n && k < OBJECTS_MAX)
			all->list[all->n++] = part;
	}
}

void
show_mdoc(struct buf *b)
{
	struct objects all = { { &record_object }, 1 };
	for (size_t i = 0; i < all.n; i++) {
		add_section(b, all.list[i]);
		list_parts(&all, all.list[i]);
	}
}
