/* SPDX-License-Identifier: ISC */
/*
 * Reads the line of a giro slip as machines do: by the forms of OCR-B alone.
 *
 *	ocr_line FONT POINTS DPI <PICTURE
 *
 * PICTURE is a PGM of 8 bits. A row of ink as high as a digit, that begins with
 * # and stands in cells of the font's pitch, is the line; every cell is held
 * against 0 to 9 # > of FONT, drawn at that size by FreeType. Prints the line,
 * a blank for each empty cell; 1: there is none, or a cell is like no
 * character, or like two; 2: could not look.
 */
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CHARS = 12,
	STEPS = 4, /* places a pixel, each way, that a glyph is drawn at */
	SIDE_MAX = 96, /* pixels of a cell, each way */
	CELLS_MAX = 80,
	PICTURE_MAX = 64 << 20,
	INK = 96, /* what is ink, of 255 */
};

static const char chars[CHARS + 1] = "0123456789#>";
static const double alike = 0.95, apart = 0.05;

struct picture {
	int w, h;
	unsigned char *ink; /* 255 is black */
};

/* The cell of one character, its pen at (1, up) and a part of a pixel. */
static unsigned char glyphs[CHARS][STEPS][STEPS][SIDE_MAX * SIDE_MAX];
static int side_w, side_h, up;
static double pitch;

/* A place of the pen in steps, x to the right and y downwards. */
struct pen {
	long x, y;
};

struct reading {
	char text[CELLS_MAX + 1];
	int cells;
};

static _Noreturn void
cannot(const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	fputs("ocr_line: ", stderr);
	vfprintf(stderr, format, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(2);
}

/* ---- glyphs ---------------------------------------------------------- */

static void
draw_glyph(FT_Library lib, FT_Outline *outline, int x, int y, unsigned char *to)
{
	FT_Bitmap map = { .rows = (unsigned)side_h,
		.width = (unsigned)side_w,
		.pitch = side_w,
		.buffer = to,
		.num_grays = 256,
		.pixel_mode = FT_PIXEL_MODE_GRAY };
	/* FreeType counts upwards from the lowest row, in 64ths */
	FT_Pos dx = 64 + 64 * x / STEPS;
	FT_Pos dy = 64 * (side_h - up) - 64 * y / STEPS;
	FT_Outline_Translate(outline, dx, dy);
	if (FT_Outline_Get_Bitmap(lib, outline, &map))
		cannot("a glyph cannot be drawn");
	FT_Outline_Translate(outline, -dx, -dy);
}

/* The distance of two characters, which FreeType would round. */
static void
measure_pitch(FT_Face face, double pixels)
{
	long advance = 0;
	for (int i = 0; i < CHARS; i++) {
		FT_ULong c = (FT_ULong)chars[i];
		if (!FT_Get_Char_Index(face, c) ||
		    FT_Load_Char(face, c, FT_LOAD_NO_SCALE))
			cannot("the font has no '%c'", chars[i]);
		if (i && face->glyph->metrics.horiAdvance != advance)
			cannot("the font has no pitch");
		advance = face->glyph->metrics.horiAdvance;
	}
	pitch = (double)advance * pixels / face->units_per_EM;
}

/* The cell that has room for every one of them. */
static void
measure(FT_Face face)
{
	long high = 0, low = 0;
	for (int i = 0; i < CHARS; i++) {
		FT_Glyph_Metrics *m = &face->glyph->metrics;
		FT_Load_Char(face, (FT_ULong)chars[i], FT_LOAD_NO_HINTING);
		if (m->horiBearingY > high)
			high = m->horiBearingY;
		if (m->height - m->horiBearingY > low)
			low = m->height - m->horiBearingY;
	}
	up = (int)(high / 64) + 2;
	side_h = up + (int)(low / 64) + 3;
	side_w = (int)ceil(pitch) + 2;
	if (side_w > SIDE_MAX || side_h > SIDE_MAX)
		cannot("the font is too large");
}

static void
load_font(const char *path, double points, double dpi)
{
	FT_Library lib;
	FT_Face face;
	if (FT_Init_FreeType(&lib) || FT_New_Face(lib, path, 0, &face) ||
	    FT_Set_Char_Size(face, 0, (FT_F26Dot6)lround(points * 64),
		(FT_UInt)dpi, (FT_UInt)dpi))
		cannot("%s: cannot be read at that size", path);
	measure_pitch(face, points * dpi / 72);
	measure(face);
	for (int i = 0; i < CHARS; i++) {
		FT_Load_Char(face, (FT_ULong)chars[i], FT_LOAD_NO_HINTING);
		for (int x = 0; x < STEPS; x++)
			for (int y = 0; y < STEPS; y++)
				draw_glyph(lib, &face->glyph->outline, x, y,
				    glyphs[i][x][y]);
	}
	FT_Done_Face(face);
	FT_Done_FreeType(lib);
}

/* ---- the picture ----------------------------------------------------- */

/* A number of the head, and the one blank behind it. */
static int
read_number(FILE *in)
{
	int v = 0, c;
	while ((c = fgetc(in)) >= '0' && c <= '9' && v <= PICTURE_MAX)
		v = 10 * v + (c - '0');
	return c == ' ' || c == '\n' ? v : 0;
}

static struct picture
read_picture(FILE *in)
{
	struct picture p = { .w = 0 };
	bool head = fgetc(in) == 'P' && fgetc(in) == '5' && fgetc(in) == '\n';
	p.w = read_number(in);
	p.h = read_number(in);
	if (!head || read_number(in) != 255 || p.w < 1 || p.h < 1 ||
	    p.h > PICTURE_MAX / p.w)
		cannot("standard input is no PGM of 8 bits");
	size_t n = (size_t)p.w * (size_t)p.h;
	if (!(p.ink = malloc(n)) || fread(p.ink, 1, n, in) != n)
		cannot("the picture ends early");
	for (size_t i = 0; i < n; i++)
		p.ink[i] = (unsigned char)(255 - p.ink[i]);
	return p;
}

static int
ink_at(const struct picture *p, long x, long y)
{
	bool inside = x >= 0 && y >= 0 && x < p->w && y < p->h;
	return inside ? p->ink[y * p->w + x] : 0;
}

/* ---- cells ----------------------------------------------------------- */

static long
floor_div(long a, long b)
{
	return (a - (a % b + b) % b) / b;
}

/* How much the cell at the pen is like the character, 1 when it is the same. */
static double
likeness(const struct picture *p, struct pen pen, int c)
{
	long x0 = floor_div(pen.x, STEPS), y0 = floor_div(pen.y, STEPS);
	const unsigned char *g =
	    glyphs[c][pen.x - x0 * STEPS][pen.y - y0 * STEPS];
	double n = side_w * side_h, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
	for (int y = 0; y < side_h; y++)
		for (int x = 0; x < side_w; x++) {
			double i = ink_at(p, x0 - 1 + x, y0 - up + y);
			double j = g[y * side_w + x];
			a += i;
			b += j;
			aa += i * i;
			bb += j * j;
			ab += i * j;
		}
	double spread = (aa - a * a / n) * (bb - b * b / n);
	return spread > 0 ? (ab - a * b / n) / sqrt(spread) : 0;
}

/* Moves the pen to where the cell is most like the character. */
static double
settle(const struct picture *p, struct pen *pen, int c, int reach)
{
	struct pen best = *pen;
	double most = -1;
	for (long y = -reach; y <= reach; y++)
		for (long x = -reach; x <= reach; x++) {
			struct pen at = { pen->x + x, pen->y + y };
			double like = likeness(p, at, c);
			if (like > most) {
				most = like;
				best = at;
			}
		}
	*pen = best;
	return most;
}

static bool
is_empty(const struct picture *p, struct pen pen)
{
	long x0 = floor_div(pen.x, STEPS), y0 = floor_div(pen.y, STEPS);
	for (int y = 0; y < side_h; y++)
		for (int x = 0; x < side_w; x++)
			if (ink_at(p, x0 - 1 + x, y0 - up + y) >= INK)
				return false;
	return true;
}

/* The character of the cell; 0 when it is like none, or like two. */
static char
read_cell(const struct picture *p, struct pen pen, double *like)
{
	double best = -1, second = -1;
	char found = 0;
	*like = 1;
	if (is_empty(p, pen))
		return ' ';
	for (int c = 0; c < CHARS; c++) {
		struct pen at = pen;
		double now = settle(p, &at, c, 2);
		if (now > best) {
			second = best;
			best = now;
			found = chars[c];
		} else if (now > second)
			second = now;
	}
	*like = best;
	return best >= alike && best - second >= apart ? found : 0;
}

/* ---- the line -------------------------------------------------------- */

/* Reads the rows from top to end, false when they are not the line. */
static bool
read_rows(const struct picture *p, int top, int end, struct reading *r)
{
	const int hash = CHARS - 2, reach = 4 * STEPS;
	long left = p->w, right = -1;
	for (long y = top; y < end; y++)
		for (long x = 0; x < p->w; x++)
			if (ink_at(p, x, y) >= INK) {
				left = x < left ? x : left;
				right = x > right ? x : right;
			}
	struct pen pen = { STEPS * (left - side_w / 8),
		STEPS * ((top + end) / 2L + (2 * up - side_h) / 2) };
	r->cells = 0;
	if (settle(p, &pen, hash, reach) < alike)
		return false;
	for (int i = 0; i < CELLS_MAX; i++) {
		struct pen at = { pen.x + lround(i * pitch * STEPS), pen.y };
		double like;
		if (at.x > right * STEPS)
			break;
		char c = read_cell(p, at, &like);
		if (!c) {
			fprintf(stderr,
			    "ocr_line: row %d, cell %d: like no character "
			    "(%.2f)\n",
			    top, i, like);
			return false;
		}
		r->text[r->cells++] = c;
	}
	r->text[r->cells] = '\0';
	return r->cells > 1 && r->text[r->cells - 1] == '#';
}

static bool
has_ink(const struct picture *p, int y)
{
	for (int x = 0; x < p->w; x++)
		if (ink_at(p, x, y) >= INK)
			return true;
	return false;
}

/* Goes through all rows of ink; the first that is the line. */
static bool
find_line(const struct picture *p, struct reading *r)
{
	for (int y = 0, top = -1; y <= p->h; y++) {
		if (y < p->h && has_ink(p, y)) {
			top = top < 0 ? y : top;
			continue;
		}
		if (top >= 0 && y - top > side_h / 2 && y - top <= side_h &&
		    read_rows(p, top, y, r))
			return true;
		top = -1;
	}
	return false;
}

int
main(int argc, char **argv)
{
	struct reading r;
	if (argc != 4)
		cannot("usage: ocr_line FONT POINTS DPI <PICTURE");
	load_font(argv[1], strtod(argv[2], NULL), strtod(argv[3], NULL));
	struct picture p = read_picture(stdin);
	if (!find_line(&p, &r)) {
		fputs("ocr_line: no line found\n", stderr);
		return 1;
	}
	puts(r.text);
	free(p.ink);
	return 0;
}
