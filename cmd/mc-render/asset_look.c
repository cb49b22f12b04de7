/* SPDX-License-Identifier: ISC */
#include "asset_look.h"

bool
look_number(double *to, struct str s, double least, double most)
{
	double number;
	s = str_trim(s);
	if (!path_number(&s, &number) || (s.n && !str_is(s, "px")) ||
	    number < least || number > most)
		return false;
	*to = number;
	return true;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 32);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* #rgb, #rrggbb, none */
static bool
set_paint(bool *painted, uint32_t *colour, struct str s)
{
	s = str_trim(s);
	*painted = !str_is(s, "none");
	if (!*painted)
		return true;
	if ((s.n != 4 && s.n != 7) || s.p[0] != '#')
		return false;
	*colour = 0;
	for (size_t i = 1; i < s.n; i++) {
		int digit = hex(s.p[i]);
		if (digit < 0)
			return false;
		*colour = *colour << 4 | (uint32_t)digit;
		if (s.n == 4)
			*colour = *colour << 4 | (uint32_t)digit;
	}
	return true;
}

/* Which of the words it is, -1: none. */
static int
word(struct str s, const char *const *words)
{
	s = str_trim(s);
	for (int i = 0; words[i]; i++)
		if (str_is(s, words[i]))
			return i;
	return -1;
}

static bool
set_fill(struct look *l, struct str s)
{
	return set_paint(&l->paint.filled, &l->paint.fill, s);
}

static bool
set_fill_rule(struct look *l, struct str s)
{
	static const char *const words[] = { "nonzero", "evenodd", NULL };
	int i = word(s, words);
	l->paint.even_odd = i == 1;
	return i >= 0;
}

static bool
set_fill_opacity(struct look *l, struct str s)
{
	return look_number(&l->fill_opacity, s, 0, 1);
}

static bool
set_stroke(struct look *l, struct str s)
{
	return set_paint(&l->paint.stroked, &l->paint.stroke, s);
}

static bool
set_stroke_width(struct look *l, struct str s)
{
	return look_number(&l->stroke_width, s, 0, PATH_FAR);
}

static bool
set_stroke_opacity(struct look *l, struct str s)
{
	return look_number(&l->stroke_opacity, s, 0, 1);
}

static bool
set_cap(struct look *l, struct str s)
{
	static const char *const words[] = { "butt", "round", "square", NULL };
	int i = word(s, words);
	l->paint.cap = (enum asset_cap)i;
	return i >= 0;
}

static bool
set_join(struct look *l, struct str s)
{
	static const char *const words[] = { "miter", "round", "bevel", NULL };
	int i = word(s, words);
	l->paint.join = (enum asset_join)i;
	return i >= 0;
}

static bool
set_miter_limit(struct look *l, struct str s)
{
	return look_number(&l->miter_limit, s, 1, PATH_FAR);
}

static bool
set_opacity(struct look *l, struct str s)
{
	return look_number(&l->opacity, s, 0, 1);
}

static bool
set_transform(struct look *l, struct str s)
{
	struct matrix m;
	if (!path_transform(&m, s))
		return false;
	l->matrix = matrix_of(l->matrix, m);
	return true;
}

static const struct {
	const char *name;
	bool (*set)(struct look *, struct str);
} setters[] = {
	{ "fill", set_fill },
	{ "fill-rule", set_fill_rule },
	{ "fill-opacity", set_fill_opacity },
	{ "stroke", set_stroke },
	{ "stroke-width", set_stroke_width },
	{ "stroke-opacity", set_stroke_opacity },
	{ "stroke-linecap", set_cap },
	{ "stroke-linejoin", set_join },
	{ "stroke-miterlimit", set_miter_limit },
	{ "opacity", set_opacity },
	{ "transform", set_transform },
};

enum look_set
look_set(struct look *l, struct str name, struct str value)
{
	for (size_t i = 0; i < sizeof(setters) / sizeof(*setters); i++)
		if (str_is(name, setters[i].name))
			return setters[i].set(l, value) ? LOOK_TAKEN
							: LOOK_WRONG;
	return LOOK_UNKNOWN;
}
