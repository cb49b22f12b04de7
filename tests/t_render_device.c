/* SPDX-License-Identifier: ISC */
#include "render.h"

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

int
main(void)
{
	set_up();
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
	tear_down();
	return T_END();
}
