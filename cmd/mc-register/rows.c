/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "format/csv.h"
#include "register_cmd.h"

enum {
	FILE_MAX = 512 << 20,
	FAULTS_SHOWN = 100, /* enough to see what is wrong with the file */
};

void
rows_complain(struct rows *r, size_t line, const struct fault *f)
{
	if (r->faults++ < FAULTS_SHOWN)
		msg_warn("%s:%zu: %s%s%s", r->path, line, f->place,
		    *f->place ? ": " : "", f->text);
	else if (r->faults == FAULTS_SHOWN + 1)
		msg_warn("%s: more faults, which are not shown", r->path);
}

static struct register_row *
add_row(struct rows *r, size_t line)
{
	if (r->n == r->cap) {
		r->cap = r->cap ? 2 * r->cap : 1024;
		r->row = xrealloc(r->row, r->cap * sizeof(*r->row));
	}
	struct register_row *row = &r->row[r->n++];
	*row = (struct register_row){ .line = line };
	return row;
}

static void
set(struct register_row *row, int column, struct str value)
{
	value = str_trim(value);
	row->given |= 1u << column;
	if (value.n)
		row->value[column] = value;
}

/* Holds the names in a row against the configuration. */
static bool
check_names(
    const struct conf *c, const struct register_row *row, struct fault *f)
{
	struct str sender = row->value[REGISTER_SENDER];
	struct str wish = row->value[REGISTER_WISH];
	if (c->senders_n && !conf_find_sender(c, sender))
		return fault_set(f, "/sender", "register",
		    "unknown sender '%.*s'", STR_ARG(sender));
	if (c->channels_n && wish.n && !conf_find_channel(c, wish))
		return fault_set(f, "/wish", "register",
		    "unknown channel '%.*s'", STR_ARG(wish));
	return true;
}

/* Drops the row that was added last unless it is fit for the register. */
static void
finish_row(struct rows *r)
{
	struct fault f;
	const struct register_row *row = &r->row[r->n - 1];
	if (register_check(row, &f) && check_names(r->conf, row, &f))
		return;
	rows_complain(r, row->line, &f);
	r->n--;
}

/* ---- CSV -------------------------------------------------------------- */

/* Which column of the register each field is; false after messages. */
static bool
read_header(struct rows *r, const struct csv_row *head, int column[CSV_FIELDS])
{
	struct fault f;
	size_t before = r->faults;
	unsigned seen = 0;
	for (size_t i = 0; i < head->n; i++) {
		struct str name = str_trim(head->fields[i]);
		column[i] = register_column(name);
		if (column[i] < 0)
			fault_set(&f, "", "csv", "unknown column '%.*s'",
			    STR_ARG(name));
		else if (seen >> column[i] & 1)
			fault_set(&f, "", "csv", "column '%.*s' stands twice",
			    STR_ARG(name));
		if (column[i] < 0 || seen >> column[i] & 1)
			rows_complain(r, head->line, &f);
		else
			seen |= 1u << column[i];
	}
	for (int i = REGISTER_SENDER; i <= REGISTER_NUMBER; i++) {
		if (seen >> i & 1)
			continue;
		fault_set(&f, "", "csv", "column '%s' is missing",
		    register_columns[i]);
		rows_complain(r, head->line, &f);
	}
	return r->faults == before;
}

static void
take_csv_row(struct rows *r, const struct csv_row *from, size_t columns,
    const int column[CSV_FIELDS])
{
	struct fault f;
	if (from->n != columns) {
		fault_set(&f, "", "csv", "%zu fields, the header has %zu",
		    from->n, columns);
		rows_complain(r, from->line, &f);
		return;
	}
	struct register_row *row = add_row(r, from->line);
	for (size_t i = 0; i < columns; i++)
		set(row, column[i], from->fields[i]);
	finish_row(r);
}

static void
read_csv(struct rows *r)
{
	struct csv c;
	struct csv_row row;
	struct fault f = { 0 };
	enum csv_status status;
	int column[CSV_FIELDS];
	size_t columns;

	csv_open(&c, buf_str(&r->text), &r->arena);
	status = csv_next(&c, &row, &f);
	if (status == CSV_END) {
		fault_set(&f, "", "csv", "there is no header");
		rows_complain(r, 1, &f);
		return;
	}
	columns = row.n;
	if (status == CSV_ROW && !read_header(r, &row, column))
		return;
	while (
	    status == CSV_ROW && (status = csv_next(&c, &row, &f)) == CSV_ROW)
		take_csv_row(r, &row, columns, column);
	if (status == CSV_BAD)
		rows_complain(r, row.line, &f);
}

/* ---- JSON lines ------------------------------------------------------- */

/* One member's value: text, or null for nothing. */
static bool
read_member(struct json *j, struct register_row *row, struct str *name)
{
	struct str value = { NULL, 0 };
	if (!json_key(j, name))
		return false;
	int column = register_column(*name);
	if (column < 0)
		return json_fail(j, "unknown column");
	if (row->given >> column & 1)
		return json_fail(j, "duplicate member name");
	if (json_peek(j) == 'n' ? !json_skip(j) : !json_text(j, &value))
		return false;
	set(row, column, value);
	return true;
}

static void
take_json_row(struct rows *r, struct str text, size_t line)
{
	struct json j;
	struct fault f;
	char place[FAULT_TEXT] = "";
	struct str name = { NULL, 0 };
	struct register_row *row = add_row(r, line);

	json_open(&j, text, &r->arena);
	json_begin(&j, '{');
	while (json_more(&j, '}') && read_member(&j, row, &name))
		;
	if (json_end(&j)) {
		finish_row(r);
		return;
	}
	if (name.n)
		snprintf(place, sizeof(place), "/%.*s", STR_ARG(name));
	fault_set(
	    &f, place, "json", "%s (byte %zu)", j.error, json_place(&j) + 1);
	rows_complain(r, line, &f);
	r->n--;
}

static void
read_json(struct rows *r)
{
	struct str rest = buf_str(&r->text);
	for (size_t line = 1; rest.n; line++) {
		const char *lf = memchr(rest.p, '\n', rest.n);
		size_t n = lf ? (size_t)(lf - rest.p) : rest.n;
		take_json_row(r, (struct str){ rest.p, n }, line);
		rest = str_from(rest, lf ? n + 1 : n);
	}
}

/* ---- both ------------------------------------------------------------- */

void
rows_read(struct rows *r, const char *path, const struct conf *conf)
{
	bool is_input = strcmp(path, "-") == 0;
	*r = (struct rows){ .path = is_input ? "standard input" : path,
		.conf = conf,
		.text = BUF_INIT(FILE_MAX) };
	if (!file_read(is_input ? "/dev/stdin" : path, &r->text)) {
		if (errno == EFBIG)
			die(MC_DATA, "%s: over %d MiB", r->path,
			    FILE_MAX >> 20);
		die(MC_NOINPUT, "%s: %s", r->path, strerror(errno));
	}
	if (r->text.n && r->text.p[0] == '{')
		read_json(r);
	else
		read_csv(r);
}

void
rows_free(struct rows *r)
{
	free(r->row);
	arena_free(&r->arena);
	buf_free(&r->text);
}
