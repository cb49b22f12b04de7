/* SPDX-License-Identifier: ISC */
#ifndef RENDER_ASSET_PATH_H
#define RENDER_ASSET_PATH_H

/*
 * The outline of a shape in the making (SVG 1.1, 7.6, 8.3, 9): numbers, path
 * data and transforms read, every point taken through a matrix. What is wrong
 * is remembered, and the caller asks once, at the end.
 */

#include "asset.h"

/* Greatest coordinate: beyond it a float is coarser than print. */
#define PATH_FAR 1e5

/* Least width and height of a drawing. */
#define PATH_NEAR 1e-3

/* x' = a x + c y + e, y' = b x + d y + f, in the order of SVG. */
struct matrix {
	double a, b, c, d, e, f;
};

#define MATRIX_SAME ((struct matrix){ 1, 0, 0, 1, 0, 0 })

struct path {
	struct arena *arena;
	struct matrix matrix;
	size_t most; /* commands it may have */
	uint8_t *ops;
	size_t ops_n;
	float *at;
	size_t at_n;
	double x, y; /* where it has come to, before the matrix */
	double from_x, from_y; /* where this part of it began */
	const char *wrong; /* the first thing wrong with it, NULL: nothing */
};

/*
 * Takes a number from the front of s, after blanks: digits with a sign, a
 * decimal point and an exponent, as SVG writes them. False, and s as it was,
 * when there is none or it is beyond PATH_FAR.
 */
bool path_number(struct str *s, double *number);

/* Takes blanks and at most one comma from the front; true at a comma. */
bool path_separator(struct str *s);

/* Reads a list of transforms; false when it is none. */
bool path_transform(struct matrix *, struct str text);

/* First inner, then outer. */
struct matrix matrix_of(struct matrix outer, struct matrix inner);

/*
 * By how much it makes lengths longer; below 0 when that is not the same in
 * every direction.
 */
double matrix_scale(struct matrix);

void path_move(struct path *, double x, double y);
void path_line(struct path *, double x, double y);
void path_curve(struct path *, double x1, double y1, double x2, double y2,
    double x, double y);
void path_close(struct path *);

/* Part of an ellipse, as the command A of path data has it. */
void path_arc(struct path *, double rx, double ry, double degrees, bool large,
    bool sweep, double x, double y);

void path_ellipse(struct path *, double cx, double cy, double rx, double ry);
void path_rect(struct path *, double x, double y, double width, double height,
    double rx, double ry);

/* What the attribute d says. */
void path_data(struct path *, struct str d);

/* What the attribute points says. */
void path_points(struct path *, struct str points, bool close);

#endif
