/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/date.h"
#include "base/digit.h"
#include "base/text.h"
#include "fixed.h"

enum { DATE_WIDTH = 8, NUMBER_DIGITS = 18 };

static bool
wrong(const struct fixed_layout *l, const struct fixed_field *field,
    struct fault *f, const char *what)
{
	char place[64];
	snprintf(place, sizeof(place), "%s: %s", l->name, field->name);
	return fault_set(f, place, "fixed", "%s", what);
}

/* ---- writing --------------------------------------------------------- */

/* Puts what fits from the left; the blanks behind it are there already. */
static void
put_left(char *to, const char *p, size_t n)
{
	memcpy(to, p, n);
}

static void
put_right(char *to, size_t width, const char *p, size_t n)
{
	memset(to, '0', width - n);
	memcpy(to + width - n, p, n);
}

/* Claims a byte that stands in a column: no control character. */
static bool
is_printed(char c)
{
	unsigned char u = (unsigned char)c;
	return u >= 0x20 && (u < 0x7f || u > 0x9f);
}

static const char *
write_text(const struct fixed_field *field, struct str value, char *to)
{
	char room[4 * FIXED_COLUMNS];
	struct buf b = {
		.p = room, .cap = sizeof(room) - 1, .max = sizeof(room) - 1
	};
	size_t bad;
	if (value.n >= sizeof(room))
		return "is too long";
	if (!text_encode(&b, value, CHARSET_LATIN1, &bad))
		return "has a character that ISO 8859-1 does not have";
	for (size_t i = 0; i < b.n; i++)
		if (!is_printed(b.p[i]))
			return "has a control character";
	if (b.n > field->width)
		return "is too long";
	put_left(to, b.p, b.n);
	return NULL;
}

static const char *
write_digits(const struct fixed_field *field, struct str value, char *to)
{
	if (!digits_only(value.p, value.n))
		return "is not a number";
	while (value.n > field->width && value.p[0] == '0')
		value = str_from(value, 1);
	if (value.n > field->width)
		return "has too many digits";
	put_right(to, field->width, value.p, value.n);
	return NULL;
}

static const char *
write_number(const struct fixed_field *field, int64_t value, char *to)
{
	char text[32];
	if (value < 0 && field->literal) {
		put_left(to, field->literal, strlen(field->literal));
		return NULL;
	}
	if (value < 0)
		return "is missing or negative";
	int n = snprintf(text, sizeof(text), "%lld", (long long)value);
	if (n > field->width)
		return "has too many digits";
	put_right(to, field->width, text, (size_t)n);
	return NULL;
}

static const char *
write_date(const struct fixed_field *field, struct date value, char *to)
{
	char text[32];
	if (!date_set(value)) {
		if (!field->literal)
			return "is missing";
		put_left(to, field->literal, strlen(field->literal));
		return NULL;
	}
	snprintf(text, sizeof(text), "%04d%02d%02d", value.year, value.month,
	    value.day);
	put_left(to, text, DATE_WIDTH);
	return NULL;
}

static const char *
write_field(const struct fixed_field *field, const void *member, char *to)
{
	switch (field->kind) {
	case FIXED_TEXT:
		return write_text(field, *(const struct str *)member, to);
	case FIXED_DIGITS:
		return write_digits(field, *(const struct str *)member, to);
	case FIXED_NUMBER:
		return write_number(field, *(const int64_t *)member, to);
	case FIXED_DATE:
		return write_date(field, *(const struct date *)member, to);
	default:
		put_left(to, field->literal, strlen(field->literal));
		return NULL;
	}
}

bool
fixed_write(struct buf *b, const struct fixed_layout *l, const void *base,
    struct fault *f)
{
	char line[FIXED_COLUMNS + 2];
	memset(line, ' ', l->columns);
	for (size_t i = 0; i < l->fields_n; i++) {
		const struct fixed_field *field = &l->fields[i];
		const char *why = write_field(field,
		    (const char *)base + field->at, line + field->column - 1);
		if (why)
			return wrong(l, field, f, why);
	}
	memcpy(line + l->columns, "\r\n", 2);
	buf_add(b, line, l->columns + 2u);
	return true;
}

/* ---- reading --------------------------------------------------------- */

static bool
is_all(struct str s, char c)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != c)
			return false;
	return true;
}

/* Claims that the columns hold the literal and blanks behind it. */
static bool
has_literal(struct str columns, const char *literal)
{
	size_t n = strlen(literal);
	return n <= columns.n && memcmp(columns.p, literal, n) == 0 &&
	       is_all(str_from(columns, n), ' ');
}

static const char *
read_text(struct str s, struct str *value, struct arena *a)
{
	struct buf b = BUF_INIT(4 * FIXED_COLUMNS);
	size_t bad;
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	for (size_t i = 0; i < s.n; i++)
		if (!is_printed(s.p[i]))
			return "has a control character";
	*value = (struct str){ NULL, 0 };
	if (s.n && text_decode(&b, s, CHARSET_LATIN1, &bad))
		*value = arena_str(a, buf_str(&b));
	buf_free(&b);
	return NULL;
}

static struct str
without_zeros(struct str s)
{
	while (s.n > 1 && s.p[0] == '0')
		s = str_from(s, 1);
	return s;
}

static const char *
read_digits(struct str s, struct str *value, struct arena *a)
{
	if (!digits_only(s.p, s.n))
		return "is not a number with zeros before it";
	*value = arena_str(a, without_zeros(s));
	return NULL;
}

static const char *
read_number(const struct fixed_field *field, struct str s, int64_t *value)
{
	*value = -1;
	if (field->literal && has_literal(s, field->literal))
		return NULL;
	if (!digits_only(s.p, s.n))
		return "is not a number with zeros before it";
	s = without_zeros(s);
	if (s.n > NUMBER_DIGITS)
		return "is too large";
	for (*value = 0; s.n; s = str_from(s, 1))
		*value = *value * 10 + (s.p[0] - '0');
	return NULL;
}

static int
digits_of(const char *p, int n)
{
	int v = 0;
	while (n-- > 0)
		v = v * 10 + (*p++ - '0');
	return v;
}

static const char *
read_date(const struct fixed_field *field, struct str s, struct date *value)
{
	*value = (struct date){ 0 };
	if (field->literal && has_literal(s, field->literal))
		return NULL;
	if (s.n != DATE_WIDTH || !digits_only(s.p, s.n))
		return "is not a date";
	int y = digits_of(s.p, 4), m = digits_of(s.p + 4, 2);
	int d = digits_of(s.p + 6, 2);
	if (!date_valid(y, m, d))
		return "is not a date";
	*value = (struct date){ (int16_t)y, (int8_t)m, (int8_t)d };
	return NULL;
}

static const char *
read_field(const struct fixed_field *field, struct str s, void *member,
    struct arena *a)
{
	switch (field->kind) {
	case FIXED_TEXT:
		return read_text(s, member, a);
	case FIXED_DIGITS:
		return read_digits(s, member, a);
	case FIXED_NUMBER:
		return read_number(field, s, member);
	case FIXED_DATE:
		return read_date(field, s, member);
	default:
		return has_literal(s, field->literal) ? NULL
						      : "is not what it is";
	}
}

static struct str
trim_end(struct str s)
{
	while (s.n && (is_blank(s.p[s.n - 1]) || s.p[s.n - 1] == 0x1a))
		s.n--;
	return s;
}

/* The line's columns, blank where it is shorter; false when it is longer. */
static bool
spread(const struct fixed_layout *l, struct str line, char columns[])
{
	line = trim_end(line);
	if (line.n > l->columns)
		return false;
	memset(columns, ' ', l->columns);
	if (line.n)
		memcpy(columns, line.p, line.n);
	return true;
}

/* Claims that the columns between two fields are blank. */
static bool
gap_ok(const struct fixed_layout *l, const char *columns, size_t from,
    size_t to, struct fault *f)
{
	if (is_all((struct str){ columns + from, to - from }, ' '))
		return true;
	return fault_set(f, l->name, "fixed",
	    "columns %zu to %zu are not blank", from + 1, to);
}

bool
fixed_read(const struct fixed_layout *l, struct str line, void *base,
    struct arena *a, struct fault *f)
{
	char columns[FIXED_COLUMNS];
	size_t at = 0;
	if (!spread(l, line, columns))
		return fault_set(f, l->name, "fixed",
		    "the line is longer than %d columns", l->columns);
	for (size_t i = 0; i < l->fields_n; i++) {
		const struct fixed_field *field = &l->fields[i];
		size_t from = field->column - 1u;
		struct str s = { columns + from, field->width };
		const char *why =
		    read_field(field, s, (char *)base + field->at, a);
		if (why)
			return wrong(l, field, f, why);
		if (!gap_ok(l, columns, at, from, f))
			return false;
		at = from + field->width;
	}
	return gap_ok(l, columns, at, l->columns, f);
}

static bool
is_of(const struct fixed_layout *l, struct str line)
{
	char columns[FIXED_COLUMNS];
	if (!spread(l, line, columns))
		return false;
	for (size_t i = 0; i < l->fields_n; i++) {
		const struct fixed_field *field = &l->fields[i];
		struct str s = { columns + field->column - 1, field->width };
		if (field->kind == FIXED_CONSTANT &&
		    !has_literal(s, field->literal))
			return false;
	}
	return true;
}

const struct fixed_layout *
fixed_find(const struct fixed_layout *const *list, size_t n, struct str line)
{
	for (size_t i = 0; i < n; i++)
		if (is_of(list[i], line))
			return list[i];
	return NULL;
}

bool
fixed_line(struct fixed_lines *in, struct str *line)
{
	while (in->rest.n) {
		const char *lf = memchr(in->rest.p, '\n', in->rest.n);
		size_t n = lf ? (size_t)(lf - in->rest.p) : in->rest.n;
		*line = trim_end((struct str){ in->rest.p, n });
		in->rest = str_from(in->rest, n + (lf ? 1 : 0));
		in->number++;
		if (line->n)
			return true;
	}
	return false;
}
