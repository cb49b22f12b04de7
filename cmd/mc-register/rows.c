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

/* Sets a column; false after a message at the row's line. */
static bool
set(struct rows *r, struct register_row *row, int column, struct str value)
{
	struct fault f;
	if (register_value(
		r->table, row, column, value, r->today, &r->arena, &f))
		return true;
	rows_complain(r, row->line, &f);
	return false;
}

/* Claims that all channels of a list are configured. */
static bool
check_channels(
    const struct conf *c, struct str s, const char *place, struct fault *f)
{
	struct str name;
	while (c->channels_n && register_word(&s, &name))
		if (!conf_find_channel(c, name))
			return fault_set(f, place, "register",
			    "unknown channel '%.*s'", STR_ARG(name));
	return true;
}

/* Claims that the sender may have what needs to be kept as a secret. */
static bool
check_secret(struct rows *r, const struct register_row *row, struct fault *f)
{
	bool is_customer = r->table == &register_customer_table;
	struct str value = row->value[is_customer ? (int)REGISTER_IDENTITY
						  : (int)AGREEMENT_KEY];
	const struct conf_sender *s =
	    conf_find_sender(r->conf, row->value[REGISTER_SENDER]);
	if (!value.n || (!is_customer && !register_hides(value)))
		return true;
	if (s && s->identity == CONF_IDENTITY_NEVER)
		return fault_set(f, is_customer ? "/identity" : "/key",
		    "register",
		    "sender '%.*s' keeps no identity numbers (identity: never)",
		    STR_ARG(s->key));
	if (!r->conf->keys.columns.p && !r->unkeyed)
		r->unkeyed = row->line;
	return true;
}

/* Holds a row against the configuration. */
static bool
check_conf(struct rows *r, const struct register_row *row, struct fault *f)
{
	const struct conf *c = r->conf;
	struct str sender = row->value[REGISTER_SENDER];
	if (c->senders_n && !conf_find_sender(c, sender))
		return fault_set(f, "/sender", "register",
		    "unknown sender '%.*s'", STR_ARG(sender));
	if (!check_secret(r, row, f))
		return false;
	if (r->table == &register_customer_table)
		return check_channels(
		    c, row->value[REGISTER_WISHES], "/wishes", f);
	return check_channels(c, row->value[AGREEMENT_CHANNEL], "/channel", f);
}

/* Drops the row that was added last unless it is fit for the register. */
static void
finish_row(struct rows *r)
{
	struct fault f;
	const struct register_row *row = &r->row[r->n - 1];
	if (register_check(r->table, row, &f) && check_conf(r, row, &f))
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
	for (size_t i = 0; i < head->n; i++)
		if (str_is(str_trim(head->fields[i]), "channel"))
			r->table = &register_agreement_table;
	for (size_t i = 0; i < head->n; i++) {
		struct str name = str_trim(head->fields[i]);
		column[i] = register_column(r->table, name);
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
		    r->table->columns[i]);
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
	bool ok = true;
	for (size_t i = 0; i < columns && ok; i++)
		ok = set(r, row, column[i], from->fields[i]);
	if (ok)
		finish_row(r);
	else
		r->n--;
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

/* A list as an array: the words that register_value takes apart again. */
static bool
read_array(struct json *j, struct str *value, struct arena *a)
{
	struct str word;
	*value = (struct str){ "", 0 };
	if (!json_begin(j, '['))
		return false;
	while (json_more(j, ']')) {
		if (!json_text(j, &word))
			return false;
		for (size_t i = 0; i < word.n; i++)
			if (word.p[i] == ';' || is_blank(word.p[i]))
				return json_fail(j, "a blank inside a word");
		*value = arena_printf(
		    a, "%.*s %.*s", STR_ARG(*value), STR_ARG(word));
	}
	return true;
}

/* Text, null for nothing, an array of a list, true or false of a flag. */
static bool
read_value(struct rows *r, struct json *j, int column, struct str *value)
{
	bool flag;
	char next = json_peek(j);
	if (next == 'n')
		return json_skip(j);
	if (next == '[' && r->table->lists >> column & 1)
		return read_array(j, value, &r->arena);
	if ((next == 't' || next == 'f') && r->table->flags >> column & 1) {
		if (!json_bool(j, &flag))
			return false;
		*value = str_of(flag ? "true" : "false");
		return true;
	}
	return json_text(j, value);
}

/* One member; *fits is false after a message about its value. */
static bool
read_member(struct rows *r, struct json *j, struct register_row *row,
    struct str *name, bool *fits)
{
	struct str value = { NULL, 0 };
	if (!json_key(j, name))
		return false;
	int column = register_column(r->table, *name);
	if (column < 0)
		return json_fail(j, "unknown column");
	if (row->given >> column & 1)
		return json_fail(j, "duplicate member name");
	if (!read_value(r, j, column, &value))
		return false;
	if (*fits)
		*fits = set(r, row, column, value);
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
	bool fits = true;

	json_open(&j, text, &r->arena);
	json_begin(&j, '{');
	while (json_more(&j, '}') && read_member(r, &j, row, &name, &fits))
		;
	if (json_end(&j)) {
		if (fits)
			finish_row(r);
		else
			r->n--;
		return;
	}
	if (name.n)
		snprintf(place, sizeof(place), "/%.*s", STR_ARG(name));
	fault_set(
	    &f, place, "json", "%s (byte %zu)", j.error, json_place(&j) + 1);
	rows_complain(r, line, &f);
	r->n--;
}

/* Claims that the first line, as far as it can be read, names a channel. */
static bool
names_channel(struct rows *r)
{
	struct json j;
	struct str name, text = buf_str(&r->text);
	const char *lf = memchr(text.p, '\n', text.n);
	if (lf)
		text.n = (size_t)(lf - text.p);
	json_open(&j, text, &r->arena);
	json_begin(&j, '{');
	while (json_more(&j, '}') && json_key(&j, &name)) {
		if (str_is(name, "channel"))
			return true;
		json_skip(&j);
	}
	return false;
}

static void
read_json(struct rows *r)
{
	struct str rest = buf_str(&r->text);
	if (names_channel(r))
		r->table = &register_agreement_table;
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
		.table = &register_customer_table,
		.conf = conf,
		.today = instant_date(instant_now()),
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
