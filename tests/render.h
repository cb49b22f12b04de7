/* SPDX-License-Identifier: ISC */
#ifndef RENDER_H
#define RENDER_H

/*
 * Documents drawn for a test, and what poppler and qpdf say about them. The
 * document is in `pdf`, and behind end() in a.pdf of the folder.
 */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "device_cairo.h"
#include "t.h"

enum { SIZE_MAX_PDF = 16 << 20, PATH_SIZE = 256 };

static char folder[] = "/tmp/t_render.XXXXXX";
static struct arena arena;
static struct type *type;
static struct device *device;
static struct face body, ocrb;
static struct fault fault;
static struct buf pdf = BUF_INIT(SIZE_MAX_PDF);
static struct buf said = BUF_INIT(SIZE_MAX_PDF);
static const struct device_info info = { .title = STR("Faktura 1001"),
	.author = STR("Norrlid Energi AB"),
	.subject = STR("(\xc3\x85r 2026)\\"),
	.created = { 1793188800, 3600 } };

static inline const char *
path_of(const char *name)
{
	static char path[PATH_SIZE];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

/* What the command prints in the folder, and on standard error too. */
static inline struct str
run(const char *command)
{
	char line[1024], part[4096];
	size_t n;
	snprintf(line, sizeof(line), "cd %s && { %s; } 2>&1", folder, command);
	buf_reset(&said);
	FILE *p = popen(line, "r");
	while (p && (n = fread(part, 1, sizeof(part), p)) > 0)
		buf_add(&said, part, n);
	if (p)
		pclose(p);
	return buf_str(&said);
}

static inline bool
has(struct str s, const char *part)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_starts(str_from(s, i), part))
			return true;
	return false;
}

static inline size_t
count(struct str s, const char *part)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += str_starts(str_from(s, i), part);
	return n;
}

static inline void
begin(void)
{
	buf_reset(&pdf);
	arena_reset(&arena);
	device_begin(device, &pdf, &info);
	device_page(device);
}

/* Ends the document, which must be sound, and puts it at a.pdf. */
static inline void
end(void)
{
	fault = (struct fault){ .text = "" };
	if (!device_end(device, &fault))
		CHECK_STR(fault.text, "");
	unlink(path_of("a.pdf"));
	CHECK(file_put(path_of("a.pdf"), pdf.p, pdf.n, false));
	CHECK(has(run("qpdf --check a.pdf"), "No syntax or stream encoding"));
}

static inline void
say(double x, double y, const char *text)
{
	struct line line = type_line(type, body, &arena, str_of(text));
	device_text(device, x, y, body.size, 0x1c2129, &line);
}

/* ---- pixels -------------------------------------------------------- */

/* A page as poppler draws it, 72 to the inch; 0xRRGGBB at x, y in mm. */
struct picture_of_page {
	struct buf file;
	const unsigned char *pixels;
	int width;
};

static struct picture_of_page page = { .file = BUF_INIT(SIZE_MAX_PDF) };

static inline void
draw_page(int number)
{
	char command[64];
	snprintf(command, sizeof(command),
	    "pdftoppm -r 72 -f %d -l %d -singlefile a.pdf p", number, number);
	CHECK_STR(run(command), "");
	buf_reset(&page.file);
	CHECK(file_read(path_of("p.ppm"), &page.file));
	/* P6, width, height, 255 */
	CHECK(page.file.n > 15 &&
	      memcmp(page.file.p, "P6\n596 842\n255\n", 15) == 0);
	page.width = 596;
	page.pixels = (const unsigned char *)page.file.p + 15;
}

static inline uint32_t
pixel(double x, double y)
{
	size_t at =
	    (size_t)(y * TYPE_MM) * (size_t)page.width + (size_t)(x * TYPE_MM);
	const unsigned char *p = page.pixels + 3 * at;
	if (at >= 596 * 842)
		return 0;
	return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static inline bool
is_near(uint32_t a, uint32_t b, int most)
{
	for (int shift = 0; shift < 24; shift += 8)
		if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) >
		    most)
			return false;
	return true;
}

static inline cairo_status_t
keep(void *arg, const unsigned char *p, unsigned n)
{
	buf_add(arg, p, n);
	return CAIRO_STATUS_SUCCESS;
}

static inline int
chain_of(const char *const *names, size_t n)
{
	struct str files[4];
	for (size_t i = 0; i < n; i++)
		files[i] = str_of(names[i]);
	int chain = type_chain(type, files, n, false, &fault);
	if (chain < 0)
		CHECK_STR(fault.text, "");
	return chain;
}

/* Opens fonts and device; what it makes is in the folder until tear_down. */
static inline void
set_up(void)
{
	static const char *const text[] = { "OpenSans-Regular.ttf",
		"DejaVuSans.ttf", "DroidSansFallbackFull.ttf" };
	static const char *const codes[] = { "OCRB.otf" };
	CHECK(mkdtemp(folder) == folder);
	type = type_new();
	body = (struct face){ chain_of(text, 3), 10 };
	ocrb = (struct face){ chain_of(codes, 1), 10 };
	device = device_new(type);
}

static inline void
tear_down(void)
{
	device_free(device);
	type_free(type);
	arena_free(&arena);
	buf_free(&pdf);
	buf_free(&page.file);
	run("rm -f -- *");
	buf_free(&said);
	CHECK(rmdir(folder) == 0);
}

#endif
