/* SPDX-License-Identifier: ISC */
#include <cairo.h>
#include <stdlib.h>
#include <unistd.h>

#include "asset.h"
#include "base/buf.h"
#include "code.h"
#include "t.h"

static struct arena arena;
static struct fault fault;

/* ---- pictures ------------------------------------------------------ */

static cairo_status_t
keep(void *arg, const unsigned char *p, unsigned n)
{
	buf_add(arg, p, n);
	return CAIRO_STATUS_SUCCESS;
}

static void
test_png(void)
{
	struct buf png = BUF_INIT(1 << 20);
	struct asset a;
	cairo_surface_t *s =
	    cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 30, 20);
	cairo_surface_write_to_png_stream(s, keep, &png);
	cairo_surface_destroy(s);
	T_CASE("PNG");
	CHECK(asset_read(&a, buf_str(&png), "a.png", &arena, &fault));
	CHECK_INT(a.kind, ASSET_PNG);
	CHECK(a.width == 30 && a.height == 20 && a.bytes.p == png.p);
	for (size_t n = 0; n + 1 < png.n; n++) {
		struct str part = { png.p, n };
		CHECK(!asset_read(&a, part, "a.png", &arena, &fault));
		CHECK_STR(fault.place, "a.png");
	}
	T_CASE("a byte of the picture is wrong");
	png.p[60] ^= 1;
	CHECK(!asset_read(&a, buf_str(&png), "a.png", &arena, &fault));
	CHECK_STR(fault.text, "is no whole PNG");
	png.p[60] ^= 1;
	T_CASE("a flood of pixels");
	memcpy(png.p + 16, "\0\1\0\0\0\1\0\0", 8);
	CHECK(!asset_read(&a, buf_str(&png), "a.png", &arena, &fault));
	CHECK_STR(
	    fault.text, "a picture of 65536 by 65536 pixels is not taken");
	memcpy(png.p + 16, "\0\0\0\0\0\1\0\0", 8);
	CHECK(!asset_read(&a, buf_str(&png), "a.png", &arena, &fault));
	buf_free(&png);
}

/* 8 by 8 pixels of one grey: the smallest JPEG there is. */
static const char jpeg[] =
    "\xff\xd8\xff\xfe\0\4no"
    "\xff\xdb\0\x43\0"
    "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
    "\xff\xc0\0\x0b\x08\0\x08\0\x08\1\1\x11\0"
    "\xff\xc4\0\x14\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\xff\xc4\0\x14\x10\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\xff\xda\0\x08\1\1\0\0\x3f\0\x3f\xff\0\x3f\xff\xff\xd9";

enum { FRAME = 77, SIZE = sizeof(jpeg) - 1 };

static bool
read_jpeg(struct asset *a, const char *p, size_t n)
{
	struct str bytes = { p, n };
	fault = (struct fault){ .text = "" };
	return asset_read(a, bytes, "a.jpg", &arena, &fault);
}

static void
test_jpeg(void)
{
	static const struct {
		size_t at; /* in the frame's segment, from its marker on */
		char byte;
		const char *text;
	} cases[] = {
		{ 1, '\xc1', "" },
		{ 1, '\xc2', "" },
		{ 1, '\xc3', "JPEG of a kind that PDF has not" },
		{ 1, '\xc9', "JPEG of a kind that PDF has not" },
		{ 1, '\xcc', "JPEG of a kind that PDF has not" },
		{ 1, '\xd8', "is no whole JPEG" },
		{ 1, '\x01', "is no whole JPEG" },
		{ 1, '\xe0', "is no whole JPEG" },
		{ 3, '\x02', "is no whole JPEG" },
		{ 4, '\x0c', "JPEG with samples of not 8 bits" },
		{ 6, '\0', "a picture of 8 by 0 pixels is not taken" },
		{ 5, '\1', "" },
		{ 5, '\x80', "a picture of 8 by 32776 pixels is not taken" },
		{ 9, '\4', "is no whole JPEG" },
	};
	char copy[SIZE];
	struct asset a;
	T_CASE("JPEG");
	CHECK(read_jpeg(&a, jpeg, SIZE));
	CHECK_INT(a.kind, ASSET_JPEG);
	CHECK(a.width == 8 && a.height == 8 && a.bytes.p == jpeg);
	CHECK(jpeg[FRAME] == '\xff' && jpeg[FRAME + 1] == '\xc0');
	for (size_t n = 3; n < SIZE; n++) {
		CHECK(!read_jpeg(&a, jpeg, n));
		CHECK_STR(fault.text, "is no whole JPEG");
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		T_CASE(cases[i].text);
		memcpy(copy, jpeg, SIZE);
		copy[FRAME + cases[i].at] = cases[i].byte;
		CHECK_INT(read_jpeg(&a, copy, SIZE), !cases[i].text[0]);
		CHECK_STR(fault.text, cases[i].text);
	}
}

static void
test_jpeg_colours(void)
{
	/* a frame of four components, as prepress has it */
	static const char cmyk[] = "\xff\xd8\xff\xc0\0\x14\x08\0\x08\0\x08\4"
				   "\1\x11\0\2\x11\0\3\x11\0\4\x11\0\xff\xd9";
	static const char twice[] =
	    "\xff\xd8\xff\xc0\0\x0b\x08\0\x08\0\x08\1\1\x11\0"
	    "\xff\xc0\0\x0b\x08\0\x08\0\x08\1\1\x11\0\xff\xd9";
	struct asset a;
	CHECK(!read_jpeg(&a, cmyk, sizeof(cmyk) - 1));
	CHECK_STR(fault.text, "JPEG in other colours than grey or RGB");
	CHECK(!read_jpeg(&a, twice, sizeof(twice) - 1));
	CHECK_STR(fault.text, "is no whole JPEG");
}

static void
test_files(void)
{
	char path[] = "/tmp/t_render_asset.XXXXXX";
	struct asset a;
	int fd = mkstemp(path);
	CHECK(fd >= 0 && write(fd, jpeg, SIZE) == SIZE);
	CHECK(asset_load(&a, path, &arena, &fault));
	CHECK_INT(a.kind, ASSET_JPEG);
	CHECK_INT(a.bytes.n, SIZE);
	CHECK(ftruncate(fd, ASSET_MAX + 1) == 0);
	CHECK(!asset_load(&a, path, &arena, &fault));
	CHECK_STR(fault.text, "cannot be read: File too large");
	CHECK(close(fd) == 0 && unlink(path) == 0);
	CHECK(!asset_load(&a, path, &arena, &fault));
	CHECK_STR(fault.place, path);
	CHECK_STR(fault.text, "cannot be read: No such file or directory");
}

/* ---- codes --------------------------------------------------------- */

static void
test_codes(void)
{
	static char longest[CODE_MAX + 1];
	struct code c, again;
	memset(longest, 'x', sizeof(longest));
	T_CASE("code");
	CHECK(code_make(&c, str_of("C1231234567;100,00;1;0"), &arena, &fault));
	/* ISO/IEC 18004, table 7: 26 bytes in version 2 at level M */
	CHECK_INT(c.n, 25);
	CHECK(c.dark[0] == 1 && c.dark[8] == 0 && c.dark[24] == 1);
	CHECK(code_make(
	    &again, str_of("C1231234567;100,00;1;0"), &arena, &fault));
	CHECK(memcmp(c.dark, again.dark, (size_t)c.n * c.n) == 0);
	CHECK(code_make(&c, (struct str){ longest, CODE_MAX }, &arena, &fault));
	CHECK_INT(c.n, 177);
	CHECK(!code_make(
	    &c, (struct str){ longest, CODE_MAX + 1 }, &arena, &fault));
	CHECK_STR(fault.rule, "code");
	CHECK(!code_make(&c, str_of(NULL), &arena, &fault));
	CHECK_STR(fault.rule, "code");
}

int
main(void)
{
	test_png();
	test_jpeg();
	test_jpeg_colours();
	test_files();
	test_codes();
	arena_free(&arena);
	return T_END();
}
