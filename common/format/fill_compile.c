/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "base/text.h"
#include "fill_tree.h"

enum { SHOWN = 60, ELEMENT_DIGITS = 4 };

struct compile {
	const struct fill_source *source;
	struct arena *arena;
	struct fault *fault;
	struct fill *fill;
	int line;
	size_t open[FILL_DEPTH]; /* nodes of the #if or else not yet closed */
	int opened[FILL_DEPTH]; /* lines of the #if */
	size_t depth;
};

static bool
refuse(struct compile *c, const char *what, struct str where)
{
	char place[FAULT_TEXT];
	struct buf b = {
		.p = place, .cap = sizeof(place) - 1, .max = sizeof(place) - 1
	};
	buf_printf(&b, "%.200s:%d", c->source->place, c->line);
	place[b.n] = '\0';
	if (where.n > SHOWN)
		where.n = SHOWN;
	where.n = utf8_check(where.p, where.n);
	return fault_set(
	    c->fault, place, "template", "%s '%.*s'", what, STR_ARG(where));
}

static struct fill_node *
add(struct compile *c, enum fill_op op)
{
	struct fill *f = c->fill;
	f->nodes =
	    arena_extend(c->arena, f->nodes, f->n, sizeof(struct fill_node));
	f->nodes[f->n] = (struct fill_node){ .op = op };
	return &f->nodes[f->n++];
}

/* ---- paths ----------------------------------------------------------- */

/* Takes `[n]` off the end of the name: n, -1: there is none, -2: wrong. */
static long
take_element(struct str *name)
{
	const char *open = memchr(name->p, '[', name->n);
	if (!open)
		return -1;
	size_t at = (size_t)(open - name->p);
	struct str digits = str_from(*name, at + 1);
	if (digits.n < 2 || digits.n > ELEMENT_DIGITS + 1 ||
	    digits.p[digits.n - 1] != ']' ||
	    !digits_only(digits.p, digits.n - 1))
		return -2;
	long element = 0;
	for (size_t i = 0; i + 1 < digits.n; i++)
		element = element * 10 + digits.p[i] - '0';
	name->n = at;
	return element;
}

/* Claims that the step may be taken with that element, or without one. */
static bool
is_step(const struct field *f, long element, bool last, bool asked)
{
	bool list = f->kind == FIELD_LIST || f->kind == FIELD_TEXTS;
	if (element >= 0)
		return list;
	return !list || (last && asked);
}

/* `asked`: for an #if, which may ask for a whole list or object. */
static bool
parse_path(struct compile *c, struct str path, bool asked, struct fill_node *n)
{
	const struct field_root *root = c->source->root;
	const struct object *object = c->fill->object;
	struct str rest = path;
	n->of_item = root && root->item && str_starts(path, "item.");
	if (n->of_item) {
		object = root->item;
		rest = str_from(path, sizeof("item.") - 1);
	}
	n->steps = arena_zero(c->arena, FILL_STEPS, sizeof(struct fill_step));
	do {
		const char *dot = memchr(rest.p, '.', rest.n);
		struct str name = { rest.p,
			dot ? (size_t)(dot - rest.p) : rest.n };
		rest = str_from(rest, name.n + (dot != NULL));
		if (!object || n->steps_n == FILL_STEPS)
			return refuse(c, "no such path:", path);
		long element = take_element(&name);
		const struct field *f = field_find(object, name);
		if (!f || element == -2 || (dot && !rest.n))
			return refuse(c, "no such path:", path);
		if (!is_step(f, element, !dot, asked))
			return refuse(c,
			    element >= 0
				? "what has a number is no list:"
				: "a list, whose element needs its number:",
			    path);
		if (object == &record_object && !root &&
		    !(c->source->sections >> (f - object->fields) & 1))
			return refuse(c, "cannot be used here:", path);
		n->steps[n->steps_n++] = (struct fill_step){ f, element };
		object = f->sub;
	} while (rest.n);
	return true;
}

static const struct field *
last_of(const struct fill_node *n)
{
	return n->steps[n->steps_n - 1].field;
}

/* ---- tags ------------------------------------------------------------ */

enum {
	TEXTS_KINDS = 1 << FIELD_TEXT | 1 << FIELD_TEXTS | 1 << FIELD_IDENTITY,
	DATE_KINDS = 1 << FIELD_DATE,
	AMOUNT_KINDS = 1 << FIELD_AMOUNT,
	DEC_KINDS = 1 << FIELD_AMOUNT | 1 << FIELD_NUMBER,
};

static const struct {
	const char *name;
	enum fill_format format;
	unsigned kinds; /* bits of enum field_kind */
	const struct object *object; /* instead: of objects of that type */
} formats[] = {
	{ "amount", FILL_AMOUNT, AMOUNT_KINDS, NULL },
	{ "figure", FILL_FIGURE, AMOUNT_KINDS, NULL },
	{ "negated", FILL_NEGATED, AMOUNT_KINDS, NULL },
	{ "number", FILL_NUMBER, DEC_KINDS | 1 << FIELD_COUNT, NULL },
	{ "price", FILL_PRICE, DEC_KINDS, NULL },
	{ "percent", FILL_PERCENT, DEC_KINDS, NULL },
	{ "date", FILL_DATE, DATE_KINDS, NULL },
	{ "date-long", FILL_DATE_LONG, DATE_KINDS, NULL },
	{ "period", FILL_PERIOD, 0, &period_object },
	{ "account", FILL_ACCOUNT, 0, &payment_means_object },
	{ "unit", FILL_UNIT, TEXTS_KINDS, NULL },
	{ "country", FILL_COUNTRY, TEXTS_KINDS, NULL },
	{ "upper", FILL_UPPER, TEXTS_KINDS, NULL },
};

static bool
parse_format(struct compile *c, struct fill_node *n, struct str tag,
    struct str path, struct str format)
{
	const struct field *f = last_of(n);
	size_t i = 0;
	while (i < sizeof(formats) / sizeof(formats[0]) &&
	       !str_is(format, formats[i].name))
		i++;
	bool known = i < sizeof(formats) / sizeof(formats[0]);
	if (f->sub && !(known && formats[i].object == f->sub))
		return refuse(c, "an object and no value:", path);
	if (!known)
		return refuse(c, "unknown format", format);
	n->format = formats[i].format;
	return f->sub || formats[i].kinds >> f->kind & 1 ||
	       refuse(c, "that format is not for", tag);
}

static bool
parse_value(struct compile *c, struct str tag)
{
	const char *bar = memchr(tag.p, '|', tag.n);
	struct str path = tag;
	if (bar)
		path.n = (size_t)(bar - tag.p);
	struct str format = bar ? str_trim(str_from(tag, path.n + 1)) : path;
	struct fill_node *n = add(c, FILL_VALUE);
	path = str_trim(path);
	if (!parse_path(c, path, false, n))
		return false;
	if (bar)
		return parse_format(c, n, tag, path, format);
	return !last_of(n)->sub || refuse(c, "an object and no value:", path);
}

/* What the field is compared with, in the form that its kind has. */
static bool
parse_operand(struct compile *c, struct fill_node *n, struct str text)
{
	const struct field *f = last_of(n);
	bool number = f->kind == FIELD_AMOUNT || f->kind == FIELD_NUMBER ||
		      f->kind == FIELD_COUNT;
	n->value = text;
	if (f->sub ||
	    (f->kind == FIELD_TEXTS && n->steps[n->steps_n - 1].element < 0))
		return refuse(c, "what is compared is no value:", f->name);
	if (number)
		return dec_parse(&n->number, text) ||
		       refuse(c, "no number:", text);
	if (f->kind == FIELD_DATE)
		return date_parse(&n->date, text) ||
		       refuse(c, "no date:", text);
	return n->test == '=' || refuse(c, "has no order:", f->name);
}

static bool
parse_if(struct compile *c, struct str tag)
{
	size_t at = 0;
	while (at < tag.n && !strchr("=<>", tag.p[at]))
		at++;
	if (c->depth == FILL_DEPTH)
		return refuse(c, "too many inside one another at", tag);
	c->opened[c->depth] = c->line;
	c->open[c->depth++] = c->fill->n;
	struct fill_node *n = add(c, FILL_IF);
	struct str path = str_trim((struct str){ tag.p, at });
	if (!parse_path(c, path, true, n))
		return false;
	if (at == tag.n)
		return true;
	n->test = tag.p[at];
	return parse_operand(c, n, str_trim(str_from(tag, at + 1)));
}

/* else and /if: the one before goes on behind it. */
static bool
parse_else(struct compile *c)
{
	struct fill *f = c->fill;
	if (!c->depth || f->nodes[c->open[c->depth - 1]].op == FILL_ELSE)
		return refuse(c, "no #if for", (struct str)STR("else"));
	size_t before = c->open[c->depth - 1];
	c->open[c->depth - 1] = f->n;
	add(c, FILL_ELSE);
	f->nodes[before].next = f->n;
	return true;
}

static bool
parse_end(struct compile *c)
{
	if (!c->depth)
		return refuse(c, "no #if for", (struct str)STR("/if"));
	c->fill->nodes[c->open[--c->depth]].next = c->fill->n;
	return true;
}

static bool
parse_tag(struct compile *c, struct str tag)
{
	if (str_is(tag, "else"))
		return parse_else(c);
	if (str_is(tag, "/if"))
		return parse_end(c);
	if (str_starts(tag, "#if "))
		return parse_if(c, str_from(tag, 4));
	if (tag.n && (tag.p[0] == '#' || tag.p[0] == '/'))
		return refuse(c, "unknown tag", tag);
	return parse_value(c, tag);
}

/* ---- text ------------------------------------------------------------ */

static size_t
find(struct str s, const char *two)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == two[0] && s.p[i + 1] == two[1])
			return i;
	return s.n;
}

/* Blanks at the end of the line so far; n + 1 when there is more than that. */
static size_t
blanks_before(struct str s, bool begins)
{
	size_t n = 0;
	while (n < s.n && (s.p[s.n - n - 1] == ' ' || s.p[s.n - n - 1] == '\t'))
		n++;
	bool alone = n < s.n ? s.p[s.n - n - 1] == '\n' : begins;
	return alone ? n : s.n + 1;
}

/* The rest of the line with its end, if it is blank; else 0. */
static size_t
blank_line(struct str s)
{
	size_t n = 0;
	while (n < s.n && is_blank(s.p[n]) && s.p[n] != '\n')
		n++;
	return n < s.n && s.p[n] == '\n' ? n + 1 : 0;
}

/*
 * The text before the tag at `at` and the tag; returns how many bytes were
 * used, 0 after a fault. `begins`: a line begins with the text.
 */
static size_t
take(struct compile *c, struct str s, size_t at, bool begins)
{
	struct str before = { s.p, at }, rest = str_from(s, at + 2);
	size_t end = find(rest, "}}");
	struct str tag = { rest.p, end };
	for (size_t i = 0; i < before.n; i++)
		c->line += before.p[i] == '\n';
	const char *line_end = memchr(tag.p, '\n', tag.n);
	if (line_end)
		tag.n = (size_t)(line_end - tag.p);
	if (end == rest.n || line_end) {
		refuse(c, "not closed in its line:", tag);
		return 0;
	}
	tag = str_trim(tag);
	bool block = str_is(tag, "else") || str_is(tag, "/if") ||
		     str_starts(tag, "#if ");
	size_t used = at + 2 + end + 2;
	size_t blank = block ? blanks_before(before, begins) : before.n + 1;
	size_t after = blank_line(str_from(s, used));
	if (blank <= before.n && (after || used == s.n)) {
		before.n -= blank;
		used += after;
	} else
		after = 0;
	if (before.n)
		add(c, FILL_COPY)->text = before;
	if (!parse_tag(c, tag))
		return 0;
	c->line += after > 0;
	return used;
}

const struct fill *
fill_compile(const struct fill_source *source, struct arena *a, struct fault *f)
{
	struct compile c = { .source = source, .arena = a, .fault = f };
	struct str s = source->text;
	bool begins = true;
	c.line = source->line;
	c.fill = arena_zero(a, 1, sizeof(*c.fill));
	c.fill->kind = source->kind;
	c.fill->object = source->root ? source->root->object : &record_object;
	if (s.n > FILL_MAX || utf8_check(s.p, s.n) != s.n) {
		refuse(&c, "is no UTF-8, or too long:", (struct str){ "", 0 });
		return NULL;
	}
	for (size_t at, used; (at = find(s, "{{")) < s.n;) {
		used = take(&c, s, at, begins);
		if (!used)
			return NULL;
		begins = s.p[used - 1] == '\n';
		s = str_from(s, used);
	}
	if (s.n)
		add(&c, FILL_COPY)->text = s;
	if (c.depth) {
		c.line = c.opened[c.depth - 1];
		refuse(&c, "not closed:", (struct str)STR("#if"));
		return NULL;
	}
	return c.fill;
}

/* ---- what it holds --------------------------------------------------- */

bool
fill_is_fixed(const struct fill *f)
{
	size_t i = 0;
	while (i < f->n && f->nodes[i].op == FILL_COPY)
		i++;
	return i == f->n;
}

/* Claims that a text is a number that somebody has to copy. */
static bool
is_number_text(const struct field *f)
{
	static const char *const names[] = { "number", "account", "bic",
		"reference", "mandate", "creditor", "debit_creditor",
		"ocr_line", "swish", "card", NULL };
	for (const char *const *name = names; *name; name++)
		if (str_is(f->name, *name))
			return true;
	return false;
}

bool
fill_has_figures(const struct fill *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct fill_node *n = &f->nodes[i];
		if (n->op != FILL_VALUE)
			continue;
		const struct field *last = last_of(n);
		bool text =
		    last->kind == FIELD_TEXT || last->kind == FIELD_TEXTS;
		if (text ? is_number_text(last) : last->kind != FIELD_FLAG)
			return true;
	}
	return false;
}
