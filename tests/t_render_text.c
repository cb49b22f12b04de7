/* SPDX-License-Identifier: ISC */
#include <cairo-ft.h>

#include "render.h"

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
	const struct glyph_run runs[] = {
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

int
main(void)
{
	set_up();
	test_text();
	test_backward();
	test_ocrb();
	test_whole();
	tear_down();
	return T_END();
}
