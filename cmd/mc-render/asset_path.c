/* SPDX-License-Identifier: ISC */
#include <math.h>

#include "asset_path.h"

#define PI 3.14159265358979323846
/* Bezier handles of a quarter of a circle. */
#define QUARTER 0.5522847498307936

/* ---- matrices ------------------------------------------------------ */

struct matrix
matrix_of(struct matrix o, struct matrix i)
{
	return (struct matrix){ o.a * i.a + o.c * i.b, o.b * i.a + o.d * i.b,
		o.a * i.c + o.c * i.d, o.b * i.c + o.d * i.d,
		o.a * i.e + o.c * i.f + o.e, o.b * i.e + o.d * i.f + o.f };
}

double
matrix_scale(struct matrix m)
{
	double across = hypot(m.a, m.b), down = hypot(m.c, m.d);
	double lean = m.a * m.c + m.b * m.d;
	double least = 1e-4 * across * down;
	if (fabs(across - down) * across > least || fabs(lean) > least)
		return -1;
	return sqrt(across * down);
}

/* ---- points -------------------------------------------------------- */

static void
add_op(struct path *p, enum asset_op op)
{
	if (p->ops_n >= p->most)
		p->wrong = "the drawing has too many points";
	if (p->wrong)
		return;
	p->ops = arena_extend(p->arena, p->ops, p->ops_n, 1);
	p->ops[p->ops_n++] = (uint8_t)op;
}

static void
add_point(struct path *p, double x, double y)
{
	const struct matrix *m = &p->matrix;
	double at[2] = { m->a * x + m->c * y + m->e,
		m->b * x + m->d * y + m->f };
	if (!p->wrong && !(fabs(at[0]) <= PATH_FAR && fabs(at[1]) <= PATH_FAR))
		p->wrong = "a point is too far away";
	for (int i = 0; i < 2 && !p->wrong; i++) {
		p->at = arena_extend(p->arena, p->at, p->at_n, sizeof(*p->at));
		p->at[p->at_n++] = (float)at[i];
	}
	p->x = x;
	p->y = y;
}

void
path_move(struct path *p, double x, double y)
{
	add_op(p, ASSET_MOVE);
	add_point(p, x, y);
	p->from_x = x;
	p->from_y = y;
}

/* What is drawn behind a close begins where the closed part began. */
static void
begin(struct path *p)
{
	if (p->ops_n && p->ops[p->ops_n - 1] == ASSET_CLOSE)
		path_move(p, p->from_x, p->from_y);
}

void
path_line(struct path *p, double x, double y)
{
	begin(p);
	add_op(p, ASSET_LINE);
	add_point(p, x, y);
}

void
path_curve(struct path *p, double x1, double y1, double x2, double y2, double x,
    double y)
{
	begin(p);
	add_op(p, ASSET_CURVE);
	add_point(p, x1, y1);
	add_point(p, x2, y2);
	add_point(p, x, y);
}

void
path_close(struct path *p)
{
	begin(p);
	add_op(p, ASSET_CLOSE);
	p->x = p->from_x;
	p->y = p->from_y;
}

/* ---- shapes -------------------------------------------------------- */

/* An ellipse's axes, turned, and its centre. */
struct ellipse {
	double rx, ry, cos, sin, cx, cy;
};

/* The piece from one angle to another, at most a quarter apart. */
static void
arc_piece(struct path *p, const struct ellipse *e, double from, double to)
{
	double k = 4.0 / 3 * tan((to - from) / 4);
	double u[3] = { cos(from) - k * sin(from), cos(to) + k * sin(to),
		cos(to) };
	double v[3] = { sin(from) + k * cos(from), sin(to) - k * cos(to),
		sin(to) };
	double x[3], y[3];
	for (int i = 0; i < 3; i++) {
		x[i] = e->cx + e->cos * e->rx * u[i] - e->sin * e->ry * v[i];
		y[i] = e->cy + e->sin * e->rx * u[i] + e->cos * e->ry * v[i];
	}
	path_curve(p, x[0], y[0], x[1], y[1], x[2], y[2]);
}

/* SVG 1.1, F.6: from end points to a centre, radii made to reach. */
void
path_arc(struct path *p, double rx, double ry, double degrees, bool large,
    bool sweep, double x, double y)
{
	struct ellipse e = { .rx = fabs(rx), .ry = fabs(ry) };
	double dx = (p->x - x) / 2, dy = (p->y - y) / 2;
	if (dx == 0 && dy == 0)
		return;
	if (e.rx < 1e-6 || e.ry < 1e-6) {
		path_line(p, x, y);
		return;
	}
	e.cos = cos(degrees * PI / 180);
	e.sin = sin(degrees * PI / 180);
	/* half the chord, the ellipse made a circle of radius 1 */
	double u = (e.cos * dx + e.sin * dy) / e.rx;
	double v = (e.cos * dy - e.sin * dx) / e.ry;
	double chord = hypot(u, v), away = 0;
	if (chord > 1) {
		e.rx *= chord;
		e.ry *= chord;
		u /= chord;
		v /= chord;
	} else
		away = sqrt(1 / (chord * chord) - 1);
	if (large == sweep)
		away = -away;
	double cu = away * v, cv = -away * u;
	e.cx = e.cos * e.rx * cu - e.sin * e.ry * cv + (p->x + x) / 2;
	e.cy = e.sin * e.rx * cu + e.cos * e.ry * cv + (p->y + y) / 2;
	double from = atan2(v - cv, u - cu), turn = atan2(-v - cv, -u - cu);
	turn -= from;
	if (sweep && turn < 0)
		turn += 2 * PI;
	else if (!sweep && turn > 0)
		turn -= 2 * PI;
	int n = (int)ceil(fabs(turn) / (PI / 2) - 1e-9);
	for (int i = 0; i < n; i++)
		arc_piece(
		    p, &e, from + turn * i / n, from + turn * (i + 1) / n);
}

void
path_ellipse(struct path *p, double cx, double cy, double rx, double ry)
{
	double kx = rx * QUARTER, ky = ry * QUARTER;
	path_move(p, cx + rx, cy);
	path_curve(p, cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry);
	path_curve(p, cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy);
	path_curve(p, cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry);
	path_curve(p, cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy);
	path_close(p);
}

void
path_rect(struct path *p, double x, double y, double width, double height,
    double rx, double ry)
{
	double right = x + width, bottom = y + height;
	rx = fmin(rx, width / 2);
	ry = fmin(ry, height / 2);
	bool round = rx > 0 && ry > 0;
	if (!round)
		rx = ry = 0;
	double kx = rx * (1 - QUARTER), ky = ry * (1 - QUARTER);
	path_move(p, x + rx, y);
	path_line(p, right - rx, y);
	if (round)
		path_curve(p, right - kx, y, right, y + ky, right, y + ry);
	path_line(p, right, bottom - ry);
	if (round)
		path_curve(p, right, bottom - ky, right - kx, bottom,
		    right - rx, bottom);
	path_line(p, x + rx, bottom);
	if (round)
		path_curve(p, x + kx, bottom, x, bottom - ky, x, bottom - ry);
	path_line(p, x, y + ry);
	if (round)
		path_curve(p, x, y + ky, x + kx, y, x + rx, y);
	path_close(p);
}
