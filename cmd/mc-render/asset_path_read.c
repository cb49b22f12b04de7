/* SPDX-License-Identifier: ISC */
#include <math.h>
#include <stdlib.h>

#include "asset_path.h"

#define PI 3.14159265358979323846

enum { NUMBER_MAX = 40, ARGS = 7 };

/* ---- numbers ------------------------------------------------------- */

static void
skip_blanks(struct str *s)
{
	while (s->n && is_blank(s->p[0]))
		*s = str_from(*s, 1);
}

bool
path_separator(struct str *s)
{
	skip_blanks(s);
	if (!s->n || s->p[0] != ',')
		return false;
	*s = str_from(*s, 1);
	skip_blanks(s);
	return true;
}

static bool
is_digit(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

static bool
is_sign(struct str s, size_t i)
{
	return i < s.n && (s.p[i] == '+' || s.p[i] == '-');
}

/* How many bytes at the front of s are a number. */
static size_t
number_length(struct str s)
{
	size_t n = is_sign(s, 0), digits = 0;
	for (; is_digit(s, n); n++)
		digits++;
	if (n < s.n && s.p[n] == '.')
		for (n++; is_digit(s, n); n++)
			digits++;
	if (!digits)
		return 0;
	if (n < s.n && (s.p[n] == 'e' || s.p[n] == 'E')) {
		size_t e = n + 1 + is_sign(s, n + 1);
		if (is_digit(s, e))
			for (n = e; is_digit(s, n); n++)
				;
	}
	return n;
}

bool
path_number(struct str *s, double *number)
{
	char text[NUMBER_MAX + 1];
	struct str rest = *s;
	skip_blanks(&rest);
	size_t n = number_length(rest);
	if (n == 0 || n > NUMBER_MAX)
		return false;
	memcpy(text, rest.p, n);
	text[n] = '\0';
	*number = strtod(text, NULL);
	if (!(fabs(*number) <= PATH_FAR))
		return false;
	*s = str_from(rest, n);
	return true;
}

/* Takes n numbers with separators between them. */
static bool
numbers(struct str *s, double *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			path_separator(s);
		if (!path_number(s, &out[i]))
			return false;
	}
	return true;
}

/* ---- transforms --------------------------------------------------- */

static struct matrix
rotation(const double *v, size_t n)
{
	double x = n == 3 ? v[1] : 0, y = n == 3 ? v[2] : 0;
	double c = cos(v[0] * PI / 180), s = sin(v[0] * PI / 180);
	return (
	    struct matrix){ c, s, -s, c, x - c * x + s * y, y - s * x - c * y };
}

/* One transform by its name and n numbers; false when there is none such. */
static bool
make_matrix(struct matrix *m, struct str name, const double *v, size_t n)
{
	*m = MATRIX_SAME;
	if (str_is(name, "matrix") && n == 6)
		*m = (struct matrix){ v[0], v[1], v[2], v[3], v[4], v[5] };
	else if (str_is(name, "translate") && (n == 1 || n == 2)) {
		m->e = v[0];
		m->f = n == 2 ? v[1] : 0;
	} else if (str_is(name, "scale") && (n == 1 || n == 2)) {
		m->a = v[0];
		m->d = v[n - 1];
	} else if (str_is(name, "rotate") && (n == 1 || n == 3))
		*m = rotation(v, n);
	else if (str_is(name, "skewX") && n == 1)
		m->c = tan(v[0] * PI / 180);
	else if (str_is(name, "skewY") && n == 1)
		m->b = tan(v[0] * PI / 180);
	else
		return false;
	return true;
}

bool
path_transform(struct matrix *m, struct str s)
{
	*m = MATRIX_SAME;
	for (s = str_trim(s); s.n; path_separator(&s)) {
		struct matrix one;
		struct str name = { s.p, 0 };
		double v[6];
		size_t n = 0;
		while (name.n < s.n && s.p[name.n] != '(')
			name.n++;
		if (name.n == s.n)
			return false;
		s = str_from(s, name.n + 1);
		do {
			if (n == 6 || !path_number(&s, &v[n++]))
				return false;
			path_separator(&s);
		} while (s.n && s.p[0] != ')');
		if (!s.n || !make_matrix(&one, str_trim(name), v, n))
			return false;
		s = str_from(s, 1);
		*m = matrix_of(*m, one);
	}
	return true;
}

/* ---- path data ----------------------------------------------------- */

/* How many numbers a command takes; -1: there is no such command. */
static int
takes(char command)
{
	static const char commands[] = "MLHVCSQTAZ";
	static const int numbers_n[] = { 2, 2, 1, 1, 6, 4, 4, 2, 7, 0 };
	const char *at = command ? strchr(commands, command) : NULL;
	return at ? numbers_n[at - commands] : -1;
}

/* The numbers of an arc; its flags are one digit each, and may touch. */
static bool
arc_numbers(struct str *s, double v[ARGS])
{
	if (!numbers(s, v, 3))
		return false;
	for (int i = 3; i < 5; i++) {
		path_separator(s);
		if (!s->n || (s->p[0] != '0' && s->p[0] != '1'))
			return false;
		v[i] = s->p[0] - '0';
		*s = str_from(*s, 1);
	}
	path_separator(s);
	return numbers(s, v + 5, 2);
}

/* From relative to absolute coordinates. */
static void
make_absolute(const struct path *p, char command, double *v, int n)
{
	if (command == 'H')
		v[0] += p->x;
	else if (command == 'V')
		v[0] += p->y;
	else
		for (int i = command == 'A' ? 5 : 0; i < n; i += 2) {
			v[i] += p->x;
			v[i + 1] += p->y;
		}
}

/* The control point that a smooth curve reflects. */
struct control {
	double x, y;
	char of; /* C, Q: a cubic, a quadratic curve was drawn last */
};

static void
cubic(struct path *p, struct control *c, const double *v)
{
	path_curve(p, v[0], v[1], v[2], v[3], v[4], v[5]);
	*c = (struct control){ v[2], v[3], 'C' };
}

static void
quadratic(struct path *p, struct control *c, const double *v)
{
	double x = p->x, y = p->y;
	path_curve(p, x + (v[0] - x) * 2 / 3, y + (v[1] - y) * 2 / 3,
	    v[2] + (v[0] - v[2]) * 2 / 3, v[3] + (v[1] - v[3]) * 2 / 3, v[2],
	    v[3]);
	*c = (struct control){ v[0], v[1], 'Q' };
}

/* S and T: the first control point is the last one's mirror image. */
static void
smooth(struct path *p, struct control *c, char of, const double *v)
{
	bool same = c->of == of;
	double all[6] = { same ? 2 * p->x - c->x : p->x,
		same ? 2 * p->y - c->y : p->y };
	memcpy(all + 2, v, (of == 'C' ? 4 : 2) * sizeof(*v));
	if (of == 'C')
		cubic(p, c, all);
	else
		quadratic(p, c, all);
}

static void
draw(struct path *p, struct control *c, char command, const double *v)
{
	struct control last = *c;
	c->of = 0;
	switch (command) {
	case 'M':
		path_move(p, v[0], v[1]);
		break;
	case 'L':
		path_line(p, v[0], v[1]);
		break;
	case 'H':
		path_line(p, v[0], p->y);
		break;
	case 'V':
		path_line(p, p->x, v[0]);
		break;
	case 'C':
		cubic(p, c, v);
		break;
	case 'Q':
		quadratic(p, c, v);
		break;
	case 'S':
	case 'T':
		*c = last;
		smooth(p, c, command == 'S' ? 'C' : 'Q', v);
		break;
	case 'A':
		path_arc(p, v[0], v[1], v[2], v[3] != 0, v[4] != 0, v[5], v[6]);
		break;
	default:
		path_close(p);
	}
}

void
path_data(struct path *p, struct str s)
{
	struct control control = { 0 };
	char command = 0;
	double v[ARGS] = { 0 };
	bool comma = false, relative = false;

	for (skip_blanks(&s); s.n && !p->wrong; comma = path_separator(&s)) {
		char c = s.p[0];
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
		if (letter) {
			relative = c >= 'a';
			command = (char)(c & ~32);
			s = str_from(s, 1);
		}
		int n = takes(command);
		if (n < 0 || (n == 0 && !letter) || (comma && letter) ||
		    (!p->ops_n && command != 'M') ||
		    !(command == 'A' ? arc_numbers(&s, v)
				     : numbers(&s, v, (size_t)n))) {
			p->wrong = "the path data are not understood";
			return;
		}
		if (relative)
			make_absolute(p, command, v, n);
		draw(p, &control, command, v);
		if (command == 'M')
			command = 'L';
	}
	if (comma)
		p->wrong = "the path data are not understood";
}

void
path_points(struct path *p, struct str s, bool close)
{
	double v[2];
	for (s = str_trim(s); s.n && !p->wrong; path_separator(&s)) {
		if (!numbers(&s, v, 2))
			p->wrong = "the points are not understood";
		else if (p->ops_n)
			path_line(p, v[0], v[1]);
		else
			path_move(p, v[0], v[1]);
	}
	if (close && p->ops_n)
		path_close(p);
}
