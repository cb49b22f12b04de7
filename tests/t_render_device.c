/* SPDX-License-Identifier: ISC */
#include <cairo-ft.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "device_cairo.h"
#include "t.h"

enum { SIZE_MAX_PDF = 16 << 20, PATH_SIZE = 256 };

static char folder[] = "/tmp/t_render_device.XXXXXX";
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

static const char *
path_of(const char *name)
{
	static char path[PATH_SIZE];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

/* What the command prints in the folder, and on standard error too. */
static struct str
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

static bool
has(struct str s, const char *part)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_starts(str_from(s, i), part))
			return true;
	return false;
}

static size_t
count(struct str s, const char *part)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += str_starts(str_from(s, i), part);
	return n;
}

static void
begin(void)
{
	buf_reset(&pdf);
	arena_reset(&arena);
	device_begin(device, &pdf, &info);
	device_page(device);
}

/* Ends the document, which must be sound, and puts it at a.pdf. */
static void
end(void)
{
	fault = (struct fault){ .text = "" };
	if (!device_end(device, &fault))
		CHECK_STR(fault.text, "");
	unlink(path_of("a.pdf"));
	CHECK(file_put(path_of("a.pdf"), pdf.p, pdf.n, false));
	CHECK(has(run("qpdf --check a.pdf"), "No syntax or stream encoding"));
}

static void
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

static void
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

static uint32_t
pixel(double x, double y)
{
	size_t at =
	    (size_t)(y * TYPE_MM) * (size_t)page.width + (size_t)(x * TYPE_MM);
	const unsigned char *p = page.pixels + 3 * at;
	if (at >= 596 * 842)
		return 0;
	return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static bool
is_near(uint32_t a, uint32_t b, int most)
{
	for (int shift = 0; shift < 24; shift += 8)
		if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) >
		    most)
			return false;
	return true;
}

/* ---- text ---------------------------------------------------------- */

static void
test_text(void)
{
	static const char *const lines[] = { "\xc3\x85sa \xc3\x96"
					     "berg & Co",
		"1\xc2\xa0"
		"234,50 kr \xe2\x88\x92"
		"5 \xe2\x82\xac",
		"\xce\x91\xce\xb8\xce\xae\xce\xbd\xce\xb1", /* Greek */
		"\xe8\xb2\xbb\xe7\x94\xa8", /* CJK */
		"e\xcc\x81t\xc3\xa9 office waffle AVATAR" };
	T_CASE("text");
	begin();
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		say(20, 20 + 10 * (double)i, lines[i]);
	end();
	struct str text = run("pdftotext -layout a.pdf -");
	CHECK(has(text, lines[0]));
	CHECK(has(text, "234,50 kr \xe2\x88\x92"
			"5 \xe2\x82\xac"));
	CHECK(has(text, lines[2]));
	CHECK(has(text, lines[3]));
	CHECK(has(text, "t\xc3\xa9 office waffle AVATAR"));
	text = run("pdffonts a.pdf | tail -n +3");
	CHECK(count(text, "\n") >= 3);
	CHECK_INT(count(text, " yes yes yes "), count(text, "\n"));
}

/* Hebrew and Arabic are drawn from the right and read from the left. */
static void
test_backward(void)
{
	static const char hebrew[] = "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d";
	static const char arabic[] = "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7";
	T_CASE("backward");
	begin();
	say(20, 20, hebrew);
	say(20, 40, arabic);
	end();
	CHECK(has(run("pdftotext a.pdf -"), hebrew));
	CHECK(has(run("pdftotext a.pdf -"), arabic));

	T_CASE("clusters of several glyphs and of several characters");
	static const struct glyph forward[] = { { 36, 0, 1, 0, 0 },
		{ 37, 1, 0.5F, 0, 0 }, { 38, 1, 0.5F, 0, 0 },
		{ 39, 4, 1, 0, 0 } };
	static const struct glyph back[] = { { 39, 4, 1, 0, 0 },
		{ 37, 1, 0.5F, 0, 0 }, { 38, 1, 0.5F, 0, 0 },
		{ 36, 1, 1, 0, 0 } };
	const struct run runs[] = {
		{ 0, false, forward, 4, STR("abcde"), 3 },
		{ 0, true, back, 4, STR("vwxyz"), 3 },
	};
	const struct line line = { .runs = runs, .n = 2 };
	begin();
	device_text(device, 20, 20, 20, 0, &line);
	end();
	struct str text = run("pdftotext a.pdf -");
	/* the glyphs are not those of the letters, their gaps are blanks */
	CHECK(has(text, "a bcde z vwxy"));
}

/* The codes that machines read: a font that cairo as it is cannot embed. */
static void
test_ocrb(void)
{
	static const char codes[] = "#  7041000344351123 #  4442 83  6 >";
	T_CASE("OCR-B");
	begin();
	struct line line = type_line(type, ocrb, &arena, str_of(codes));
	device_text(device, 20, 270, 10, 0, &line);
	end();
	CHECK(has(run("pdftotext -layout a.pdf -"), "7041000344351123 #"));
	CHECK(has(run("pdffonts a.pdf | tail -1"), " yes yes yes "));
	if (!device_check(device, &fault))
		CHECK_STR(fault.text, "");
}

static cairo_status_t
keep(void *arg, const unsigned char *p, unsigned n)
{
	buf_add(arg, p, n);
	return CAIRO_STATUS_SUCCESS;
}

/* What cairo makes of that font by itself: success, and no font in the PDF. */
static void
test_whole(void)
{
	FT_Library library;
	FT_Face face = NULL;
	struct str path =
	    str_trim(run("fc-list :fontformat=CFF file | grep -F /OCRB.otf | "
			 "cut -d: -f1"));
	T_CASE("whole");
	CHECK(FT_Init_FreeType(&library) == 0);
	CHECK(FT_New_Face(library, arena_str(&arena, path).p, 0, &face) == 0);
	if (!face)
		return;
	buf_reset(&pdf);
	cairo_surface_t *s =
	    cairo_pdf_surface_create_for_stream(keep, &pdf, 100, 100);
	cairo_t *cr = cairo_create(s);
	cairo_font_face_t *font =
	    cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING);
	cairo_set_font_face(cr, font);
	cairo_move_to(cr, 10, 50);
	cairo_show_text(cr, "0123");
	cairo_show_page(cr);
	cairo_destroy(cr);
	cairo_surface_finish(s);
	CHECK_INT(cairo_surface_status(s), CAIRO_STATUS_SUCCESS);
	CHECK(!device_whole(buf_str(&pdf)));
	cairo_surface_destroy(s);
	cairo_font_face_destroy(font);

	begin();
	say(20, 20, "x");
	end();
	struct str all = buf_str(&pdf);
	CHECK(device_whole(all));
	for (size_t n = all.n; n > 0; n -= n > 100 ? 97 : 1)
		CHECK(
		    n == all.n || !device_whole((struct str){ all.p, n - 1 }));
	CHECK(!device_whole(str_of("")));
	CHECK(!device_whole(str_of("startxref\n99999999999999999999\n")));
	CHECK(!device_whole(str_of("xref\n0 9999\nstartxref\n0\n")));
}

static void
test_info(void)
{
	T_CASE("info");
	begin();
	end();
	struct str text = run("TZ=UTC pdfinfo a.pdf");
	CHECK(has(text, "Title:           Faktura 1001\n"));
	CHECK(has(text, "Author:          Norrlid Energi AB\n"));
	CHECK(has(text, "Subject:         (\xc3\x85r 2026)\\\n"));
	CHECK(has(text, "Creator:         mc-render\n"));
	CHECK(has(text, "CreationDate:    Wed Oct 28 12:00:00 2026 UTC\n"));
	CHECK(has(text, "Page size:       595.276 x 841.89 pts (A4)\n"));
	CHECK(has(text, "Pages:           1\n"));
	CHECK(has(text, "Tagged:          no\n"));
	CHECK(has(text, "PDF version:     1.5\n"));

	static const struct device_info none = { .created = { 0, 0 } };
	buf_reset(&pdf);
	device_begin(device, &pdf, &none);
	device_page(device);
	end();
	CHECK(!has(run("pdfinfo a.pdf"), "Title"));
}

/* ---- areas and drawings -------------------------------------------- */

static void
test_areas(void)
{
	T_CASE("areas");
	begin();
	device_rect(device, 20, 20, 40, 20, 0, 0x055c61);
	device_rect(device, 20, 50, 40, 20, 8, 0xff0000);
	device_rect(device, 20, 80, 20, 10, 50, 0x00ff00);
	device_rule(device, 100, 20, 50, 6, 0, 0x0000ff);
	device_rule(device, 100, 40, 50, 6, 12, 0x0000ff);
	end();
	draw_page(1);
	CHECK_INT(pixel(21, 21), 0x055c61);
	CHECK_INT(pixel(59, 39), 0x055c61);
	CHECK_INT(pixel(61, 39), 0xffffff);
	T_CASE("round corners");
	CHECK_INT(pixel(21, 51), 0xffffff);
	CHECK_INT(pixel(59, 69), 0xffffff);
	CHECK_INT(pixel(21, 60), 0xff0000);
	CHECK_INT(pixel(40, 51), 0xff0000);
	T_CASE("a radius of more than half");
	CHECK_INT(pixel(20.5, 80.5), 0xffffff);
	CHECK_INT(pixel(21, 85), 0x00ff00);
	T_CASE("rules have y in the middle");
	CHECK_INT(pixel(101, 19.3), 0x0000ff);
	CHECK_INT(pixel(149, 20.7), 0x0000ff);
	CHECK_INT(pixel(101, 18.5), 0xffffff);
	CHECK_INT(pixel(101, 21.5), 0xffffff);
	T_CASE("dashes");
	CHECK_INT(pixel(102, 40), 0x0000ff);
	CHECK_INT(pixel(106.3, 40), 0xffffff);
	CHECK_INT(pixel(110.5, 40), 0x0000ff);
	CHECK_INT(pixel(151, 40), 0xffffff);
}

static struct asset *
asset_of(const char *svg)
{
	struct asset *a = arena_alloc(&arena, sizeof(*a));
	CHECK(asset_read(a, str_of(svg), "a.svg", &arena, &fault));
	return a;
}

#define SVG(inside)                                                            \
	"<svg xmlns='http://www.w3.org/2000/svg' viewBox='10 10 10 "           \
	"10'>" inside "</svg>"

static void
test_drawings(void)
{
	T_CASE("drawings");
	begin();
	const struct asset *ring =
	    asset_of(SVG("<path fill='#ff0000' fill-rule='evenodd' "
			 "d='M10 10h10v10h-10zM13 13h4v4h-4z'/>"));
	const struct asset *full =
	    asset_of(SVG("<path fill='#ff0000' "
			 "d='M10 10h10v10h-10zM13 13h4v4h-4z'/>"));
	const struct asset *rest =
	    asset_of(SVG("<rect x='0' y='10' width='15' height='5' "
			 "fill='#0000ff' fill-opacity='.5'/>"
			 "<path d='M12 17h6' stroke='#00ff00' "
			 "stroke-width='2' stroke-linecap='round'/>"));
	/* wider than high, in a place that is not */
	device_asset(device, ring, 20, 20, 20, 80);
	device_asset(device, full, 60, 20, 80, 20);
	device_asset(device, rest, 20, 60, 20, 20);
	device_rect(device, 100, 100, 10, 10, 0, 0x123456);
	end();
	draw_page(1);
	CHECK_INT(pixel(21, 21), 0xff0000);
	CHECK_INT(pixel(30, 30), 0xffffff);
	CHECK_INT(pixel(30, 45), 0xffffff);
	CHECK_INT(pixel(70, 30), 0xff0000);
	CHECK_INT(pixel(85, 30), 0xffffff);
	T_CASE("half blue on white");
	CHECK(is_near(pixel(25, 65), 0x8080ff, 2));
	T_CASE("round ends; outside of the viewBox");
	CHECK_INT(pixel(30, 74), 0x00ff00);
	CHECK_INT(pixel(23.2, 74), 0x00ff00);
	CHECK_INT(pixel(22.3, 72.3), 0xffffff);
	CHECK_INT(pixel(18, 65), 0xffffff);
	T_CASE("what is drawn afterwards");
	CHECK_INT(pixel(105, 105), 0x123456);
}

static void
test_png(void)
{
	struct buf png = BUF_INIT(1 << 16);
	struct asset a;
	static const uint32_t pixels[4] = { 0xffff0000, 0xff00ff00, 0xff0000ff,
		0 };
	enum { SIDE = 40 };
	cairo_surface_t *s =
	    cairo_image_surface_create(CAIRO_FORMAT_ARGB32, SIDE, SIDE);
	unsigned char *p = cairo_image_surface_get_data(s);
	size_t stride = (size_t)cairo_image_surface_get_stride(s);
	for (size_t i = 0; i < SIDE * SIDE; i++) {
		size_t x = i % SIDE, y = i / SIDE;
		memcpy(p + y * stride + x * 4,
		    &pixels[(y >= SIDE / 2) * 2 + (x >= SIDE / 2)], 4);
	}
	cairo_surface_mark_dirty(s);
	cairo_surface_write_to_png_stream(s, keep, &png);
	cairo_surface_destroy(s);
	T_CASE("PNG");
	CHECK(asset_read(&a, buf_str(&png), "a.png", &arena, &fault));
	begin();
	device_rect(device, 0, 0, 100, 100, 0, 0x112233);
	device_asset(device, &a, 20, 20, 40, 40);
	device_page(device);
	device_asset(device, &a, 20, 20, 40, 40);
	end();
	draw_page(1);
	CHECK(is_near(pixel(22, 22), 0xff0000, 2));
	CHECK(is_near(pixel(58, 22), 0x00ff00, 2));
	CHECK(is_near(pixel(22, 58), 0x0000ff, 2));
	CHECK(is_near(pixel(58, 58), 0x112233, 2));
	T_CASE("one object for both pages, and one for what is clear");
	CHECK_INT(count(run("qpdf --qdf a.pdf -"), "/Subtype /Image"), 2);
	/* the device keeps it, and an asset lives as long as the device */
	device_free(device);
	device = device_new(type);
	buf_free(&png);
}

/* A JPEG is in the PDF byte for byte. */
static void
test_jpeg(void)
{
	struct buf jpeg = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
	struct asset a;
	T_CASE("JPEG");
	begin();
	device_rect(device, 0, 0, 210, 297, 0, 0xc04020);
	end();
	run("pdftoppm -r 10 -jpeg -singlefile a.pdf in");
	CHECK(asset_load(&a, path_of("in.jpg"), &arena, &fault));
	CHECK_INT(a.kind, ASSET_JPEG);
	CHECK(a.width == 83 && a.height == 117);
	begin();
	device_asset(device, &a, 20, 20, 83, 200);
	end();
	draw_page(1);
	CHECK(is_near(pixel(60, 80), 0xc04020, 4));
	CHECK_INT(pixel(60, 140), 0xffffff);
	CHECK(has(run("pdfimages -list a.pdf"), " jpeg "));
	run("pdfimages -all a.pdf out");
	CHECK(file_read(path_of("in.jpg"), &jpeg));
	CHECK(file_read(path_of("out-000.jpg"), &again));
	CHECK(str_eq(buf_str(&jpeg), buf_str(&again)));
	device_free(device);
	device = device_new(type);
	buf_free(&jpeg);
	buf_free(&again);
}

static void
test_codes(void)
{
	static const char *const texts[] = {
		"C1231234567;100,00;7041000344351123;0",
		"{\"uqr\":1,\"nme\":\"\xc3\x85sa \xc3\x96"
		"berg\",\"acc\":"
		"\"5050-1055\"}",
		"\xe2\x82\xac \xe8\xb2\xbb \xce\x91",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct code c;
		T_CASE(texts[i]);
		begin();
		CHECK(code_make(&c, str_of(texts[i]), &arena, &fault));
		device_rect(device, 0, 0, 100, 100, 0, 0x055c61);
		device_rect(device, 10, 10, 50, 50, 0, 0xffffff);
		device_code(device, &c, 20, 20, 30);
		end();
		run("pdftoppm -r 150 -png -singlefile a.pdf p");
		struct str text =
		    str_trim(run("zbarimg -q --raw p.png 2>/dev/null"));
		CHECK_STR(text, texts[i]);
		T_CASE("a stencil, not rectangles");
		CHECK(has(run("pdfimages -list a.pdf"), " stencil "));
		draw_page(1);
		CHECK_INT(pixel(20.3, 20.3), 0);
		CHECK(pdf.n < 2000);
	}
}

/* ---- documents ----------------------------------------------------- */

static void
draw_layer(const void *key, double y, const char *text)
{
	if (!device_layer_begin(device, key))
		return;
	say(20, y, text);
	device_rect(device, 150, 270, 20, 10, 2, 0x055c61);
	device_layer_end(device);
}

/* A document of n pages that has what most of them have. */
static void
draw_pages(int n)
{
	static const char keys[2];
	struct code c;
	begin();
	for (int i = 0; i < n; i++) {
		if (i > 0)
			device_page(device);
		draw_layer(&keys[0], 280, "Norrlid Energi AB");
		say(20, 100, "F\xc3\xb6rfallodag 2026-11-30");
		draw_layer(&keys[1], 20, "\xce\xa9 Sida");
		device_rule(device, 20, 150, 170, 0.3, i % 2 ? 2 : 0, 0x777777);
		device_rect(device, 20, 200, 9, 9, 0, 0x055c61);
	}
	CHECK(code_make(&c, str_of("x"), &arena, &fault));
	device_code(device, &c, 20, 20, 30);
}

static void
test_layers(void)
{
	T_CASE("layers");
	draw_pages(5);
	end();
	for (int i = 1; i <= 5; i++) {
		char command[64];
		snprintf(command, sizeof(command),
		    "pdftotext -f %d -l %d a.pdf -", i, i);
		struct str text = run(command);
		CHECK(has(text, "Norrlid Energi AB"));
		CHECK(has(text, "\xce\xa9 Sida"));
		CHECK(has(text, "F\xc3\xb6rfallodag"));
		draw_page(i);
		CHECK_INT(pixel(160, 275), 0x055c61);
		CHECK_INT(pixel(24, 204), 0x055c61);
	}
	CHECK(has(run("pdffonts a.pdf | tail -1"), " yes yes yes "));
}

static void
test_same_bytes(void)
{
	struct buf first = BUF_INIT(SIZE_MAX_PDF);
	struct device *one = device;
	T_CASE("same calls, same bytes");
	draw_pages(3);
	end();
	buf_addstr(&first, buf_str(&pdf));
	T_CASE("after a document of many sizes");
	begin();
	for (int i = 0; i < 3 * DEVICE_SCALED; i++) {
		struct line line = type_line(type, ocrb, &arena, str_of("12"));
		device_text(device, 20, 1 + i, 6 + (float)i / 20, 0, &line);
	}
	end();
	draw_pages(3);
	end();
	CHECK(str_eq(buf_str(&first), buf_str(&pdf)));
	T_CASE("from another device, behind other bytes");
	device = device_new(type);
	draw_pages(3);
	end();
	CHECK(str_eq(buf_str(&first), buf_str(&pdf)));
	device_free(device);
	device = one;
	buf_reset(&pdf);
	buf_adds(&pdf, "before");
	device_begin(device, &pdf, &info);
	device_page(device);
	CHECK(device_end(device, &fault));
	CHECK(str_starts(buf_str(&pdf), "before%PDF-1.5\n"));
	buf_free(&first);
}

static void
test_sizes(void)
{
	struct device *one = device;
	struct buf small = BUF_INIT(3000);
	T_CASE("more sizes than are kept, in one document");
	begin();
	for (int i = 0; i < 3 * DEVICE_SCALED; i++) {
		struct line line = type_line(type, body, &arena, str_of("12"));
		device_text(device, 10 + i % 8 * 20, 20 + i, 6 + (float)i / 20,
		    0, &line);
	}
	end();
	CHECK_INT(count(run("pdftotext a.pdf -"), "12"), 3 * DEVICE_SCALED);
	T_CASE("more bytes than may be");
	device_begin(device, &small, &info);
	device_page(device);
	say(20, 20, "Norrlid Energi AB \xce\xa9");
	CHECK(!device_end(device, &fault));
	CHECK_STR(fault.rule, "size");
	CHECK_STR(fault.text, "its PDF is over 3000 bytes");
	buf_free(&small);
	T_CASE("and the next one is as ever");
	draw_pages(1);
	end();
	CHECK(device == one);
}

static void
tagged(enum tag tag, double y, const char *text)
{
	device_tag_begin(device, tag);
	say(20, y, text);
	device_tag_end(device, tag);
}

static void
test_tags(void)
{
	static const struct device_info wanted = { .title = STR("t"),
		.tagged = true };
	static const char key;
	T_CASE("tags");
	buf_reset(&pdf);
	device_begin(device, &pdf, &wanted);
	for (int i = 0; i < 3; i++) {
		device_page(device);
		tagged(i ? TAG_H2 : TAG_H1, 20, i ? "Sida" : "Faktura");
		tagged(TAG_NONE, 30, "nothing");
		if (i == 0)
			device_tag_begin(device, TAG_TABLE);
		device_tag_begin(device, TAG_TR);
		tagged(TAG_TH, 40, "Belopp");
		tagged(TAG_TD, 40, "1,00");
		device_tag_end(device, TAG_TR);
		draw_layer(&key, 280, "footer");
		device_tag_begin(device, TAG_FIGURE);
		device_rect(device, 20, 200, 9, 9, 0, 0x055c61);
		device_tag_end(device, TAG_FIGURE);
	}
	device_tag_end(device, TAG_TABLE);
	tagged(TAG_P, 60, "slut");
	end();
	CHECK(has(run("pdfinfo a.pdf"), "Tagged:          yes\n"));
	struct str tree = run("pdfinfo -struct-text a.pdf");
	CHECK_INT(count(tree, "Document"), 1);
	CHECK_INT(count(tree, "H1"), 1);
	CHECK_INT(count(tree, "H2"), 2);
	CHECK_INT(count(tree, "Table"), 1);
	CHECK_INT(count(tree, "TR"), 3);
	CHECK_INT(count(tree, "TH"), 3);
	CHECK_INT(count(tree, "TD"), 3);
	CHECK_INT(count(tree, "\"Belopp\""), 3);
	CHECK_INT(count(tree, "\"slut\""), 1);
	CHECK_INT(count(run("pdftotext a.pdf -"), "footer"), 3);

	T_CASE("tags that do not match");
	buf_reset(&pdf);
	device_begin(device, &pdf, &wanted);
	device_page(device);
	device_tag_begin(device, TAG_P);
	device_tag_end(device, TAG_H1);
	device_tag_end(device, TAG_P);
	CHECK(!device_end(device, &fault));
	CHECK_STR(fault.rule, "render");
	buf_reset(&pdf);
	device_begin(device, &pdf, &wanted);
	device_page(device);
	device_tag_begin(device, TAG_P);
	CHECK(!device_end(device, &fault));
	CHECK_STR(fault.rule, "render");
}

static int
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

int
main(void)
{
	static const char *const text[] = { "OpenSans-Regular.ttf",
		"DejaVuSans.ttf", "DroidSansFallbackFull.ttf" };
	static const char *const codes[] = { "OCRB.otf" };
	if (!mkdtemp(folder))
		return 1;
	type = type_new();
	body = (struct face){ chain_of(text, 3), 10 };
	ocrb = (struct face){ chain_of(codes, 1), 10 };
	device = device_new(type);
	test_text();
	test_backward();
	test_ocrb();
	test_whole();
	test_info();
	test_areas();
	test_drawings();
	test_png();
	test_jpeg();
	test_codes();
	test_layers();
	test_same_bytes();
	test_sizes();
	test_tags();
	device_free(device);
	device_free(NULL);
	type_free(type);
	arena_free(&arena);
	buf_free(&pdf);
	buf_free(&page.file);
	run("rm -f -- *");
	buf_free(&said);
	return rmdir(folder) != 0 || T_END();
}
